"""How Windows and Office say they are activated: the licensing service's own class."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.activation.facts import Activation, ActivationFacts
from core.probes.ask import Ask
from core.probes.system import WindowsSystem, WmiRow
from core.probes.win_values import number_of

_CLASS = "SoftwareLicensingProduct"
# Unfiltered, this class takes many seconds.
_INSTALLED = "PartialProductKey IS NOT NULL"
_NAMES = (
    "Name",
    "Description",
    "LicenseStatus",
    "KeyManagementServiceMachine",
    "DiscoveredKeyManagementServiceMachineName",
)
_VOLUME = "KMSCLIENT"
"""Part of the description of such keys; it is a name, never translated."""


def _server(row: WmiRow) -> str | Unknown:
    told = [row.get(name) for name in _NAMES[3:]]
    texts = [each.strip() for each in told if isinstance(each, str) and each.strip()]
    return texts[0] if texts else ""


def _activation(row: WmiRow) -> Activation:
    name, kind = row.get("Name"), row.get("Description")
    unclear = Unknown(UnknownCode.MALFORMED, f"Description: {kind!r:.60}")
    return Activation(
        name=name.strip() if isinstance(name, str) else "",
        state=number_of(row.get("LicenseStatus"), "LicenseStatus"),
        volume=_VOLUME in kind.upper() if isinstance(kind, str) else unclear,
        server=_server(row),
    )


def read(system: WindowsSystem, ask: Ask) -> ActivationFacts:
    """Read the products that have a key; Windows itself always has one."""
    rows = system.wmi("root\\cimv2", _CLASS, _NAMES, _INSTALLED)
    return ActivationFacts(
        origin=Origin(backend="wmi", at=system.now(), sources={"products": _CLASS}),
        products=rows if isinstance(rows, Unknown) else tuple(_activation(row) for row in rows),
    )
