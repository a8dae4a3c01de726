"""Forms: which parts and fields a kind of document has, as data in resources/templates/kinds."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from core.model.document import PrivateKind

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "templates" / "kinds"


class Holds(StrEnum):
    """What a field of a form holds."""

    TEXT = "text"
    COUNT = "count"
    DAY = "day"
    MOMENT = "moment"
    TRUTH = "truth"
    CHOICE = "choice"


class Shape(StrEnum):
    """How a part is printed.

    `given` is made by the program from the store, `hidden` holds fields that only the program
    uses.
    """

    LINES = "lines"
    TEXT = "text"
    ROWS = "rows"
    GIVEN = "given"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field, or one column of rows.

    `needed_at` names the choices of the form's `subject_by` field at which it has to be there.
    """

    name: str
    holds: Holds = Holds.TEXT
    needed: bool = False
    needed_at: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    private: PrivateKind | None = None
    share: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a form: its fields, or the columns of its rows."""

    name: str
    shape: Shape = Shape.LINES
    level: int = 1
    heading: bool = True
    annex: bool = False
    landscape: bool = False
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A kind of document as data.

    `sign` is the abbreviation in its number. `signers` sign side by side; without any, the
    document is closed as an office does, with recipients and authority. `store` says that the
    program adds what it knows, `optional` that no values need be given at all.
    """

    kind: str
    sign: str
    parts: tuple[Part, ...]
    signers: tuple[str, ...] = ()
    subject_by: str = ""
    landscape: bool = False
    note: bool = False
    store: bool = False
    optional: bool = False

    @property
    def fields(self) -> Mapping[str, Field]:
        """Return every field that is not a column, by name."""
        plain = (each for each in self.parts if each.shape is not Shape.ROWS)
        return {one.name: one for each in plain for one in each.fields}

    @property
    def tables(self) -> Mapping[str, Part]:
        """Return the parts that hold rows, by name."""
        return {each.name: each for each in self.parts if each.shape is Shape.ROWS}


@cache
def forms() -> Mapping[str, Form]:
    """Return every form by the name of its kind."""
    return {each.stem: _form(each) for each in sorted(FOLDER.glob("*.toml"))}


def optional_parts(form: Form) -> frozenset[str]:
    """Return the parts that may be left out: those that ask for nothing a document needs."""
    return frozenset(each.name for each in form.parts if _may_go(form, each))


def _may_go(form: Form, part: Part) -> bool:
    below = form.parts[form.parts.index(part) + 1 :][:1]
    heads_others = part.level == 1 and any(each.level > 1 for each in below)
    if part.shape is Shape.HIDDEN or not part.heading or heads_others:
        return False
    return part.shape in (Shape.ROWS, Shape.GIVEN) or not any(
        each.needed or each.needed_at or each.name == form.subject_by for each in part.fields
    )


def _form(path: Path) -> Form:
    table = tomllib.loads(path.read_text("utf-8"))
    parts = tuple(_part(each) for each in table.pop("part"))
    signers = tuple(table.pop("signers", ()))
    return Form(kind=path.stem, parts=parts, signers=signers, **table)


def _part(table: dict[str, Any]) -> Part:
    fields = tuple(_field(each) for each in table.pop("fields", table.pop("columns", ())))
    shape = Shape(table.pop("shape", Shape.LINES))
    return Part(shape=shape, fields=fields, **table)


def _field(table: dict[str, Any]) -> Field:
    private = table.pop("private", None)
    return Field(
        name=table.pop("name"),
        holds=Holds(table.pop("holds", Holds.TEXT)),
        needed_at=tuple(table.pop("needed_at", ())),
        choices=tuple(table.pop("choices", ())),
        private=PrivateKind(private) if private else None,
        **table,
    )
