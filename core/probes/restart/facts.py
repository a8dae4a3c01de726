"""Whether an installed update still waits for a restart."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class RestartFacts(Facts):
    """Signs of a pending restart.

    `pending`: the system itself says so. `pending_since`: since when (ISO), empty when it does not
    tell. `packages`: what waits. `kernel_running` and `kernel_installed`: Linux releases, the
    second being the newest installed one. `booted_at`: the last real start (ISO).
    """

    TOPIC: ClassVar[str] = "restart"

    pending: bool | Unknown
    pending_since: str | Unknown
    packages: tuple[str, ...] | Unknown
    kernel_running: str | Unknown
    kernel_installed: str | Unknown
    booted_at: str | Unknown
    container: str | Unknown
