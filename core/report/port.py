"""The port to the documents."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.model.document import PrivateKind
from core.model.duty import Entry, LogVerdict
from core.model.errors import Exit, KnownError
from core.model.moments import to_text
from core.model.person import Person
from core.model.roster import Roster
from core.model.run import Run, RunCard
from core.policy.settings import SettingsFile
from core.words import Words

if TYPE_CHECKING:
    from core.model.document import Document, Private
    from core.report.forms import Form
    from core.report.from_store import Known

FORMATS = ("pdf", "docx", "xlsx", "html", "json")
CALENDAR = "ics"
"""A form that only a roster can take."""

LEVELS = ("public", "internal", "full")
"""How much a document may say, least first."""

_NOT_FOR_CHAT = (
    PrivateKind.ADDRESS,
    PrivateKind.MACHINE,
    PrivateKind.ACCOUNT,
    PrivateKind.HARDWARE,
    PrivateKind.CITIZEN_ID,
)
_PAGE = 500
_MOST_RUNS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCard:
    """A kind of document: its name in the reader's language, and whether values must be given."""

    kind: str
    name: str
    needs_values: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A folder to be sent: its files, and whether they name machines, accounts or addresses."""

    files: tuple[Path, ...]
    names_machines: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where the reports find what is stored; each is asked only when a document needs it."""

    run_of: Callable[[str], Run]
    as_json: Callable[[Run], bytes]
    recent: Callable[[int], tuple[RunCard, ...]]
    entries: Callable[[int | None, int], tuple[Entry, ...]]
    verify: Callable[[], LogVerdict]
    lunar: Callable[[date], str]
    lunar_with_year: Callable[[date], str]
    roster: Callable[[int], Roster | None]
    persons: Callable[[], tuple[Person, ...]]


class Reports:
    """What the faces may ask of the reports."""

    def __init__(
        self, sources: Sources, settings: SettingsFile, words: Callable[[], Words]
    ) -> None:
        """Take the ways to what is stored, the settings and the words."""
        self._sources = sources
        self._settings = settings
        self._words = words

    def kinds(self) -> tuple[KindCard, ...]:
        """Return every kind of document, the record of a run first."""
        words = self._words()
        record = KindCard(
            kind="inspection", name=words.say("report.inspection.name"), needs_values=False
        )
        return (
            record,
            *(
                KindCard(
                    kind=kind,
                    name=words.say(f"forms.{kind}.name"),
                    needs_values=not form.optional,
                )
                for kind, form in _forms().items()
            ),
        )

    def blank(self, kind: str) -> str:
        """Return a values file of a kind to fill in, each key with its meaning."""
        from core.report.blank import blank_values

        return blank_values(self._form(kind), self._words())

    def save(
        self,
        run_id: str,
        formats: Sequence[str],
        folder: Path,
        *,
        kind: str = "inspection",
        values: Path | None = None,
        level: str = "full",
    ) -> tuple[Path, ...]:
        """Write a document into a folder and return the files.

        The record of a run takes `run_id` (or `latest`), other kinds take `values`. KnownError for
        an unknown run, kind, format or level, for values that do not fit, and where the folder
        cannot be written.
        """
        from core.report.files import save

        _refuse_unknown(formats, level)
        return save(self._document(run_id, kind, values, level), tuple(formats), folder)

    def save_roster(
        self, number: int, formats: Sequence[str], folder: Path, *, level: str = "full"
    ) -> tuple[Path, ...]:
        """Write a stored roster into a folder, also as a calendar (`ics`), and return the files.

        KnownError as for `save`, and for an unknown roster. A calendar has names at level `full`
        only, and is refused at others.
        """
        from core.report.files import name_of, save
        from core.report.roster_document import RosterPaper

        as_pages = tuple(each for each in formats if each != CALENDAR)
        _refuse_unknown(as_pages, level)
        if CALENDAR in formats and level != LEVELS[-1]:
            raise KnownError("calendar_level", Exit.USAGE)
        roster = self._sources.roster(number)
        if roster is None:
            raise KnownError("roster_unknown", Exit.USAGE, seq=number)
        paper = RosterPaper(
            roster=roster,
            persons=self._sources.persons(),
            settings=self._settings.read(),
            words=self._words(),
            lunar=self._said_lunar,
        )
        now = to_text(datetime.now(UTC))
        document = self._finished(paper.document(now), level)
        saved = save(document, as_pages, folder) if as_pages else ()
        if CALENDAR not in formats:
            return saved
        from core.report.calendar import write
        from core.whole_file import write_new

        return (*saved, write_new(folder, f"{name_of(document)}.{CALENDAR}", write(paper, now)))

    def _said_lunar(self, day: date, with_year: bool) -> str:
        sources = self._sources
        return sources.lunar_with_year(day) if with_year else sources.lunar(day)

    def send(
        self,
        run_id: str,
        folder: Path,
        *,
        kind: str = "inspection",
        values: Path | None = None,
        level: str = "full",
    ) -> Sending:
        """Write a folder to be sent: Word, PDF, JSON and their digests; see `save` for the rest."""
        from core.report.redaction import private_kinds
        from core.report.sending import send_folder

        _refuse_unknown((), level)
        document = self._document(run_id, kind, values, level)
        named = private_kinds(document, self._words()) & frozenset(_NOT_FOR_CHAT)
        return Sending(files=send_folder(document, folder), names_machines=bool(named))

    def _document(self, run_id: str, kind: str, values: Path | None, level: str) -> "Document":
        if kind == "inspection":
            return self._finished(self._inspection(run_id, values), level)
        return self._finished(self._filled(kind, values), level, names_this_machine=True)

    def _finished(
        self, document: "Document", level: str, *, names_this_machine: bool = False
    ) -> "Document":
        """Return a document spelled as the office spells, and with what the level lets stand."""
        from core.report.redaction import Level, redacted
        from core.report.spelling import respelled

        if names_this_machine and level != LEVELS[-1]:
            document = replace(document, private=(*document.private, *self._here()))
        spelled = respelled(document, self._settings.read().tone_mark)
        return redacted(spelled, Level(level), self._words())

    def _inspection(self, run_id: str, values: Path | None) -> "Document":
        from core.report import inspection
        from core.report.redaction import secret_mark
        from core.report.secrets_out import scrubbed_run

        if values is not None:
            raise KnownError("no_values_here", Exit.USAGE, text="inspection")
        run = scrubbed_run(self._sources.run_of(run_id), secret_mark(self._words()))
        as_json = self._sources.as_json(run)
        return inspection.build(run, self._settings.read(), self._words(), as_json)

    def _filled(self, kind: str, values: Path | None) -> "Document":
        from core.report.form_document import build
        from core.report.from_store import made
        from core.report.redaction import secret_mark
        from core.report.secrets_out import scrubbed_values
        from core.report.values import Values, read_values

        form, settings, words = self._form(kind), self._settings.read(), self._words()
        if values is None and not form.optional:
            raise KnownError("values_needed", Exit.USAGE, text=kind)
        known = self._known(form)
        filled = read_values(values, form) if values is not None else Values()
        filled = scrubbed_values(filled, secret_mark(words))
        parts = made(form, filled, known, settings, words)
        return build(
            form,
            parts.values,
            settings,
            words,
            date=known.now,
            given=parts.given,
            private=parts.private,
        )

    def _here(self) -> "tuple[Private, ...]":
        """Return what the latest run knows to be private here: people name it in any text."""
        from core.report.private import of_run

        cards = self._sources.recent(1)
        return of_run(self._sources.run_of(cards[0].id)) if cards else ()

    def _form(self, kind: str) -> "Form":
        form = _forms().get(kind)
        if form is None:
            known = ", ".join(("inspection", *_forms()))
            raise KnownError("unknown_kind", Exit.USAGE, text=kind, name=known)
        return form

    def _known(self, form: "Form") -> "Known":
        from core.report.from_store import Known
        from core.report.redaction import secret_mark
        from core.report.secrets_out import scrubbed_entry, scrubbed_run

        now, lunar = to_text(datetime.now(UTC)), self._sources.lunar
        if not form.store:
            return Known(now=now, lunar=lunar)
        mark = secret_mark(self._words())
        cards = tuple(reversed(self._sources.recent(_MOST_RUNS)))
        return Known(
            now=now,
            lunar=lunar,
            cards=cards,
            runs=tuple(scrubbed_run(self._sources.run_of(each.id), mark) for each in cards),
            entries=tuple(scrubbed_entry(each, mark) for each in self._book()),
            verdict=self._sources.verify(),
        )

    def _book(self) -> tuple[Entry, ...]:
        """Return the whole book, oldest first."""
        found: list[Entry] = []
        before: int | None = None
        while page := self._sources.entries(before, _PAGE):
            found += page
            before = page[-1].seq
        return tuple(reversed(found))


def _refuse_unknown(formats: Sequence[str], level: str) -> None:
    for each in formats:
        if each not in FORMATS:
            raise KnownError("unknown_format", Exit.USAGE, text=each)
    if level not in LEVELS:
        raise KnownError("unknown_level", Exit.USAGE, text=level)


def _forms() -> "Mapping[str, Form]":
    from core.report.forms import forms

    return forms()
