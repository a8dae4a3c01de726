"""How ClamAV is looked after: what it found, what it leaves out, whether it renews itself."""

import re
from datetime import datetime

from core.model.facts import Origin
from core.model.moments import VIETNAM, to_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus_care.facts import AntivirusCareFacts, Detection
from core.probes.ask import Ask
from core.probes.formats import significant_lines
from core.probes.system import System

_PROGRAMS = ("/usr/sbin/clamd", "/usr/bin/clamscan", "/usr/local/sbin/clamd")
_CONFIGURATIONS = ("/etc/clamav/clamd.conf", "/etc/clamd.d/scan.conf")
_LOG = "/var/log/clamav/clamav.log"
_LOG_LIMIT = 2_000_000
_FOUND = re.compile(r"^(\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}) -> (.+): (\S+) FOUND$", re.M)
_LEAVES_OUT = re.compile(r"^(ExcludePath|OnAccessExcludePath)\s+(.+)$")
_RENEWERS = ("clamav-freshclam.service", "clamav-freshclam-once.timer")
_CRON_JOB = "/etc/cron.d/clamav-freshclam"
_MOST = 200


def found_in(system: System, text: str) -> tuple[Detection, ...]:
    """Return what the scanner's log names, each file once; what is gone is out of the way."""
    last = {path: (when, name) for when, path, name in _FOUND.findall(text)}
    return tuple(
        Detection(name=f"{name}: {path}", at=_moment(when), handled=_is_gone(system, path))
        for path, (when, name) in list(last.items())[-_MOST:]
    )


def _is_gone(system: System, path: str) -> bool | Unknown:
    seen = system.stat(path)
    if not isinstance(seen, Unknown):
        return False
    return True if seen.code is UnknownCode.NOT_FOUND else seen


def _moment(when: str) -> str | Unknown:
    """Read the scanner's local time; machines of these offices keep Vietnam's."""
    try:
        moment = datetime.strptime(when, "%a %b %d %H:%M:%S %Y").replace(tzinfo=VIETNAM)
    except ValueError:
        return Unknown(UnknownCode.MALFORMED, f"{_LOG}: {when}")
    return to_text(moment)


def _detections(system: System) -> tuple[Detection, ...] | Unknown:
    body = system.read_bytes(_LOG, _LOG_LIMIT, from_end=True)
    return body if isinstance(body, Unknown) else found_in(system, body.decode("utf-8", "replace"))


def _exclusions(system: System) -> tuple[str, ...] | Unknown:
    found: list[str] = []
    for path in _CONFIGURATIONS:
        text = system.read_text(path, 200_000)
        if isinstance(text, Unknown):
            if text.code is UnknownCode.NOT_FOUND:
                continue
            return text
        lines = (_LEAVES_OUT.match(line) for line in significant_lines(text))
        found += [f"{each[1]}: {each[2].strip()}" for each in lines if each]
    return tuple(found)[:_MOST]


def _renews(system: System) -> bool | Unknown:
    """Say whether freshclam runs as a service, as a timer, or by cron."""
    processes = system.processes()
    if isinstance(processes, Unknown):
        return processes
    # Which program another account runs is told to administrators only; its name is told to all.
    if any((each.exe or each.name).rpartition("/")[2] == "freshclam" for each in processes):
        return True
    if not isinstance(system.stat(_CRON_JOB), Unknown):
        return True
    for name in _RENEWERS:
        unit = system.service(name)
        if isinstance(unit, Unknown):
            if unit.code in (UnknownCode.NOT_INSTALLED, UnknownCode.NOT_SUPPORTED):
                continue
            return unit
        if unit.running:
            return True
    return False


def read(system: System, ask: Ask) -> AntivirusCareFacts:
    """Read ClamAV's log and settings where it is installed; other products tell nobody."""
    here = any(not isinstance(system.stat(path), Unknown) for path in _PROGRAMS)
    untold = Unknown(UnknownCode.NOT_SUPPORTED, "ClamAV does not tell")
    nothing = Unknown(UnknownCode.NOT_SUPPORTED, "no product that can be asked is here")
    return AntivirusCareFacts(
        origin=Origin(
            backend="files",
            at=system.now(),
            sources={
                "product": ", ".join(_PROGRAMS),
                "detections": _LOG,
                "exclusions": ", ".join(_CONFIGURATIONS),
                "renews": f"processes, {_CRON_JOB}, {', '.join(_RENEWERS)}",
            },
        ),
        product="ClamAV" if here else "",
        scanned_at=untold if here else nothing,
        detections=_detections(system) if here else nothing,
        cleaning=untold if here else nothing,
        exclusions=_exclusions(system) if here else nothing,
        switched_off=untold if here else nothing,
        tamper_protected=untold if here else nothing,
        renews=_renews(system) if here else nothing,
    )
