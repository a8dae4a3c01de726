"""Own backups: whole copies of the book with everything else that is stored."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupCard:
    """One copy, as it was found when it was last looked at.

    `at` is when it was made (UTC, ISO), `entries` how many entries its book has, `root` the hash
    over all of them (hexadecimal, empty for none). `whole` says that it opens, its structure is
    sound and its book verifies; if not, `what` says what is wrong in the code of a verdict, or
    `unreadable`.
    """

    file: Path
    at: str
    size: int
    entries: int = 0
    root: str = ""
    whole: bool = False
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restoration did: from which copy, where the old file stands now, entries lost.

    `before` is how many entries the old book had, 0 where it could not be read.
    """

    card: BackupCard
    aside: Path | None
    before: int
