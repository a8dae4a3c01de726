"""Document: a report as a tree of meaning. Writers turn it into pages; it knows no layout."""

from dataclasses import dataclass
from enum import StrEnum

from core.model.result import Result


class Align(StrEnum):
    """How the text of a table column stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 1 is a part (`I.`), level 2 a section."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text; `style` is `body`, `note` (smaller) or `basis` (italic grounds)."""

    text: str
    style: str = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A table column: its heading, its share of the width, how its text stands."""

    title: str
    share: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """A table whose head repeats on each page; `caption` names it for screen readers."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One segment of a picture: what it stands for, its word, its count."""

    result: Result
    word: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A bar of counted results, drawn by the writer; `text` says the same in words."""

    text: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A place to sign: the role above, room for the signature, the name below if known."""

    role: str
    note: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureBlock:
    """Places to sign, side by side; never torn from the line before it."""

    signers: tuple[Signer, ...]


Block = Heading | Paragraph | TableBlock | Picture | SignatureBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHead:
    """The two-column head of an official document (Nghị định 30/2020/NĐ-CP, annex I).

    `parent` may be empty. Number and day stay blank for the records clerk, so `number` is a form
    such as `Số:       /BB-UBND` and `place_and_date` such as `Phú Mẫu, ngày     tháng     năm`.
    """

    parent: str
    office: str
    number: str
    place_and_date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document. `date` (ISO moment) is its fixed date: same facts, same bytes.

    `about` names what it is about, such as a machine, for the name of its file. `data` is
    the machine-readable form, attached to the PDF; empty for none.
    """

    kind: str
    lang: str
    title: str
    subject: str
    head: DocumentHead
    blocks: tuple[Block, ...]
    footer: str
    date: str
    about: str = ""
    data: bytes = b""
