"""How what starts by itself is judged: by where its programs lie, and by how it is called."""

import re

from core.checks._saying import failed, is_windows, not_known, passed, seen, warned, worst
from core.checks._writable import Lies, lies
from core.model.facts import FactSet
from core.model.result import Evidence, Judgement
from core.model.unknown import Unknown
from core.probes.machine.facts import MachineFacts
from core.probes.startup.facts import Changeable, StartEntry, StartupFacts

_CALLS = re.compile(
    r"powershell[^|]*\s-(?:e|ec|en|enc|enco\w*)\s+[a-z0-9+/=]{20,}"
    r"|powershell.*(?:downloadstring|downloadfile|iwr\s|invoke-webrequest|frombase64string)"
    r"|mshta(?:\.exe)?\"?\s+\"?(?:https?:|javascript:|vbscript:)"
    r"|rundll32(?:\.exe)?\"?\s+\"?javascript:"
    r"|regsvr32.*/i:\s*https?:"
    r"|certutil.*-(?:urlcache|decode)"
    r"|bitsadmin.*/transfer"
    r"|(?:curl|wget)\s[^|]*\|\s*(?:sudo\s+)?(?:ba|da|z)?sh\b"
    r"|base64\s+-{1,2}d\w*[^|]*\|\s*(?:ba|da|z)?sh\b"
    r"|/dev/tcp/",
    re.I,
)
"""Calls that fetch or unpack a program in the same breath. Source: LOLBAS and GTFOBins."""


_OF_TASKS = ("Task Scheduler", "/etc/cron", "/etc/anacrontab", "/var/spool/cron")


def fetches(command: str) -> bool:
    """Say whether a call fetches or unpacks the program that it runs."""
    return bool(_CALLS.search(command))


def judge_entries(facts: FactSet, *names: str) -> Judgement:
    """Judge kinds of entries, such as `at_sign_in` or `tasks`; the worst one speaks."""
    startup = facts.of(StartupFacts)
    lists: list[tuple[StartEntry, ...] | Unknown] = [getattr(startup, name) for name in names]
    unseen = unseen_of(startup.unseen, tasks="tasks" in names)
    evidence = seen(startup, *names, "unseen")
    unread = [not_known(each, evidence) for each in lists if isinstance(each, Unknown)]
    os = facts.of(MachineFacts).os
    if isinstance(os, Unknown):
        return not_known(os, (*evidence, *seen(facts.of(MachineFacts), "os")))
    entries = [entry for each in lists if isinstance(each, tuple) for entry in each]
    parts = [_judge_entry(facts, each, os) for each in entries]
    return worst([*unread, _judge_rest(unseen, len(entries), evidence), *parts])


def unseen_of(unseen: tuple[str, ...] | Unknown, *, tasks: bool) -> tuple[str, ...] | Unknown:
    """Return what could not be seen of tasks, or of everything else."""
    if isinstance(unseen, Unknown):
        return unseen
    return tuple(each for each in unseen if each.startswith(_OF_TASKS) is tasks)


def _judge_rest(
    unseen: tuple[str, ...] | Unknown, count: int, evidence: tuple[Evidence, ...]
) -> Judgement:
    """Say that nothing was found, and where nobody could look."""
    if isinstance(unseen, Unknown):
        return not_known(unseen, evidence)
    if unseen:
        return passed("partly", evidence, count=count, names=unseen)
    return passed("none", evidence, count=count)


def _judge_entry(facts: FactSet, entry: StartEntry, os: str) -> Judgement:
    evidence = told(facts, entry.name, entry.place, entry.command)
    where = {path: lies(path, os) for path in entry.programs}
    for wanted, say, case in ((Lies.HIDING, failed, "hiding"), (Lies.LOOSE, warned, "loose")):
        path = next((path for path, found in where.items() if found is wanted), "")
        if path:
            return say(case, evidence, name=entry.name, file=path)
        if wanted is Lies.HIDING and fetches(entry.command):
            return failed("fetches", evidence, name=entry.name)
    if is_windows(facts):
        return passed("none", ())
    if isinstance(entry.changeable, Unknown):
        return not_known(entry.changeable, evidence)
    if entry.changeable is not Changeable.NOBODY and entry.programs:
        return warned("changeable", evidence, name=entry.name, file=entry.programs[0])
    return passed("none", ())


def told(facts: FactSet, name: str, place: str, value: str) -> tuple[Evidence, ...]:
    """Return one entry as evidence, where it stands as its source."""
    at = facts.of(StartupFacts).origin.at
    return (Evidence(what=f"command:{name}", value=value, source=place or "startup", read_at=at),)
