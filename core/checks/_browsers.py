"""Recognising browsers in the list of programs, and since when their version is replaced."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.checks._software import version
from core.model.browsers import BrowserRow, BrowserTable
from core.probes.software.facts import Program

_FETCHES_SNAP = ("snap", ":85.0.4183.83-0ubuntu")
"""In the versions of Ubuntu's packages that hold nothing and fetch a snap, of every release."""

_AFTER_NAME = re.compile(r"(?:\s+(?:\d[\d.]*|esr))*\s*(?:\(.*\))?", re.IGNORECASE)
"""Version, edition and language; other words belong to another program, such as an updater."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """An installed browser: its row, its main version, 0 where that was not told."""

    name: str
    row: BrowserRow
    main: int

    @property
    def replaced_on(self) -> str:
        """Return the day from which its version got no more updates, empty where none is listed.

        A version older than the first that is listed was replaced before that day at the latest.
        """
        older = [each for each in self.row.replaced if each.version >= self.main]
        return older[0].day if older and self.main < self.row.latest else ""


def browsers(programs: Iterable[Program], table: BrowserTable) -> Iterator[Browser]:
    """Yield the browsers that are installed and that the table knows."""
    for program in programs:
        for row in table.rows:
            if _fits(program, row):
                numbers = version(program.version)
                yield Browser(name=row.name, row=row, main=numbers[0] if numbers else 0)


def _fits(program: Program, row: BrowserRow) -> bool:
    name = program.name.lower()
    if name in row.packages:
        fetches = any(each in program.version for each in _FETCHES_SNAP)
        return not fetches and (row.esr or "esr" not in program.version)
    for title in row.titles:
        rest = name.removeprefix(title)
        if rest != name or name == title:
            return bool(_AFTER_NAME.fullmatch(rest)) and (" esr" in rest) == row.esr
    return False
