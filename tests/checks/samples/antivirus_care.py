"""An antivirus that is well looked after."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus_care.facts import AntivirusCareFacts, Detection

FOREIGN = Unknown(UnknownCode.NOT_SUPPORTED, "of the other system")


def facts(sample):
    return AntivirusCareFacts(
        origin=Origin(backend="test", at="2027-01-20T03:00:00Z"),
        product=sample.here("Microsoft Defender Antivirus", "ClamAV"),
        scanned_at=sample.here("2027-01-18T03:00:00Z", FOREIGN),
        detections=(Detection(name="EICAR", at="2026-11-01T00:00:00Z", handled=True),),
        cleaning=sample.here(False, FOREIGN),
        exclusions=(sample.here("Paths: C:\\KeToan", "ExcludePath: ^/srv/mail/"),),
        switched_off=sample.here((), FOREIGN),
        tamper_protected=sample.here(True, FOREIGN),
        renews=sample.here(FOREIGN, True),
    )
