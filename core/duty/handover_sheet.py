"""The hand-over sheet: the values of its form, from the entries of the last shift."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.duty.shift_told import ACT, CONDITION
from core.model.duty import BY_PROGRAM, Entry, EntryKind
from core.model.errors import Exit, KnownError
from core.model.incident import Incident
from core.model.shift import OpenItem, Shift
from core.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """A hand-over: who gives and who takes, from when to when (UTC, ISO).

    `seq` is the entry by which it was accepted, None while it waits; `reservations` what was said
    then.
    """

    giver: str
    receiver: str
    start: str
    end: str
    seq: int | None = None
    reservations: str = ""


def newest_handover(shifts: Sequence[Shift], now: str) -> HandedOver:
    """Return the hand-over that waits, else the last that was accepted; KnownError without one."""
    last = shifts[-1] if shifts else None
    if last is not None and last.offer is not None:
        return HandedOver(giver=last.person, receiver=last.offer.to, start=last.started, end=now)
    if last is not None and len(shifts) > 1 and last.taken_from:
        return HandedOver(
            giver=last.taken_from,
            receiver=last.person,
            start=shifts[-2].started,
            end=last.started,
            seq=last.seq,
            reservations=last.reservations,
        )
    raise KnownError("handover_sheet", Exit.USAGE)


def handover_content(
    handed: HandedOver,
    entries: Sequence[Entry],
    items: Sequence[OpenItem],
    incidents: Sequence[Incident],
    words: Words,
) -> dict[str, Any]:
    """Return the values of the form of a hand-over, as a file of values holds them.

    `entries` are those of the shift, oldest first; `items` and `incidents` what was open when it
    was handed over.
    """
    offer = next((each for each in reversed(entries) if each.about.get(ACT) == "offered"), None)
    about = {} if offer is None else offer.about
    left = [
        words.say(
            "shift.said.incident",
            code=each.code,
            title=words.name(f"incident.kind.{each.playbook}.name", each.playbook),
        )
        for each in incidents
    ]
    left += [words.say("shift.said.item", seq=each.seq, text=each.text) for each in items]
    fields: dict[str, Any] = {
        "from": handed.start,
        "to": handed.end,
        "giver": handed.giver,
        "receiver": handed.receiver,
        "left": "\n".join(left) or words.say("shift.said.nothing"),
        "instruction": about.get("instruction", ""),
        "reservations": handed.reservations,
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
        "rows": {"events": list(_events(entries, offer, words))},
    }


def _events(
    entries: Sequence[Entry], offer: Entry | None, words: Words
) -> Iterator[dict[str, str]]:
    """Yield what happened, as corrected; at the end what the giver says of it all."""
    corrections = {each.supersedes: each for each in entries if each.supersedes is not None}
    for each in entries:
        is_offer = offer is not None and each.seq == offer.seq and bool(each.about.get("note"))
        is_event = each.kind not in BY_PROGRAM and each.about.get(ACT, "") == ""
        if is_event or is_offer:
            row = {
                "at": each.at,
                "event_kind": words.say(f"duty.kind.{each.kind}.name"),
                "content": each.about["note"] if is_offer else _text(each, corrections),
                "told_by": each.about.get("told", ""),
            }
            yield {name: text for name, text in row.items() if text}


def _text(entry: Entry, corrections: Mapping[int, Entry]) -> str:
    while (later := corrections.get(entry.seq)) is not None:
        entry = later
    return entry.text
