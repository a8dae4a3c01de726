"""A machine with room, memory and a good disk."""

from core.model.facts import Origin
from core.probes.hardware.facts import Disk, HardwareFacts, Health


def facts(sample):
    return HardwareFacts(
        origin=Origin(backend="test", at="2027-01-20T03:00:00Z"),
        drive=sample.here("C:", "/"),
        drive_size=500 * 10**9,
        drive_free=200 * 10**9,
        disks=(Disk(name="disk 0", health=Health.GOOD),),
        memory=8 * 2**30,
        model="Maker Model 1",
        firmware_on="2024-05-01",
        virtual=False,
    )
