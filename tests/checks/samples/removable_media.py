"""What a machine in order does with sticks: nothing."""

from core.model.facts import Origin
from core.probes.removable_media.facts import RemovableMediaFacts


def facts(sample):
    """Return facts that pass."""
    return RemovableMediaFacts(
        origin=Origin(backend="test", at=sample.now),
        desktop=sample.here("windows", "gnome"),
        offers=(),
    )
