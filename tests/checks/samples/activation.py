"""Windows activated by its own key."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.activation.facts import Activation, ActivationFacts

FOREIGN = Unknown(UnknownCode.NOT_SUPPORTED, "of the other system")


def facts(sample):
    product = Activation(name="Windows(R), Professional edition", state=1, volume=False, server="")
    return ActivationFacts(
        origin=Origin(backend="test", at="2027-01-20T03:00:00Z"),
        products=sample.here((product,), FOREIGN),
    )
