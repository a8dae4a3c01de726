"""Logs that are written and kept."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.records.facts import RecordsFacts

FOREIGN = Unknown(UnknownCode.NOT_SUPPORTED, "of the other system")


def facts(sample):
    return RecordsFacts(
        origin=Origin(backend="test", at="2027-01-20T03:00:00Z"),
        kept=("System", "Application", "Security"),
        running=True,
        smallest=sample.here(20 * 2**20, FOREIGN),
    )
