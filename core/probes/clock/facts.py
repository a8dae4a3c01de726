"""What time the machine thinks it is, and what there is to compare it with."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFacts(Facts):
    """The clock.

    `zone` is the name of the time zone, `offset_minutes` its offset from UTC now.
    `synchronises`: whether something sets the clock by the network; `synchronised`: whether it has
    done so. `service_off` names a time service that does not answer, empty for none.
    `newest_file_at`: the newest time (ISO) of files that the system itself writes, which the
    clock cannot honestly be before; `newest_file` names it.
    """

    TOPIC: ClassVar[str] = "clock"

    now: str | Unknown
    zone: str | Unknown
    offset_minutes: int | Unknown
    synchronises: bool | Unknown
    synchronised: bool | Unknown
    service_off: str | Unknown
    newest_file_at: str | Unknown
    newest_file: str | Unknown
