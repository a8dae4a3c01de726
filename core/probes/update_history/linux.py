"""What became of updates on Debian and its kin: apt's own history, dpkg's own states."""

import re
import zlib
from collections.abc import Iterator
from datetime import datetime

from core.model.facts import Origin
from core.model.moments import VIETNAM, days_between, to_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.system import System
from core.probes.update_history.facts import UpdateHistoryFacts

_LOGS = "/var/log/apt"
_STATUS = "/var/lib/dpkg/status"
_LIMIT = 40_000_000
_PACKED_LIMIT = 4_000_000
_NAMED = 10
_SHORT_DAYS = 31
_HALF_DONE = ("half-installed", "half-configured", "unpacked", "triggers-awaited")
_STARTED = re.compile(r"^Start-Date: (\d{4}-\d\d-\d\d)  (\d\d:\d\d:\d\d)$", re.MULTILINE)
_STATE = re.compile(
    r"^Package: (\S+)\n(?:[^\n]+\n)*?Status: \S+ \S+ (\S+)$", re.MULTILINE
)  # what every system must have stands between: Essential, Protected


def upgrades(text: str) -> Iterator[str]:
    """Yield the local start of every run of apt that upgraded something, as ISO without a zone."""
    for block in text.split("\n\n"):
        started = _STARTED.search(block)
        if started and re.search(r"^Upgrade: ", block, re.MULTILINE):
            yield f"{started[1]}T{started[2]}"


def _unpacked(body: bytes) -> str:
    try:
        return zlib.decompressobj(31).decompress(body, _LIMIT).decode("utf-8", "replace")
    except zlib.error:
        return ""


def _text_of(system: System, name: str) -> str | Unknown:
    path = f"{_LOGS}/{name}"
    if name.endswith(".gz"):
        body = system.read_bytes(path, _PACKED_LIMIT)
        return body if isinstance(body, Unknown) else _unpacked(body)
    return system.read_text(path, _LIMIT)


def _age_of(name: str) -> int:
    """Return the number that rotation gave a log, 0 for the one being written."""
    found = re.search(r"\.log\.(\d+)", name)
    return int(found[1]) if found else 0


def _installed_at(system: System, now: str) -> str | Unknown:
    """Return the newest upgrade; rotated logs are opened only when younger ones hold none.

    A machine whose records have only begun got its packages new, and has not missed an upgrade.
    """
    names = system.list_folder(_LOGS)
    if isinstance(names, Unknown):
        return names
    logs = sorted((each for each in names if each.startswith("history.log")), key=_age_of)
    if not logs:
        return Unknown(UnknownCode.NOT_FOUND, f"{_LOGS} holds no history")
    unread: Unknown | None = None
    begun = ""
    for name in logs:
        text = _text_of(system, name)
        if isinstance(text, Unknown):
            unread = unread or text
        elif found := max(upgrades(text), default=""):
            return _moment(found)
        else:
            begun = min((f"{day}T{time}" for day, time in _STARTED.findall(text)), default=begun)
    first = _moment(begun) if begun else ""
    if first and not isinstance(first, Unknown) and days_between(first, now) <= _SHORT_DAYS:
        return Unknown(UnknownCode.NOT_FOUND, f"{_LOGS} begins on {first[:10]}")
    return unread or ""


def _moment(local: str) -> str | Unknown:
    """Read apt's local time; machines of these offices keep Vietnam's."""
    try:
        return to_text(datetime.fromisoformat(local).replace(tzinfo=VIETNAM))
    except ValueError:
        return Unknown(UnknownCode.MALFORMED, f"{_LOGS}: {local}")


def half_done(text: str) -> tuple[str, ...]:
    """Return the packages that dpkg left half done."""
    return tuple(sorted(name for name, state in _STATE.findall(text) if state in _HALF_DONE))


def _stuck(system: System) -> tuple[str, ...] | Unknown:
    text = system.read_text(_STATUS, _LIMIT)
    if isinstance(text, Unknown):
        return text
    if not _STATE.search(text):
        return Unknown(UnknownCode.MALFORMED, f"{_STATUS}: no package")
    return half_done(text)[:_NAMED]


def read(system: System, ask: Ask) -> UpdateHistoryFacts:
    """Read when apt last upgraded, and what dpkg left half done."""
    now = system.now()
    if isinstance(system.stat(_STATUS), Unknown):
        return UpdateHistoryFacts.unread(UnknownCode.NOT_SUPPORTED, "no dpkg here", now)
    return UpdateHistoryFacts(
        origin=Origin(
            backend="files",
            at=now,
            sources={"installed_at": f"{_LOGS}/history.log*", "stuck": _STATUS},
        ),
        installed_at=_installed_at(system, now),
        stuck=_stuck(system),
    )
