"""Log state: what a verification of the duty book found, how far it is sealed, what left it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class LogVerdict:
    """Whether the book is whole; if not, the first wrong entry and what is wrong with it.

    `what` is empty when whole, else one of `altered` (content and hash disagree, with each other,
    with the next entry, with the tree or with a seal), `gap` (a number is missing, also at the
    end, where tree, seals or receipts say that there was more), `chain` (an entry does not continue
    the one before it), `unreadable`, `correction` (it corrects what was corrected already, or what
    is not there), `tree` (the tree lacks the entry), `seal` (the seal at this entry is none, or of
    a key that the book does not know), `receipt` (from this entry on, or from a later one, the book
    is not the one that the office above has signed), `attachment` (a file of the entry is missing
    or another one), `unguarded` (every entry is right, but the triggers that stop mistakes are
    gone; there is no first wrong entry then). `count` is how many entries were read, `sealed` how
    many of them the newest good seal covers, `fingerprint` that of its key.
    """

    whole: bool
    count: int
    first_wrong: int | None = None
    what: str = ""
    sealed: int = 0
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealState:
    """How the book is sealed on this account.

    `place` is where the key is kept (`os-keyring`, `file-passphrase`, `none`), `is_closed` whether
    it waits for its passphrase, `fingerprint` that of the key when it is open, `public_key` the
    key as receivers take it. `sealed` is how many of `count` entries the newest seal covers.
    """

    place: str
    is_closed: bool
    fingerprint: str
    public_key: str
    sealed: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogExport:
    """What was exported: the folder, first and last entry, whether a seal covers all of them."""

    folder: Path
    first: int
    last: int
    is_sealed: bool
    verdict: LogVerdict
