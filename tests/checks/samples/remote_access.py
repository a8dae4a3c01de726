"""Remote access to a machine in order: none, but SSH by key on Linux."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.remote_access.facts import RemoteAccessFacts


def facts(sample):
    """Return facts that pass."""
    foreign = Unknown(UnknownCode.NOT_SUPPORTED, "of the other system")
    return RemoteAccessFacts(
        origin=Origin(backend="test", at=sample.now),
        desktops=(),
        checked=sample.here(True, foreign),
        ssh=sample.here(foreign, True),
        ssh_root=sample.here(foreign, "no"),
        ssh_passwords=sample.here(foreign, False),
    )
