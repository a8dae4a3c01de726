"""UPD-209: how long ago updates were installed, and what must be said about it."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.update_history.facts import UpdateHistoryFacts

SPARED = {os: {"stuck": "a matter of UPD-210"} for os in ("windows", "linux")}


def history_of(sample, **changes):
    found = next(each for each in sample.all() if isinstance(each, UpdateHistoryFacts))
    return replace(found, **changes)


@pytest.mark.parametrize(
    ("installed_at", "key"),
    [
        ("2027-01-20T02:00:00Z", "pass.recent"),
        ("2026-12-06", "pass.recent"),
        ("2026-12-05", "warn.old"),
        ("2026-10-22", "warn.old"),
        ("2026-10-21", "fail.old"),
        ("", "fail.never"),
        ("2027-02-20", "unknown.malformed"),
        ("hôm qua", "unknown.malformed"),
        (Unknown(UnknownCode.NO_RIGHT, ""), "unknown.no_right"),
        (Unknown(UnknownCode.SERVICE_OFF, ""), "unknown.service_off_unsaid"),
    ],
)
def test_dates(judge, windows, installed_at, key):
    history = history_of(windows, installed_at=installed_at)
    assert judge("UPD-209", windows, history).message.key == key
