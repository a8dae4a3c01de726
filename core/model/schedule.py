"""Schedule: what is known of the daily check's entry in the operating system."""

from dataclasses import dataclass

from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleState:
    """Whether this account's daily check is on, and the local time as `HH:MM`, empty when off.

    `on` is Unknown where the system's scheduler gives no answer.
    """

    on: bool | Unknown
    at: str
