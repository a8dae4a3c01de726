"""Deciding: whether a verified bundle counts, what it replaces, and what it contradicts.

Newest wins, by when the run ended. A clock that is certainly wrong is not believed: such a run is
as old as its arrival.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from core.exchange.continuity import judge
from core.exchange.opening import Opened
from core.exchange.refusal import RefusedError
from core.model.exchange import AlarmKind, Fate, FileResult, Flag, KeyCard, KeyScope, LogState, Why
from core.model.moments import day_of, from_text, to_text
from core.model.outcome import Result
from core.model.public_machine import public_id, public_name
from core.model.run import Run
from core.model.severity import Severity
from core.seal.note import Checkpoint
from core.store.consolidated import Loading
from core.store.received_rows import StoredAlarm, StoredHead, StoredMachine
from core.words import fold, visible

EARLIEST = "2020-01-01T00:00:00Z"
AHEAD = timedelta(hours=24)

_CHECK = re.compile(r"[A-Z]{1,8}-[0-9]{1,5}")
_CASE = re.compile(r"[a-z0-9_.]{1,80}")
_FINDING_LIMIT = 1000
_PUBLIC = "public"
_ALARMS = {
    LogState.ROLLED_BACK: AlarmKind.ROLLED_BACK,
    LogState.FORKED: AlarmKind.FORKED,
    LogState.NOT_CONTINUOUS: AlarmKind.NOT_CONTINUOUS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A verified bundle: its file, its bytes and their digest, its key as enrolled, its unit.

    `key` is None for one that somebody took although it is not sealed.
    """

    file: str
    digest: str
    body: bytes
    opened: Opened
    key: KeyCard | None
    unit: str


@dataclass(slots=True)
class Desk:
    """What decisions of one import share: the time, and keys first seen with a machine in it."""

    now: str
    bound: dict[str, str] = field(default_factory=dict)


def asset_of(run: Run) -> str:
    """Return by what a machine is known; by its name where the system gives it no id."""
    return visible(run.asset.id) or f"name:{fold(visible(run.asset.name))}"


def decide(arrived: Arrived, desk: Desk, loading: Loading) -> FileResult:
    """Store a bundle as it deserves and return what became of it; refused when it holds no run."""
    opened = arrived.opened
    earlier = loading.fate_of(opened.id)
    if earlier is not None:
        return _result(arrived, Fate.KNOWN, day=earlier[0])
    if not opened.runs:
        raise RefusedError(Why.NO_RUN)
    run = max(opened.runs, key=lambda each: from_text(each.ended))
    machine = _machine(arrived, run, desk.now)
    machine = replace(machine, asset=_known_as(arrived, machine.asset, desk))
    if _is_shared(arrived, machine.asset, desk):
        held = _bound(arrived, desk)
        loading.add_alarm(_alarm(AlarmKind.KEY_SHARED, arrived, desk, held, machine.asset))
        result = _result(arrived, Fate.HELD_BACK, Why.KEY_SHARED)
        return replace(result, alarm=AlarmKind.KEY_SHARED)
    if arrived.key is not None and arrived.key.scope is KeyScope.MACHINE:
        desk.bound[arrived.key.id] = machine.asset
        loading.bind_key(arrived.key.id, machine.asset)
    old = loading.machine(machine.unit, machine.asset)
    key_id = "" if arrived.key is None else arrived.key.id
    if old is not None and (machine.order_at, machine.handed) <= (old.order_at, old.handed):
        loading.add_received(machine, desk.now, key_id, Fate.OLDER.value)
        return _result(arrived, Fate.OLDER, day=old.order_at)
    if old is not None and opened.manifest.level == _PUBLIC:
        # What the public level leaves out is known here already.
        machine = replace(machine, name=old.name, tag=old.tag, place=old.place, folded=old.folded)
    alarm = _contradiction(arrived, machine, old, desk, loading)
    if _is_renamed(machine, old):
        machine = replace(machine, flags=f"{machine.flags} {Flag.RENAMED}".strip())
    loading.put_machine(machine, old)
    note = "" if alarm in _ALARMS.values() else arrived.opened.note
    loading.add_received(machine, desk.now, key_id, Fate.COUNTED.value, note)
    if old is not None:
        loading.set_fate(old.bundle, Fate.REPLACED.value)
    fate = Fate.COUNTED if old is None else Fate.REPLACED
    flags = tuple(Flag(each) for each in machine.flags.split())
    return replace(_result(arrived, fate), flags=flags, alarm=alarm)


def _contradiction(
    arrived: Arrived,
    machine: StoredMachine,
    old: StoredMachine | None,
    desk: Desk,
    loading: Loading,
) -> AlarmKind | None:
    """Note what contradicts what is held, and hold the newer checkpoint where nothing does."""
    found: AlarmKind | None = None
    if (
        old is not None
        and _is_renamed(machine, old)
        and loading.had_name(machine.unit, machine.asset, machine.name)
    ):
        # A renamed machine does not take its old name back in turns; two machines with one id do.
        found = AlarmKind.TWINS
        loading.add_alarm(_alarm(found, arrived, desk, old.name, machine.name))
    came = arrived.opened.checkpoint
    if came is None:
        return found
    held = loading.head(came.origin)
    known = None if held is None else Checkpoint(origin=held.origin, size=held.size, root=held.root)
    state = judge(known, came, arrived.opened.proofs)
    if state in _ALARMS and held is not None:
        found = _ALARMS[state]
        loading.add_alarm(_alarm(found, arrived, desk, held.note, arrived.opened.note))
    elif state in (LogState.FIRST, LogState.CONTINUES):
        loading.put_head(head_of(came, arrived.opened.note, machine.unit, machine.asset, desk.now))
    return found


def head_of(came: Checkpoint, note: str, unit: str, asset: str, now: str) -> StoredHead:
    """Return a checkpoint as it is held from now on."""
    return StoredHead(came.origin, came.size, came.root, note, unit, asset, now)


def _known_as(arrived: Arrived, asset: str, desk: Desk) -> str:
    """Return by what a machine is held, which may send at the public level and at others."""
    bound = _bound(arrived, desk)
    is_same = bool(bound) and (bound == public_id(asset) or asset == public_id(bound))
    return bound if is_same else asset


def _is_shared(arrived: Arrived, asset: str, desk: Desk) -> bool:
    bound = _bound(arrived, desk)
    return bool(bound) and bound != asset


def _bound(arrived: Arrived, desk: Desk) -> str:
    """Return the machine that a key of one machine was first seen with, empty for other keys."""
    key = arrived.key
    if key is None or key.scope is not KeyScope.MACHINE:
        return ""
    return desk.bound.get(key.id, key.asset)


def _is_renamed(machine: StoredMachine, old: StoredMachine | None) -> bool:
    """Say whether a machine had another name before, beside what it is called in public."""
    return old is not None and old.name not in (machine.name, public_name(old.asset))


def _machine(arrived: Arrived, run: Run, now: str) -> StoredMachine:
    present = from_text(now)
    ended, flag = _believed(from_text(run.ended), present)
    order_at = to_text(ended)
    made = from_text(arrived.opened.manifest.made)
    handed = now if made < from_text(EARLIEST) or made > present else to_text(made)
    flags = [] if flag is None else [flag.value]
    if arrived.key is None:
        flags.append(Flag.UNSEALED.value)
    if arrived.opened.checkpoint is not None and not arrived.opened.note_proven:
        flags.append(Flag.LOG_UNPROVEN.value)
    name, tag, place = (visible(each) for each in (run.asset.name, run.asset.tag, run.asset.place))
    day = day_of(order_at)
    return StoredMachine(
        unit=arrived.unit,
        asset=asset_of(run),
        name=name,
        folded=fold(f"{name} {tag} {place}"),
        tag=tag,
        place=place,
        os_name=visible(run.asset.os_name),
        bundle=arrived.opened.id,
        run=visible(run.id),
        ended=to_text(from_text(run.ended)),
        order_at=order_at,
        handed=handed,
        source=arrived.file,
        verdict=run.verdict.value,
        answered=run.coverage.answered,
        applicable=run.coverage.applicable,
        urgent=sum(
            each.result is Result.FAIL and each.severity.rank >= Severity.HIGH.rank
            for each in run.findings
        ),
        flags=" ".join(flags),
        monday=(day - timedelta(days=day.weekday())).isoformat(),
        findings=_cells(run),
    )


def _cells(run: Run) -> tuple[tuple[str, str, str, str], ...]:
    if len(run.findings) > _FINDING_LIMIT:
        raise RefusedError(Why.RUN_MISFIT, f"{len(run.findings)} findings")
    for each in run.findings:
        if not _CHECK.fullmatch(each.check) or not _CASE.fullmatch(each.message.key):
            raise RefusedError(Why.RUN_MISFIT, ascii(f"{each.check[:20]} {each.message.key[:40]}"))
    return tuple(
        (each.check, each.result.value, each.severity.value, each.message.key)
        for each in run.findings
    )


def _believed(ended: datetime, present: datetime) -> tuple[datetime, Flag | None]:
    if ended > present + AHEAD:
        return present, Flag.AHEAD
    if ended < from_text(EARLIEST):
        return present, Flag.BEFORE
    return ended, None


def _alarm(kind: AlarmKind, arrived: Arrived, desk: Desk, held: str, came: str) -> StoredAlarm:
    checkpoint = arrived.opened.checkpoint
    return StoredAlarm(
        kind=kind.value,
        at=desk.now,
        unit=arrived.unit,
        machine=visible(arrived.opened.manifest.machine),
        file=arrived.file,
        held=held,
        came=came,
        origin="" if checkpoint is None else checkpoint.origin,
        digest=arrived.digest,
        body=arrived.body,
    )


def _result(arrived: Arrived, fate: Fate, why: Why | None = None, day: str = "") -> FileResult:
    return FileResult(
        file=arrived.file,
        fate=fate,
        why=why,
        day=day,
        unit=arrived.unit,
        machine=visible(arrived.opened.manifest.machine),
        key="" if arrived.opened.offered is None else arrived.opened.offered.key.fingerprint,
    )


def units_below(code: str, parents: Mapping[str, str]) -> frozenset[str]:
    """Return a unit and those below it, given the parent of each."""
    found = {code}
    grown = True
    while grown:
        more = {each for each, parent in parents.items() if parent in found} - found
        grown = bool(more)
        found |= more
    return frozenset(found)
