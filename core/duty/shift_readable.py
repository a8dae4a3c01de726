"""Shifts as text that people read: who is on duty, what is carried on."""

from collections.abc import Iterator, Sequence

from core.model.shift import OpenItem, Shift
from core.words import Words


def lines(words: Words, shift: Shift | None, items: Sequence[OpenItem]) -> Iterator[str]:
    """Yield how the present shift stands, line by line."""
    say = words.say
    if shift is None:
        yield say("shift.show.none")
    else:
        key = "until" if shift.until else "on"
        said = {"name": shift.person, "from": shift.started, "to": shift.until}
        yield say(f"shift.show.{key}", said)
        yield say("shift.show.verified" if shift.verified else "shift.show.declared")
        proof = say(f"shift.proof.{shift.giver_proof}")
        if shift.taken_from and shift.offer is None:
            yield say("shift.page.taken", name=shift.taken_from, text=proof)
        if shift.offer is not None:
            yield say("shift.page.gave", name=shift.person, text=proof)
            yield say("shift.show.offered", name=shift.offer.to, t0=shift.offer.at)
    yield say("shift.show.items" if items else "shift.show.no_items")
    for each in items:
        said = {"number": str(each.seq), "text": each.text, "due": each.due}
        yield "  " + say("shift.show.item_due" if each.due else "shift.show.item", said)
