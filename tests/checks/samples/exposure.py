"""What waits for others on a machine in order."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.exposure.facts import ExposureFacts, LooseRule, OpenPort


def facts(sample):
    """Return facts that pass."""
    foreign = Unknown(UnknownCode.NOT_SUPPORTED, "of the other system")
    rule = LooseRule(
        name="Zalo",
        ports=(),
        program="C:\\Program Files\\Zalo\\Zalo.exe",
        public=True,
        anybody=True,
    )
    return ExposureFacts(
        origin=Origin(backend="test", at=sample.now),
        ports=(OpenPort(name="cupsd (tcp 631)", protocol="tcp", port=631, program="cupsd"),),
        rules=sample.here((rule,), foreign),
    )
