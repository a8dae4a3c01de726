"""Parts of documents that the program makes from what it has stored: runs and the duty book."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.model.document import (
    Align,
    Block,
    Column,
    Holds,
    Paragraph,
    Private,
    PrivateKind,
    TableBlock,
)
from core.model.duty import ClockFlag, Entry, EntryKind, authorship
from core.model.errors import Exit, KnownError
from core.model.form import Form
from core.model.log_state import LogVerdict
from core.model.moments import VIETNAM, from_text, to_text
from core.model.run import Run, RunCard
from core.model.settings import Settings
from core.model.shift import HandoverProof, Proof
from core.report.charts import areas_chart, coverage_chart, trend_chart
from core.report.form_document import Given
from core.report.official import DOTS, long_moment
from core.report.private import of_run
from core.report.values import Values
from core.words import Words

_FIRST_NOTICE, _REPORT = timedelta(hours=24), timedelta(hours=72)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store knows, oldest first, and what time it is (UTC, ISO)."""

    now: str
    runs: tuple[Run, ...] = ()
    cards: tuple[RunCard, ...] = ()
    entries: tuple[Entry, ...] = ()
    verdict: LogVerdict | None = None
    root: str = ""
    """The root over all entries (hexadecimal); empty where it cannot be told."""
    lunar: Callable[[date], str] | None = None
    proof: Callable[[str, str, str], HandoverProof | None] = lambda giver, receiver, to: None
    """What shows the giver and the receiver of a hand-over at a moment (ISO)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Parts made by the program, what is private in them, and the values they changed."""

    values: Values
    given: Given
    private: tuple[Private, ...] = ()
    foot: str = ""
    """What stands at the foot of every page beside the usual line."""


def made(form: Form, values: Values, known: Known, settings: Settings, words: Words) -> Made:
    """Make the given parts of a form; KnownError `nil_refused` if the book tells of incidents."""
    maker = _MAKERS.get(form.kind)
    if maker is None:
        return Made(values=values, given={})
    return maker(values, known, settings, words)


def period_of(values: Values, now: str) -> tuple[str, str]:
    """Return the period of a document as UTC moments; open ends reach back to 2000 and to now.

    A day at the end counts in full.
    """
    start, end = values.at("from"), values.at("to")
    if end and "T" not in end:
        end = to_text(from_text(end) + timedelta(days=1, seconds=-1))
    return to_text(from_text(start or "2000-01-01")), end or now


def _duty_book(values: Values, known: Known, settings: Settings, words: Words) -> Made:
    start, end = period_of(values, known.now)
    entries = _within(known.entries, start, end)
    lines = [_verdict(known.verdict, words)] if known.verdict is not None else []
    last = known.entries[-1] if known.entries else None
    if last is not None and last.leaf:
        lines.append(words.say("forms.entries.root", seq=last.seq, text=last.leaf))
    if entries:
        lines.append(words.say(f"duty.export.{authorship(entries)}"))
    first, latest = (entries[0].at, entries[-1].at) if entries else (start, end)
    shown = dict(values.fields)
    shown.setdefault("from", first)
    shown.setdefault("to", latest)
    return Made(
        values=replace(values, fields=shown, date=values.date or _last_written(known)),
        given={
            "entries": (entries_table(entries, words),),
            "seal": tuple(Paragraph(text=each, style="note") for each in lines),
        },
        private=_private_in(known.entries),
        foot=_root_line(last, known.root, words),
    )


def _root_line(last: Entry | None, root: str, words: Words) -> str:
    if last is None or not root:
        return ""
    return words.say("forms.entries.foot", seq=last.seq, text=root)


def _nil(values: Values, known: Known, settings: Settings, words: Words) -> Made:
    midnight = from_text(known.now).astimezone(VIETNAM).date().isoformat()
    fields = {"from": to_text(from_text(midnight)), "to": known.now, **values.fields}
    values = replace(values, fields=fields)
    start, end = period_of(values, known.now)
    entries = _within(known.entries, start, end)
    if open_items := _incidents(entries, known.entries):
        raise KnownError("nil_refused", Exit.BAD_INPUT, count=len(open_items))
    runs = [each for each in known.cards if start <= to_text(from_text(each.ended)) <= end]

    def say(key: str, **args: str | int) -> str:
        return words.say(f"forms.statement.{key}", args)

    unit = settings.unit or DOTS
    spoken = {"start": long_moment(start, words), "end": long_moment(end, words)}
    texts = [say("statement", **spoken, unit=unit)]
    texts.append(say("basis", entries=len(entries), runs=len(runs)))
    if known.runs:
        last = known.runs[-1]
        when = long_moment(last.ended, words)
        texts.append(say("last", title=last.asset.name or DOTS, text=when))
    else:
        texts.append(say("never"))
    texts.append(say("confirm", name=values.at("person") or settings.keeper or DOTS))
    private = tuple(each for run in known.runs[-1:] for each in of_run(run))
    return Made(
        values=replace(values, date=values.date or known.now),
        given={"statement": tuple(Paragraph(text=each) for each in texts)},
        private=private,
    )


def _situation(values: Values, known: Known, settings: Settings, words: Words) -> Made:
    start, end = period_of(values, known.now)
    runs = [each for each in known.runs if start <= to_text(from_text(each.ended)) <= end]
    cards = [each for each in known.cards if start <= to_text(from_text(each.ended)) <= end]
    entries = _within(known.entries, start, end)
    latest = tuple({each.asset.id: each for each in runs}.values())
    incidents = _incidents(entries, known.entries)
    return Made(
        values=values,
        given={
            "machines": tuple(_machines(latest, cards, values.at("machines_total"), words)),
            "incidents": tuple(_told_incidents(incidents, words)),
            "machine_list": (_machine_list(latest, words),) if latest else (),
            "duty_extract": (entries_table(entries, words),) if entries else (),
        },
        private=(*_private_in(entries), *(each for run in latest for each in of_run(run))),
    )


def _incident(values: Values, known: Known, settings: Settings, words: Words) -> Made:
    if not values.at("detected"):  # a draft; without it no document is written
        return Made(values=values, given={})
    found = from_text(values.at("detected"))

    def say(name: str, moment: str) -> str:
        return words.say(f"forms.deadline.{name}", text=long_moment(moment, words))

    texts = (
        say("at_once", values.at("detected")),
        say("h24", to_text(found + _FIRST_NOTICE)),
        say("h72", to_text(found + _REPORT)),
    )
    return Made(values=values, given={"deadlines": tuple(Paragraph(text=each) for each in texts)})


def _breach_notice(values: Values, known: Known, settings: Settings, words: Words) -> Made:
    if not values.at("detected"):
        return Made(values=values, given={})
    due = to_text(from_text(values.at("detected")) + _REPORT)
    text = words.say("forms.deadline.personal", text=long_moment(due, words))
    return Made(values=values, given={"deadline": (Paragraph(text=text),)})


def _roster(values: Values, known: Known, settings: Settings, words: Words) -> Made:
    """Write each day with its weekday and its lunar day: people ask for both."""
    rows = tuple(
        {**row, "day": _both_calendars(row["day"], known.lunar, words) if "day" in row else ""}
        for row in values.rows.get("shifts", ())
    )
    return Made(values=replace(values, rows={**values.rows, "shifts": rows}), given={})


def _handover(values: Values, known: Known, settings: Settings, words: Words) -> Made:
    """Say for each of the two whether a PIN vouches for them; that is never taken from what is
    filled in, only from the book."""
    giver, receiver, to = (values.at(each) for each in ("giver", "receiver", "to"))
    found = known.proof(giver, receiver, to) if to else None
    proof = found or HandoverProof(giver=Proof.DECLARED, receiver=Proof.DECLARED)
    texts = [
        words.say(f"forms.proof.{role}", name=name or DOTS, text=words.say(f"shift.proof.{each}"))
        for role, name, each in (
            ("giver", giver, proof.giver),
            ("receiver", receiver, proof.receiver),
        )
    ]
    return Made(values=values, given={"proof": tuple(Paragraph(text=each) for each in texts)})


_MAKERS: Mapping[str, Callable[[Values, Known, Settings, Words], Made]] = {
    "duty-book": _duty_book,
    "handover": _handover,
    "nil": _nil,
    "situation": _situation,
    "incident": _incident,
    "breach-notice": _breach_notice,
    "roster": _roster,
}


def entries_table(entries: Iterable[Entry], words: Words) -> Block:
    """Return entries of the duty book as a table; a sentence where there are none."""
    rows = tuple(_row(each, words) for each in entries)

    def title(name: str) -> str:
        return words.say(f"forms.entries.{name}")

    if not rows:
        return Paragraph(text=title("empty"))
    return TableBlock(
        caption=title("caption"),
        columns=(
            Column(title=title("number"), share=8, align=Align.CENTRE),
            Column(title=title("at"), share=17, holds=Holds.MOMENT),
            Column(title=title("written"), share=17, holds=Holds.MOMENT),
            Column(title=title("kind"), share=18),
            Column(title=title("text"), share=60),
            Column(title=title("author"), share=20),
        ),
        rows=rows,
    )


def _row(entry: Entry, words: Words) -> tuple[str, ...]:
    kind = words.say(f"duty.kind.{entry.kind}.name")
    return (str(entry.seq), entry.at, entry.written, kind, _text_of(entry, words), entry.author)


def _text_of(entry: Entry, words: Words) -> str:
    text = entry.text or words.say(f"duty.kind.{entry.kind}.template")
    if entry.supersedes is not None:
        text = words.say("forms.entries.corrects", seq=entry.supersedes, text=text)
    marks = []
    if entry.is_author_verified:
        marks.append(words.say("duty.mark.verified"))
    if entry.is_late:
        marks.append(words.say("duty.mark.late", duration=60 * entry.minutes_late))
    if entry.clock_flag is not ClockFlag.NONE:
        marks.append(words.say(f"duty.mark.{entry.clock_flag}"))
    return "\n".join((text, *marks))


def _verdict(verdict: LogVerdict, words: Words) -> str:
    key = "whole" if verdict.whole else verdict.what
    args = {"count": verdict.count, "seq": verdict.first_wrong or 0}
    return words.say(f"duty.verdict.{key}", args)


def _within(entries: Iterable[Entry], start: str, end: str) -> tuple[Entry, ...]:
    return tuple(each for each in entries if not each.at or start <= each.at <= end)


def _incidents(entries: Iterable[Entry], book: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries that tell of an incident, one for each, and that none corrects."""
    corrected = {each.supersedes for each in book}
    return tuple(
        each
        for each in entries
        if each.kind is EntryKind.INCIDENT
        and each.seq not in corrected
        and each.about.get("act", "opened") == "opened"
    )


def _told_incidents(incidents: tuple[Entry, ...], words: Words) -> Iterator[Block]:
    if not incidents:
        yield Paragraph(text=words.say("forms.incidents.none"))
        return
    yield Paragraph(text=words.say("forms.incidents.some", count=len(incidents)))
    for number, each in enumerate(incidents, 1):
        args = {"number": str(number), "at": words.moment(each.at), "text": each.text}
        yield Paragraph(text=words.say("forms.incidents.line", args))


def _machines(
    latest: tuple[Run, ...], cards: list[RunCard], total: str, words: Words
) -> Iterator[Block]:
    if not latest:
        yield Paragraph(text=words.say("forms.machines.none"))
        return
    yield Paragraph(text=words.say("forms.machines.count", count=len(latest), runs=len(cards)))
    yield from coverage_chart(len(latest), int(total or 0), words)
    yield areas_chart(latest, words)
    yield from trend_chart(cards, words)


def _machine_list(latest: tuple[Run, ...], words: Words) -> TableBlock:
    def title(name: str) -> str:
        return words.say(f"forms.machines.{name}")

    return TableBlock(
        caption=title("caption"),
        columns=(
            Column(title=words.say("forms.order"), share=8, align=Align.CENTRE, holds=Holds.COUNT),
            Column(title=title("machine"), share=24),
            Column(title=title("tag"), share=16),
            Column(title=title("place"), share=26),
            Column(title=title("at"), share=20, holds=Holds.MOMENT),
            Column(title=title("verdict"), share=22),
            Column(title=title("coverage"), share=16, align=Align.CENTRE),
        ),
        rows=tuple(
            (
                str(number),
                each.asset.name,
                each.asset.tag,
                each.asset.place,
                each.ended,
                words.say(f"common.verdict.{each.verdict}"),
                f"{each.coverage.answered}/{each.coverage.applicable}",
            )
            for number, each in enumerate(latest, 1)
        ),
    )


def _private_in(entries: Iterable[Entry]) -> tuple[Private, ...]:
    found = {(PrivateKind.PERSON, each.author) for each in entries}
    found |= {(PrivateKind.MACHINE, each.device) for each in entries}
    return tuple(Private(kind=kind, text=text) for kind, text in sorted(found) if text)


def _last_written(known: Known) -> str:
    return next((each.written for each in reversed(known.entries) if each.written), known.now)


def _both_calendars(day: str, lunar: Callable[[date], str] | None, words: Words) -> str:
    args = {"day": words.weekday(day), "date": day}
    text = words.say("forms.day.weekday", args)
    if lunar is None:
        return text
    return words.say("forms.day.lunar", day=text, text=lunar(date.fromisoformat(day)))
