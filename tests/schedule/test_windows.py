"""Tasks of Windows as XML: written, read back, and what is no answer."""

import pytest

from core.model.schedule import ScheduleState
from core.model.unknown import Unknown, UnknownCode
from core.schedule.windows import TaskScheduler, state_in, task_xml


@pytest.mark.parametrize("home", ["C:\\Dữ liệu <1> & 2", 'C:\\a "b" c', "D:\\kết quả\\"])
def test_what_is_written_is_read_back(home: str) -> None:
    xml = task_xml((r"C:\Program Files\TrucAn\TrucAn.exe", "schedule", "run", home), "07:45")

    assert state_in(xml) == ScheduleState(on=True, at="07:45")
    assert "LeastPrivilege" in xml
    assert "StartWhenAvailable>true" in xml


def test_a_task_switched_off_in_the_task_scheduler_is_off() -> None:
    before, settings, after = task_xml(("a",), "07:45").partition("<Settings>")
    switched = after.replace("<Enabled>true", "<Enabled>false")

    assert state_in(before + settings + switched) == ScheduleState(on=False, at="")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", UnknownCode.NOT_FOUND),
        ("  \r\n", UnknownCode.NOT_FOUND),
        ("ERROR: access", UnknownCode.MALFORMED),
        ("<Task/>", UnknownCode.MALFORMED),
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', UnknownCode.MALFORMED),
    ],
)
def test_what_is_no_task_is_no_answer(said: str, code: UnknownCode) -> None:
    state = state_in(said)

    assert isinstance(state.on, Unknown)
    assert state.on.code is code


@pytest.mark.only("windows")
@pytest.mark.system("wine")
def test_a_tool_that_prints_nothing_confirms_nothing() -> None:
    """Wine's schtasks ends with 0 and prints nothing."""
    state = TaskScheduler().state("trucan-00000000")

    assert isinstance(state.on, Unknown)
