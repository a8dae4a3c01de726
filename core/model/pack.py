"""Data packs as people see them: what is in force, since when, from whom."""

from dataclasses import dataclass
from enum import StrEnum


class PackOrigin(StrEnum):
    """Where a pack came from."""

    BUILT_IN = "built_in"
    IMPORTED = "imported"


class PackState(StrEnum):
    """Whether a pack is looked up."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    REPLACED = "replaced"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCard:
    """One pack of a home. `issuer` is who trusts it by name; an expired one is still looked up.

    `problem` says why a refused one is refused, as a key of the words; a later version with the
    same id replaces an earlier one. All texts but `id` are empty where the pack cannot be read.
    """

    id: str
    version: str
    date: str
    expires: str
    issuer: str
    origin: PackOrigin
    state: PackState
    problem: str = ""
