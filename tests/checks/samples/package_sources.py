"""Signed sources of the installed release."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.package_sources.facts import PackageSource, PackageSourcesFacts

FOREIGN = Unknown(UnknownCode.NOT_SUPPORTED, "of the other system")


def facts(sample):
    found = tuple(
        PackageSource(address="http://kho.vidu.example/debian", suite=suite, unsigned=False)
        for suite in ("trixie", "trixie-updates", "trixie-security")
    )
    return PackageSourcesFacts(
        origin=Origin(backend="test", at="2027-01-20T03:00:00Z"),
        sources=sample.here(FOREIGN, found),
        unsigned_allowed=sample.here(FOREIGN, ()),
        codename=sample.here(FOREIGN, "trixie"),
    )
