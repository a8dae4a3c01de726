"""How this machine starts and what protects its drives."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class DriveState:
    """A drive that holds the system or people's files.

    `state`: `on`, `off`, `partly` (being encrypted or switched off for a while), or Unknown.
    """

    name: str
    state: str | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class BootProtectionFacts(Facts):
    """`uefi`: starts the new way. `secure_boot`: starts only what is signed. `certificates`: how
    far Windows has put in the Secure Boot certificates of 2023, as it writes it, empty for not at
    all. `tpm`: 2 or 1 by version, 0 for none. `drives`: how drives are encrypted. `container`: the
    kind of container, which has no start of its own, empty for none.
    """

    TOPIC: ClassVar[str] = "boot_protection"

    uefi: bool | Unknown
    secure_boot: bool | Unknown
    certificates: str | Unknown
    tpm: int | Unknown
    drives: tuple[DriveState, ...] | Unknown
    container: str | Unknown
