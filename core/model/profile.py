"""Profile: which set of limits of the baseline applies."""

from enum import StrEnum


class Profile(StrEnum):
    """Ordinary days, or the weeks around Tết."""

    NORMAL = "normal"
    PEAK = "peak"
