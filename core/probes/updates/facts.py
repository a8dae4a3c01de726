"""Which updates wait, and how old that knowledge is."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatesFacts(Facts):
    """Updates that the machine knows of and has not installed.

    `ordinary`, `security` and `held` count packages or updates; security ones are not counted
    again as ordinary; held ones wait although an update exists (by hand, or because others stand in
    the way). `security_names` and `ordinary_names` list at most ten of each. `asked_at` is when the
    machine last learned what exists (ISO), empty when never. `server` is the office's own update
    server, empty for none. `service_off` names a stopped service that is needed, or is empty.
    """

    TOPIC: ClassVar[str] = "updates"

    ordinary: int | Unknown
    security: int | Unknown
    held: int | Unknown
    ordinary_names: tuple[str, ...] | Unknown
    security_names: tuple[str, ...] | Unknown
    asked_at: str | Unknown
    server: str | Unknown
    service_off: str | Unknown
