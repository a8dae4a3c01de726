"""A system with all its parts."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.system_parts.facts import SystemPartsFacts

FOREIGN = Unknown(UnknownCode.NOT_SUPPORTED, "of the other system")


def facts(sample):
    return SystemPartsFacts(
        origin=Origin(backend="test", at="2027-01-20T03:00:00Z"),
        missing=sample.here((), FOREIGN),
        disabled=(),
        wmi_answers=sample.here(True, FOREIGN),
    )
