"""A machine that installs its updates."""

from core.model.facts import Origin
from core.probes.update_history.facts import UpdateHistoryFacts


def facts(sample):
    return UpdateHistoryFacts(
        origin=Origin(backend="test", at="2027-01-20T03:00:00Z"),
        installed_at="2027-01-14T03:00:00Z",
        stuck=(),
    )
