"""Who may do anything by sudo: the rules of /etc/sudoers and what it includes, as sudo reads them.

Only rules for all commands as root count. sudo itself ignores files in an included folder with a
dot or a `~` at the end of their names, and files that others than root may write.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.sudo_settings import Settings
from core.probes.accounts.sudo_words import Aliases, is_here, is_root, members_of, plain_name
from core.probes.system import System

MAIN = "/etc/sudoers"
_DEEPEST = 16  # files that include files; sudo itself refuses more than 128
_INCLUDE = re.compile(r"[#@]include(dir)?\s+(.+)")
_ALIAS = re.compile(r"(User|Runas|Host|Cmnd|Cmd)_Alias\s+(.+)", re.DOTALL)
_RUNAS = re.compile(r"\(([^)]*)\)")
_ASKING = re.compile(r"\b(NO)?PASSWD\s*:")
_FREE, _ASKED = "<free>", "<asked>"
"""What stands for `NOPASSWD:` and `PASSWD:` once the colons of tags are taken away."""
_TAG = re.compile(r"\b(?:NO)?(?:EXEC|SETENV|LOG_INPUT|LOG_OUTPUT|MAIL|FOLLOW|INTERCEPT)\s*:")
_OPTION = re.compile(
    r"\b(?:ROLE|TYPE|APPARMOR_PROFILE|PRIVS|LIMITPRIVS|CWD|CHROOT|TIMEOUT|NOTBEFORE|NOTAFTER)=\S+"
)


@dataclass(frozen=True, slots=True)
class Grant:
    """Whom a rule lets do anything: a name, `%group`, `#uid`, `%#gid` or ALL; and the file.

    `asked`: the rule has a password asked for, or not; None leaves it to the settings. Of several
    grants the last counts. `but` are those whom the rule takes out again.
    """

    who: str
    source: str
    asked: bool | None = None
    but: tuple[str, ...] = ()


@dataclass(slots=True)
class Sudoers:
    """All that was read. `unread` says why a part could not be read, `odd` counts such lines.

    `spared` are lists of users and whether a setting spares them the password: the last list that
    means somebody counts, and in it the last name, `!` before it takes him out. `exempt` is the
    group that is spared whatever rules say.
    """

    grants: list[Grant] = field(default_factory=list)
    spared: list[tuple[tuple[str, ...], bool]] = field(default_factory=list)
    exempt: str = ""
    unread: Unknown | None = None
    odd: int = 0


def logical_lines(text: str) -> Iterator[str]:
    """Yield lines without comments, continued ones joined."""
    for line in re.sub(r"\\\n", " ", text).splitlines():
        stripped = line.strip()
        if _INCLUDE.match(stripped):
            yield stripped
            continue
        # `#` begins a comment unless a number follows, which is a uid, or stands inside quotes.
        kept = re.sub(r"""("[^"]*")|#(?!\d).*""", lambda found: found[1] or "", stripped)
        if kept.strip():
            yield kept.strip()


def _is_ignored(name: str) -> bool:
    return "." in name or name.endswith("~")


def _may_be_trusted(system: System, path: str) -> bool | Unknown:
    """Say whether sudo accepts a file: root's, and writable by nobody else."""
    seen = system.stat(path)
    if isinstance(seen, Unknown):
        return seen
    group_writes = bool(seen.mode & 0o020) and seen.gid != 0
    return seen.kind == "file" and seen.uid == 0 and not seen.mode & 0o002 and not group_writes


def _files(system: System, path: str, found: Sudoers, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield (path, line) of a file and of all that it includes, in sudo's order."""
    trusted = _may_be_trusted(system, path)
    text = system.read_text(path) if trusted is True else trusted
    if isinstance(text, Unknown):
        found.unread = found.unread or text
        return
    if isinstance(text, bool):
        return  # sudo ignores it, so it grants nothing
    for line in logical_lines(text):
        include = _INCLUDE.match(line)
        if include is None:
            yield path, line
        elif depth < _DEEPEST:
            yield from _included(system, include, found, depth)


def _included(
    system: System, include: "re.Match[str]", found: Sudoers, depth: int
) -> Iterator[tuple[str, str]]:
    target = include[2].strip().strip('"')
    target = target if target.startswith("/") else f"/etc/{target}"
    if not include[1]:
        yield from _files(system, target, found, depth + 1)
        return
    names = system.list_folder(target)
    if isinstance(names, Unknown):
        if names.code is not UnknownCode.NOT_FOUND:
            found.unread = found.unread or names
        return
    for name in names:
        if not _is_ignored(name):
            yield from _files(system, f"{target}/{name}", found, depth + 1)


@dataclass(frozen=True, slots=True)
class _Given:
    """A list gives all commands; `asked` as in a grant."""

    asked: bool | None


def _gives_all(commands: str, aliases: Aliases) -> _Given | None:
    """Return how a list gives all commands as root; None for a list that does not.

    The last part that says something of all commands counts; other exceptions are no obstacle. A
    tag holds until its opposite. Single commands without a password are left aside: backup and
    printing need them.
    """
    runas = ["root"]
    asked: bool | None = None
    gives: _Given | None = None
    for part in re.split(r"(?<!\\),(?![^(]*\))", commands):
        command = part.strip()
        told = _RUNAS.match(command)
        if told:
            users = told[1].partition(":")[0].strip()
            runas = aliases.spelled_out("Runas", members_of(users)) if users else ["<invoker>"]
            command = command[told.end() :].strip()
        words = command.split()
        while words and words[0] in (_FREE, _ASKED):
            asked = words.pop(0) == _ASKED
        if not is_root(runas):
            continue
        named = aliases.spelled_out("Cmnd", members_of(" ".join(words)))
        if "ALL" in named:
            gives = _Given(asked)
        elif "!ALL" in named:
            gives = None
    return gives


def _grants_of(
    line: str, aliases: Aliases, hostname: str
) -> tuple[list[str], _Given | None] | None:
    """Return whom a rule means, and how it lets them do anything here; None for no rule."""
    left, equals, right = line.partition("=")
    users, _, hosts = re.sub(r"\s*,\s*", ",", " ".join(left.split())).rpartition(" ")
    if not (equals and users and hosts):
        return None
    named = aliases.spelled_out("User", members_of(users))
    # Without tags and options, a colon before `name =` begins the rule's part for another host.
    bare = _OPTION.sub(" ", _TAG.sub(" ", right))
    bare = _ASKING.sub(lambda found: f" {_FREE if found[1] else _ASKED} ", bare)
    gives: _Given | None = None
    for part in re.split(r"(?<!\\):(?=[^:=()]*=)", f"{hosts}={bare}"):
        place, _, commands = part.partition("=")
        if is_here(aliases.spelled_out("Host", members_of(place)), hostname):
            gives = _gives_all(commands, aliases) or gives
    return named, gives


def read_sudoers(system: System, hostname: str) -> Sudoers:
    """Read every rule; a missing main file means that there are none."""
    found = Sudoers()
    main = system.stat(MAIN)
    if isinstance(main, Unknown) and main.code is UnknownCode.NOT_FOUND:
        return found
    aliases = Aliases()
    rules: list[tuple[str, str]] = []
    defaults: list[str] = []
    for path, line in _files(system, MAIN, found):
        alias = _ALIAS.match(line)
        if alias:
            found.odd += not aliases.add(alias[1], alias[2])
        elif line.startswith("Defaults"):
            defaults.append(line)
        else:
            rules.append((path, line))
    settings = Settings(aliases, hostname)
    found.odd += sum(not settings.add(line) for line in defaults)
    found.spared, found.exempt = settings.spared, settings.exempt
    for path, line in rules:
        given = _grants_of(line, aliases, hostname)
        if given is None:
            found.odd += 1
            continue
        named, gives = given
        if gives is None:
            continue
        # Who must know root's password gains nothing by a rule for everybody.
        idle = settings.asks_for_target and gives.asked is not False
        for at, who in enumerate(named):
            if not (who.startswith("!") or (idle and who == "ALL")):
                but = tuple(plain_name(each[1:]) for each in named[at:] if each.startswith("!"))
                found.grants.append(Grant(plain_name(who), path, gives.asked, but))
    return found
