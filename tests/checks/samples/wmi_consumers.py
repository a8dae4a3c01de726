"""The consumers of a Windows just installed."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.wmi_consumers.facts import Consumer, ConsumerKind, WmiConsumersFacts

FOREIGN = Unknown(UnknownCode.NOT_SUPPORTED, "of the other system")
LOG = Consumer(
    name="SCM Event Log Consumer",
    kind=ConsumerKind.LOG,
    runs="Service Control Manager",
    programs=(),
    bound=True,
)


def facts(sample):
    if not sample.windows:
        return WmiConsumersFacts.unread(FOREIGN.code, FOREIGN.detail, "2027-01-20T03:00:00Z")
    return WmiConsumersFacts(
        origin=Origin(backend="test", at="2027-01-20T03:00:00Z"), consumers=(LOG,)
    )
