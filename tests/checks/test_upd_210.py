"""UPD-210: updates that fail or are half done, and what must be said about them."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.update_history.facts import UpdateHistoryFacts

SPARED = {os: {"installed_at": "a matter of UPD-209"} for os in ("windows", "linux")}


def history_of(sample, **changes):
    found = next(each for each in sample.all() if isinstance(each, UpdateHistoryFacts))
    return replace(found, **changes)


@pytest.mark.parametrize(
    ("os", "stuck", "key"),
    [
        ("windows", (), "pass.none"),
        ("windows", ("KB1",), "warn.stuck"),
        ("windows", ("KB1", "KB2", "KB3"), "fail.stuck"),
        ("linux", (), "pass.none"),
        ("linux", ("bash",), "fail.half_done"),
        ("linux", Unknown(UnknownCode.NOT_SUPPORTED, ""), "unknown.not_supported"),
        ("windows", Unknown(UnknownCode.NOT_FOUND, ""), "unknown.not_found"),
    ],
)
def test_stuck_updates(judge, request, os, stuck, key):
    sample = request.getfixturevalue(os)
    history = history_of(sample, stuck=stuck)
    assert judge("UPD-210", sample, history).message.key == key
