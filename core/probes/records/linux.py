"""Whether Linux keeps its records: the journal on disk, or a syslog that is being written."""

from core.model.facts import Origin
from core.model.moments import from_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.records.facts import RecordsFacts
from core.probes.system import System

_JOURNAL = "/var/log/journal"
_SYSLOGS = ("/var/log/syslog", "/var/log/messages")
_FRESH_DAYS = 7
_WRITERS = frozenset(("systemd-journal", "systemd-journald", "rsyslogd", "syslog-ng", "syslogd"))


def _journal_kept(system: System) -> bool | Unknown:
    """Say whether the journal has a folder of a machine on disk."""
    names = system.list_folder(_JOURNAL)
    if isinstance(names, Unknown):
        return False if names.code is UnknownCode.NOT_FOUND else names
    return bool(names)


def _is_fresh(system: System, path: str, now: str) -> bool:
    seen = system.stat(path)
    if isinstance(seen, Unknown) or seen.size == 0:
        return False
    return (from_text(now) - from_text(seen.modified)).days <= _FRESH_DAYS


def _running(system: System) -> bool | Unknown:
    processes = system.processes()
    if isinstance(processes, Unknown):
        return processes
    names = {each.exe.rpartition("/")[2] or each.name for each in processes}
    return not _WRITERS.isdisjoint(names)


def read(system: System, ask: Ask) -> RecordsFacts:
    """Look for the journal's folder and for a syslog written within a week."""
    now = system.now()
    journal = _journal_kept(system)
    kept = [path for path in _SYSLOGS if _is_fresh(system, path, now)]
    if journal is True:
        kept.append(_JOURNAL)
    unread = journal if isinstance(journal, Unknown) and not kept else None
    return RecordsFacts(
        origin=Origin(
            backend="files",
            at=now,
            sources={"kept": f"{_JOURNAL}, {', '.join(_SYSLOGS)}", "running": "processes"},
        ),
        kept=unread or tuple(kept),
        running=_running(system),
        smallest=Unknown(UnknownCode.NOT_SUPPORTED, "the journal takes a share of the drive"),
    )
