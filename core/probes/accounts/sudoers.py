"""Who may do anything by sudo: the rules of /etc/sudoers and what it includes, as sudo reads them.

Only rules for all commands as root count. sudo itself ignores files in an included folder with a
dot or a `~` at the end of their names, and files that others than root may write.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.model.unknown import Unknown, UnknownCode
from core.probes.system import System

MAIN = "/etc/sudoers"
_DEEPEST = 16  # files that include files; sudo itself refuses more than 128
_INCLUDE = re.compile(r"[#@]include(dir)?\s+(.+)")
_ALIAS = re.compile(r"(User|Runas|Host|Cmnd|Cmd)_Alias\s+(.+)", re.DOTALL)
_RUNAS = re.compile(r"\(([^)]*)\)")
_TAG = re.compile(r"\b(?:NO)?(?:PASSWD|EXEC|SETENV|LOG_INPUT|LOG_OUTPUT|MAIL|FOLLOW|INTERCEPT):")
_OPTION = re.compile(
    r"\b(?:ROLE|TYPE|APPARMOR_PROFILE|PRIVS|LIMITPRIVS|CWD|CHROOT|TIMEOUT|NOTBEFORE|NOTAFTER)=\S+"
)


@dataclass(frozen=True, slots=True)
class Grant:
    """Whom a rule lets do anything: a name, `%group`, `#uid`, `%#gid` or ALL; and the file."""

    who: str
    source: str


@dataclass(slots=True)
class Sudoers:
    """All that was read. `unread` says why a part could not be read, `odd` counts such lines.

    `unasked` are the grants that ask for no password.
    """

    grants: list[Grant] = field(default_factory=list)
    unasked: list[Grant] = field(default_factory=list)
    unread: Unknown | None = None
    odd: int = 0
    asks_for_target: bool = False


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


def _members(text: str) -> list[str]:
    """Split a list at commas outside quotes and backslashes; `! x` becomes `!x`."""
    parts = re.split(r"(?<!\\),", text)
    return [re.sub(r"^!\s+", "!", part.strip()).strip('"') for part in parts if part.strip()]


@dataclass(slots=True)
class _Aliases:
    kinds: dict[str, dict[str, list[str]]] = field(
        default_factory=lambda: {kind: {} for kind in ("User", "Runas", "Host", "Cmnd")}
    )

    def add(self, kind: str, text: str) -> bool:
        for definition in re.split(r"(?<!\\):", text):
            name, equals, members = definition.partition("=")
            if not equals:
                return False
            self.kinds["Cmnd" if kind == "Cmd" else kind][name.strip()] = _members(members)
        return True

    def spelled_out(self, kind: str, members: list[str], depth: int = 0) -> list[str]:
        known = self.kinds[kind]
        result: list[str] = []
        for member in members:
            if member in known and depth < _DEEPEST:
                result += self.spelled_out(kind, known[member], depth + 1)
            else:
                result.append(member)
        return result


def _is_here(hosts: list[str], hostname: str) -> bool:
    """Say whether a rule holds on this machine; addresses and net groups are taken to."""
    short = hostname.partition(".")[0]
    for host in reversed(hosts):
        wanted = host.removeprefix("!")
        named = bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*(\.[A-Za-z0-9.-]+)?", wanted))
        if wanted == "ALL" or not named or wanted in (hostname, short):
            return not host.startswith("!")
    return False


def _gives_all(commands: str, aliases: _Aliases) -> bool:
    """Say whether a list of commands gives all of them as root; exceptions are no obstacle."""
    runas: list[str] = ["root"]
    for part in re.split(r"(?<!\\),(?![^(]*\))", commands):
        command = part.strip()
        told = _RUNAS.match(command)
        if told:
            users = told[1].partition(":")[0].strip()
            runas = aliases.spelled_out("Runas", _members(users)) if users else ["<invoker>"]
            command = command[told.end() :].strip()
        is_all = "ALL" in aliases.spelled_out("Cmnd", [command.strip()])
        if is_all and {"ALL", "root", "#0"} & set(runas) and "!root" not in runas:
            return True
    return False


def _grants_of(line: str, aliases: _Aliases, hostname: str) -> list[str] | None:
    """Return whom a rule lets do anything here; None when it is no rule."""
    left, equals, right = line.partition("=")
    users, _, hosts = re.sub(r"\s*,\s*", ",", " ".join(left.split())).rpartition(" ")
    if not (equals and users and hosts):
        return None
    named = aliases.spelled_out("User", _members(users))
    # Without tags and options, a colon before `name =` begins the rule's part for another host.
    bare = _OPTION.sub(" ", _TAG.sub(" ", right))
    for part in re.split(r"(?<!\\):(?=[^:=()]*=)", f"{hosts}={bare}"):
        place, _, commands = part.partition("=")
        here = _is_here(aliases.spelled_out("Host", _members(place)), hostname)
        if here and _gives_all(commands, aliases):
            return [name for name in named if not name.startswith("!")]
    return []


def _asks_nothing(right: str) -> bool:
    """Say whether the command ALL of a rule stands under NOPASSWD; a tag holds until its opposite.

    Single commands without a password are left aside: backup and printing need them.
    """
    free = False
    for part in re.split(r"(?<!\\),(?![^(]*\))", right):
        for tag in re.findall(r"\b(NOPASSWD|PASSWD)\s*:", part):
            free = tag == "NOPASSWD"
        bare = _RUNAS.sub(" ", _OPTION.sub(" ", _TAG.sub(" ", part.rpartition("=")[2])))
        if free and "ALL" in bare.split():
            return True
    return False


def _plain_name(who: str) -> str:
    """Return a user of a rule without quotes and backslashes."""
    try:
        return "".join(shlex.split(who)) or who
    except ValueError:
        return who


def read_sudoers(system: System, hostname: str) -> Sudoers:
    """Read every rule; a missing main file means that there are none."""
    found = Sudoers()
    main = system.stat(MAIN)
    if isinstance(main, Unknown) and main.code is UnknownCode.NOT_FOUND:
        return found
    aliases, nobody_asks = _Aliases(), False
    rules: list[tuple[str, str]] = []
    for path, line in _files(system, MAIN, found):
        alias = _ALIAS.match(line)
        if alias:
            found.odd += not aliases.add(alias[1], alias[2])
        elif line.startswith("Defaults"):
            nobody_asks = nobody_asks or bool(re.match(r"Defaults\s.*!authenticate\b", line))
            asks = re.search(r"\b(targetpw|rootpw)\b", line)
            found.asks_for_target = found.asks_for_target or bool(
                asks and f"!{asks[1]}" not in line
            )
        else:
            rules.append((path, line))
    for path, line in rules:
        named = _grants_of(line, aliases, hostname)
        if named is None:
            found.odd += 1
            continue
        for who in named:
            # Who must know root's password gains nothing by a rule for everybody.
            if not (who == "ALL" and found.asks_for_target):
                grant = Grant(_plain_name(who), path)
                found.grants.append(grant)
                if nobody_asks or _asks_nothing(line.partition("=")[2]):
                    found.unasked.append(grant)
    return found
