"""What LightDM, a sign-in screen, is told by all its files together."""

from core.model.unknown import Unknown, UnknownCode
from core.probes.formats import ini_value
from core.probes.system import System

PROGRAM = "/usr/sbin/lightdm"
_FOLDERS = (
    "/usr/share/lightdm/lightdm.conf.d",
    "/usr/local/share/lightdm/lightdm.conf.d",
    "/etc/xdg/lightdm/lightdm.conf.d",
    "/etc/lightdm/lightdm.conf.d",
)
_MAIN = "/etc/lightdm/lightdm.conf"
_YES = ("true", "1")


def told_to_lightdm(system: System, key: str) -> str | Unknown:
    """Return a setting of its seats, empty for none: the last file that holds it counts."""
    paths = []
    for folder in _FOLDERS:
        names = system.list_folder(folder)
        if isinstance(names, tuple):
            paths += [f"{folder}/{name}" for name in names if name.endswith(".conf")]
        elif names.code is not UnknownCode.NOT_FOUND:
            return names
    told = ""
    for path in (*paths, _MAIN):
        text = system.read_text(path)
        if isinstance(text, Unknown):
            if text.code is not UnknownCode.NOT_FOUND:
                return text
            continue
        value = ini_value(text, key, "Seat")
        told = told if value is None else value
    return told


def is_yes(told: str) -> bool:
    """Say whether a setting is switched on, as GLib reads it."""
    return told.lower() in _YES
