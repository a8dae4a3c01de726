"""SYS-813: sudden stops, and what must be said about them."""

import pytest
from checks.shared.system_log import log, spared_but, unread

from core.checks.sys_813 import Params

SPARED = spared_but("since", "stops", "crashes")


def times(count, day="2027-01-10"):
    return tuple(f"{day}T{hour:02}:00:00Z" for hour in range(count))


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.none"),
        ({"since": "2027-01-19T00:00:00Z"}, "pass.none_since"),
        ({"stops": times(2)}, "pass.few"),
        ({"stops": times(3)}, "warn.some"),
        ({"stops": times(9)}, "warn.some"),
        ({"stops": times(10)}, "fail.often"),
        ({"stops": times(10, "2026-12-01")}, "pass.none"),
        ({"stops": times(2), "crashes": times(1)}, "pass.few"),
        ({"stops": times(2), "crashes": times(2)}, "warn.crashes"),
        ({"stops": times(2), "crashes": unread()}, "unknown.no_right"),
        ({"stops": times(4), "crashes": unread()}, "warn.some"),
        ({"stops": unread("not_found")}, "unknown.not_found"),
        ({"stops": ("4294967295",)}, "unknown.malformed"),
        ({"since": unread()}, "unknown.no_right"),
    ],
)
def test_stops(judge, windows, changes, key):
    assert judge("SYS-813", windows, log(windows, **changes)).message.key == key


@pytest.mark.parametrize("limits", [{"days": 31}, {"warn_times": 11}])
def test_limits_that_make_no_sense(limits):
    with pytest.raises(ValueError, match=r"days|warn_times"):
        Params(**limits)
