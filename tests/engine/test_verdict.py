"""The verdict, in the order that the architecture fixes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.engine import verdict
from core.model.result import Finding, Message, Result, Severity
from core.model.run import Coverage, VerdictKind
from core.model.unknown import UnknownCode

P, W, F = Result.PASS, Result.WARN, Result.FAIL
U, N, A = Result.UNKNOWN, Result.NOT_APPLICABLE, Result.WAIVED
LOW, MEDIUM, HIGH, CRITICAL = Severity


def finding(result: Result, severity: Severity) -> Finding:
    """Return a finding of which only result and severity matter."""
    reason = UnknownCode.NO_RIGHT if result is U else None
    return Finding(
        check="X-1", result=result, severity=severity, message=Message("x.y"), reason=reason
    )


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([(P, HIGH)] * 5, VerdictKind.GOOD),
        ([(P, HIGH), (N, HIGH), (A, CRITICAL)], VerdictKind.GOOD),
        ([(A, HIGH), (N, LOW)], VerdictKind.GOOD),
        ([(P, HIGH), (W, LOW)], VerdictKind.ATTENTION),
        ([(P, HIGH), (F, MEDIUM)], VerdictKind.ATTENTION),
        ([(P, LOW)] * 9 + [(U, MEDIUM)], VerdictKind.GOOD),
        ([(P, LOW)] * 9 + [(U, HIGH)], VerdictKind.INCOMPLETE),
        ([(P, LOW)] * 9 + [(U, HIGH), (W, CRITICAL)], VerdictKind.INCOMPLETE),
        ([(P, LOW)] * 9 + [(U, HIGH), (F, MEDIUM)], VerdictKind.INCOMPLETE),
        ([(P, LOW)] * 9 + [(U, HIGH), (F, HIGH)], VerdictKind.ACT_NOW),
        ([(P, LOW)] * 4 + [(U, LOW)], VerdictKind.GOOD),
        ([(P, LOW)] * 3 + [(U, LOW)], VerdictKind.INCOMPLETE),
        ([(P, LOW)] * 3 + [(U, LOW), (F, CRITICAL)], VerdictKind.ACT_NOW),
        ([], VerdictKind.INCOMPLETE),
        ([(N, HIGH)], VerdictKind.INCOMPLETE),
        ([(N, LOW), (N, LOW)], VerdictKind.INCOMPLETE),
    ],
)
def test_verdict(found: list[tuple[Result, Severity]], expected: VerdictKind) -> None:
    assert verdict.conclude(finding(*each) for each in found) is expected


@given(st.lists(st.tuples(st.sampled_from(Result), st.sampled_from(Severity))))
def test_verdict_follows_its_rule_for_any_findings(found: list[tuple[Result, Severity]]) -> None:
    findings = [finding(*each) for each in found]
    result = verdict.conclude(findings)
    coverage = verdict.cover(findings)

    weighty = {each.result for each in findings if each.severity in (HIGH, CRITICAL)}
    assert (result is VerdictKind.ACT_NOW) == (F in weighty)
    if result is VerdictKind.GOOD:
        assert not {each.result for each in findings} & {F, W}
        assert U not in weighty
        assert coverage.answered >= 0.8 * coverage.applicable
        assert {each.result for each in findings} - {N}


def test_coverage_leaves_out_waived_and_not_applicable() -> None:
    findings = [finding(each, LOW) for each in (P, W, F, U, U, N, A)]

    assert verdict.cover(findings) == Coverage(answered=3, applicable=5)
    assert verdict.count(findings) == {P: 1, W: 1, F: 1, U: 2, N: 1, A: 1}
