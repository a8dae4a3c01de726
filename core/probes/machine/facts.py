"""What machine this is, and with which rights it is read."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineFacts(Facts):
    """The machine and its operating system.

    `machine_id` is a digest of the system's own installation id, never the id itself.
    `os` is `windows` or `linux`; `os_id` the ID of os-release, or `windows`; `os_release` its
    VERSION_ID, or the Windows build as text; `support_ends` the ISO day that os-release itself
    names; `extended_years` through which period of extended security updates they are licensed
    here, 0 for none;
    `container` the kind of container, empty for none; `domain` the joined domain, empty for none;
    `entra` whether Microsoft's cloud directory keeps the machine, with a domain or without one.
    """

    TOPIC: ClassVar[str] = "machine"

    name: str | Unknown
    machine_id: str | Unknown
    os: str | Unknown
    os_id: str | Unknown
    os_name: str | Unknown
    os_release: str | Unknown
    edition: str | Unknown
    sku: int | Unknown
    build: int | Unknown
    revision: int | Unknown
    server: bool | Unknown
    support_ends: str | Unknown
    extended_years: int | Unknown
    container: str | Unknown
    domain: str | Unknown
    entra: bool | Unknown
    booted_at: str | Unknown
    user: str | Unknown
    rights: str | Unknown
