"""What firmware tells of a machine, on any system: its day, and whether it is a real machine."""

import re
from datetime import date

from core.model.unknown import Unknown, UnknownCode

_DAY = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
_VIRTUAL = re.compile(
    r"virtual|vmware|qemu|kvm|bochs|xen|parallels|hyper-v|amazon ec2|google compute", re.IGNORECASE
)


def firmware_day(text: str | Unknown) -> str | Unknown:
    """Read the day as firmware writes it everywhere: month, day, year."""
    if isinstance(text, Unknown):
        return text
    found = _DAY.match(text.strip())
    try:
        if found:
            month, day, year = (int(each) for each in found.groups())
            return date(year, month, day).isoformat()
    except ValueError:
        pass
    return Unknown(UnknownCode.MALFORMED, f"day of the firmware: {text:.40}")


def is_virtual(model: str | Unknown) -> bool | Unknown:
    """Say whether maker and model are those of a virtual machine."""
    return model if isinstance(model, Unknown) else bool(_VIRTUAL.search(model))
