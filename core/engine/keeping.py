"""Keeping a run: what the store is given of it."""

from core.engine.codec import write_body, write_facts
from core.model.result import Result
from core.model.run import Run, RunCard
from core.store.runs import Runs

_OPEN = (Result.FAIL, Result.WARN)


def keep(run: Run, runs: Runs) -> None:
    """Store a run for good."""
    card = RunCard(
        id=run.id,
        started=run.started,
        ended=run.ended,
        verdict=run.verdict,
        coverage=run.coverage,
        profile=run.profile,
        depth=run.depth,
        partial=run.selection.partial,
        open_items=sum(run.counts[result] for result in _OPEN),
    )
    rows = [
        (each.check, each.result, each.severity, each.reason, each.message.key)
        for each in run.findings
    ]
    runs.add(card, run.asset.id, write_body(run), write_facts(run.facts), rows)
