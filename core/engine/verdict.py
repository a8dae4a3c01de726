"""The verdict and coverage of a run: pure rules over its findings (architecture, section 1)."""

from collections import Counter
from collections.abc import Iterable, Mapping

from core.model.result import Finding, Result, Severity
from core.model.run import Coverage, VerdictKind

_ANSWERS = frozenset((Result.PASS, Result.WARN, Result.FAIL))
_NOT_COUNTED = frozenset((Result.WAIVED, Result.NOT_APPLICABLE))
_LEAST_COVERAGE = 80  # percent


def count(findings: Iterable[Finding]) -> Mapping[Result, int]:
    """Count the findings of each result; every result is named."""
    counter = Counter(finding.result for finding in findings)
    return {result: counter[result] for result in Result}


def cover(findings: Iterable[Finding]) -> Coverage:
    """Count answers among applicable checks; waived and not applicable count on neither side."""
    results = [finding.result for finding in findings]
    return Coverage(
        answered=sum(result in _ANSWERS for result in results),
        applicable=sum(result not in _NOT_COUNTED for result in results),
    )


def conclude(findings: Iterable[Finding]) -> VerdictKind:
    """Conclude: act now, else incomplete, else attention, else good. Nothing checked is incomplete.

    A run in which what applies is waived is good: nothing is left open. One in which nothing
    applies, such as that of a single check, says nothing about the machine.
    """
    findings = tuple(findings)
    coverage = cover(findings)
    if any(each.result is Result.FAIL and _weighty(each) for each in findings):
        return VerdictKind.ACT_NOW
    if any(each.result is Result.UNKNOWN and _weighty(each) for each in findings):
        return VerdictKind.INCOMPLETE
    if all(each.result is Result.NOT_APPLICABLE for each in findings):
        return VerdictKind.INCOMPLETE
    if 100 * coverage.answered < _LEAST_COVERAGE * coverage.applicable:
        return VerdictKind.INCOMPLETE
    if any(each.result in (Result.FAIL, Result.WARN) for each in findings):
        return VerdictKind.ATTENTION
    return VerdictKind.GOOD


def _weighty(finding: Finding) -> bool:
    return finding.severity.rank >= Severity.HIGH.rank
