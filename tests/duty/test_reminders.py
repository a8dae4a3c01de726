"""Reminders: what falls due, what nobody took, what broke off."""

import pytest
from clocks import SetClock

from core.house import House
from core.model.incident import NewIncident
from core.model.person import Person
from core.model.roster import Role, Roster, RosterLine
from core.model.shift import Acceptance, NewShift, Offer, ReminderKind

AN, BINH = "Nguyễn Văn An", "Trần Thị Bình"


def planned(house: House) -> None:
    """Put AN on the roster from 07:00 to 19:00 of two days, and BINH for the nights."""
    house.people.add(Person(name=AN), Person(name=BINH))
    an, binh = (house.people.named(each).number for each in (AN, BINH))
    lines = (
        RosterLine(line=1, role=Role.TECHNICIAN, ends="19:00"),
        RosterLine(line=2, role=Role.TECHNICIAN, starts="19:00"),
    )
    days = ("2027-02-07", "2027-02-08")
    people = {(day, line): (who,) for day in days for line, who in ((1, an), (2, binh))}
    house.rosters.make(Roster(title="Tết", first=days[0], last=days[1], lines=lines, people=people))


def told(house: House) -> list[ReminderKind]:
    return [each.kind for each in house.reminders()]


def test_a_shift_that_nobody_took_is_reminded_of(house: House, watch: SetClock) -> None:
    planned(house)
    watch.turn(minutes=-20)
    assert told(house) == []
    watch.turn(minutes=10)
    assert told(house) == [ReminderKind.SHIFT_DUE]
    house.shifts.start(NewShift(person=AN, until="19:00"))
    assert told(house) == []

    watch.wait(hours=11, minutes=58)
    assert sorted(told(house)) == [ReminderKind.HANDOVER_DUE, ReminderKind.SHIFT_DUE]
    house.shifts.offer(Offer(to=BINH))
    assert sorted(told(house)) == [ReminderKind.OFFER_WAITS, ReminderKind.SHIFT_DUE]
    house.shifts.accept(Acceptance(person=BINH))
    assert told(house) == []


def test_what_fell_due_while_the_computer_was_off_is_told(house: House, watch: SetClock) -> None:
    """Scenarios 6 and 15: the nil report is due at 09:00; the machine is switched on at 08:40."""
    house.open_items.add("Gửi báo cáo không phát sinh sự cố", due="09:00")
    watch.wait(minutes=50)
    house.session.begin(house.now())
    assert told(house) == [], "an hour before, not earlier"
    watch.wait(minutes=50)
    (asked,) = house.reminders()
    assert (asked.kind, asked.missed) == (ReminderKind.ITEM_DUE, False)

    house.session.begin(house.now())
    (after,) = house.reminders()
    assert after.missed, "at 08:00 nothing ran that could have said it"


def test_deadlines_of_incidents_are_reminded_of(house: House, watch: SetClock) -> None:
    house.incidents.open(NewIncident(playbook="ransomware"))
    assert told(house) == []
    watch.wait(hours=19)
    (soon,) = house.reminders()

    assert (soon.kind, soon.page) == (ReminderKind.REPORT_DUE, "incident")
    assert "SC-2027-001" in soon.text


def test_a_session_that_broke_off_is_told_once(house: House, watch: SetClock) -> None:
    """Scenario 6."""
    session = house.session
    assert session.begin(house.now()) == ""
    watch.wait(minutes=7)
    session.seen(house.now())
    watch.wait(minutes=30)

    assert session.begin(house.now()) == "2027-02-07T00:07:00Z"
    session.end()
    assert session.begin(house.now()) == ""


@pytest.mark.parametrize("content", [b"", b"{", b'{"seen": 5}', b'{"seen": "yesterday"}'])
def test_a_damaged_note_of_a_session_is_no_trouble(house: House, content: bytes) -> None:
    (house.home / "session.json").write_bytes(content)

    assert house.session.begin(house.now()) == ""
