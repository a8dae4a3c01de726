"""Recognising software by the marks of a pack."""

import re
from collections.abc import Iterable, Iterator

from core.model.software import SoftwareRow
from core.probes.software.facts import Program

_NUMBERS = re.compile(r"\d+")


def named(row: SoftwareRow, programs: Iterable[Program]) -> Iterator[Program]:
    """Yield the installed programs that a row is about: by title, or by the name of a package."""
    for program in programs:
        name = program.name.lower()
        if name in row.packages or any(name.startswith(each) for each in row.titles):
            yield program


def runs(row: SoftwareRow, running: Iterable[str]) -> bool:
    """Say whether one of the programs of a row runs."""
    return not set(row.programs).isdisjoint(running)


def version(text: str) -> tuple[int, ...]:
    """Return a version as numbers to compare, without the epoch and packaging of Linux.

    Empty when it does not begin with a number.
    """
    upstream = text.partition(":")[2] or text
    main = re.split(r"[-+~ ]", upstream, maxsplit=1)[0]
    return tuple(int(each) for each in _NUMBERS.findall(main)) if main[:1].isdigit() else ()
