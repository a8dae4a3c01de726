"""Depth: how much a run looks at."""

from enum import StrEnum


class Depth(StrEnum):
    """How far a run goes: seconds, the default, or minutes."""

    QUICK = "quick"
    FULL = "full"
    DEEP = "deep"

    @property
    def rank(self) -> int:
        """Return 0 for quick up to 2 for deep."""
        return list(Depth).index(self)
