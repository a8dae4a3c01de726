"""The port to the documents."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.model.change import Change, Kind, Undo
from core.model.errors import Exit, KnownError
from core.model.moments import to_text
from core.model.paper import Draft, FormCard, KindCard, Preview, Sending, Sent
from core.policy.settings import SettingsFile
from core.report.sources import Sources
from core.words import Words

if TYPE_CHECKING:
    from core.model.document import Document, Private
    from core.model.form import Form, ShippedForm

FORMATS = ("pdf", "docx", "xlsx", "html", "json")
CALENDAR = "ics"
"""A form that only a roster can take."""

LEVELS = ("public", "internal", "full")
"""How much a document may say, least first."""

RECORD = "inspection"
"""The kind that tells of one run; all others are forms."""

WITH_RUNS = (RECORD, "situation")
"""Kinds that tell of runs, so that their bundle goes along."""


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
        from core.report.forms import forms

        words = self._words()
        record = KindCard(kind=RECORD, name=words.say("report.inspection.name"), needs_values=False)
        named = [(each, words) for each in forms().values()]
        named += [(each.form, _with_own(words, each)) for each in self._sources.shipped()]
        return (
            record,
            *(
                KindCard(
                    kind=form.kind,
                    name=own.say(f"forms.{form.kind}.name"),
                    needs_values=not form.optional,
                )
                for form, own in named
            ),
        )

    def blank(self, kind: str) -> str:
        """Return a values file of a kind to fill in, each key with its meaning."""
        from core.report.blank import blank_values

        return blank_values(self._form(kind), self._words_of(kind))

    def save(
        self,
        run_id: str,
        formats: Sequence[str],
        folder: Path,
        *,
        kind: str = RECORD,
        values: Path | Mapping[str, Any] | None = None,
        level: str = "full",
    ) -> tuple[Path, ...]:
        """Write a document into a folder and return the files.

        The record of a run takes `run_id` (or `latest`), other kinds take `values`. KnownError for
        an unknown run, kind, format or level, for values that do not fit, and where the folder
        cannot be written.
        """
        from core.report.files import save

        _refuse_unknown(formats, level)
        document = self._document(run_id, kind, values, level)
        return save(document, tuple(formats), folder, self._writers(kind))

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

    def save_paper_book(
        self, formats: Sequence[str], folder: Path, *, pages: int = 2
    ) -> tuple[Path, ...]:
        """Write empty pages of the duty book, to be filled in by hand; see `save`."""
        from core.report.files import save
        from core.report.paper_book import paper_book

        _refuse_unknown(formats, LEVELS[-1])
        now = to_text(datetime.now(UTC))
        document = paper_book(self._settings.read(), self._words(), now, pages)
        return save(self._finished(document, LEVELS[-1]), tuple(formats), folder)

    def _said_lunar(self, day: date, with_year: bool) -> str:
        sources = self._sources
        return sources.lunar_with_year(day) if with_year else sources.lunar(day)

    def send(
        self,
        run_id: str,
        folder: Path,
        *,
        kind: str = RECORD,
        values: Path | Mapping[str, Any] | None = None,
        level: str = "full",
    ) -> Sending:
        """Write a folder to be sent: Word, PDF, JSON and their digests; see `save` for the rest.

        A document that tells of runs goes with their signed bundle.

        What goes out gets a row in the register of what was sent.
        """
        from core.report.before import NOT_FOR_CHAT
        from core.report.redaction import private_kinds
        from core.report.register import row_of
        from core.report.sending import send_folder

        _refuse_unknown((), level)
        document = self._document(run_id, kind, values, level)
        named = private_kinds(document, self._words()) & NOT_FOR_CHAT
        files = send_folder(
            document, folder, self._writers(kind), self._bundles(kind, run_id, level)
        )
        try:
            row = row_of(document, level, files, to_text(datetime.now(UTC)))
            number = self._sources.note_sent(row)
        except KnownError:
            number = 0  # the folder is written; a register that cannot be does not take it back
        return Sending(files=files, names_machines=bool(named), number=number)

    def form(self, kind: str) -> FormCard | None:
        """Return a kind as a form to fill in; None for the record of a run, which needs nothing."""
        from core.report.cards import card_of

        return None if kind == RECORD else card_of(self._form(kind), self._words_of(kind))

    def preview(self, draft: Draft, dots_per_inch: float) -> Preview:
        """Return a draft as it will be printed; what is missing in it stays open and is named."""
        from core.report import pdf
        from core.report.before import NOT_FOR_CHAT, before_sending
        from core.report.drafts import missing_in
        from core.report.files import name_of
        from core.report.redaction import private_kinds
        from core.report.sending import DIGESTS, FORMATS

        document = self._document(draft.run, draft.kind, draft.content, draft.level, complete=False)
        private, is_form = private_kinds(document, self._words()), draft.kind != RECORD
        newest = self._sources.recent(1)
        before = before_sending(
            document,
            self._settings.read(),
            missing_in(self._form(draft.kind), draft.content, self._words_of(draft.kind))
            if is_form
            else (),
            None if is_form else self._sources.run_of(draft.run),
            newest[0].id if newest else "",
            private,
        )
        return Preview(
            pages=pdf.pages(document, dots_per_inch),
            before=before,
            files=(
                *(f"{name_of(document)}.{each}" for each in FORMATS),
                *(["*.trucan"] if self._sources.bundle and draft.kind in WITH_RUNS else ()),
                DIGESTS,
            ),
            names_machines=bool(private & NOT_FOR_CHAT),
        )

    def keep(self, draft: Draft) -> None:
        """Keep what was typed so far, to go on with later."""
        from core.report.drafts import keep

        if self._sources.drafts is not None and draft.kind in self._forms():
            keep(self._sources.drafts, draft)

    def kept(self, kind: str) -> Mapping[str, Any]:
        """Return what was kept of a kind; nothing where there is none or it cannot be read."""
        from core.report.drafts import kept

        if self._sources.drafts is None or kind not in self._forms():
            return {}
        return kept(self._sources.drafts, kind)

    def sent(self, limit: int = 50) -> tuple[Sent, ...]:
        """Return the newest rows of the register of what went out."""
        return self._sources.sent(limit)

    def told_sent(self, row: Sent) -> str:
        """Say a row of the register, with what is known of its way so far."""
        from core.report.register import told

        return told(row, self._words())

    def fill_sent(self, number: int, typed: Mapping[str, str]) -> Change:
        """Write what became known later into a row of the register; what is not named stays.

        `typed` has some of LATER, as people type. KnownError `sent_unknown`, and
        `field_unreadable` for a time of the receipt that is none.
        """
        from core.report.register import filled

        before = self._sources.sent_row(number)
        if before is None:
            raise KnownError("sent_unknown", Exit.USAGE, seq=number)
        return self._mark_sent(filled(before, typed, self._words()), before)

    def _mark_sent(self, now: Sent, before: Sent) -> Change:
        self._sources.mark_sent(now)
        undo = Undo("reports.undo.filled", lambda: self._mark_sent(before, now))
        return Change(frozenset((Kind.SENT,)), undo)

    def _document(
        self,
        run_id: str,
        kind: str,
        values: Path | Mapping[str, Any] | None,
        level: str,
        *,
        complete: bool = True,
    ) -> "Document":
        if kind == RECORD:
            return self._finished(self._inspection(run_id, values), level)
        filled = self._filled(kind, values, complete=complete)
        return self._finished(filled, level, names_this_machine=True)

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

    def _inspection(self, run_id: str, values: Path | Mapping[str, Any] | None) -> "Document":
        from core.report import inspection
        from core.report.redaction import secret_mark
        from core.report.secrets_out import scrubbed_run

        if values:
            raise KnownError("no_values_here", Exit.USAGE, text=RECORD)
        run = scrubbed_run(self._sources.run_of(run_id), secret_mark(self._words()))
        as_json = self._sources.as_json(run)
        return inspection.build(run, self._settings.read(), self._words(), as_json)

    def _filled(
        self, kind: str, values: Path | Mapping[str, Any] | None, *, complete: bool
    ) -> "Document":
        from core.report.drafts import read_draft
        from core.report.form_document import build
        from core.report.from_store import made
        from core.report.redaction import secret_mark
        from core.report.secrets_out import scrubbed_values
        from core.report.sources import known_of
        from core.report.values import Values, read_values

        form, settings, words = self._form(kind), self._settings.read(), self._words_of(kind)
        if values is None and not form.optional:
            raise KnownError("values_needed", Exit.USAGE, text=kind)
        known = known_of(form, self._sources, secret_mark(words))
        if isinstance(values, Path):
            filled = read_values(values, form)
        elif values is None:
            filled = Values()
        else:
            filled = read_draft(form, values, words, complete=complete)
        filled = scrubbed_values(filled, secret_mark(words))
        parts = made(form, filled, known, settings, words)
        document = build(
            form,
            parts.values,
            settings,
            words,
            date=known.now,
            given=parts.given,
            private=parts.private,
        )
        if not parts.foot:
            return document
        return replace(document, footer=f"{parts.foot} – {document.footer}")

    def _bundles(self, kind: str, run_id: str, level: str) -> Mapping[str, bytes]:
        """Return the bundle that goes with a kind, by its name; none where it tells of no run."""
        if self._sources.bundle is None or kind not in WITH_RUNS or not self._sources.recent(1):
            return {}
        name, content = self._sources.bundle(run_id if kind == RECORD else "latest", level)
        return {name: content}

    def _writers(self, kind: str) -> "Mapping[str, Callable[[Document], bytes]]":
        """Return how each form is written: Word in the office's own template where it has one."""
        from core.report.files import WRITERS
        from core.report.own_template import writer_of

        own = None if self._sources.templates is None else self._sources.templates / f"{kind}.docx"
        return WRITERS if own is None or not own.is_file() else {**WRITERS, "docx": writer_of(own)}

    def _here(self) -> "tuple[Private, ...]":
        """Return what the latest run knows to be private here: people name it in any text."""
        from core.report.private import of_run

        cards = self._sources.recent(1)
        return of_run(self._sources.run_of(cards[0].id)) if cards else ()

    def _form(self, kind: str) -> "Form":
        forms = self._forms()
        form = forms.get(kind)
        if form is None:
            known = ", ".join((RECORD, *forms))
            raise KnownError("unknown_kind", Exit.USAGE, text=kind, name=known)
        return form

    def _forms(self) -> "Mapping[str, Form]":
        """Return every form by its kind: those of the program, then those of packs."""
        from core.report.forms import forms

        return {**forms(), **{each.form.kind: each.form for each in self._sources.shipped()}}

    def _words_of(self, kind: str) -> Words:
        """Return the words that a kind is told in: with its own where a pack brought it."""
        words = self._words()
        shipped = (each for each in self._sources.shipped() if each.form.kind == kind)
        return next((_with_own(words, each) for each in shipped), words)


def _with_own(words: Words, shipped: "ShippedForm") -> Words:
    return words.with_own("forms", shipped.words[words.lang])


def _refuse_unknown(formats: Sequence[str], level: str) -> None:
    for each in formats:
        if each not in FORMATS:
            raise KnownError("unknown_format", Exit.USAGE, text=each, name=", ".join(FORMATS))
    if level not in LEVELS:
        raise KnownError("unknown_level", Exit.USAGE, text=level)
