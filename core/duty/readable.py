"""Entries as text that people read, each with what is to be noted about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.duty.form import ERASED, name_key
from core.model.duty import ClockFlag, EntryKind, authorship
from core.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.duty.book import DutyBook
    from core.model.duty import Entry
    from core.model.log_state import LogVerdict
    from core.store.log import LogRow
    from core.words import Words

_SHOWN = 16
"""Digits of a digest that people are shown."""


def line(words: Words, entry: Entry) -> str:
    """Return an entry as one line, and further lines for what belongs to it."""
    kind = words.say(f"duty.kind.{entry.kind}.name")
    author = f"{visible(entry.author)} · " if entry.author else ""
    when = words.moment(entry.at) if entry.at else ""
    said = entry.text or words.say(f"duty.kind.{entry.kind}.template")
    text = visible(said).replace("\n", "\n      ")
    notes = "".join(f"\n      ({each})" for each in marks(words, entry))
    return f"{entry.seq:5} {when} · {author}{kind}: {text}{notes}"


def marks(words: Words, entry: Entry) -> tuple[str, ...]:
    """Return what is to be noted about an entry: clock, lateness, corrections, files, people."""
    about, found = entry.about, [*_linked(words, entry)]
    if entry.is_author_verified:
        found.append(words.say("duty.mark.verified"))
    if entry.is_late:
        found.append(words.say("duty.mark.late", duration=entry.minutes_late * 60))
    if entry.clock_flag is not ClockFlag.NONE:
        found.append(words.say(f"duty.mark.{entry.clock_flag}"))
    if "told" in about:
        key = "duty.mark.told_by" if "channel" in about else "duty.mark.told"
        found.append(words.say(key, name=about["told"], text=about.get("channel", "")))
    if "paper_page" in about or "paper_author" in about:
        page, name = about.get("paper_page", "…"), about.get("paper_author", "…")
        found.append(words.say("duty.mark.paper", text=page, name=name))
    for number, each in enumerate(entry.attachments, 1):
        name = about.get(name_key(number), "…")
        found.append(words.say("duty.mark.attachment", file=name, id=each.sha256[:_SHOWN]))
    return tuple(found)


def _linked(words: Words, entry: Entry) -> Iterator[str]:
    """Say which entries or copies an entry has to do with."""
    about, say = entry.about, words.say
    if entry.superseded_by is not None:
        yield say("duty.mark.corrected", seq=entry.superseded_by)
    if entry.supersedes is not None:
        yield say("duty.mark.corrects", seq=entry.supersedes, reason=entry.reason)
    if ERASED in about:
        yield say("duty.mark.erased", id=about[ERASED][:_SHOWN], reason=entry.reason)
    if entry.kind is EntryKind.KEY_ROTATED:
        yield say("duty.mark.rotated", reason=entry.reason)
    if "backup" in about:
        yield say(
            "duty.mark.restored",
            file=about["backup"],
            new=about.get("backup_made", "…"),
            count=int(about.get("backup_entries", "0")),
            total=int(about.get("entries_before", "0")),
            reason=entry.reason,
        )
    if entry.follows is not None:
        yield say("duty.mark.follows", seq=entry.follows)


def readable(
    book: DutyBook, rows: Sequence[LogRow], verdict: LogVerdict, is_sealed: bool, words: Words
) -> str:
    """Return exported entries as text, headed by what a reader has to know before trusting it."""
    say = words.say
    head = [say("duty.export.title", first=rows[0].seq, last=rows[-1].seq)]
    if not is_sealed:
        head += ["", say("duty.export.unsealed"), say(f"duty.export.{_why(book, verdict)}")]
    head += ["", verdict_sentence(words, verdict)]
    if is_sealed:
        root = book.log.last_checkpoint()[1].split("\n")[2]
        head.append(say("duty.export.sealed", text=verdict.fingerprint, id=root))
    else:
        head.append(say("duty.export.last_leaf", id=rows[-1].leaf.hex()))
    entries = book.read(rows)
    head += [say("duty.export.limits"), say(f"duty.export.{authorship(entries)}"), ""]
    lines = [line(words, entry) for entry in entries]
    return "\n".join((*head, *lines, ""))


def verdict_sentence(words: Words, verdict: LogVerdict) -> str:
    """Say what a verification found."""
    if not verdict.whole:
        return words.say(f"duty.verdict.{verdict.what}", seq=verdict.first_wrong or 0)
    if not verdict.sealed:
        return words.say("duty.verdict.whole", count=verdict.count)
    return words.say("duty.verdict.sealed", count=verdict.count, last=verdict.sealed)


def _why(book: DutyBook, verdict: LogVerdict) -> str:
    """Name the reason why an export carries no seal."""
    if not verdict.whole:
        return "not_whole"
    return "closed" if book.seal_state().is_closed else "no_key"
