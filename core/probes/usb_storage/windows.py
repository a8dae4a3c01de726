"""Which USB storage Windows remembers: one key for each kind, one below it for each device."""

from core.model.facts import Origin
from core.model.unknown import Unknown, first_unknown
from core.probes.ask import Ask
from core.probes.system import WindowsSystem
from core.probes.usb_marks import mark_of
from core.probes.usb_storage.facts import UsbStorage, UsbStorageFacts
from core.probes.win_values import HKLM, is_absent, text

_ENUM = r"SYSTEM\CurrentControlSet\Enum\USBSTOR"
_USB = r"SYSTEM\CurrentControlSet\Enum\USB"
_FAST = "uaspstor"
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


def _fast_disks(system: WindowsSystem) -> tuple[UsbStorage, ...] | Unknown:
    """Return the disks that another driver serves (USB Attached SCSI): they have no key there.

    Source: Microsoft Learn, USB device class drivers (Uaspstor.sys).
    """
    kinds = system.registry_keys(HKLM, _USB)
    if isinstance(kinds, Unknown):
        return () if is_absent(kinds) else kinds
    found = []
    for kind in kinds[:_MOST]:
        instances = system.registry_keys(HKLM, f"{_USB}\\{kind}")
        for instance in () if isinstance(instances, Unknown) else instances[:_MOST]:
            driver = text(system, f"{_USB}\\{kind}\\{instance}", "Service")
            if isinstance(driver, str) and driver.lower() == _FAST:
                found.append(UsbStorage(name=kind, mark=mark_of(_serial(instance))))
    return tuple(found)


def _all(system: WindowsSystem) -> tuple[UsbStorage, ...] | Unknown:
    sticks, disks = _devices(system), _fast_disks(system)
    if isinstance(sticks, Unknown) or isinstance(disks, Unknown):
        return first_unknown(sticks, disks) or ()
    found = {each.mark: each for each in (*disks, *sticks)}
    return tuple(sorted(found.values(), key=lambda each: (each.name, each.mark)))


def read(system: WindowsSystem, ask: Ask) -> UsbStorageFacts:
    """Read the names; the serial numbers become marks at once. Without the keys, none was ever in.

    When a device was last there is kept where only the system may look.
    """
    return UsbStorageFacts(
        origin=Origin(
            backend="registry",
            at=system.now(),
            sources={"devices": f"{HKLM}\\{_ENUM}, {HKLM}\\{_USB}"},
        ),
        devices=_all(system),
    )
