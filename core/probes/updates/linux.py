"""Which updates wait, on Debian and its kin: from the lists that apt fetched last."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from core.model.facts import Origin
from core.model.moments import from_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.system import System
from core.probes.updates.apt_script import SCRIPT
from core.probes.updates.facts import UpdatesFacts
from core.probes.walk import FUTURE_S

_PYTHON = "/usr/bin/python3"
_APT_GET = "/usr/bin/apt-get"
_LISTS = "/var/lib/apt/lists"
_STAMP = "/var/lib/apt/periodic/update-success-stamp"
_LIMIT_S = 20.0
_HEAD = 4000  # bytes of a release file that hold its label and suite
_NAMED = 10
_SUMMARY = re.compile(
    r"^\d+ upgraded, \d+ newly installed, \d+ to remove and (\d+) not upgraded\.$", re.MULTILINE
)
_INST = re.compile(r"^Inst (\S+) \[[^\]]*\] \((\S+) ([^)]*)\)")
_NEW = re.compile(r"^Inst \S+ \(\S+ [^)]*\)")
_LABEL = re.compile(
    r"^(?:Label: Debian-Security|Suite: \S*-security|Codename: \S*-security)$", re.M
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Names of packages that would be updated for security or otherwise, and how many are held."""

    security: tuple[str, ...]
    ordinary: tuple[str, ...]
    held: int


@dataclass(frozen=True, slots=True)
class Lists:
    """The package lists that are here: when they were last renewed, whether security is among."""

    asked_at: str | Unknown
    security: bool
    server: str


def read_script_answer(text: str) -> Waiting | Unknown:
    """Read what the apt_pkg script printed."""
    try:
        said = json.loads(text)
        names = {
            kind: tuple(sorted(map(str, said[kind]))) for kind in ("ordinary", "security", "held")
        }
    except (ValueError, KeyError, TypeError, RecursionError):
        return Unknown(UnknownCode.MALFORMED, f"apt_pkg: {text[:200]!r}")
    return Waiting(security=names["security"], ordinary=names["ordinary"], held=len(names["held"]))


def read_dry_run(text: str) -> Waiting | Unknown:
    """Read what `apt-get -s dist-upgrade` printed under LC_ALL=C.

    It does not tell of a security update where a newer version from elsewhere would be taken.
    """
    summary = _SUMMARY.search(text)
    if summary is None:
        return Unknown(UnknownCode.MALFORMED, f"apt-get -s dist-upgrade: {text[-200:]!r}")
    security: list[str] = []
    ordinary: list[str] = []
    for line in text.splitlines():
        if not line.startswith("Inst ") or _NEW.match(line):
            continue
        found = _INST.match(line)
        if found is None:
            return Unknown(UnknownCode.MALFORMED, f"apt-get -s dist-upgrade: {line[:200]!r}")
        name, _, origins = found.groups()
        is_security = re.search(r"Debian-Security:|-security\b", origins)
        (security if is_security else ordinary).append(name)
    return Waiting(
        security=tuple(sorted(security)), ordinary=tuple(sorted(ordinary)), held=int(summary[1])
    )


def _by_apt_pkg(system: System) -> Waiting | Unknown:
    said = system.run([_PYTHON, "-I", "-c", SCRIPT], _LIMIT_S)
    if isinstance(said, Unknown):
        return said
    if said.exit:
        last = said.err.strip().rpartition("\n")[2]
        code = UnknownCode.SOURCE_BROKEN
        if "No module named" in last:
            code = UnknownCode.NOT_INSTALLED
        return Unknown(code, f"apt_pkg: {last}")
    return read_script_answer(said.out)


def _by_dry_run(system: System) -> Waiting | Unknown:
    options = ("Debug::NoLocking=1", "Dir::Cache::pkgcache=", "Dir::Cache::srcpkgcache=")
    arguments = [each for option in options for each in ("-o", option)]
    said = system.run([_APT_GET, "-s", *arguments, "dist-upgrade"], _LIMIT_S)
    if isinstance(said, Unknown):
        return said
    if said.exit:
        return Unknown(
            UnknownCode.SOURCE_BROKEN, f"apt-get -s dist-upgrade: {said.err.strip()[:200]}"
        )
    return read_dry_run(said.out)


def _newest_not_ahead(moments: Sequence[str], now: str) -> str | Unknown:
    limit = from_text(now).timestamp() + FUTURE_S
    past = [each for each in moments if from_text(each).timestamp() <= limit]
    if moments and not past:
        return Unknown(UnknownCode.MALFORMED, f"all lists are dated after {now}")
    return max(past, default="")


def _own_server(names: Sequence[str]) -> str:
    """Return the host of a list that can only be the office's own, empty for none."""
    for name in names:
        host = name.partition("_")[0]
        if "%" in host:
            continue  # the name of a disc
        try:
            own = ip_address(host).is_private
        except ValueError:
            own = bool(host) and ("." not in host or host.endswith((".local", ".lan", ".internal")))
        if own and "_" in name:
            return host
    return ""


def _lists(system: System, now: str) -> Lists | Unknown:
    """Return what is known of the lists.

    A release file's time is when the archive last changed as the server told it, or the moment of
    fetching where it did not tell: never later than we learned of it. Security archives count alone
    where there are any: a vendor's list is renewed even while no other can be reached, and then apt
    calls it a success, so its stamp counts only without them. Neither the folder `partial` nor
    apt's own caches are looked at: a failed attempt renews them.
    """
    names = system.list_folder(_LISTS)
    if isinstance(names, Unknown):
        return names
    packages = [name for name in names if "_Packages" in name]
    moments, of_security = [], []
    for name in names:
        if not name.endswith(("_InRelease", "_Release")):
            continue
        stem = name.rpartition("_")[0]
        seen = system.stat(f"{_LISTS}/{name}")
        if isinstance(seen, Unknown) or not any(each.startswith(stem) for each in packages):
            continue
        moments.append(seen.modified)
        head = system.read_bytes(f"{_LISTS}/{name}", _HEAD)
        if isinstance(head, bytes) and _LABEL.search(head.decode("utf-8", "replace")):
            of_security.append(seen.modified)
    moments = of_security or moments
    for name in packages if not moments else ():
        seen = system.stat(f"{_LISTS}/{name}")
        if not isinstance(seen, Unknown):
            moments.append(seen.modified)
    stamp = system.stat(_STAMP)
    if moments and not of_security and not isinstance(stamp, Unknown):
        moments.append(stamp.modified)
    return Lists(
        asked_at=_newest_not_ahead(moments, now),
        security=bool(of_security),
        server=_own_server(packages),
    )


def _facts(origin: Origin, found: Waiting | Unknown, lists: Lists | Unknown) -> UpdatesFacts:
    if isinstance(lists, Unknown):
        found = lists
        lists = Lists(asked_at=lists, security=False, server="")
    elif lists.asked_at == "":
        found = Unknown(UnknownCode.NOT_FOUND, f"{_LISTS} holds no package list")
    security: Waiting | Unknown = found
    if not lists.security and not isinstance(found, Unknown):
        security = Unknown(UnknownCode.NOT_FOUND, "no security archive among the package lists")
    return UpdatesFacts(
        origin=origin,
        ordinary=found if isinstance(found, Unknown) else len(found.ordinary),
        security=security if isinstance(security, Unknown) else len(security.security),
        held=found if isinstance(found, Unknown) else found.held,
        ordinary_names=found if isinstance(found, Unknown) else found.ordinary[:_NAMED],
        security_names=security if isinstance(security, Unknown) else security.security[:_NAMED],
        asked_at=lists.asked_at,
        server=lists.server,
        service_off="",
    )


def read(system: System, ask: Ask) -> UpdatesFacts:
    """Ask apt_pkg, else apt-get, what would be updated; nothing is fetched and nothing written."""
    now = system.now()
    if isinstance(system.stat("/var/lib/dpkg/status"), Unknown):
        return UpdatesFacts.unread(UnknownCode.NOT_SUPPORTED, "no dpkg here", now)
    backend, found = "apt_pkg", _by_apt_pkg(system)
    if isinstance(found, Unknown) and found.code is not UnknownCode.TIMED_OUT:
        backend, found = "apt-get -s dist-upgrade", _by_dry_run(system)
    lists = f"{_LISTS}/*Release, {_STAMP}"
    return _facts(
        Origin(
            backend=backend,
            at=now,
            degraded=backend != "apt_pkg",
            sources={"asked_at": lists, "server": f"{_LISTS}/*_Packages"},
        ),
        found,
        _lists(system, now),
    )
