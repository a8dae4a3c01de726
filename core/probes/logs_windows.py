"""The part of the real Windows that tells of its event logs."""

from collections.abc import Sequence

from core.model.unknown import Unknown
from core.probes import win_events
from core.probes.logs import EventSeen, Wanted


class LogsOfWindows:
    """Answers from this Windows machine; on another system every answer is not_supported."""

    def log_since(self, log: str) -> str | Unknown:
        """Return when the oldest event of a log was written (ISO UTC)."""
        return win_events.log_since(log)

    def events(
        self, log: str, wanted: Sequence[Wanted], names: Sequence[str], days: int, most: int
    ) -> tuple[EventSeen, ...] | Unknown:
        """Return at most `most` events of the last `days` days, newest first; may be none."""
        return win_events.events(log, wanted, names, days, most)
