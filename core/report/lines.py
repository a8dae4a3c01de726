"""Lines of an official document that every writer prints alike: `Kính gửi`, `Nơi nhận`."""

from core.model.document import Addressees
from core.words import Words


def addressee_lines(block: Addressees, words: Words) -> tuple[str, tuple[str, ...]]:
    """Return the line with `Kính gửi:` and those below it.

    A single name stands on the same line; several follow with dashes, the last with a full stop.
    """
    label = words.say("report.page.to")
    if len(block.names) <= 1:
        return " ".join((label, *block.names)), ()
    return label, dashed(block.names)


def dashed(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names as a list of an official document: `- A;` and, last, `- B.`"""
    last = len(names) - 1
    return tuple(
        f"- {name.rstrip(' ;.')}{'.' if index == last else ';'}" for index, name in enumerate(names)
    )
