"""Which USB storage Windows remembers: one key for each kind, one below it for each device."""

from core.model.facts import Origin
from core.model.unknown import Unknown
from core.probes.ask import Ask
from core.probes.system import WindowsSystem
from core.probes.usb_marks import mark_of
from core.probes.usb_storage.facts import UsbStorage, UsbStorageFacts
from core.probes.win_values import HKLM, is_absent, text

_ENUM = r"SYSTEM\CurrentControlSet\Enum\USBSTOR"
_MOST = 500


def _serial(instance: str) -> str:
    """Return the serial number in the name of a key; what follows `&` numbers the port."""
    return instance.rpartition("&")[0] or instance


def _devices(system: WindowsSystem) -> tuple[UsbStorage, ...] | Unknown:
    kinds = system.registry_keys(HKLM, _ENUM)
    if isinstance(kinds, Unknown):
        return () if is_absent(kinds) else kinds
    found: dict[str, UsbStorage] = {}
    for kind in kinds[:_MOST]:
        instances = system.registry_keys(HKLM, f"{_ENUM}\\{kind}")
        if isinstance(instances, Unknown):
            return instances
        for instance in instances[:_MOST]:
            told = text(system, f"{_ENUM}\\{kind}\\{instance}", "FriendlyName")
            name = kind if isinstance(told, Unknown) else told
            mark = mark_of(_serial(instance))
            found[mark] = UsbStorage(name=name, mark=mark)
    return tuple(sorted(found.values(), key=lambda each: (each.name, each.mark)))


def read(system: WindowsSystem, ask: Ask) -> UsbStorageFacts:
    """Read the names; the serial numbers become marks at once. Without the key, none was ever in.

    When a device was last there is kept where only the system may look.
    """
    return UsbStorageFacts(
        origin=Origin(backend="registry", at=system.now(), sources={"devices": f"{HKLM}\\{_ENUM}"}),
        devices=_devices(system),
    )
