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


class Holds(StrEnum):
    """What the cells of a column hold. All cells are text; `said` by the writers as people read."""

    TEXT = "text"
    COUNT = "count"
    """Whole numbers in digits."""
    DAY = "day"
    """ISO days."""
    MOMENT = "moment"
    """ISO moments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A table column: its heading, its share of the width, how its text stands, what it holds.

    A cell that is not what its column holds (an empty one, `khoảng 10`) is text like any other.
    """

    title: str
    share: int
    align: Align = Align.LEFT
    holds: Holds = Holds.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """A table whose head repeats on each page; `caption` names it for screen readers."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One segment of a picture: what it stands for (None: a plain count), its word, its count."""

    result: Result | None
    word: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A bar of counted results, drawn by the writer; `text` says the same in words."""

    text: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a chart: what it is about, and its segments."""

    label: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars below each other on one scale, each with its numbers; `text` says the same in words."""

    caption: str
    text: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressees:
    """To whom an official letter or a report goes: `Kính gửi`."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """The start of an annex on a page of its own, whose pages are counted anew.

    `label` is `Phụ lục` or, where there are several, `Phụ lục I`.
    """

    label: str
    title: str
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A place to sign: the role above, room for the signature, the name below if known.

    The role may have several lines, one for each step of authority: `TM. ỦY BAN NHÂN DÂN`,
    `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`.
    """

    role: str
    note: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureBlock:
    """Places to sign, side by side; never torn from the line before it."""

    signers: tuple[Signer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The foot of an official document: who gets it on the left, who signs on the right."""

    recipients: tuple[str, ...]
    signer: Signer


Block = (
    Heading
    | Paragraph
    | TableBlock
    | Picture
    | Chart
    | Addressees
    | Annex
    | SignatureBlock
    | Closing
)


class Urgency(StrEnum):
    """How fast a document has to travel (Nghị định 30/2020/NĐ-CP, annex I, box 10b)."""

    NONE = ""
    URGENT = "urgent"
    VERY_URGENT = "very_urgent"
    FLASH = "flash"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHead:
    """The two-column head of an official document (Nghị định 30/2020/NĐ-CP, annex I).

    `parent` may be empty. Number and day stay blank for the records clerk, so `number` is a form
    such as `Số:       /BB-UBND` and `place_and_date` such as `Phú Mẫu, ngày     tháng     năm`.
    `internal_only` prints LƯU HÀNH NỘI BỘ.
    """

    parent: str
    office: str
    number: str
    place_and_date: str
    urgency: Urgency = Urgency.NONE
    internal_only: bool = False


class PrivateKind(StrEnum):
    """What a private text is; the redaction level decides by it what stays."""

    SECRET = "secret"  # noqa: S105 - the kind of a text; it never holds one
    CITIZEN_ID = "citizen_id"
    HARDWARE = "hardware"
    ADDRESS = "address"
    MACHINE = "machine"
    ACCOUNT = "account"
    CONTACT = "contact"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Private:
    """A text that stands somewhere in a document and not everybody may read."""

    kind: PrivateKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was filled into a field, as it is printed. `key` is its name, `files[2].sha256` in rows.

    An office's own template asks for it by that key; no reader sees the key.
    """

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document. `date` (ISO moment) is its fixed date: same facts, same bytes.

    `about` names what it is about, such as a machine, for the name of its file. `data` is
    the machine-readable form, attached to the PDF; empty for the tree itself. `tone_mark`
    is how the writers spell their own words (see the settings). `private` lists the texts in it
    that not everybody may read; it is never written. `said` holds its fields one by one, for a
    template of the office; they stand in the blocks as well. A `dense` one is set close, so
    that it fits on one page to be put on a wall.
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
    landscape: bool = False
    tone_mark: str = "first"
    private: tuple[Private, ...] = ()
    said: tuple[Said, ...] = ()
    dense: bool = False
