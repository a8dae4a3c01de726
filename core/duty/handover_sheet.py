"""The hand-over sheet: the values of its form, from the entries of the last shift."""

from collections.abc import Iterator, Sequence
from typing import Any

from core.duty.shift_told import ACT, CONDITION
from core.model.duty import BY_PROGRAM, Entry, EntryKind
from core.model.errors import Exit, KnownError
from core.model.shift import OpenItem, Shift
from core.words import Words


def handover_content(
    shifts: Sequence[Shift],
    entries: Sequence[Entry],
    items: Sequence[OpenItem],
    now: str,
    words: Words,
) -> dict[str, Any]:
    """Return the values of the form of the newest hand-over, as a file of values holds them.

    `entries` are those of the shift, oldest first. KnownError where nothing was handed over.
    """
    given, receiver, until = _given(shifts, now)
    offer = next((each for each in reversed(entries) if each.about.get(ACT) == "offered"), None)
    about = {} if offer is None else offer.about
    left = [words.say("shift.said.item", seq=each.seq, text=each.text) for each in items]
    fields: dict[str, Any] = {
        "from": given.started,
        "to": until,
        "giver": given.person,
        "receiver": receiver,
        "left": "\n".join(left) or words.say("shift.said.nothing"),
        "instruction": about.get("instruction", ""),
        "documents": "\n".join(
            each.text for each in entries if each.kind in (EntryKind.DOCUMENT, EntryKind.WARNING)
        ),
        **{f"state_{name}": about.get(f"state_{name}", "") for name in CONDITION},
    }
    security = about.get("security", "")
    if security:
        told = (fields["state_systems"], security)
        fields["state_systems"] = ". ".join(each for each in told if each)
    return {
        "kind": "handover",
        "fields": {name: text for name, text in fields.items() if text},
        "rows": {"events": list(_events(entries, words))},
    }


def _given(shifts: Sequence[Shift], now: str) -> tuple[Shift, str, str]:
    """Return the shift that was handed over, to whom, and when it ended."""
    last = shifts[-1] if shifts else None
    if last is not None and last.offer is not None:
        return last, last.offer.to, now
    if last is not None and len(shifts) > 1 and last.taken_from:
        return shifts[-2], last.person, last.started
    raise KnownError("handover_sheet", Exit.USAGE)


def _events(entries: Sequence[Entry], words: Words) -> Iterator[dict[str, str]]:
    for each in entries:
        if each.kind not in BY_PROGRAM and each.about.get(ACT, "") == "":
            row = {
                "at": each.at,
                "event_kind": words.say(f"duty.kind.{each.kind}.name"),
                "content": each.text,
                "told_by": each.about.get("told", ""),
            }
            yield {name: text for name, text in row.items() if text}
