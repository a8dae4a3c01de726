"""What the log of Defender on a described Windows says."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus_events.windows import read
from core.probes.ask import Ask

HOME = "windows-10-home-vi"
LOG = "Microsoft-Windows-Windows Defender/Operational"
FINDS = f"events({LOG}, Microsoft-Windows-Windows Defender 1116 1117 1118 1119)"
SWITCHES = f"events({LOG}, Microsoft-Windows-Windows Defender 5001 5010 5012 5000 5009 5011)"
UNDECIDED = UnknownCode.NOT_FOUND


def event(number, hour=1, find="{A}", action=None, error="0x00000000"):
    values = {
        "Detection ID": find,
        "Threat Name": "EICAR",
        "Action ID": action,
        "Error Code": error,
    }
    return {
        "provider": "Microsoft-Windows-Windows Defender",
        "id": number,
        "at": f"2026-11-18T{hour:02}:00:00Z",
        "values": {name: value for name, value in values.items() if value is not None},
    }


@pytest.fixture
def told(machine):
    return lambda **answers: read(machine(HOME).with_answers(answers), Ask())


def code(value):
    return value.code if isinstance(value, Unknown) else value


@pytest.mark.parametrize(
    ("events", "handled"),
    [
        ([event(1116, action="9")], UNDECIDED),
        ([event(1117, 2, action="2"), event(1116)], True),
        ([event(1117, action="1")], True),
        ([event(1117, action="3")], True),
        ([event(1117, action="10")], True),
        ([event(1117, action="6")], False),
        ([event(1117, action="9")], False),
        ([event(1117, action="2", error="0x80508023")], True),
        ([event(1117, action="2", error="0x80070005")], UNDECIDED),
        ([event(1117, action="77")], UNDECIDED),
        ([event(1117, error=None)], UNDECIDED),
        ([event(1118, 2, action="2", error="0x80508014"), event(1116)], False),
        ([event(1119, 2, action="3"), event(1117, action="2")], False),
        ([event(1117, 3, action="2"), event(1118, 2), event(1116)], True),
    ],
)
def test_the_last_that_was_written_of_a_find_counts(told, events, handled):
    (found,) = told(**{FINDS: events}).detections
    assert (found.name, found.at, code(found.handled)) == ("EICAR", "2026-11-18T01:00:00Z", handled)


def test_finds_are_told_apart(told):
    events = [event(1117, find="{B}", action="2"), event(1116), event(1116, find=None)]
    assert len(told(**{FINDS: events}).detections) == 3


def test_times_without_protection(told):
    numbers = (5000, 5001, 5009, 5010, 5011, 5012)
    facts = told(**{SWITCHES: [event(each, hour) for hour, each in enumerate(numbers)]})
    assert [each[11:13] for each in facts.turned_off] == ["01", "03", "05"]
    assert [each[11:13] for each in facts.turned_on] == ["00", "02", "04"]


@pytest.mark.parametrize("why", ["service_off", "not_found", "no_right", "timed_out"])
def test_a_log_that_says_nothing_at_all_says_nothing_of_anything(told, why):
    facts = told(**{f"log_since({LOG})": {"unknown": why}})
    for name in ("since", "detections", "turned_off", "turned_on"):
        assert code(getattr(facts, name)) == why


def test_one_question_that_fails_hides_nothing_else(told):
    facts = told(**{FINDS: {"unknown": "timed_out"}})
    assert (code(facts.detections), facts.turned_off) == (UnknownCode.TIMED_OUT, ())
    facts = told(**{SWITCHES: {"unknown": "timed_out"}})
    assert (facts.detections, code(facts.turned_off)) == ((), UnknownCode.TIMED_OUT)
