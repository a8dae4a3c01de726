"""MAL-608: what starts by itself is signed, or lies where only administrators put programs.

Rule: a signature that no longer fits its file means that somebody changed the program: a fail, as
is one that this machine distrusts. An unsigned program alone is no finding, since small accounting
programs often are, and it is told; it is a warning where no administrator's right is needed to put
it there. Read are the entries of MAL-601, 602 and 603; scripts carry no signature. Revocation is
not asked for, which needs the network. Source: Microsoft Learn, WinVerifyTrust with the catalogues
of Windows; MITRE ATT&CK T1036, T1554.

Severity high.
"""

import re
from dataclasses import dataclass

from core.checks._saying import failed, not_known, passed, seen, seen_of, unclear, warned, worst
from core.checks._writable import Lies, lies
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.start_signatures.facts import Signature, StartProgram, StartSignaturesFacts

ID = "MAL-608"
OS = ("windows",)
SEVERITY = Severity.HIGH
DEPTH = Depth.FULL
NEEDS = (StartSignaturesFacts,)

_OWN = {UnknownCode.SOURCE_BROKEN: True}
_WITHOUT_RIGHTS = re.compile(r"^(?:[a-z]:)?\\(?:users|programdata)\\")
"""Where an ordinary account may make folders and files of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Unsigned files that the office knows and accepts, by their whole paths."""

    allowed: tuple[str, ...] = ()


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every program that is not soundly signed; the worst one speaks."""
    found = facts.of(StartSignaturesFacts)
    evidence = seen(found, "valid", "entries_read", "unseen")
    if isinstance(found.programs, Unknown):
        return not_known(found.programs, evidence, own=_OWN)
    programs = [each for each in found.programs if not _is_accepted(each, params)]
    parts = [_judge(found, each) for each in programs]
    return worst([_rest(found, programs, evidence), *parts])


def _is_accepted(program: StartProgram, params: Params) -> bool:
    """Say whether the office knows that a program is unsigned; one that was changed it cannot."""
    known = program.name.lower() in (each.lower() for each in params.allowed)
    return known and program.signature in (Signature.NONE, Signature.UNTRUSTED)


def _judge(found: StartSignaturesFacts, program: StartProgram) -> Judgement:
    evidence = seen_of(found, "programs", program.name, program, "signature", "entry")
    state, told = program.signature, {"name": program.entry, "file": program.name}
    if isinstance(state, Unknown):
        if state.code is UnknownCode.TIMED_OUT:
            return unclear("late", state.code, evidence)
        return unclear("closed", state.code, evidence, name=program.entry, file=program.name)
    if state in (Signature.BROKEN, Signature.REFUSED):
        return failed(state, evidence, **told)
    if _needs_no_right(program.name):
        return warned("open_place", evidence, **told)
    return passed("some", evidence, count=1, names=(program.name,))


def _needs_no_right(path: str) -> bool:
    low = path.lower().replace("/", "\\").removeprefix("\\\\?\\")
    return bool(_WITHOUT_RIGHTS.match(low)) or lies(path, "windows") is not Lies.PROPER


def _rest(
    found: StartSignaturesFacts, programs: list[StartProgram], evidence: tuple[Evidence, ...]
) -> Judgement:
    """Say that nothing is wrong with the others, which of them are unsigned, and what is unseen."""
    for unread in (found.valid, found.entries_read, found.unseen):
        if isinstance(unread, Unknown):
            return not_known(unread, evidence, own=_OWN)
    count = found.valid if isinstance(found.valid, int) else 0
    if not count and not programs:
        return unclear("nothing", UnknownCode.NOT_FOUND, evidence)
    unsigned = tuple(each.name for each in programs if not isinstance(each.signature, Unknown))
    if unsigned:
        return passed("some", evidence, count=len(unsigned), names=unsigned)
    if isinstance(found.unseen, tuple) and found.unseen:
        return passed("partly", evidence, count=count, names=found.unseen)
    return passed("all", evidence, count=count)
