"""Judging: facts and limits in, findings out. Pure; nothing is read here."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from core.checks.catalogue import Check
from core.model.facts import Facts, FactSet
from core.model.result import Evidence, Finding, Judgement, Result, Severity
from core.model.run import Waiver
from core.policy.waiving import waiver_for

_TO_MEND = frozenset((Result.WARN, Result.FAIL))


def judge(
    check: Check,
    facts: FactSet,
    params: Any,
    *,
    os: str,
    severity: Severity,
    elapsed_ms: int,
) -> Finding:
    """Return the finding of one check under the given limits and severity."""
    judgement = check.judge(facts, params)
    main = facts.of(check.needs[0])
    return Finding(
        check=check.id,
        result=judgement.result,
        severity=severity,
        message=judgement.message,
        reason=judgement.reason,
        evidence=judgement.evidence,
        remediation=_remediation(judgement, os),
        backend=main.origin.backend,
        degraded=main.origin.degraded,
        elapsed_ms=elapsed_ms,
    )


def waive(finding: Finding, waivers: Iterable[Waiver], now: str) -> Finding:
    """Return the finding as accepted where a waiver for it still runs on the Vietnam day of `now`.

    Only what is known to be wrong can be accepted; the message keeps saying what was found.
    """
    waiver = waiver_for(finding.check, waivers, now)
    if waiver is None or finding.result not in _TO_MEND:
        return finding
    accepted = Evidence(
        what="waiver",
        value=(waiver.who, waiver.why, waiver.until),
        source="waivers",
        read_at=now,
    )
    return replace(finding, result=Result.WAIVED, evidence=(*finding.evidence, accepted))


def _remediation(judgement: Judgement, os: str) -> tuple[str, ...]:
    if judgement.result not in _TO_MEND:
        return ()
    return (f"fix.{os}.clerk", f"fix.{os}.technician")


def complete(facts: Mapping[str, Facts], check: Check) -> bool:
    """Say whether everything a check needs has been read or given up."""
    return all(kind.TOPIC in facts for kind in check.needs)
