"""What waits for others on Linux."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.exposure.facts import ExposureFacts
from core.probes.exposure.ports import open_ports
from core.probes.system import System


def read(system: System, ask: Ask) -> ExposureFacts:
    """Read the listening sockets; what the loaded rules let in is a matter of the firewall."""
    return ExposureFacts(
        origin=Origin(backend="/proc/net", at=system.now()),
        ports=open_ports(system),
        rules=Unknown(UnknownCode.NOT_SUPPORTED, "only Windows has it"),
    )
