"""New entry: what is handed to the duty book to be written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core.model.duty import EntryKind
from core.model.severity import Severity

TEXT_LIMIT = 20_000
"""Characters of the text of one entry at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What the person on duty wants written.

    `at` is when it happened, as typed: ISO, `15:10` (today), `15:10 07/02/2027` and the like;
    empty means now. `author` is as declared; empty means the account's own name. `follows` is the
    number of an earlier entry that this one goes on from. `told` is who was told of it, `channel`
    how. `closes` is the number of an open item that this entry closes; `topics` are names without
    blanks under which it is found again, `about` further texts by name (see docs/duty-log.md).
    What is copied from the paper book says when it happened, and may say on which page it
    stood (`paper_page`) and who wrote it there (`paper_author`). `files` are attached by content.
    """

    text: str
    kind: EntryKind = EntryKind.OTHER
    severity: Severity = Severity.LOW
    at: str = ""
    author: str = ""
    follows: int | None = None
    closes: int | None = None
    told: str = ""
    channel: str = ""
    paper_page: str = ""
    paper_author: str = ""
    files: tuple[Path, ...] = ()
    topics: tuple[str, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What takes the place of an entry, and why. The entry itself stays as it is.

    What is left empty stays as in the entry, except the author, who is the one who corrects.
    """

    seq: int
    text: str
    reason: str
    at: str = ""
    author: str = ""
