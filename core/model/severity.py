"""Severity: how much something matters, in findings and in the duty book alike."""

from enum import StrEnum


class Severity(StrEnum):
    """How much a failed check matters; the baseline may override the check's own."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Return 0 for low up to 3 for critical."""
        return list(Severity).index(self)
