"""The tables of what was received from below, and their rows as values."""

from dataclasses import dataclass, field
from typing import NamedTuple

TABLES = (
    """
    CREATE TABLE unit (
        code TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        folded TEXT NOT NULL,
        parent TEXT NOT NULL,
        due TEXT NOT NULL,
        machines INTEGER,
        contact TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE machine (
        unit TEXT NOT NULL,
        asset TEXT NOT NULL,
        name TEXT NOT NULL,
        folded TEXT NOT NULL,
        tag TEXT NOT NULL,
        place TEXT NOT NULL,
        os_name TEXT NOT NULL,
        bundle TEXT NOT NULL,
        run TEXT NOT NULL,
        ended TEXT NOT NULL,
        order_at TEXT NOT NULL,
        handed TEXT NOT NULL,
        source TEXT NOT NULL,
        verdict TEXT NOT NULL,
        answered INTEGER NOT NULL,
        applicable INTEGER NOT NULL,
        urgent INTEGER NOT NULL,
        flags TEXT NOT NULL,
        findings TEXT NOT NULL,
        PRIMARY KEY (unit, asset)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX machine_board ON machine (unit, verdict, order_at, handed)",
    """
    CREATE TABLE received (
        bundle TEXT PRIMARY KEY,
        n INTEGER NOT NULL,
        unit TEXT NOT NULL,
        asset TEXT NOT NULL,
        name TEXT NOT NULL,
        run TEXT NOT NULL,
        ended TEXT NOT NULL,
        at TEXT NOT NULL,
        source TEXT NOT NULL,
        key_id TEXT NOT NULL,
        verdict TEXT NOT NULL,
        fate TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX received_machine ON received (unit, asset, n)",
    "CREATE INDEX received_order ON received (n)",
    """
    CREATE TABLE fault_tally (
        unit TEXT NOT NULL,
        check_id TEXT NOT NULL,
        result TEXT NOT NULL,
        machines INTEGER NOT NULL,
        PRIMARY KEY (unit, check_id, result)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE week_tally (
        monday TEXT NOT NULL,
        unit TEXT NOT NULL,
        verdict TEXT NOT NULL,
        machines INTEGER NOT NULL,
        PRIMARY KEY (monday, unit, verdict)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE log_head (
        origin TEXT PRIMARY KEY,
        size INTEGER NOT NULL,
        root BLOB NOT NULL,
        note TEXT NOT NULL,
        unit TEXT NOT NULL,
        asset TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE alarm (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        at TEXT NOT NULL,
        unit TEXT NOT NULL,
        machine TEXT NOT NULL,
        file TEXT NOT NULL,
        held TEXT NOT NULL,
        came TEXT NOT NULL,
        origin TEXT NOT NULL,
        digest TEXT NOT NULL,
        body BLOB NOT NULL,
        settled TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE held_back (
        digest TEXT PRIMARY KEY,
        file TEXT NOT NULL,
        at TEXT NOT NULL,
        why TEXT NOT NULL,
        unit TEXT NOT NULL,
        machine TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        key_text TEXT NOT NULL,
        body BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE not_counted (
        digest TEXT NOT NULL,
        file TEXT NOT NULL,
        at TEXT NOT NULL,
        fate TEXT NOT NULL,
        why TEXT NOT NULL,
        detail TEXT NOT NULL,
        day TEXT NOT NULL,
        unit TEXT NOT NULL,
        machine TEXT NOT NULL,
        PRIMARY KEY (digest, file)
    ) STRICT
    """,
    """
    CREATE TABLE round (
        n INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        since TEXT NOT NULL,
        due TEXT NOT NULL
    ) STRICT
    """,
)

NOTES = ("ALTER TABLE received ADD COLUMN note TEXT NOT NULL DEFAULT ''",)
"""The checkpoint that came in a bundle, empty where it contradicts the log that is held."""

SIZES = ("ALTER TABLE not_counted ADD COLUMN size INTEGER NOT NULL DEFAULT 0",)
"""The bytes of a file that was not counted, 0 for one that could not be read at all."""

TALLIED = ("fail", "warn", "unknown")
"""Results whose machines are counted by check."""

FindingCell = tuple[str, str, str, str]
"""Check, result, severity, message key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMachine:
    """A machine as its newest counted bundle shows it. Times are ISO in UTC.

    `order_at` is what newer is decided by: when the run ended, or when it was received where the
    clock there cannot be believed.
    """

    unit: str
    asset: str
    name: str
    folded: str
    tag: str
    place: str
    os_name: str
    bundle: str
    run: str
    ended: str
    order_at: str
    handed: str
    source: str
    verdict: str
    answered: int
    applicable: int
    urgent: int
    flags: str
    monday: str
    findings: tuple[FindingCell, ...] = field(default=())


class StoredHead(NamedTuple):
    """The newest checkpoint held of a log, of which machine it came, and when (ISO)."""

    origin: str
    size: int
    root: bytes
    note: str
    unit: str
    asset: str
    at: str


class StoredAlarm(NamedTuple):
    """What contradicts what was received, and the bundle that showed it."""

    kind: str
    at: str
    unit: str
    machine: str
    file: str
    held: str
    came: str
    origin: str
    digest: str
    body: bytes


class StoredMiss(NamedTuple):
    """A file that was not counted, by the digest of its content."""

    digest: str
    file: str
    at: str
    fate: str
    why: str
    detail: str
    day: str
    unit: str
    machine: str
    size: int


class StoredHeldBack(NamedTuple):
    """A file kept until somebody decides."""

    digest: str
    file: str
    at: str
    why: str
    unit: str
    machine: str
    fingerprint: str
    key_text: str
    body: bytes
