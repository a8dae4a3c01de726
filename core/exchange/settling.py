"""Settling an alarm: a person decides what to make of two things that contradict each other."""

from core.exchange.deciding import head_of
from core.model.errors import Exit, KnownError
from core.model.exchange import AlarmKind
from core.seal.note import Checkpoint, parse
from core.store.received import Received
from core.store.received_rows import StoredHead

_ABOUT_LOGS = (AlarmKind.ROLLED_BACK, AlarmKind.FORKED, AlarmKind.NOT_CONTINUOUS)


def settle(store: Received, number: int, who: str, why: str, take_log: bool, now: str) -> None:
    """Close an alarm; both things that contradict each other stay as evidence."""
    if not who.strip() or not why.strip():
        raise KnownError("exchange.settle_why", Exit.USAGE)
    alarm = next((each for each in store.board.alarms() if each.number == number), None)
    if alarm is None or alarm.settled:
        raise KnownError("exchange.no_alarm", Exit.USAGE, number=str(number))
    head: StoredHead | None = None
    if take_log:
        if alarm.kind not in _ABOUT_LOGS:
            raise KnownError("exchange.no_log_there", Exit.USAGE, number=str(number))
        came = Checkpoint.from_text(parse(alarm.came.encode()).text)
        held = store.board.head(came.origin)
        asset = "" if held is None else held.asset
        head = head_of(came, alarm.came, alarm.unit, asset, now)
    store.consolidated.settle(number, f"{now} {who.strip()}: {why.strip()}", head)
