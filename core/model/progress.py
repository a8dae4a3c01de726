"""How a run is going, and how to stop it."""

import threading
from dataclasses import dataclass

from core.model.result import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One step of a run: how many checks are judged, which probes are being read, what just came.

    `slow` names the probe that takes longer than usual, if any.
    """

    done: int
    total: int
    reading: tuple[str, ...] = ()
    finding: Finding | None = None
    slow: str = ""


class Cancel:
    """A request to stop, shared between the one who asks and the one who runs."""

    __slots__ = ("_event",)

    def __init__(self) -> None:
        """Start without a request."""
        self._event = threading.Event()

    def request(self) -> None:
        """Ask the run to stop; asking twice does no harm."""
        self._event.set()

    @property
    def requested(self) -> bool:
        """Say whether a stop was asked for."""
        return self._event.is_set()
