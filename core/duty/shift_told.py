"""What entries tell of shifts: who was on duty from when to when, what waits to be accepted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from core.model.duty import Entry
from core.model.moments import from_text
from core.model.shift import Condition, Handover, HandoverProof, Proof, Shift

TOPIC = "shift"
ACT = "shift"
"""Under this name an entry says what it does: `started`, `offered`, `accepted`, `refused`,
`ended`, `missing`."""

NUMBER, TO_NUMBER = "person_number", "to_number"
"""The number in the list of persons, where it has one, of whoever goes on duty, or is to: two may
have one name."""

CONDITION = ("systems", "power", "network", "keys", "devices")


def shifts_told(entries: Sequence[Entry]) -> tuple[Shift, ...]:
    """Return the shifts that entries tell of, oldest first; the first may be told in part only."""
    shifts: list[Shift] = []
    for entry in entries:
        act, about = entry.about.get(ACT, ""), entry.about
        last = shifts[-1] if shifts and shifts[-1].is_on else None
        offer = None if last is None else last.offer
        if act in ("started", "accepted"):
            if last is not None:
                shifts[-1] = replace(last, ended=entry.at, offer=None)
            shifts.append(
                Shift(
                    seq=entry.seq,
                    person=entry.author,
                    number=_whole(about.get(NUMBER, "")),
                    started=entry.at,
                    until=about.get("until", ""),
                    taken_from=about.get("from", ""),
                    reservations=about.get("reservations", ""),
                    verified=bool(about.get("verified")),
                    giver_verified=act == "accepted" and offer is not None and offer.verified,
                )
            )
        elif last is None:
            continue
        elif act == "offered":
            shifts[-1] = replace(last, offer=_handover(entry))
        elif act == "refused":
            shifts[-1] = replace(last, offer=None)
        elif act in ("ended", "missing"):
            # A missing shift is dated from the moment since which nobody was on duty.
            shifts[-1] = replace(last, ended=entry.at, offer=None)
    return tuple(shifts)


def proof_of(shifts: Sequence[Shift], giver: str, receiver: str, to: str) -> HandoverProof | None:
    """Return what shows the two persons of a hand-over at a moment (ISO); None if there was none.

    The moment counts to the minute, as people write it down.
    """
    for shift in reversed(shifts):
        at = from_text(shift.started) - from_text(to)
        persons = (shift.taken_from, shift.person)
        if persons == (giver, receiver) and abs(at) < timedelta(minutes=1):
            return HandoverProof(
                giver=_proof(shift.giver_verified), receiver=_proof(shift.verified)
            )
    last = shifts[-1] if shifts else None
    if last is None or last.offer is None or (last.person, last.offer.to) != (giver, receiver):
        return None
    if from_text(to) < from_text(last.offer.at):
        return None
    return HandoverProof(giver=_proof(last.offer.verified), receiver=Proof.WAITS)


def _proof(verified: bool) -> Proof:
    return Proof.PIN if verified else Proof.DECLARED


def _handover(entry: Entry) -> Handover:
    about = entry.about
    return Handover(
        seq=entry.seq,
        to=about.get("to", ""),
        to_number=_whole(about.get(TO_NUMBER, "")),
        at=entry.at,
        verified=bool(about.get("verified")),
        note=about.get("note", ""),
        instruction=about.get("instruction", ""),
        condition=Condition(**{name: about.get(f"state_{name}", "") for name in CONDITION}),
    )


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 0
