"""The roster as a document: one row a day, one column a line, on one landscape page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from core.model.document import (
    Column,
    Document,
    Paragraph,
    Private,
    PrivateKind,
    SignatureBlock,
    Signer,
    TableBlock,
)
from core.model.person import Person
from core.model.phone import grouped
from core.model.roster import Roster, RosterLine
from core.model.settings import Settings
from core.report.official import GAP, head_of, low_head, sign_of
from core.report.private import of_settings
from core.version import VERSION
from core.words import Words

_DAY, _LUNAR, _LINE, _NOTE = 34, 33, 41, 20

Calendar = Callable[[date, bool], str]
"""Writes a day in lunar words, with its year if so asked."""


def hours_of(line: RosterLine, words: Words) -> str:
    """Return the hours of a line: `07:00–19:00`, or that it is the whole day."""
    if line.starts == line.ends:
        return words.say("roster.hours.all_day")
    return words.say("roster.hours.span", {"start": line.starts, "end": line.ends})


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPaper:
    """A roster with what its documents need: the persons it names, the office, the calendar."""

    roster: Roster
    persons: Sequence[Person]
    settings: Settings
    words: Words
    lunar: Calendar

    def document(self, now: str) -> Document:
        """Return the roster as a document of a moment (UTC, ISO)."""
        roster, words, settings = self.roster, self.words, self.settings
        title, subject = words.say("forms.roster.title"), self._subject()
        number = words.say("forms.number", gap=GAP, code="DS", sign=sign_of(settings.unit))
        footer = {"title": f"{title} {subject}", "at": words.moment(now), "release": VERSION}
        unit = {"unit": settings.unit} if settings.unit else {}
        return Document(
            kind="roster",
            lang=words.lang,
            title=title,
            subject=subject,
            head=low_head(head_of(settings, settings.unit, number, words)),
            blocks=(self._table(), *self._foot(), self._signatures()),
            footer=words.say("forms.footer.unit" if unit else "forms.footer.line", footer | unit),
            date=now,
            about=roster.title,
            landscape=True,
            private=(*self._private(), *of_settings(settings)),
            dense=True,
        )

    def name(self, number: int) -> str:
        """Return the name of a person by number."""
        return next((each.name for each in self.persons if each.number == number), "…")

    def title(self, line: RosterLine) -> str:
        """Return what a line is called."""
        return line.title or self.words.say(f"roster.role.{line.role}")

    def names(self, day: str, line: int) -> str:
        """Return who stands in a cell, one below the other."""
        return "\n".join(self.name(each) for each in self.roster.at(day, line))

    def _subject(self) -> str:
        usual = self.words.say("forms.roster.subject")
        return f"{usual}, {self.roster.title}" if self.roster.title else usual

    def _caption(self) -> str:
        """Return from when to when, in both calendars, and where."""
        words, roster = self.words, self.roster
        ends = [
            words.say("forms.day.lunar", day=words.date(day), text=self._lunar(day, year=True))
            for day in (roster.first, roster.last)
        ]
        period = words.say("roster.paper.period", start=ends[0], end=ends[1])
        if not roster.place:
            return period
        return words.say("roster.paper.place", title=period, text=roster.place)

    def _table(self) -> TableBlock:
        roster, words = self.roster, self.words
        columns = [
            Column(title=words.say("roster.paper.day"), share=_DAY),
            Column(title=words.say("roster.paper.lunar"), share=_LUNAR),
        ]
        for line in roster.lines:
            title = f"{self.title(line)}\n{self._hours(line)}"
            columns.append(Column(title=title, share=_LINE))
        if roster.notes:
            columns.append(Column(title=words.say("roster.paper.note"), share=_NOTE))
        return TableBlock(
            caption=self._caption(),
            columns=tuple(columns),
            rows=tuple(self._row(day.isoformat()) for day in roster.days),
        )

    def _row(self, day: str) -> tuple[str, ...]:
        roster = self.roster
        said = self.words.say("forms.day.weekday", {"day": self.words.weekday(day), "date": day})
        names = (self.names(day, each.line) for each in roster.lines)
        cells = (said, self._lunar(day, year=False), *names)
        return (*cells, roster.notes.get(day, "")) if roster.notes else cells

    def _lunar(self, day: str, *, year: bool) -> str:
        return self.lunar(date.fromisoformat(day), year)

    def _hours(self, line: RosterLine) -> str:
        hours = hours_of(line, self.words)
        if not line.on_call:
            return hours
        return self.words.say("roster.paper.on_call", text=hours)

    def _named(self) -> list[Person]:
        numbers = {each for people in self.roster.people.values() for each in people}
        return [each for each in self.persons if each.number in numbers]

    def _foot(self) -> Iterator[Paragraph]:
        words, roster = self.words, self.roster
        phones = [f"{each.name} {grouped(each.phone)}" for each in self._named() if each.phone]
        if phones:
            text = words.say("roster.paper.phones", text="; ".join(phones))
            yield Paragraph(text=text, style="note")
        if roster.swaps:
            entries = sorted({each.entry for each in roster.swaps})
            numbers = ", ".join(map(str, entries))
            text = words.say("roster.paper.swaps", count=len(entries), text=numbers)
            yield Paragraph(text=text, style="note")

    def _signatures(self) -> SignatureBlock:
        say = self.words.say
        note = say("report.inspection.signer.note")
        return SignatureBlock(
            signers=tuple(
                Signer(role=say(f"forms.signer.{each}"), note=note) for each in ("preparer", "head")
            )
        )

    def _private(self) -> Iterator[Private]:
        for each in self._named():
            yield Private(kind=PrivateKind.PERSON, text=each.name)
            if each.phone:
                yield Private(kind=PrivateKind.CONTACT, text=grouped(each.phone))
