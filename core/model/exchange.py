"""Exchange: bundles that go upward, the keys that seal them, and what receiving them came to."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from core.model.card import VerdictKind
from core.model.outcome import Result

BUNDLE_FORMAT = 1
"""Version of the form of a bundle; readers refuse a higher one."""

ENDING = ".trucan"


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
    """The bundle that was written; `withheld` are entries sent as their digest only."""

    file: Path
    id: str
    size: int
    is_sealed: bool
    is_closed: bool
    entries: int = 0
    withheld: int = 0


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
class Alarm:
    """Two things received that contradict each other; both are kept.

    `held` and `came` are the notes or names that disagree; `settled` says who decided what, empty
    while nobody has.
    """

    number: int
    kind: AlarmKind
    at: str
    unit: str
    machine: str
    file: str
    held: str
    came: str
    settled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """A file that is kept until somebody decides: why, and the key to compare."""

    digest: str
    file: str
    at: str
    why: Why
    unit: str
    machine: str
    fingerprint: str
    key_text: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One office of the tree. `due` is its own deadline (ISO), empty for the round's.

    `machines` is how many it declared, None when nobody said. `parent` is the code of the office
    above, empty at the top.
    """

    code: str
    name: str
    parent: str = ""
    due: str = ""
    machines: int | None = None
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What is being collected: its title, since which ISO day runs count, until when (ISO)."""

    title: str = ""
    since: str = ""
    due: str = ""


class Standing(StrEnum):
    """Where a unit stands with what it owes; overdue first, as the board shows them."""

    OVERDUE = "overdue"
    WAITING = "waiting"
    HANDED_IN = "handed_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One line of the board."""

    unit: Unit
    standing: Standing
    handed: str
    due: str
    checked: int
    verdicts: dict[VerdictKind, int] = field(default_factory=dict)

    @property
    def act_now(self) -> int:
        """Return how many machines need somebody at once."""
        return self.verdicts.get(VerdictKind.ACT_NOW, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonFault:
    """The same outcome of the same check on many machines."""

    check: str
    result: Result
    machines: int
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The machines checked in a week (its Monday, ISO) by verdict."""

    monday: str
    verdicts: dict[VerdictKind, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedFile:
    """A file that was not counted, as the store remembers it."""

    file: str
    at: str
    fate: Fate
    why: Why | None
    detail: str
    day: str
    unit: str
    machine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The board of a round: every unit once, and totals that are the sums of the rows."""

    round: Round
    now: str
    rows: tuple[UnitRow, ...]
    faults: tuple[CommonFault, ...]
    weeks: tuple[Week, ...]
    refused: tuple[RefusedFile, ...]
    alarms: tuple[Alarm, ...]
    received: int
    last_import: str

    def count(self, standing: Standing) -> int:
        """Return how many units stand there."""
        return sum(each.standing is standing for each in self.rows)

    @property
    def checked(self) -> int:
        """Return how many machines were checked."""
        return sum(each.checked for each in self.rows)

    @property
    def declared(self) -> int:
        """Return how many machines there are by the units' own count, or by what they sent."""
        return sum(
            each.checked if each.unit.machines is None else max(each.unit.machines, each.checked)
            for each in self.rows
        )

    @property
    def verdicts(self) -> dict[VerdictKind, int]:
        """Return the machines by verdict."""
        return {kind: sum(each.verdicts.get(kind, 0) for each in self.rows) for kind in VerdictKind}


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineRow:
    """A machine as the newest counted bundle shows it."""

    unit: str
    asset: str
    name: str
    tag: str
    place: str
    os_name: str
    ended: str
    handed: str
    verdict: VerdictKind
    answered: int
    applicable: int
    urgent: int
    source: str
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One bundle of a machine in the order received: what it said and whether it still counts."""

    bundle: str
    file: str
    received: str
    ended: str
    name: str
    verdict: VerdictKind
    fate: Fate


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCount:
    """How an import went: every file once, by its fate."""

    files: int
    fates: dict[Fate, int]
    alarms: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """That a bundle was received: which, when, by whom, with their seal on our checkpoint."""

    bundle: str
    at: str
    receiver: str
    size: int
    note: str
