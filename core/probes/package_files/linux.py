"""Files of packages that are not as their packages brought them, by dpkg itself."""

import re

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.package_files.facts import PackageFilesFacts
from core.probes.system import System

_DPKG = "/usr/bin/dpkg"
_SUMS = "/var/lib/dpkg/info"
_LIMIT_S = 280.0
_MOST = 500
_LINE = re.compile(
    r"^(?P<found>missing  |[?.A-Za-z0-9-]{9}) (?P<kind>.) (?P<path>/.*?)(?P<why> \([^()]+\))?$"
)
_LEFT_OUT = ("/usr/share/doc/", "/usr/share/man/", "/usr/share/locale/", "/usr/share/info/",
             "/usr/share/lintian/", "/usr/share/gnome/help/", "/usr/share/omf/")  # fmt: skip
"""What images of machines leave out by dpkg's own path-exclude."""


def _unread(paths: list[str]) -> Unknown:
    """Say which files dpkg could not compare, as those that only administrators may read."""
    return Unknown(UnknownCode.NO_RIGHT, f"{len(paths)} files not compared: {paths[0]}")


def read(system: System, ask: Ask) -> PackageFilesFacts:
    """Have dpkg compare every file of every package with the sums that came with it.

    It prints nothing where all is well, so that the sums it had to compare are counted beside.
    """
    now = system.now()
    if not ask.deep:
        why = "takes minutes; asked for in a deep run only"
        return PackageFilesFacts.unread(UnknownCode.NOT_SUPPORTED, why, now)
    names = system.list_folder(_SUMS)
    if isinstance(names, Unknown):
        return PackageFilesFacts.unread(names.code, names.detail, now)
    verified = sum(name.endswith(".md5sums") for name in names)
    if not verified:
        return PackageFilesFacts.unread(UnknownCode.SOURCE_BROKEN, f"{_SUMS}: no sums", now)
    said = system.run((_DPKG, "--verify"), _LIMIT_S)
    if isinstance(said, Unknown):
        return PackageFilesFacts.unread(said.code, said.detail, now)
    if said.exit > 1:
        why = f"dpkg --verify: {said.exit} {said.err.strip()[:200]}"
        return PackageFilesFacts.unread(UnknownCode.SOURCE_BROKEN, why, now)
    lines = [_LINE.match(line) for line in said.out.splitlines() if line.strip()]
    if not all(lines):
        return PackageFilesFacts.unread(UnknownCode.MALFORMED, said.out[:200], now)
    told = [each for each in lines if each is not None and each["kind"] != "c"]
    unread = [each["path"] for each in told if each["found"][2] == "?" or each["why"]]
    missing = [
        each["path"] for each in told if each["found"].startswith("missing") and not each["why"]
    ]
    changed = [each["path"] for each in told if each["found"][2] == "5"]
    return PackageFilesFacts(
        origin=Origin(backend="dpkg", at=now, sources={"changed": "dpkg --verify"}),
        changed=tuple(sorted(changed)[:_MOST]),
        missing=tuple(sorted(each for each in missing if not each.startswith(_LEFT_OUT))[:_MOST]),
        verified=_unread(unread) if unread else verified,
    )
