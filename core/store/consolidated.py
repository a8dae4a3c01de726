"""What was received from below, as stored: machines, what they sent before, what contradicts.

The newest counted bundle of each machine stands in `machine`; every bundle leaves a row in
`received`. Counts that many machines share are kept as they change, so that the board of a nation
answers at once; `recount` makes them anew from the machines.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import cast

from core.model.moments import day_of
from core.store.received_rows import (
    TALLIED,
    StoredAlarm,
    StoredHead,
    StoredHeldBack,
    StoredMachine,
    StoredMiss,
)
from core.store.tables import Tables, Writing

_MACHINE = (
    "SELECT unit, asset, name, folded, tag, place, os_name, bundle, run, ended, order_at, handed,"
    " source, verdict, answered, applicable, urgent, flags, findings FROM machine "
)


class Loading:
    """One transaction in which received bundles are decided on and stored."""

    def __init__(self, writing: Writing, since: str) -> None:
        """Write through a transaction; only runs from `since` (ISO) on are tallied."""
        self._writing = writing
        self._since = since
        self._faults: Counter[tuple[str, str, str]] = Counter()
        self._weeks: Counter[tuple[str, str, str]] = Counter()
        self._next = 0

    def fate_of(self, bundle: str) -> tuple[str, str] | None:
        """Return when (ISO) a bundle was received and what became of it, or None."""
        rows = self._writing.execute(
            "SELECT at, fate FROM received WHERE bundle = ?", (bundle,)
        ).fetchall()
        return cast("tuple[str, str]", tuple(rows[0])) if rows else None

    def machine(self, unit: str, asset: str) -> StoredMachine | None:
        """Return what is held of a machine."""
        rows = self._writing.execute(
            _MACHINE + "WHERE unit = ? AND asset = ?", (unit, asset)
        ).fetchall()
        return _machine(rows[0]) if rows else None

    def had_name(self, unit: str, asset: str, name: str) -> bool:
        """Say whether an earlier bundle of a machine gave it this name."""
        return bool(
            self._writing.execute(
                "SELECT 1 FROM received WHERE unit = ? AND asset = ? AND name = ? LIMIT 1",
                (unit, asset, name),
            ).fetchall()
        )

    def put_machine(self, new: StoredMachine, old: StoredMachine | None) -> None:
        """Store a machine in place of what is held of it, and keep the tallies right."""
        findings = json.dumps(new.findings, ensure_ascii=False, separators=(",", ":"))
        self._writing.execute(
            "INSERT INTO machine (unit, asset, name, folded, tag, place, os_name, bundle, run,"
            " ended, order_at, handed, source, verdict, answered, applicable, urgent, flags,"
            " findings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (unit, asset) DO UPDATE SET name = excluded.name,"
            " folded = excluded.folded, tag = excluded.tag, place = excluded.place,"
            " os_name = excluded.os_name, bundle = excluded.bundle, run = excluded.run,"
            " ended = excluded.ended, order_at = excluded.order_at, handed = excluded.handed,"
            " source = excluded.source, verdict = excluded.verdict,"
            " answered = excluded.answered, applicable = excluded.applicable,"
            " urgent = excluded.urgent, flags = excluded.flags, findings = excluded.findings",
            (
                new.unit,
                new.asset,
                new.name,
                new.folded,
                new.tag,
                new.place,
                new.os_name,
                new.bundle,
                new.run,
                new.ended,
                new.order_at,
                new.handed,
                new.source,
                new.verdict,
                new.answered,
                new.applicable,
                new.urgent,
                new.flags,
                findings,
            ),
        )
        if old is not None:
            self._tally(old, -1)
            if old.monday == new.monday:
                self._weeks[old.monday, old.unit, old.verdict] -= 1
        self._tally(new, 1)
        self._weeks[new.monday, new.unit, new.verdict] += 1

    def add_received(
        self, machine: StoredMachine, at: str, key_id: str, fate: str, note: str = ""
    ) -> None:
        """Leave a trace of a bundle that was received at an ISO moment.

        `note` is the checkpoint in it that a receipt may vouch for.
        """
        if not self._next:
            ((last,),) = self._writing.execute("SELECT max(n) FROM received").fetchall()
            self._next = (last or 0) + 1
        self._writing.execute(
            "INSERT INTO received (bundle, n, unit, asset, name, run, ended, at, source, key_id,"
            " verdict, fate, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                machine.bundle,
                self._next,
                machine.unit,
                machine.asset,
                machine.name,
                machine.run,
                machine.ended,
                at,
                machine.source,
                key_id,
                machine.verdict,
                fate,
                note,
            ),
        )
        self._next += 1

    def set_fate(self, bundle: str, fate: str) -> None:
        """Say what became of a bundle now that a newer one came."""
        self._writing.execute("UPDATE received SET fate = ? WHERE bundle = ?", (fate, bundle))

    def head(self, origin: str) -> StoredHead | None:
        """Return the newest checkpoint held of a log."""
        rows = self._writing.execute(
            "SELECT origin, size, root, note, unit, asset, at FROM log_head WHERE origin = ?",
            (origin,),
        ).fetchall()
        if not rows:
            return None
        name, size, root, *rest = rows[0]
        return StoredHead(name, size, bytes(root), *rest)

    def put_head(self, head: StoredHead) -> None:
        """Hold a checkpoint in place of the one held."""
        self._writing.execute(
            "INSERT INTO log_head (origin, size, root, note, unit, asset, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET"
            " size = excluded.size, root = excluded.root, note = excluded.note,"
            " unit = excluded.unit, asset = excluded.asset, at = excluded.at",
            head,
        )

    def add_alarm(self, alarm: StoredAlarm) -> None:
        """Keep what contradicts; the same bundle raises the same alarm once."""
        if self._writing.execute(
            "SELECT 1 FROM alarm WHERE kind = ? AND digest = ?", (alarm.kind, alarm.digest)
        ).fetchall():
            return
        self._writing.execute(
            "INSERT INTO alarm (number, kind, at, unit, machine, file, held, came, origin, digest,"
            " body, settled) VALUES ((SELECT coalesce(max(number), 0) + 1 FROM alarm),"
            " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
            alarm,
        )

    def add_miss(self, miss: StoredMiss) -> None:
        """Keep the name of a file that was not counted, and why."""
        self._writing.execute(
            "INSERT INTO not_counted (digest, file, at, fate, why, detail, day, unit, machine,"
            " size) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest, file) DO UPDATE SET"
            " at = excluded.at, fate = excluded.fate, why = excluded.why,"
            " detail = excluded.detail, day = excluded.day, unit = excluded.unit,"
            " machine = excluded.machine",
            miss,
        )

    def forget_miss(self, digest: str) -> None:
        """Take a file off the list of those not counted: it is counted now."""
        self._writing.execute("DELETE FROM not_counted WHERE digest = ?", (digest,))

    def forget_held(self, digest: str) -> None:
        """Keep a file no longer that waited for a decision."""
        self._writing.execute("DELETE FROM held_back WHERE digest = ?", (digest,))

    def forget_beginning(self, digest: str, file: str) -> None:
        """Take what arrived of a file off the list: the whole of it is there now."""
        self._writing.execute(
            "DELETE FROM not_counted WHERE digest = ? AND file = ?", (digest, file)
        )

    def hold_back(self, held: StoredHeldBack) -> None:
        """Keep a file until somebody decides."""
        self._writing.execute(
            "INSERT INTO held_back (digest, file, at, why, unit, machine, fingerprint, key_text,"
            " body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO UPDATE SET"
            " why = excluded.why",
            held,
        )

    def bind_key(self, key_id: str, asset: str) -> None:
        """Remember with which machine a key of one machine was first seen."""
        self._writing.execute(
            "UPDATE trusted_key SET asset = ? WHERE id = ? AND asset = ''", (asset, key_id)
        )

    def finish(self) -> None:
        """Write the tallies that changed."""
        self._writing.executemany(
            "INSERT INTO fault_tally (unit, check_id, result, machines) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (unit, check_id, result)"
            " DO UPDATE SET machines = fault_tally.machines + excluded.machines",
            [(*key, number) for key, number in sorted(self._faults.items()) if number],
        )
        self._writing.executemany(
            "INSERT INTO week_tally (monday, unit, verdict, machines) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (monday, unit, verdict)"
            " DO UPDATE SET machines = week_tally.machines + excluded.machines",
            [(*key, number) for key, number in sorted(self._weeks.items()) if number],
        )

    def _tally(self, machine: StoredMachine, step: int) -> None:
        if machine.order_at < self._since:
            return
        for check, result, _, _ in machine.findings:
            if result in TALLIED:
                self._faults[machine.unit, check, result] += step


class Consolidated:
    """What was received, in one database: loading it."""

    def __init__(self, tables: Tables) -> None:
        """Read and write through a database."""
        self._tables = tables

    @contextmanager
    def loading(self) -> Iterator[Loading]:
        """Hold a transaction for a batch of received files: all of it is stored, or none."""
        with self._tables.write() as writing:
            rows = writing.execute("SELECT since FROM round ORDER BY n DESC LIMIT 1").fetchall()
            loading = Loading(writing, rows[0][0] if rows else "")
            yield loading
            loading.finish()

    def recount(self) -> None:
        """Make the tallies of faults anew from the machines."""
        with self._tables.write() as writing:
            _recount(writing)

    def start_round(self, title: str, since: str, due: str) -> None:
        """Begin to collect anew: only runs from `since` (ISO moment, UTC) on count now."""
        with self._tables.write() as writing:
            writing.execute(
                "INSERT INTO round (n, title, since, due)"
                " VALUES ((SELECT coalesce(max(n), 0) + 1 FROM round), ?, ?, ?)",
                (title, since, due),
            )
            _recount(writing)

    def put_units(self, units: Sequence[tuple[str, str, str, str, str, int | None, str]]) -> None:
        """Store units: code, name, folded name, parent, due, machines, contact."""
        with self._tables.write() as writing:
            writing.executemany(
                "INSERT INTO unit (code, name, folded, parent, due, machines, contact)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (code) DO UPDATE SET"
                " name = excluded.name, folded = excluded.folded, parent = excluded.parent,"
                " due = excluded.due, machines = excluded.machines, contact = excluded.contact",
                units,
            )

    def drop_held(self, digest: str, fate: str) -> None:
        """Keep a file no longer that waited for a decision; its name stays, with what it is now."""
        with self._tables.write() as writing:
            Loading(writing, "").forget_held(digest)
            writing.execute("UPDATE not_counted SET fate = ? WHERE digest = ?", (fate, digest))

    def hold_again(self, held: StoredHeldBack, fate: str) -> None:
        """Keep a file that was dropped, where its name still stands among those not counted."""
        with self._tables.write() as writing:
            done = writing.execute(
                "UPDATE not_counted SET fate = ? WHERE digest = ?", (fate, held.digest)
            )
            if done.rowcount:
                Loading(writing, "").hold_back(held)

    def settle(self, number: int, how: str, head: StoredHead | None) -> bool:
        """Close an alarm, holding another checkpoint from now on if one is given."""
        with self._tables.write() as writing:
            done = writing.execute(
                "UPDATE alarm SET settled = ? WHERE number = ? AND settled = ''", (how, number)
            )
            if done.rowcount == 1 and head is not None:
                Loading(writing, "").put_head(head)
            return done.rowcount == 1


def _recount(writing: Writing) -> None:
    rows = writing.execute("SELECT since FROM round ORDER BY n DESC LIMIT 1").fetchall()
    since = rows[0][0] if rows else ""
    writing.execute("DELETE FROM fault_tally")
    faults: Counter[tuple[str, str, str]] = Counter()
    unit, asset = "", ""
    while page := writing.execute(
        "SELECT unit, asset, order_at, findings FROM machine"
        " WHERE (unit, asset) > (?, ?) ORDER BY unit, asset LIMIT 1000",
        (unit, asset),
    ).fetchall():
        for unit, asset, order_at, findings in page:  # noqa: B007 - the last pair goes on
            if order_at >= since:
                for check, result, _, _ in json.loads(findings):
                    if result in TALLIED:
                        faults[unit, check, result] += 1
    writing.executemany(
        "INSERT INTO fault_tally (unit, check_id, result, machines) VALUES (?, ?, ?, ?)",
        [(*key, number) for key, number in sorted(faults.items())],
    )


def _machine(row: Sequence[object]) -> StoredMachine:
    (unit, asset, name, folded, tag, place, os_name, bundle, run, ended, order_at, handed,
     source, verdict, answered, applicable, urgent, flags, findings) = cast(
        "tuple[str, str, str, str, str, str, str, str, str, str, str, str, str, str, int, int,"
        " int, str, str]", tuple(row))  # fmt: skip
    day = day_of(order_at)
    return StoredMachine(
        unit=unit,
        asset=asset,
        name=name,
        folded=folded,
        tag=tag,
        place=place,
        os_name=os_name,
        bundle=bundle,
        run=run,
        ended=ended,
        order_at=order_at,
        handed=handed,
        source=source,
        verdict=verdict,
        answered=answered,
        applicable=applicable,
        urgent=urgent,
        flags=flags,
        monday=(day - timedelta(days=day.weekday())).isoformat(),
        findings=tuple(
            cast("tuple[str, str, str, str]", tuple(each)) for each in json.loads(findings)
        ),
    )
