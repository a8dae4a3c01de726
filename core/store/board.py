"""Reading what was received: the board, machines, traces, files that were not counted."""

import json
from collections.abc import Iterator
from typing import cast

from core.model.board import (
    Alarm,
    CommonFault,
    HeldBack,
    MachineRow,
    RefusedFile,
    Round,
    Trace,
    Unit,
    Week,
)
from core.model.card import VerdictKind
from core.model.exchange import AlarmKind, Fate, Flag, Why
from core.model.outcome import Result
from core.store.database import Row
from core.store.received_rows import FindingCell, StoredHead
from core.store.tables import Tables

_FAULTS = """
    WITH RECURSIVE below(code) AS (
        SELECT code FROM unit WHERE code = ?
        UNION SELECT unit.code FROM unit JOIN below ON unit.parent = below.code
    )
    SELECT check_id, result, sum(machines), count(*) FROM fault_tally
    WHERE machines > 0 AND result IN ('fail', 'warn')
        AND (CAST(? AS TEXT) = '' OR unit IN (SELECT code FROM below))
    GROUP BY check_id, result ORDER BY 3 DESC, 1, 2 LIMIT ?
"""
_WEEKS = """
    WITH RECURSIVE below(code) AS (
        SELECT code FROM unit WHERE code = ?
        UNION SELECT unit.code FROM unit JOIN below ON unit.parent = below.code
    )
    SELECT monday, verdict, sum(machines) FROM week_tally
    WHERE monday >= ? AND (CAST(? AS TEXT) = '' OR unit IN (SELECT code FROM below))
    GROUP BY monday, verdict ORDER BY monday
"""
_MACHINE = (
    "SELECT unit, asset, name, tag, place, os_name, ended, handed, verdict, answered, applicable,"
    " urgent, source, flags FROM machine "
)
_BATCH = 1000


class BoardRows:
    """What was received, in one database: reading it."""

    def __init__(self, tables: Tables) -> None:
        """Read through a database."""
        self._tables = tables

    def round(self) -> Round:
        """Return what is being collected now; without a title where nobody said."""
        rows = self._tables.read("SELECT title, since, due FROM round ORDER BY n DESC LIMIT 1")
        if not rows:
            return Round()
        title, since, due = cast("tuple[str, str, str]", rows[0])
        return Round(title=title, since=since, due=due)

    def units(self) -> tuple[Unit, ...]:
        """Return every unit of the tree."""
        rows = self._tables.read(
            "SELECT code, name, parent, due, machines, contact FROM unit ORDER BY folded, code"
        )
        return tuple(
            Unit(code=code, name=name, parent=parent, due=due, machines=machines, contact=contact)
            for code, name, parent, due, machines, contact in cast(
                "list[tuple[str, str, str, str, int | None, str]]", rows
            )
        )

    def verdicts(self, since: str) -> dict[str, tuple[dict[VerdictKind, int], str]]:
        """Return by unit its machines by verdict and when it handed in last (ISO)."""
        found: dict[str, tuple[dict[VerdictKind, int], str]] = {}
        rows = self._tables.read(
            "SELECT unit, verdict, count(*), max(handed) FROM machine WHERE order_at >= ?"
            " GROUP BY unit, verdict",
            (since,),
        )
        for unit, verdict, number, handed in cast("list[tuple[str, str, int, str]]", rows):
            verdicts, last = found.get(unit, ({}, ""))
            verdicts[VerdictKind(verdict)] = number
            found[unit] = verdicts, max(last, handed)
        return found

    def faults(self, below: str, limit: int) -> tuple[CommonFault, ...]:
        """Return what is wrong on most machines, of all units or of one and those below it."""
        rows = self._tables.read(_FAULTS, (below, below, limit))
        return tuple(
            CommonFault(
                check=check, result=Result(result), machines=int(machines), units=int(units)
            )
            for check, result, machines, units in cast("list[tuple[str, str, int, int]]", rows)
        )

    def weeks(self, below: str, since: str) -> tuple[Week, ...]:
        """Return the machines checked in each week from an ISO Monday on, oldest first."""
        rows = self._tables.read(_WEEKS, (below, since, below))
        weeks: dict[str, dict[VerdictKind, int]] = {}
        for monday, verdict, number in cast("list[tuple[str, str, int]]", rows):
            weeks.setdefault(monday, {})[VerdictKind(verdict)] = int(number)
        return tuple(Week(monday=monday, verdicts=found) for monday, found in weeks.items())

    def machines(self, unit: str) -> tuple[MachineRow, ...]:
        """Return the machines of a unit, by name."""
        rows = self._tables.read(_MACHINE + "WHERE unit = ? ORDER BY folded, asset", (unit,))
        return tuple(_machine(row) for row in rows)

    def search(self, folded: str, limit: int) -> tuple[MachineRow, ...]:
        """Return machines in whose name, tag or place a folded text stands."""
        rows = self._tables.read(
            _MACHINE + "WHERE folded LIKE ? ESCAPE '!' ORDER BY folded, unit, asset LIMIT ?",
            (f"%{_literal(folded)}%", limit),
        )
        return tuple(_machine(row) for row in rows)

    def findings(self) -> Iterator[tuple[MachineRow, str, tuple[FindingCell, ...]]]:
        """Stream every machine with when it counts from and what was found on it."""
        unit, asset = "", ""
        while rows := self._tables.read(
            "SELECT unit, asset, name, tag, place, os_name, ended, handed, verdict, answered,"
            " applicable, urgent, source, flags, order_at, findings FROM machine"
            " WHERE (unit, asset) > (?, ?) ORDER BY unit, asset LIMIT ?",
            (unit, asset, _BATCH),
        ):
            for row in rows:
                order_at, findings = cast("tuple[str, str]", row[-2:])
                cells = tuple(cast(FindingCell, tuple(each)) for each in json.loads(findings))
                yield _machine(row[:-2]), order_at, cells
            unit, asset = cast("tuple[str, str]", rows[-1][:2])

    def trace(self, unit: str, asset: str) -> tuple[Trace, ...]:
        """Return every bundle of a machine in the order received."""
        rows = self._tables.read(
            "SELECT bundle, source, at, ended, name, verdict, fate FROM received"
            " WHERE unit = ? AND asset = ? ORDER BY n",
            (unit, asset),
        )
        return tuple(
            Trace(
                bundle=bundle,
                file=source,
                received=at,
                ended=ended,
                name=name,
                verdict=VerdictKind(verdict),
                fate=Fate(fate),
            )
            for bundle, source, at, ended, name, verdict, fate in cast(
                "list[tuple[str, str, str, str, str, str, str]]", rows
            )
        )

    def receivable(self) -> tuple[tuple[str, str, str, str], ...]:
        """Return the sealed bundles that count now: machine, id, when received, its checkpoint."""
        rows = self._tables.read(
            "SELECT machine.name, machine.bundle, received.at, received.note"
            " FROM machine JOIN received ON received.bundle = machine.bundle"
            " WHERE received.key_id <> '' ORDER BY 1, 2"
        )
        return tuple(cast("list[tuple[str, str, str, str]]", rows))

    def received(self) -> tuple[int, str]:
        """Return how many bundles were received, and when the last one was (ISO)."""
        rows = self._tables.read("SELECT n, at FROM received ORDER BY n DESC LIMIT 1")
        return cast("tuple[int, str]", rows[0]) if rows else (0, "")

    def not_counted(self, limit: int) -> tuple[RefusedFile, ...]:
        """Return the files that are not counted, newest first."""
        rows = self._tables.read(
            "SELECT file, at, fate, why, detail, day, unit, machine FROM not_counted"
            " ORDER BY at DESC, file LIMIT ?",
            (limit,),
        )
        return tuple(
            RefusedFile(
                file=file,
                at=at,
                fate=Fate(fate),
                why=Why(why) if why else None,
                detail=detail,
                day=day,
                unit=unit,
                machine=machine,
            )
            for file, at, fate, why, detail, day, unit, machine in cast(
                "list[tuple[str, str, str, str, str, str, str, str]]", rows
            )
        )

    def missed(self) -> frozenset[str]:
        """Return the digests of the files that are not counted."""
        rows = self._tables.read("SELECT digest FROM not_counted")
        return frozenset(cast("str", digest) for (digest,) in rows)

    def refused_as(self, *reasons: str) -> tuple[tuple[str, str, int], ...]:
        """Return the files refused for some reasons: name, digest, size."""
        marks = ", ".join("?" for _ in reasons)
        rows = self._tables.read(
            f"SELECT file, digest, size FROM not_counted WHERE why IN ({marks})",  # noqa: S608
            reasons,
        )
        return tuple(cast("list[tuple[str, str, int]]", rows))

    def held_back(self) -> tuple[HeldBack, ...]:
        """Return the files that wait for a decision."""
        rows = self._tables.read(
            "SELECT digest, file, at, why, unit, machine, fingerprint, key_text, length(body)"
            " FROM held_back ORDER BY at, file"
        )
        return tuple(
            HeldBack(
                digest=digest,
                file=file,
                at=at,
                why=Why(why),
                unit=unit,
                machine=machine,
                fingerprint=fingerprint,
                key_text=key_text,
                size=size,
            )
            for digest, file, at, why, unit, machine, fingerprint, key_text, size in cast(
                "list[tuple[str, str, str, str, str, str, str, str, int]]", rows
            )
        )

    def held_body(self, digest: str) -> bytes | None:
        """Return the bytes of a file that waits for a decision."""
        rows = self._tables.read("SELECT body FROM held_back WHERE digest = ?", (digest,))
        return bytes(cast(bytes, rows[0][0])) if rows else None

    def alarms(self) -> tuple[Alarm, ...]:
        """Return every alarm, those nobody settled first."""
        rows = self._tables.read(
            "SELECT number, kind, at, unit, machine, file, held, came, settled FROM alarm"
            " ORDER BY settled <> '', number DESC"
        )
        return tuple(
            Alarm(
                number=number,
                kind=AlarmKind(kind),
                at=at,
                unit=unit,
                machine=machine,
                file=file,
                held=held,
                came=came,
                settled=settled,
            )
            for number, kind, at, unit, machine, file, held, came, settled in cast(
                "list[tuple[int, str, str, str, str, str, str, str, str]]", rows
            )
        )

    def alarm_body(self, number: int) -> bytes | None:
        """Return the bundle that raised an alarm, kept as evidence."""
        rows = self._tables.read("SELECT body FROM alarm WHERE number = ?", (number,))
        return bytes(cast(bytes, rows[0][0])) if rows else None

    def head(self, origin: str) -> StoredHead | None:
        """Return the newest checkpoint held of a log."""
        rows = self._tables.read(
            "SELECT origin, size, root, note, unit, asset, at FROM log_head WHERE origin = ?",
            (origin,),
        )
        if not rows:
            return None
        name, size, root, *rest = rows[0]
        return StoredHead(
            cast(str, name), cast(int, size), bytes(cast(bytes, root)), *cast("list[str]", rest)
        )


def _literal(text: str) -> str:
    for mark in ("!", "%", "_"):
        text = text.replace(mark, "!" + mark)
    return text


def _machine(row: Row) -> MachineRow:
    (unit, asset, name, tag, place, os_name, ended, handed, verdict, answered, applicable, urgent,
     source, flags) = cast(
        "tuple[str, str, str, str, str, str, str, str, str, int, int, int, str, str]", row
    )  # fmt: skip
    return MachineRow(
        unit=unit,
        asset=asset,
        name=name,
        tag=tag,
        place=place,
        os_name=os_name,
        ended=ended,
        handed=handed,
        verdict=VerdictKind(verdict),
        answered=answered,
        applicable=applicable,
        urgent=urgent,
        source=source,
        flags=tuple(Flag(each) for each in flags.split()),
    )
