"""The lock of the screen of a machine in order."""

from core.model.facts import Origin
from core.probes.screen_lock.facts import ScreenLock, ScreenLockFacts


def facts(sample):
    """Return facts that pass."""
    return ScreenLockFacts(
        origin=Origin(backend="test", at=sample.now),
        desktop=sample.here("windows", "gnome"),
        machine_s=0,
        people=(ScreenLock(name="vanthu", after_s=300),),
    )
