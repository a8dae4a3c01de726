"""Two sticks."""

from core.model.facts import Origin
from core.probes.usb_storage.facts import UsbStorage, UsbStorageFacts


def facts(sample):
    return UsbStorageFacts(
        origin=Origin(backend="test", at="2027-01-20T03:00:00Z"),
        devices=(
            UsbStorage(name="Kingston DataTraveler", mark="aaaaaaaaaaaa"),
            UsbStorage(name="SanDisk Cruzer", mark="bbbbbbbbbbbb"),
        ),
    )
