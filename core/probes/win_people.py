"""Whose settings are loaded: the hives of people, not those of services."""

from core.model.unknown import Unknown, UnknownCode
from core.probes.system import WindowsSystem

_PEOPLE = ("S-1-5-21-", "S-1-12-1-")
"""Local and domain accounts, and those of the cloud directory."""


def loaded(system: WindowsSystem) -> tuple[str, ...] | Unknown:
    """Return the SIDs of people whose settings are loaded; not_found when nobody's are."""
    hives = system.registry_keys("HKU", "")
    if isinstance(hives, Unknown):
        return hives
    found = tuple(sid for sid in hives if sid.startswith(_PEOPLE) and not sid.endswith("_Classes"))
    return found or Unknown(UnknownCode.NOT_FOUND, "nobody's settings are loaded")


def people(system: WindowsSystem) -> tuple[str, ...]:
    """Return the SIDs of people whose settings are loaded; those signed off have none here."""
    found = loaded(system)
    return () if isinstance(found, Unknown) else found
