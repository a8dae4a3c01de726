"""A log of Defender in which protection was never off."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus_care.facts import Detection
from core.probes.antivirus_events.facts import AntivirusEventsFacts

FOREIGN = Unknown(UnknownCode.NOT_SUPPORTED, "of the other system")


def facts(sample):
    if not sample.windows:
        return AntivirusEventsFacts.unread(FOREIGN.code, FOREIGN.detail, "2027-01-20T03:00:00Z")
    return AntivirusEventsFacts(
        origin=Origin(backend="test", at="2027-01-20T03:00:00Z"),
        since="2026-08-01T00:00:00Z",
        detections=(Detection(name="EICAR", at="2027-01-10T00:00:00Z", handled=True),),
        turned_off=(),
        turned_on=(),
    )
