"""What a shift says of this machine: the verdict of its last check, in one sentence."""

from core.model.card import RunCard
from core.model.shift import Machine
from core.words import Words


def machine_told(card: RunCard | None, now: str, words: Words) -> Machine:
    """Return the security state by the last whole check; that nothing was checked is said too."""
    if card is None:
        return Machine(text=words.say("shift.machine.never"))
    text = words.say(
        "shift.machine.state",
        {
            "name": card.machine,
            "title": words.say(f"common.verdict.{card.verdict}"),
            "answered": card.answered,
            "applicable": card.applicable,
            "count": card.open_items,
            "ago": card.ended,
        },
        now=now,
    )
    return Machine(text=text, at=card.ended)
