"""Session bus: Qt may ask the one that is there; none is started for it. Windows knows none.

A menu bar asks over D-Bus whether the desktop shows menus in its own place. Where no bus runs,
D-Bus starts one by itself (`dbus-launch`): the first paint waits for it, and a daemon stays behind
that nobody asked for.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ADDRESS = "DBUS_SESSION_BUS_ADDRESS"
_NOWHERE = "disabled:"
"""An address of no known kind: connecting to it fails at once."""


@contextmanager
def none_started() -> Iterator[None]:
    """Have a session bus asked if there is one; what is started meanwhile finds the same.

    Qt remembers that it found none. The environment is as before afterwards, so that programs
    which the window opens do as they always do.
    """
    if os.environ.get(_ADDRESS) or _is_running():
        yield
        return
    os.environ[_ADDRESS] = _NOWHERE
    try:
        yield
    finally:
        del os.environ[_ADDRESS]


def _is_running() -> bool:
    """Say whether this account's bus is where D-Bus looks for it (`$XDG_RUNTIME_DIR/bus`)."""
    folder = os.environ.get("XDG_RUNTIME_DIR")
    return bool(folder) and Path(str(folder), "bus").is_socket()
