"""MAL-605: programs that run now lie where programs live.

Rule: a program that runs from a shared folder, a bin, a hidden folder or from memory alone is a
fail. One that runs from a folder for temporary files or from among a person's documents is a
warning, because installers and portable programs do so too. Programs whose file this account may
not see are counted. Source: MITRE ATT&CK T1036, T1204.

Severity high.
"""

from dataclasses import dataclass

from core.checks._saying import failed, not_known, passed, seen, unclear, warned, worst
from core.checks._writable import Lies, lies
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.machine.facts import MachineFacts
from core.probes.programs.facts import ProgramsFacts, RunningProgram

ID = "MAL-605"
OS = ("windows", "linux")
SEVERITY = Severity.HIGH
DEPTH = Depth.FULL
NEEDS = (ProgramsFacts, MachineFacts)

_TEMPORARY = ("\\temp\\", "\\tmp\\", "/tmp/", "/var/tmp/")  # noqa: S108 - looked for, not used


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Programs that the office knows and accepts, by their file."""

    allowed: tuple[str, ...] = ()


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every running program; the worst one speaks."""
    running = facts.of(ProgramsFacts)
    programs, evidence = running.programs, seen(running, "programs", "unseen")
    os = facts.of(MachineFacts).os
    if isinstance(programs, Unknown):
        return not_known(programs, evidence)
    if isinstance(os, Unknown):
        return not_known(os, (*evidence, *seen(facts.of(MachineFacts), "os")))
    odd = [each for each in programs if each.file not in params.allowed]
    parts = [_judge_program(facts, each, os) for each in odd]
    return worst([_judge_rest(running, len(programs), evidence), *parts])


def _judge_rest(running: ProgramsFacts, count: int, evidence: tuple[Evidence, ...]) -> Judgement:
    if isinstance(running.unseen, Unknown):
        return not_known(running.unseen, evidence)
    if running.unseen and not count:
        return unclear("no_right", UnknownCode.NO_RIGHT, evidence)
    if running.unseen:
        return passed("partly", evidence, count=count, number=str(running.unseen))
    return passed("none", evidence, count=count)


def _judge_program(facts: FactSet, program: RunningProgram, os: str) -> Judgement:
    found = lies(program.file, os)
    if found is Lies.PROPER:
        return passed("none", ())
    at = facts.of(ProgramsFacts).origin.at
    source = program.name or "processes"
    evidence = (Evidence(what="program", value=program.file, source=source, read_at=at),)
    low = program.file.casefold()
    temporary = any(each in low for each in _TEMPORARY) and "/." not in low
    if found is Lies.HIDING and not temporary:
        return failed("hiding", evidence, name=program.name, file=program.file)
    return warned("loose", evidence, name=program.name, file=program.file)
