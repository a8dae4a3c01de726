"""Sharing of a machine in order."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.sharing.facts import OpenShare, SharingFacts


def facts(sample):
    """Return facts that pass."""
    foreign = Unknown(UnknownCode.NOT_SUPPORTED, "of the other system")
    return SharingFacts(
        origin=Origin(backend="test", at=sample.now),
        old_protocol=False,
        shares=(OpenShare(name="Van ban", path="/srv/van-ban", everyone="read"),),
        signed=sample.here(True, foreign),
        unnamed=sample.here(False, foreign),
    )
