"""The present moment, as the machine tells it."""

from datetime import UTC, datetime

from core.model.moments import to_text


def now_text() -> str:
    """Return the present moment as UTC text."""
    return to_text(datetime.now(UTC))
