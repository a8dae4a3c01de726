"""What this machine shares, and how it speaks with file servers."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenShare:
    """A shared folder, without those that Windows makes itself.

    `everyone`: what anybody may do there: `full`, `change`, `read` or empty for nothing.
    """

    name: str
    path: str
    everyone: str | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingFacts(Facts):
    """Sharing of files.

    `old_protocol`: SMB version 1 is spoken. `shares`: what is shared. `signed`: connections to file
    servers must be signed. `unnamed`: file servers that ask for no name are trusted.
    """

    TOPIC: ClassVar[str] = "sharing"

    old_protocol: bool | Unknown
    shares: tuple[OpenShare, ...] | Unknown
    signed: bool | Unknown
    unnamed: bool | Unknown
