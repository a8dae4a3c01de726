"""Which USB storage Linux remembers: what the kernel said when devices were plugged in."""

import re

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.system import System
from core.probes.usb_marks import mark_of
from core.probes.usb_storage.facts import UsbStorage, UsbStorageFacts

_JOURNAL = "/usr/bin/journalctl"
_LIMIT_S = 6.0
_MOST_LINES = 5000
_SINCE = "-90d"
"""A journal of years would be read for longer than a check may take."""
_WORDS = "USB Mass Storage|idVendor=|Product: |SerialNumber: "
_KERNEL_LOG = "/var/log/kern.log"
_LOG_LIMIT = 20_000_000
_SAID = re.compile(r"usb(?:-storage)? (\d+-[\d.]+)(?::[\d.]+)?: (.*)$")


def devices_in(lines: str) -> tuple[UsbStorage, ...]:
    """Return the storage among the devices that the kernel spoke of, each once.

    It names a device by its port, says what it is, and then whether it is storage.
    """
    ports: dict[str, dict[str, str]] = {}
    found: dict[str, UsbStorage] = {}
    for line in lines.splitlines():
        said = _SAID.search(line)
        if said is None:
            continue
        port, words = said.groups()
        if words.startswith("New USB device found"):
            ports[port] = {"Product": "", "SerialNumber": ""}
        name, _, value = words.partition(": ")
        if name in ("Product", "SerialNumber"):
            ports.setdefault(port, {})[name] = value.strip()
        if "USB Mass Storage device detected" in words:
            told = ports.get(port, {})
            product = told.get("Product") or "USB"
            mark = mark_of(told.get("SerialNumber") or f"{product} {port}")
            found[mark] = UsbStorage(name=product, mark=mark)
    return tuple(sorted(found.values(), key=lambda each: (each.name, each.mark)))


def _by_journal(system: System) -> tuple[UsbStorage, ...] | Unknown:
    tail = ("-t", "kernel", "-S", _SINCE, "-n", str(_MOST_LINES), "-g", _WORDS)
    said = system.run([_JOURNAL, "--no-pager", "-q", "-o", "cat", *tail], _LIMIT_S)
    if isinstance(said, Unknown):
        return said
    if said.out.strip():
        return devices_in(said.out)
    if system.rights() == "user":
        return Unknown(UnknownCode.NO_RIGHT, "journalctl showed nothing to this account")
    if said.err.strip():
        return Unknown(UnknownCode.SOURCE_BROKEN, f"journalctl: {said.err.strip()[:200]}")
    # A journal without a word of the kernel knows nothing of sticks either.
    kernel = system.run([_JOURNAL, "--no-pager", "-q", "-o", "cat", *tail[:2], "-n", "1"], _LIMIT_S)
    if isinstance(kernel, Unknown):
        return kernel
    if not kernel.out.strip():
        return Unknown(UnknownCode.NOT_FOUND, "the journal holds no word of the kernel")
    return ()


def read(system: System, ask: Ask) -> UsbStorageFacts:
    """Ask the journal, else the kernel's own log."""
    backend, source = "journal", "journalctl -t kernel"
    found = _by_journal(system)
    if isinstance(found, Unknown):
        text = system.read_text(_KERNEL_LOG, _LOG_LIMIT)
        if isinstance(text, str) and text.strip():
            backend, source, found = "kernel log", _KERNEL_LOG, devices_in(text)
    return UsbStorageFacts(
        origin=Origin(
            backend=backend,
            at=system.now(),
            degraded=backend != "journal",
            sources={"devices": source},
        ),
        devices=found,
    )
