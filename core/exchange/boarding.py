"""The board: every unit once, where it stands, and totals that are the sums of the rows."""

from collections.abc import Mapping
from datetime import date, timedelta

from core.exchange.deciding import units_below
from core.model.board import Alarm, Board, Round, Standing, Unit, UnitRow, Week
from core.model.card import VerdictKind
from core.model.exchange import Fate
from core.model.moments import day_of
from core.store.board import BoardRows
from core.words import fold

WEEKS = 12
FAULTS = 20
REFUSED = 2000


def build_board(rows: BoardRows, now: str, below: str = "") -> Board:
    """Return the board at a moment (ISO) of all units, or of one and those below it.

    Units that other units hand in to are rows of their own only if they owe something themselves.
    """
    current = rows.round()
    units = rows.units()
    verdicts = rows.verdicts(current.since)
    chosen = _chosen(units, below)
    above = {each.parent for each in units}
    shown = [
        each
        for each in chosen
        if each.code not in above or each.machines is not None or each.code in verdicts
    ]
    monday = day_of(now) - timedelta(days=day_of(now).weekday(), weeks=WEEKS - 1)
    received, last = rows.received()
    return Board(
        round=current,
        now=now,
        rows=tuple(sorted((_row(each, current, now, verdicts) for each in shown), key=_order)),
        faults=rows.faults(below, FAULTS),
        weeks=_every_week(rows.weeks(below, monday.isoformat()), monday),
        refused=tuple(each for each in rows.not_counted(REFUSED) if each.fate is not Fate.FOREIGN),
        alarms=open_alarms(rows),
        received=received,
        last_import=last,
    )


def _every_week(found: tuple[Week, ...], monday: date) -> tuple[Week, ...]:
    known = {each.monday: each for each in found}
    mondays = [(monday + timedelta(weeks=number)).isoformat() for number in range(WEEKS)]
    return tuple(known.get(each) or Week(monday=each, verdicts={}) for each in mondays)


def open_alarms(rows: BoardRows) -> tuple[Alarm, ...]:
    """Return the alarms that nobody settled."""
    return tuple(each for each in rows.alarms() if not each.settled)


def _chosen(units: tuple[Unit, ...], below: str) -> list[Unit]:
    if not below:
        return list(units)
    within = units_below(below, {each.code: each.parent for each in units})
    return [each for each in units if each.code in within]


def _row(
    unit: Unit,
    current: Round,
    now: str,
    verdicts: Mapping[str, tuple[dict[VerdictKind, int], str]],
) -> UnitRow:
    found, handed = verdicts.get(unit.code, ({}, ""))
    due = unit.due or current.due
    if found:
        standing = Standing.HANDED_IN
    else:
        standing = Standing.OVERDUE if due and due < now else Standing.WAITING
    return UnitRow(
        unit=unit,
        standing=standing,
        handed=handed,
        due=due,
        checked=sum(found.values()),
        verdicts=found,
    )


def _order(row: UnitRow) -> tuple[int, str, str]:
    return (list(Standing).index(row.standing), fold(row.unit.name), row.unit.code)
