"""Ways to sign in on Linux: sign-in screens, terminals, SSH, sudo, the record of sign-ins."""

import re
from collections.abc import Iterator
from datetime import datetime

from core.model.facts import Origin
from core.model.moments import to_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.files import read_group, read_passwd
from core.probes.accounts.meant import unasked
from core.probes.accounts.sudoers import MAIN, read_sudoers
from core.probes.ask import Ask
from core.probes.formats import ini_value, significant_lines
from core.probes.lightdm import is_yes, told_to_lightdm
from core.probes.sign_in.facts import LastSignIn, SignInFacts
from core.probes.sshd_config import MAIN as SSHD
from core.probes.sshd_config import SERVER, read_sshd_config
from core.probes.system import System

_LSLOGINS = "/usr/bin/lslogins"
_LIMIT_S = 5.0
_ROW = re.compile(r'USER="(?P<name>[^"]*)" UID="(?P<id>\d+)" LAST-LOGIN="(?P<at>[^"]*)"')
_FOREIGN = Unknown(UnknownCode.NOT_SUPPORTED, "only Windows has it")

_GDM = ("/etc/gdm3/daemon.conf", "/etc/gdm3/custom.conf", "/etc/gdm/custom.conf")
_SDDM = ("/usr/lib/sddm/sddm.conf.d", "/etc/sddm.conf.d")
_UNITS = "/etc/systemd/system"
_GETTY = re.compile(r"(?:console-|serial-)?(?:getty@?|autovt@).*\.service(?:\.d)?")
_AUTOLOGIN = re.compile(r"(?:--autologin[= ]|\s-a\s*)(\S+)")


class _Refused(Exception):  # noqa: N818 - it is not an error of ours
    """A file that could not be read, other than because it is not there."""

    def __init__(self, why: Unknown) -> None:
        super().__init__(why.detail)
        self.why = why


def _text(system: System, path: str) -> str:
    found = system.read_text(path)
    if isinstance(found, Unknown):
        if found.code is UnknownCode.NOT_FOUND:
            return ""
        raise _Refused(found)
    return found


def _names(system: System, folder: str) -> tuple[str, ...]:
    found = system.list_folder(folder)
    if isinstance(found, Unknown):
        if found.code is UnknownCode.NOT_FOUND:
            return ()
        raise _Refused(found)
    return found


def _of_gdm(system: System) -> str:
    for path in _GDM:
        text = _text(system, path)
        for switch, who in (
            ("AutomaticLoginEnable", "AutomaticLogin"),
            ("TimedLoginEnable", "TimedLogin"),
        ):
            if (ini_value(text, switch, "daemon") or "").lower() in ("true", "1"):
                return ini_value(text, who, "daemon") or "?"
    return ""


def _of_lightdm(system: System) -> str:
    """Return whom LightDM signs in; it may do so for a guest."""
    who, guest = (told_to_lightdm(system, f"autologin-{each}") for each in ("user", "guest"))
    for each in (who, guest):
        if isinstance(each, Unknown):
            raise _Refused(each)
    return str(who) or ("guest" if is_yes(str(guest)) else "")


def _of_sddm(system: System) -> str:
    """Return whom SDDM signs in; in its folders it reads every file, whatever its name."""
    paths = [f"{folder}/{name}" for folder in _SDDM for name in _names(system, folder)]
    who = ""
    for path in (*paths, "/etc/sddm.conf"):
        value = ini_value(_text(system, path), "User", "Autologin")
        who = who if value is None else value
    return who


def _terminal_units(system: System) -> Iterator[str]:
    """Yield the units of terminals that are not a package's, and the drop-ins of all."""
    for name in _names(system, _UNITS):
        if not _GETTY.fullmatch(name):
            continue
        path = f"{_UNITS}/{name}"
        if name.endswith(".d"):
            yield from (f"{path}/{each}" for each in _names(system, path))
        elif isinstance(system.link_target(path), Unknown):
            yield path


def _of_terminals(system: System) -> str:
    """Return whom a terminal signs in, as `systemctl edit` writes it."""
    for path in _terminal_units(system):
        for line in significant_lines(_text(system, path)):
            found = _AUTOLOGIN.search(line) if line.startswith("ExecStart") else None
            if found:
                return found[1]
    return ""


def _of_small_screens(system: System) -> str:
    """Return whom the sign-in screens of light desktops sign in."""
    greetd = ini_value(_text(system, "/etc/greetd/config.toml"), "user", "initial_session") or ""
    return ini_value(_text(system, "/etc/lxdm/lxdm.conf"), "autologin", "base") or greetd.partition(
        "#"
    )[0].strip().strip("\"'")


def _automatic(system: System) -> str | Unknown:
    try:
        return (
            _of_gdm(system)
            or _of_lightdm(system)
            or _of_sddm(system)
            or _of_small_screens(system)
            or _of_terminals(system)
        )
    except _Refused as refused:
        return refused.why


def _moment(text: str, uid: str) -> str | Unknown:
    if not text:
        return ""
    try:
        return to_text(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return Unknown(UnknownCode.MALFORMED, f"last sign-in of uid {uid}: {text[:40]}")


def read_sign_ins(told: str) -> tuple[LastSignIn, ...] | Unknown:
    """Read what `lslogins --export` prints; no row at all is malformed."""
    rows = [found for found in map(_ROW.fullmatch, map(str.strip, told.splitlines())) if found]
    if not rows:
        return Unknown(UnknownCode.MALFORMED, f"lslogins: {told[:80]!r}")
    return tuple(
        LastSignIn(name=each["name"], id=each["id"], at=_moment(each["at"], each["id"]))
        for each in rows
    )


def _last(system: System) -> tuple[LastSignIn, ...] | Unknown:
    """Return the newest sign-ins; where nobody has one, the record itself is missing."""
    options = ("--export", "--output", "USER,UID,LAST-LOGIN", "--time-format", "iso")
    answer = system.run([_LSLOGINS, *options], _LIMIT_S)
    if isinstance(answer, Unknown):
        return answer
    if answer.exit:
        return Unknown(UnknownCode.UNREADABLE, f"lslogins: {answer.err.strip()[:80]}")
    found = read_sign_ins(answer.out)
    if isinstance(found, tuple) and not any(each.at for each in found):
        return Unknown(UnknownCode.NOT_FOUND, "no sign-in on record")
    return found


def _empty_refused(system: System) -> bool | Unknown:
    """Say whether SSH refuses an empty password; without its server nobody gets in by it."""
    server = system.stat(SERVER)
    if isinstance(server, Unknown):
        return True if server.code is UnknownCode.NOT_FOUND else server
    config = read_sshd_config(system)
    if config.ever("PermitEmptyPasswords", "yes"):
        return False
    if config.value("PermitEmptyPasswords", "no") == "yes":
        return False
    return config.unread or True


def _unasked(system: System) -> tuple[str, ...] | Unknown:
    hostname = system.read_text("/proc/sys/kernel/hostname", 1000)
    rules = read_sudoers(system, "" if isinstance(hostname, Unknown) else hostname.strip())
    passwd, group = system.read_text("/etc/passwd"), system.read_text("/etc/group")
    people = read_passwd(passwd)[0] if isinstance(passwd, str) else ()
    groups = read_group(group)[0] if isinstance(group, str) else ()
    found = unasked(rules, people, groups)
    if found or not rules.odd:
        return found or rules.unread or ()
    return Unknown(UnknownCode.MALFORMED, f"{MAIN}: {rules.odd} lines are no rules")


def read(system: System, ask: Ask) -> SignInFacts:
    """Read how people get in."""
    return SignInFacts(
        origin=Origin(
            backend="files",
            at=system.now(),
            sources={
                "automatic": "gdm, lightdm, sddm, lxdm, greetd, getty",
                "last": _LSLOGINS,
                "empty_refused": SSHD,
                "unasked": MAIN,
            },
        ),
        automatic=_automatic(system),
        stored_password=_FOREIGN,
        last=_last(system),
        empty_refused=_empty_refused(system),
        unasked=_unasked(system),
        laps=_FOREIGN,
    )
