"""Exchange: bundles that go upward, the keys that seal them, and what receiving them came to."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.model.card import VerdictKind

BUNDLE_FORMAT = 1
"""Version of the form of a bundle; readers refuse a higher one."""

ENDING = ".trucan"

RUN_FORMS = ("ocsf", "oscal")
"""Forms of a run for other tools: events for a SIEM or a lake, the document of auditors."""


class Why(StrEnum):
    """Why a file was not taken as it is; each has a sentence under `exchange.why`."""

    NOT_BUNDLE = "not_bundle"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    OVERLAP = "overlap"
    BAD_NAME = "bad_name"
    LINK = "link"
    TWICE = "twice"
    NOT_LISTED = "not_listed"
    MISSING = "missing"
    ALTERED = "altered"
    SEAL_BROKEN = "seal_broken"
    OTHER_TYPE = "other_type"
    REVOKED = "revoked"
    BAD_JSON = "bad_json"
    NEWER = "newer"
    RUN_MISFIT = "run_misfit"
    LOG_MISFIT = "log_misfit"
    CLOSED = "closed"
    KEY_UNKNOWN = "key_unknown"
    UNSIGNED = "unsigned"
    KEY_ELSEWHERE = "key_elsewhere"
    KEY_SHARED = "key_shared"
    UNIT_UNKNOWN = "unit_unknown"
    NO_RUN = "no_run"


HELD_BACK = frozenset(
    (Why.KEY_UNKNOWN, Why.UNSIGNED, Why.KEY_SHARED, Why.KEY_ELSEWHERE, Why.UNIT_UNKNOWN)
)
"""Reasons that somebody can settle: the file is kept and not counted until then."""


class Fate(StrEnum):
    """What became of one file."""

    COUNTED = "counted"
    REPLACED = "replaced"
    KNOWN = "known"
    OLDER = "older"
    HELD_BACK = "held_back"
    REFUSED = "refused"
    FOREIGN = "foreign"


class Flag(StrEnum):
    """What was odd about a bundle that was taken all the same."""

    AHEAD = "ahead"
    BEFORE = "before"
    RENAMED = "renamed"
    UNSEALED = "unsealed"
    LOG_UNPROVEN = "log_unproven"


class AlarmKind(StrEnum):
    """What contradicts what was received before."""

    ROLLED_BACK = "rolled_back"
    FORKED = "forked"
    NOT_CONTINUOUS = "not_continuous"
    KEY_SHARED = "key_shared"
    TWINS = "twins"


class LogState(StrEnum):
    """How the duty log in a bundle relates to what is held of it."""

    NONE = "none"
    FIRST = "first"
    SAME = "same"
    CONTINUES = "continues"
    ROLLED_BACK = "rolled_back"
    FORKED = "forked"
    NOT_CONTINUOUS = "not_continuous"


class KeyScope(StrEnum):
    """For what a key may speak: one machine, any machine below a unit, or receipts from above."""

    MACHINE = "machine"
    SWEEP = "sweep"
    RECEIVER = "receiver"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyCard:
    """A key that seals bundles: as text, whose, for which unit, since and until which ISO day.

    `asset` is the machine that a key of one machine was first seen with. `revoked` is empty while
    the key holds; `successor` is the id of the key that took its place.
    """

    id: str
    name: str
    text: str
    fingerprint: str
    owner: str
    unit: str
    scope: KeyScope
    enrolled: str
    revoked: str = ""
    successor: str = ""
    asset: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnKey:
    """The key of this account: where it is kept, its parts to compare, its picture.

    `picture` holds the rows of a QR code, True where it is dark; `receiving` is the key with which
    others close bundles for this account. All but `place` are empty without an open key.
    """

    place: str
    is_closed: bool
    fingerprint: str = ""
    text: str = ""
    receiving: str = ""
    picture: tuple[tuple[bool, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleRequest:
    """What to put into a bundle.

    `since` and `until` are ISO days of duty entries; without `since` none go along. `documents`
    are files, sent as they are. `receiver` is the receiving key for whom it is closed.
    """

    run: str = "latest"
    level: str = "internal"
    since: str = ""
    until: str = ""
    documents: tuple[Path, ...] = ()
    receiver: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleMade:
    """The bundle that was written; `withheld` are entries sent as their digest only.

    `left` are the oldest entries of the asked days, which found no room in it.
    """

    file: Path
    id: str
    size: int
    is_sealed: bool
    is_closed: bool
    entries: int = 0
    withheld: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleCard:
    """What a verified bundle says, and how far that is proven.

    `held_back` is set when it is intact but not to be counted yet. `proven` and `unproven` are
    keys of sentences under `exchange.proof`.
    """

    id: str
    unit: str
    machine: str
    tag: str
    asset: str
    made: str
    level: str
    app_version: str
    fingerprint: str
    key_text: str
    owner: str
    held_back: Why | None
    runs: int
    entries: int
    withheld: int
    documents: int
    log_size: int
    log_state: LogState
    verdict: VerdictKind | None
    ended: str
    proven: tuple[str, ...]
    unproven: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """What became of one file, by its name; `detail` is for the technician.

    `day` is the ISO moment or day that belongs to the reason: of the revocation, or of the bundle
    that is held already.
    """

    file: str
    fate: Fate
    why: Why | None = None
    detail: str = ""
    day: str = ""
    unit: str = ""
    machine: str = ""
    flags: tuple[Flag, ...] = ()
    alarm: AlarmKind | None = None
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """That a bundle was received: which, when, by whom, with their seal on our checkpoint."""

    bundle: str
    at: str
    receiver: str
    size: int
    note: str
