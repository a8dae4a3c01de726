"""Refusal: why a seal is not accepted."""

from enum import StrEnum


class Why(StrEnum):
    """Why a seal was not accepted."""

    MALFORMED = "malformed"
    OTHER_TYPE = "other_type"
    UNSIGNED = "unsigned"
    UNKNOWN_KEY = "unknown_key"
    ALTERED = "altered"
    REVOKED = "revoked"


class SealError(Exception):
    """A seal that is not accepted. `day` is the day of revocation, for that reason only."""

    def __init__(self, why: Why, detail: str = "", day: str = "") -> None:
        """Name the reason; `detail` is for the technician."""
        super().__init__(f"{why}: {detail}" if detail else str(why))
        self.why = why
        self.detail = detail
        self.day = day
