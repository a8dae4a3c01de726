"""A test restore through the port, the same on every operating system."""

from collections.abc import Callable

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.restore.facts import RestoredSample, RestoreFacts
from core.probes.system import System

_TIME_S = 100.0
"""Seconds for all places together, shared evenly."""


def read_restore(system: System, ask: Ask, path_of: Callable[[str], str | Unknown]) -> RestoreFacts:
    """Restore a sample from each place; `path_of` tells where a place as typed really is."""
    now = system.now()
    if not ask.places:
        return RestoreFacts.unread(UnknownCode.NOT_DECLARED, "no backup place is declared", now)
    if not ask.scratch:
        return RestoreFacts.unread(UnknownCode.NOT_SUPPORTED, "no folder to restore into", now)
    limit = _TIME_S / len(ask.places)
    return RestoreFacts(
        origin=Origin(
            backend="restore", at=now, sources={"samples": "files copied back and compared"}
        ),
        samples=tuple(
            _sample(system, each, path_of(each), ask.scratch, limit) for each in ask.places
        ),
    )


def _sample(
    system: System, place: str, path: str | Unknown, scratch: str, limit: float
) -> RestoredSample:
    found = (
        path if isinstance(path, Unknown) else system.restore(path, scratch, system.now(), limit)
    )
    if isinstance(found, Unknown):
        return RestoredSample(
            place=place, restored=found, megabytes=found, failed=found, proof=found, sealed=found
        )
    return RestoredSample(
        place=place,
        restored=found.restored,
        megabytes=found.size >> 20,
        failed=found.failed,
        proof=found.proof,
        sealed=found.sealed,
    )
