"""A system log in which nothing is wrong."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.system_log.facts import SystemLogFacts

FOREIGN = Unknown(UnknownCode.NOT_SUPPORTED, "of the other system")


def facts(sample):
    if not sample.windows:
        return SystemLogFacts.unread(FOREIGN.code, FOREIGN.detail, "2027-01-20T03:00:00Z")
    return SystemLogFacts(
        origin=Origin(backend="test", at="2027-01-20T03:00:00Z"),
        since="2026-08-01T00:00:00Z",
        cleared=(),
        unseen=(),
        disk_errors=(),
        stops=(),
        crashes=(),
        clock_changes=(),
        set_up_at="2026-02-01T00:00:00Z",
    )
