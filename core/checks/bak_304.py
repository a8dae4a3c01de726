"""BAK-304: files can really be had back from the backup.

Rule: a sample of files is copied from each declared place into a folder of the program's home,
compared by SHA-256, opened where it is an archive or a document, and removed again. One file that
does not come back is a fail. What a program keeps in a repository of its own is not opened, since
no passphrase is asked for: unknown, with what to do instead. The digest over the sample is kept
with the run as proof. Made only in a deep run, or when this check is asked for by its id. Source:
the register of backups asks for the day of the last test restore; 3-2-1-1-0.

Severity high: a backup that cannot be read is none.
"""

from dataclasses import dataclass

from core.checks._saying import (
    failed,
    not_applicable,
    not_known,
    passed,
    seen,
    seen_of,
    unclear,
    worst,
)
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.restore.facts import RestoredSample, RestoreFacts

ID = "BAK-304"
OS = ("windows", "linux")
SEVERITY = Severity.HIGH
DEPTH = Depth.DEEP
NEEDS = (RestoreFacts,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The declared backup places."""

    places: tuple[str, ...] = ()


def ask(params: Params) -> Ask:
    """Return the places to restore from."""
    return Ask(places=params.places)


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge what came back from every place; the worst one speaks."""
    found = facts.of(RestoreFacts)
    samples, evidence = found.samples, seen(found, "samples")
    if isinstance(samples, Unknown):
        if samples.code is UnknownCode.NOT_DECLARED:
            return not_applicable("not_declared", evidence)
        return not_known(samples, evidence)
    if not samples:
        return not_applicable("not_declared", evidence)
    return worst(_judge(facts, each) for each in samples)


def _judge(facts: FactSet, sample: RestoredSample) -> Judgement:
    found, place = facts.of(RestoreFacts), sample.place
    names = ("restored", "megabytes", "failed", "proof", "sealed")
    evidence = seen_of(found, "samples", place, sample, *names)
    wrong = sample.failed
    if isinstance(wrong, tuple) and wrong:
        return failed("not_back", evidence, place=place, names=wrong)
    for name in names:
        value = getattr(sample, name)
        if isinstance(value, Unknown):
            away = value.code is UnknownCode.NOT_FOUND
            case = "absent" if away else "unreachable"
            return unclear(case, value.code, evidence, place=place)
    if sample.sealed is True:
        return unclear("sealed", UnknownCode.NOT_SUPPORTED, evidence, place=place)
    count, megabytes = sample.restored, sample.megabytes
    if not isinstance(count, int) or not isinstance(megabytes, int) or count <= 0:
        return unclear("nothing", UnknownCode.NOT_FOUND, evidence, place=place)
    return passed("back", evidence, place=place, count=count, megabytes=megabytes)
