"""Programs at start of which every one is signed."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.start_signatures.facts import StartSignaturesFacts

FOREIGN = Unknown(UnknownCode.NOT_SUPPORTED, "of the other system")


def facts(sample):
    if not sample.windows:
        return StartSignaturesFacts.unread(FOREIGN.code, FOREIGN.detail, "2027-01-20T03:00:00Z")
    return StartSignaturesFacts(
        origin=Origin(backend="test", at="2027-01-20T03:00:00Z"),
        valid=120,
        programs=(),
        entries_read=True,
        unseen=(),
    )
