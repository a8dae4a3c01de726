"""Forms: which parts and fields a kind of document has, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.model.document import PrivateKind
from core.model.facts import Table


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


KindWords = dict[str, "str | list[str] | KindWords"]
"""Words of one kind in one language, in the shape of the file `forms` of the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedForm:
    """A kind of document from a data pack, with its words by language."""

    form: Form
    words: Mapping[str, KindWords]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsTable(Table):
    """Kinds of documents that an issuer ships beside those of the program."""

    forms: tuple[ShippedForm, ...]
