"""Comparing two runs of a machine, check by check."""

from dataclasses import dataclass

from core.model.result import Finding
from core.model.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFinding:
    """A check whose result or sentence differs; a side is None where the check was not run."""

    check: str
    before: Finding | None
    after: Finding | None


def compare(before: Run, after: Run) -> tuple[ChangedFinding, ...]:
    """Return what changed from one run to another, in the order of check ids."""
    ids = sorted({finding.check for run in (before, after) for finding in run.findings})
    pairs = (
        ChangedFinding(check=each, before=before.finding(each), after=after.finding(each))
        for each in ids
    )
    return tuple(pair for pair in pairs if _said(pair.before) != _said(pair.after))


def _said(finding: Finding | None) -> tuple[str, str] | None:
    return None if finding is None else (finding.result, finding.message.key)
