"""Where apt fetches packages from: its lists of sources, old and new form, and its settings."""

import re
from collections.abc import Iterator, Mapping

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.formats import assignments, significant_lines
from core.probes.package_sources.facts import PackageSource, PackageSourcesFacts
from core.probes.system import System

_LIST = "/etc/apt/sources.list"
_FOLDER = "/etc/apt/sources.list.d"
_APT_CONFIG = "/usr/bin/apt-config"
_LIMIT_S = 5.0
_MOST_FILES = 200
_ONE_LINE = re.compile(r"^deb\s+(?:\[([^\]]*)\]\s+)?((?:[^\s\[]|\[[^\]]*\])+)\s+(\S+)")
_SETTING = re.compile(r'^([A-Za-z:-]+) "([^"]*)";$', re.MULTILINE)
_LETS_IN = (
    "APT::Get::AllowUnauthenticated",
    "Acquire::AllowInsecureRepositories",
    "Acquire::AllowWeakRepositories",
)
_YES = frozenset(("1", "01", "yes", "true", "on", "enable", "with"))
_WITHOUT_SIGNATURE = ("trusted", "allow-insecure")


def one_line_sources(text: str) -> Iterator[PackageSource]:
    """Yield the archives of a file in the old form; those of source code do not install."""
    for line in significant_lines(text):
        found = _ONE_LINE.match(line)
        if found:
            options = dict(each.partition("=")[::2] for each in (found[1] or "").split())
            yield PackageSource(
                address=_without_secret(found[2]),
                suite=found[3],
                unsigned=_is_unsigned(options),
            )


def block_sources(text: str) -> Iterator[PackageSource]:
    """Yield the archives of a file in the new form (deb822)."""
    for block in re.split(r"\n\s*\n", text):
        fields = _fields(block)
        if "deb" not in fields.get("types", "").split() or _is_no(fields.get("enabled", "yes")):
            continue
        unsigned = _is_unsigned(fields)
        for address in fields.get("uris", "").split():
            for suite in fields.get("suites", "").split():
                yield PackageSource(
                    address=_without_secret(address), suite=suite, unsigned=unsigned
                )


def _is_unsigned(options: Mapping[str, str]) -> bool:
    """Say whether a source needs no signature to be believed, or to be fetched from."""
    return any(options.get(each, "").lower() in _YES for each in _WITHOUT_SIGNATURE)


def _fields(block: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        if line.startswith("#"):
            continue
        if line[:1].isspace() and name:
            fields[name] += " " + line.strip()
        elif ":" in line:
            name, _, value = line.partition(":")
            name = name.strip().lower()
            fields[name] = value.strip()
    return fields


def _is_no(value: str) -> bool:
    return value.strip().lower() in ("no", "false", "0", "off", "disable", "without")


def _without_secret(address: str) -> str:
    """Return an address without a name and password in it."""
    return re.sub(r"//[^/@]*@", "//", address)


def _sources(system: System) -> tuple[PackageSource, ...] | Unknown:
    found: list[PackageSource] = []
    names = system.list_folder(_FOLDER)
    if isinstance(names, Unknown) and names.code is not UnknownCode.NOT_FOUND:
        return names
    paths = [_LIST]
    if not isinstance(names, Unknown):
        kept = [each for each in names if each.endswith((".list", ".sources"))]
        paths += [f"{_FOLDER}/{each}" for each in kept[:_MOST_FILES]]
    for path in paths:
        text = system.read_text(path)
        if isinstance(text, Unknown):
            if text.code is UnknownCode.NOT_FOUND:
                continue
            return text
        found += block_sources(text) if path.endswith(".sources") else one_line_sources(text)
    if not found:
        return Unknown(UnknownCode.NOT_FOUND, f"{_LIST}, {_FOLDER}: no archive")
    return tuple(found)


def _unsigned_allowed(system: System) -> tuple[str, ...] | Unknown:
    dumped = system.run([_APT_CONFIG, "dump"], _LIMIT_S)
    if isinstance(dumped, Unknown):
        return dumped
    # apt forgets case: a name is told as whoever wrote it first did.
    settings = {name.lower(): value for name, value in _SETTING.findall(dumped.out)}
    if dumped.exit or not settings:
        return Unknown(UnknownCode.SOURCE_BROKEN, f"apt-config dump: {dumped.err.strip()[:200]}")
    return tuple(name for name in _LETS_IN if settings.get(name.lower(), "").lower() in _YES)


def _codename(system: System) -> str | Unknown:
    """Return the release of Ubuntu or Debian that this system is, or is built on, as Mint is."""
    text = system.read_text("/etc/os-release", 65_536)
    if isinstance(text, Unknown):
        return text
    told = assignments(text)
    names = (told.get(f"{each}_CODENAME") for each in ("UBUNTU", "DEBIAN", "VERSION"))
    return next(filter(None, names), "") or Unknown(
        UnknownCode.NOT_FOUND, "os-release has no VERSION_CODENAME"
    )


def read(system: System, ask: Ask) -> PackageSourcesFacts:
    """Read apt's sources and the settings that decide whether they have to be signed."""
    now = system.now()
    if isinstance(system.stat("/var/lib/dpkg/status"), Unknown):
        return PackageSourcesFacts.unread(UnknownCode.NOT_SUPPORTED, "no dpkg here", now)
    return PackageSourcesFacts(
        origin=Origin(
            backend="files",
            at=now,
            sources={
                "sources": f"{_LIST}, {_FOLDER}",
                "unsigned_allowed": "apt-config dump",
                "codename": "/etc/os-release",
            },
        ),
        sources=_sources(system),
        unsigned_allowed=_unsigned_allowed(system),
        codename=_codename(system),
    )
