"""What time a Linux machine thinks it is, and what there is to compare it with."""

from datetime import UTC
from io import BytesIO
from zoneinfo import ZoneInfo

from core.model.facts import Origin
from core.model.moments import from_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.clock.facts import ClockFacts
from core.probes.system import System

_READLINK = "/usr/bin/readlink"
_TIMEDATECTL = "/usr/bin/timedatectl"
_CHRONYC = "/usr/bin/chronyc"
_LIMIT_S = 3.0
_ZONES = "/usr/share/zoneinfo/"
_LOCALTIME = "/etc/localtime"
_TIME_PROGRAMS = {
    "systemd-timesyncd": "systemd-timesyncd",
    "systemd-timesyn": "systemd-timesyncd",
    "chronyd": "chronyd",
    "ntpd": "ntpd",
    "openntpd": "openntpd",
}
_WRITTEN_BY_SYSTEM = (
    "/var/lib/systemd/timesync/clock",
    "/var/lib/dpkg/status",
    "/var/lib/apt/extended_states",
    "/var/log/wtmp",
    "/var/log/dpkg.log",
    "/var/log/apt/history.log",
    "/var/log/syslog",
    "/var/log/messages",
    "/var/log/journal",
    "/etc/passwd",
    "/etc/machine-id",
    "/etc/ld.so.cache",
)
"""Files and folders whose times the system itself sets from its clock."""
_LISTS = "/var/lib/apt/lists"


def _zone(system: System) -> str | Unknown:
    """Return the zone that /etc/localtime leads to; of a copy, the one that its name file tells."""
    answer = system.run([_READLINK, "-f", _LOCALTIME], _LIMIT_S)
    if not isinstance(answer, Unknown) and answer.out.strip().startswith(_ZONES):
        return answer.out.strip().removeprefix(_ZONES)
    named = system.read_text("/etc/timezone", 200)
    used = system.read_bytes(_LOCALTIME, 65_536)
    if isinstance(used, Unknown):
        variable = system.environment("TZ")
        if used.code is UnknownCode.NOT_FOUND:
            return variable.lstrip(":") if isinstance(variable, str) and variable else "UTC"
        return used
    if isinstance(named, Unknown):
        return named
    name = named.strip()
    if system.read_bytes(_ZONES + name, 65_536) != used:
        return Unknown(UnknownCode.MALFORMED, f"/etc/timezone says {name}, {_LOCALTIME} differs")
    return name


def _offset(system: System, now: str) -> int | Unknown:
    """Return the minutes by which local time is ahead of UTC now."""
    content = system.read_bytes(_LOCALTIME, 65_536)
    if isinstance(content, Unknown):
        return 0 if content.code is UnknownCode.NOT_FOUND else content  # libc's own rule
    try:
        offset = from_text(now).astimezone(UTC).astimezone(ZoneInfo.from_file(BytesIO(content)))
    except Exception as error:  # the reader of zone files raises whatever its data leads to
        return Unknown(UnknownCode.MALFORMED, f"{_LOCALTIME}: {type(error).__name__}")
    ahead = offset.utcoffset()
    return 0 if ahead is None else round(ahead.total_seconds() / 60)


def _running_program(system: System) -> str | Unknown:
    processes = system.processes()
    if isinstance(processes, Unknown):
        return processes
    names = (_TIME_PROGRAMS.get(each.name, "") for each in processes)
    return next((name for name in names if name), "")


def _by_timedatectl(system: System) -> tuple[bool, bool] | Unknown:
    """Return whether the clock is set by the network, and whether it has been."""
    said = system.run([_TIMEDATECTL, "show", "-p", "NTP", "-p", "NTPSynchronized"], _LIMIT_S)
    if isinstance(said, Unknown):
        return said
    values = dict(line.partition("=")[::2] for line in said.out.splitlines())
    states = [values.get(name) for name in ("NTP", "NTPSynchronized")]
    if said.exit or not all(state in ("yes", "no") for state in states):
        return Unknown(UnknownCode.SERVICE_OFF, f"timedatectl: {said.err.strip()[:200]}")
    return states[0] == "yes", states[1] == "yes"


def _by_chronyc(system: System) -> bool | Unknown:
    """Return chrony's own word: the last field of the tracking report is the leap status."""
    said = system.run([_CHRONYC, "-n", "-c", "tracking"], _LIMIT_S)
    if isinstance(said, Unknown):
        return said
    fields = said.out.strip().split(",")
    if said.exit or len(fields) < 14:
        return Unknown(UnknownCode.SERVICE_OFF, f"chronyc: {said.out.strip()[:200]}")
    return fields[-1] != "Not synchronised"


def _synchronisation(system: System) -> tuple[bool | Unknown, bool | Unknown, str, str]:
    """Return whether it is set by the network, whether it has been, what is silent, who told."""
    program = _running_program(system)
    told = _by_timedatectl(system)
    if not isinstance(told, Unknown):
        own, done = told
        silent = "" if program or not own else "systemd-timesyncd"
        # timedatectl knows only services under systemd; another running one counts as well.
        return (
            own or (bool(program) if isinstance(program, str) else program),
            done,
            silent,
            ("timedatectl show"),
        )
    if isinstance(program, Unknown):
        return program, told, "", "processes"
    if not program:
        return False, Unknown(UnknownCode.NOT_FOUND, "no time service runs"), "", "processes"
    if program == "chronyd":
        tracked = _by_chronyc(system)
        silent = "chronyd" if isinstance(tracked, Unknown) else ""
        return True, tracked, silent, "chronyc tracking"
    return True, told, "", "processes"


def _newest_system_file(system: System) -> tuple[str | Unknown, str | Unknown]:
    newest, name = "", ""
    lists = system.list_folder(_LISTS)
    # Package lists carry the archive's own time, which lies in the past for an honest clock too.
    names = () if isinstance(lists, Unknown) else lists
    archives = (f"{_LISTS}/{each}" for each in names if each.endswith("Release"))
    for path in (*_WRITTEN_BY_SYSTEM, *archives):
        seen = system.stat(path)
        if not isinstance(seen, Unknown) and seen.modified > newest:
            newest, name = seen.modified, path
    if not newest:
        nothing = Unknown(UnknownCode.NOT_FOUND, "none of the files that the system writes")
        return nothing, nothing
    return newest, name


def read(system: System, ask: Ask) -> ClockFacts:
    """Read clock, zone, time services, and the newest time that the system wrote itself."""
    now = system.now()
    synchronises, synchronised, silent, backend = _synchronisation(system)
    newest_at, newest = _newest_system_file(system)
    return ClockFacts(
        origin=Origin(
            backend=backend,
            at=now,
            degraded=backend != "timedatectl show",
            sources={
                "now": "system clock",
                "zone": f"{_LOCALTIME}, /etc/timezone",
                "offset_minutes": _LOCALTIME,
                "newest_file_at": newest if isinstance(newest, str) else "stat",
            },
        ),
        now=now,
        zone=_zone(system),
        offset_minutes=_offset(system, now),
        synchronises=synchronises,
        synchronised=synchronised,
        service_off=silent,
        newest_file_at=newest_at,
        newest_file=newest,
    )
