"""Paper: documents on their way from a draft to a folder that goes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.model.outcome import Result
from core.model.result import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCard:
    """A kind of document: its name in the reader's language, and whether values must be given."""

    kind: str
    name: str
    needs_values: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldCard:
    """A field to fill in. `holds` is text, count, day, moment, truth or choice.

    `choices` are values with their words; `needed` says that a document cannot do without it,
    `needed_at` at which values of the form's deciding field it cannot.
    """

    name: str
    label: str
    holds: str
    needed: bool
    needed_at: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    many_lines: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCard:
    """A part of a form: fields, or rows of them; a part that may be left out says so.

    A part without fields is made by the program.
    """

    name: str
    title: str
    rows: bool
    optional: bool
    fields: tuple[FieldCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCard:
    """A kind of document as a form; `official` ones have addressees, recipients and a signer."""

    kind: str
    name: str
    parts: tuple[PartCard, ...]
    official: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document as somebody wants it.

    `content` is what a file of values holds (`fields`, `rows`, `document`, `date`), typed as people
    type; the record of a run takes `run` instead.
    """

    kind: str
    run: str = "latest"
    level: str = "full"
    content: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """One thing to know before a document goes out: a result, and a sentence by its key."""

    result: Result
    key: str
    args: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A document as it will be printed: its pages as PNG, what to know before, names of files.

    `names_machines` says that it holds what should not go by chat.
    """

    pages: tuple[bytes, ...]
    before: tuple[Before, ...]
    files: tuple[str, ...]
    names_machines: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A folder to be sent: its files, and whether they name machines, accounts or addresses.

    `number` is its row in the register of what was sent, 0 where that could not be written.
    """

    files: tuple[Path, ...]
    names_machines: bool
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A row in the register of what went out. `files` are names with their SHA-256.

    Number of the document, channel, receiver and time of the receipt are written in afterwards:
    the records clerk and the receiver give them.
    """

    number: int = 0
    at: str
    kind: str
    title: str
    level: str
    folder: str
    addressees: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    document_number: str = ""
    channel: str = ""
    sender: str = ""
    receiver: str = ""
    received: str = ""


LATER = ("document_number", "channel", "receiver", "received")
"""What of a row people write in once the document has gone."""
