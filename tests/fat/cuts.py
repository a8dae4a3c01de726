"""The sticks that power cuts may leave, made from the record of what was written.

A disk may write what it was given in any order until it is told to flush. So after a cut all that
came before a flush is there, and of what follows any sectors.
"""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.fat.sticks import copy_stick, make_stick
from tests.fat.writes import SECTOR, Span, Write

Way = Callable[[Span, random.Random], tuple[Write, ...]]


def beginning(span: Span, chance: random.Random) -> tuple[Write, ...]:
    """Return what a disk that keeps the order may have written of a span."""
    return span.writes[: chance.randint(0, len(span.writes))]


def selection(span: Span, chance: random.Random) -> tuple[Write, ...]:
    """Return what a disk that keeps no order may have written of a span."""
    every = [
        (place + offset, body[offset : offset + SECTOR])
        for place, body in span.writes
        for offset in range(0, len(body), SECTOR)
    ]
    share = chance.random()
    return tuple(each for each in every if chance.random() < share)


WAYS: dict[str, Way] = {"in order": beginning, "in any order": selection}


def cuts(
    folder: Path, every: Sequence[Span], chosen: Sequence[int], way: Way, chance: random.Random
) -> list[int]:
    """Make a stick for each span that is chosen by its number; return what was told before each.

    They stand in the folder by the names of `names_of`, in the order of the spans.
    """
    rolling = make_stick(folder / "rolling")
    told: list[int] = []
    for number, span in enumerate(every):
        for _ in range(chosen.count(number)):
            stick = copy_stick(rolling, folder / f"cut-{len(told)}")
            _apply(stick, way(span, chance))
            told.append(span.told)
        _apply(rolling, span.writes)
    return told


def names_of(told: Sequence[int]) -> list[str]:
    """Return the names of sticks that `cuts` made."""
    return [f"cut-{number}" for number in range(len(told))]


def _apply(stick: Path, writes: Sequence[Write]) -> None:
    with stick.open("r+b") as stream:
        for place, body in writes:
            stream.seek(place)
            stream.write(body)
