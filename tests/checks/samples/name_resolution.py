"""Names and web traffic of a machine in order."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.name_resolution.facts import HostEntry, NameResolutionFacts


def facts(sample):
    """Return facts that pass."""
    foreign = Unknown(UnknownCode.NOT_SUPPORTED, "of the other system")
    return NameResolutionFacts(
        origin=Origin(backend="test", at=sample.now),
        hosts_path="/etc/hosts",
        hosts_elsewhere=False,
        lines=3,
        notable=(HostEntry(name="motcua.xa.gov.vn", address="10.0.0.5"),),
        sent_away=(),
        servers=("192.168.1.1", "8.8.8.8"),
        proxy="",
        proxy_script=sample.here("", foreign),
    )
