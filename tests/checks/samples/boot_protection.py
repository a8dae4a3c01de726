"""How a machine in order starts."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.boot_protection.facts import BootProtectionFacts, DriveState


def facts(sample):
    """Return facts that pass."""
    foreign = Unknown(UnknownCode.NOT_SUPPORTED, "of the other system")
    return BootProtectionFacts(
        origin=Origin(backend="test", at=sample.now),
        uefi=True,
        secure_boot=True,
        certificates=sample.here("Updated", foreign),
        tpm=2,
        drives=(DriveState(name=sample.here("C:", "/"), state="on"),),
        container="",
    )
