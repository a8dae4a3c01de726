"""Whose settings are loaded: the hives of people, not those of services."""

from core.model.unknown import Unknown
from core.probes.system import WindowsSystem

_PEOPLE = ("S-1-5-21-", "S-1-12-1-")
"""Local and domain accounts, and those of the cloud directory."""


def people(system: WindowsSystem) -> tuple[str, ...]:
    """Return the SIDs of people whose settings are loaded; those signed off have none here."""
    hives = system.registry_keys("HKU", "")
    if isinstance(hives, Unknown):
        return ()
    return tuple(sid for sid in hives if sid.startswith(_PEOPLE) and not sid.endswith("_Classes"))
