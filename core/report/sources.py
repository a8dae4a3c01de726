"""Where documents find what is stored, and what they are told of it: no secret among it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.model.duty import Entry
from core.model.form import ShippedForm
from core.model.log_state import LogVerdict
from core.model.moments import to_text
from core.model.paper import Sent
from core.model.person import Person
from core.model.roster import Roster
from core.model.run import Run, RunCard
from core.model.shift import HandoverProof

if TYPE_CHECKING:
    from core.model.form import Form
    from core.report.from_store import Known

_PAGE = 500
_MOST_RUNS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where the reports find what is stored; each is asked only when a document needs it.

    `note_sent` writes a row into the register of what went out and returns its number, `sent`
    reads the newest rows, `sent_row` one by its number, `mark_sent` changes one. `shipped` are
    the kinds of documents from data packs. `drafts` is the folder of unfinished documents,
    `templates` that of the office's own Word files. `bundle` returns name and content of the signed
    bundle of a run at a level. `proof` says what shows the giver and the receiver of a hand-over at
    a moment (ISO).
    """

    run_of: Callable[[str], Run]
    as_json: Callable[[Run], bytes]
    recent: Callable[[int], tuple[RunCard, ...]]
    entries: Callable[[int | None, int], tuple[Entry, ...]]
    verify: Callable[[], LogVerdict]
    root: Callable[[], str]
    lunar: Callable[[date], str]
    note_sent: Callable[[Sent], int] = lambda row: 0
    mark_sent: Callable[[Sent], None] = lambda row: None
    sent: Callable[[int], tuple[Sent, ...]] = lambda limit: ()
    sent_row: Callable[[int], Sent | None] = lambda number: None
    shipped: Callable[[], tuple[ShippedForm, ...]] = tuple
    drafts: Path | None = None
    templates: Path | None = None
    bundle: Callable[[str, str], tuple[str, bytes]] | None = None
    lunar_with_year: Callable[[date], str]
    roster: Callable[[int], Roster | None]
    persons: Callable[[], tuple[Person, ...]]
    proof: Callable[[str, str, str], HandoverProof | None] = lambda giver, receiver, to: None


def known_of(form: "Form", sources: Sources, mark: str) -> "Known":
    """Return what the store knows for a form; `mark` stands in the place of secrets."""
    from core.report.from_store import Known
    from core.report.secrets_out import scrubbed_entry, scrubbed_run

    now, lunar = to_text(datetime.now(UTC)), sources.lunar
    if not form.store:
        return Known(now=now, lunar=lunar, proof=sources.proof)
    cards = tuple(reversed(sources.recent(_MOST_RUNS)))
    return Known(
        now=now,
        lunar=lunar,
        proof=sources.proof,
        cards=cards,
        runs=tuple(scrubbed_run(sources.run_of(each.id), mark) for each in cards),
        entries=tuple(scrubbed_entry(each, mark) for each in _book(sources)),
        verdict=sources.verify(),
        root=sources.root(),
    )


def _book(sources: Sources) -> tuple[Entry, ...]:
    """Return the whole book, oldest first."""
    found: list[Entry] = []
    before: int | None = None
    while page := sources.entries(before, _PAGE):
        found += page
        before = page[-1].seq
    return tuple(reversed(found))
