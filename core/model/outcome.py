"""Result: the six things that can come of one check."""

from enum import StrEnum


class Result(StrEnum):
    """What came of one check."""

    PASS = "pass"  # noqa: S105 - a result, not a password
    WARN = "warn"
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"
