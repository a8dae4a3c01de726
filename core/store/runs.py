"""Runs as stored: the card for lists, the bytes that say everything, a row for each finding."""

import json
import zlib
from collections.abc import Iterable, Mapping
from typing import Any, cast

from core.model.card import RunCard, VerdictKind
from core.model.depth import Depth
from core.model.outcome import Result
from core.model.profile import Profile
from core.store.database import Cell, Database, Row
from core.store.trouble import damaged

TABLES = (
    """
    CREATE TABLE run (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        asset_id TEXT NOT NULL,
        machine TEXT NOT NULL,
        place TEXT NOT NULL,
        started TEXT NOT NULL,
        ended TEXT NOT NULL,
        verdict TEXT NOT NULL,
        answered INTEGER NOT NULL,
        applicable INTEGER NOT NULL,
        counts TEXT NOT NULL,
        profile TEXT NOT NULL,
        depth TEXT NOT NULL,
        partial INTEGER NOT NULL CHECK (partial IN (0, 1)),
        open_items INTEGER NOT NULL,
        urgent INTEGER NOT NULL,
        body BLOB NOT NULL,
        facts BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE finding (
        asset_id TEXT NOT NULL,
        check_id TEXT NOT NULL,
        run INTEGER NOT NULL REFERENCES run (n),
        result TEXT NOT NULL,
        severity TEXT NOT NULL,
        reason TEXT NOT NULL,
        message TEXT NOT NULL,
        PRIMARY KEY (asset_id, check_id, run)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX run_asset ON run (asset_id, n)",
    """
    CREATE TRIGGER run_stays BEFORE UPDATE ON run
    BEGIN SELECT RAISE(ABORT, 'runs are never changed'); END
    """,
    """
    CREATE TRIGGER run_remains BEFORE DELETE ON run
    BEGIN SELECT RAISE(ABORT, 'runs are never deleted'); END
    """,
    """
    CREATE TRIGGER finding_stays BEFORE UPDATE ON finding
    BEGIN SELECT RAISE(ABORT, 'findings are never changed'); END
    """,
    """
    CREATE TRIGGER finding_remains BEFORE DELETE ON finding
    BEGIN SELECT RAISE(ABORT, 'findings are never deleted'); END
    """,
)

FindingRow = tuple[str, str, str, str | None, str]
"""Check, result, severity, reason (or None), message key."""

FACTS_LIMIT = 64_000_000
"""Bytes of facts that are inflated at most: a damaged or made-up file must not fill the memory."""

_BEYOND = 2**63 - 1

_CARD = (
    "SELECT id, machine, place, started, ended, verdict, answered, applicable, counts, profile,"
    " depth, partial, open_items, urgent FROM run "
)

_SINCE = """
    WITH present AS (
        SELECT check_id, result, max(run) FROM finding WHERE asset_id = ?1 GROUP BY check_id
    )
    SELECT present.check_id, run.ended FROM present JOIN run ON run.n = (
        SELECT min(held.run) FROM finding AS held
        WHERE held.asset_id = ?1 AND held.check_id = present.check_id AND held.run > ifnull((
            SELECT other.run FROM finding AS other
            WHERE other.asset_id = ?1 AND other.check_id = present.check_id
                AND other.result <> present.result
            ORDER BY other.run DESC LIMIT 1
        ), 0)
    )
"""


class Runs:
    """The runs in one database. Newest means added last: clocks may go back."""

    def __init__(self, database: Database) -> None:
        """Read and write through a database."""
        self._database = database

    def add(
        self,
        card: RunCard,
        asset_id: str,
        body: bytes,
        facts: bytes,
        findings: Iterable[FindingRow],
    ) -> None:
        """Store a run for good: its card, its bytes without facts, its facts, its findings."""
        packed = zlib.compress(facts)
        with self._database.write() as connection:
            cursor = connection.execute(
                "INSERT INTO run (id, asset_id, machine, place, started, ended, verdict, answered,"
                " applicable, counts, profile, depth, partial, open_items, urgent, body, facts)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    card.id,
                    asset_id,
                    card.machine,
                    card.place,
                    card.started,
                    card.ended,
                    card.verdict,
                    card.answered,
                    card.applicable,
                    json.dumps(dict(card.counts)),
                    card.profile,
                    card.depth,
                    int(card.partial),
                    card.open_items,
                    card.urgent,
                    body,
                    packed,
                ),
            )
            connection.executemany(
                "INSERT INTO finding (asset_id, run, check_id, result, severity, reason, message)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (asset_id, cursor.lastrowid, check, result, severity, reason or "", message)
                    for check, result, severity, reason, message in findings
                ),
            )

    def latest(self, asset_id: str | None = None, *, whole_only: bool = True) -> RunCard | None:
        """Return the newest run, of one machine if asked; partial runs only if asked."""
        rows = self._database.read(
            _CARD + "WHERE asset_id = ifnull(?, asset_id) AND partial <= ? ORDER BY n DESC LIMIT 1",
            (asset_id, int(not whole_only)),
        )
        return _card(rows[0]) if rows else None

    def cards(self, limit: int, before: str | None = None) -> tuple[RunCard, ...]:
        """Return the newest runs, at most `limit`, older than the run `before` if one is given."""
        end = _BEYOND if before is None else self._number(before)
        rows = self._database.read(_CARD + "WHERE n < ? ORDER BY n DESC LIMIT ?", (end, limit))
        return tuple(_card(row) for row in rows)

    def exists(self, run_id: str) -> bool:
        """Say whether there is a run of this id."""
        return bool(self._database.read("SELECT 1 FROM run WHERE id = ?", (run_id,)))

    def body(self, run_id: str) -> bytes:
        """Return the bytes of a run without its facts; KeyError when there is none."""
        return cast(bytes, self._cell("SELECT body FROM run WHERE id = ?", run_id))

    def facts(self, run_id: str) -> bytes:
        """Return the facts of a run as they were given; KeyError when there is none."""
        packed = cast(bytes, self._cell("SELECT facts FROM run WHERE id = ?", run_id))
        stream = zlib.decompressobj()
        try:
            facts = stream.decompress(packed, FACTS_LIMIT)
        except zlib.error as error:
            raise damaged(self._database.file, f"facts of run {run_id}: {error}") from error
        if not stream.eof:
            raise damaged(self._database.file, f"facts of run {run_id}: cut off or too large")
        return facts

    def since(self, asset_id: str) -> Mapping[str, str]:
        """Return for each check since when (ISO) its present result has held without a break.

        It is the end of the first run in the unbroken row of runs with that result; runs that
        left the check out neither make nor break the row.
        """
        rows = cast("list[tuple[str, str]]", self._database.read(_SINCE, (asset_id,)))
        return dict(rows)

    def _number(self, run_id: str) -> int:
        return cast(int, self._cell("SELECT n FROM run WHERE id = ?", run_id))

    def _cell(self, query: str, run_id: str) -> Cell:
        rows = self._database.read(query, (run_id,))
        if not rows:
            raise KeyError(run_id)
        return rows[0][0]


def _card(row: Row) -> RunCard:
    run_id, machine, place, started, ended, verdict, answered, applicable, counts, *rest = cast(
        "tuple[str, str, str, str, str, str, int, int, str, *tuple[Any, ...]]", row
    )
    profile, depth, partial, open_items, urgent = cast("tuple[str, str, int, int, int]", rest)
    return RunCard(
        id=run_id,
        machine=machine,
        place=place,
        started=started,
        ended=ended,
        verdict=VerdictKind(verdict),
        answered=answered,
        applicable=applicable,
        counts={Result(name): number for name, number in json.loads(counts).items()},
        profile=Profile(profile),
        depth=Depth(depth),
        partial=bool(partial),
        open_items=open_items,
        urgent=urgent,
    )
