"""Keeping a run: what the store is given of it."""

from core.engine.codec import write_body, write_facts
from core.model.card import RunCard
from core.model.errors import KnownError, UnstoredError
from core.model.result import Result, Severity
from core.model.run import Run
from core.store.runs import Runs

_OPEN = (Result.FAIL, Result.WARN)


def card_of(run: Run) -> RunCard:
    """Return what a run came to."""
    grave = Severity.HIGH.rank
    return RunCard(
        id=run.id,
        machine=run.asset.name,
        place=run.asset.place or run.unit,
        started=run.started,
        ended=run.ended,
        verdict=run.verdict,
        answered=run.coverage.answered,
        applicable=run.coverage.applicable,
        counts=run.counts,
        profile=run.profile,
        depth=run.depth,
        partial=run.selection.partial,
        open_items=sum(run.counts[result] for result in _OPEN),
        urgent=sum(
            each.result is Result.FAIL and each.severity.rank >= grave for each in run.findings
        ),
    )


def keep(run: Run, runs: Runs) -> None:
    """Store a run for good; UnstoredError, which carries it, when the store refuses it."""
    card = card_of(run)
    rows = [
        (each.check, each.result, each.severity, each.reason, each.message.key)
        for each in run.findings
    ]
    try:
        runs.add(card, run.asset.id, write_body(run), write_facts(run.facts), rows)
    except KnownError as refusal:
        raise UnstoredError(run, card, refusal) from refusal
