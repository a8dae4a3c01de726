"""Shifts: two persons, one hand-over; what is missing shows, what is open is carried on."""

from dataclasses import replace
from pathlib import Path

import pytest
from clocks import SetClock

from core.duty.shift_told import CONDITION
from core.house import House
from core.model.duty import EntryKind
from core.model.errors import KnownError
from core.model.incident import NewIncident
from core.model.new_entry import Correction, NewEntry
from core.model.person import Person
from core.model.shift import Acceptance, Condition, NewShift, Offer

AN, BINH = "Nguyễn Văn An", "Trần Thị Bình"


def kinds(house: House) -> list[EntryKind]:
    """Return the kinds of all entries, oldest first, without the opening."""
    return [each.kind for each in house.duty.page(limit=100)][::-1][1:]


def test_a_shift_starts_with_what_was_found(house: House) -> None:
    """State of systems, keys; the machine's security state by itself: unknown is said, not good."""
    condition = Condition(systems="bình thường", keys="2 chùm")
    house.shifts.start(NewShift(person=AN, until="19:00", condition=condition))
    entry, shift = house.duty.page(limit=1)[0], house.shifts.current()

    assert shift is not None
    assert (shift.person, shift.until) == (AN, "2027-02-07T12:00:00Z")
    assert not shift.verified
    assert (entry.kind, entry.author) == (EntryKind.SHIFT_START, AN)
    assert "Chìa khóa: 2 chùm." in entry.text
    assert "Máy này chưa kiểm tra lần nào." in entry.text


def test_whoever_is_on_duty_is_the_author(house: House) -> None:
    house.shifts.start(NewShift(person=AN))
    house.duty.add_entry(NewEntry(text="Mất điện"))
    incident, _ = house.incidents.open(NewIncident(playbook="outage"))

    assert house.duty.page(limit=2)[1].author == AN
    assert incident.opened.author == AN


def test_one_offers_the_other_accepts(house: House, watch: SetClock) -> None:
    """Scenario 7: two names, the shift stays with the giver until it is accepted."""
    house.shifts.start(NewShift(person=AN))
    watch.wait(hours=12)
    house.shifts.offer(Offer(to=BINH, note="Mất điện 12 phút", instruction="Giữ máy chủ"))
    waiting = house.shifts.current()
    assert waiting is not None
    assert waiting.offer is not None
    assert (waiting.person, waiting.offer.to) == (AN, BINH)

    watch.wait(minutes=3)
    house.shifts.accept(
        Acceptance(person=BINH, reservations="Máy in kẹt giấy", until="07:00 8/2/2027")
    )
    entry, shift = house.duty.page(limit=1)[0], house.shifts.current()

    assert shift is not None
    assert (shift.person, shift.taken_from, shift.reservations) == (BINH, AN, "Máy in kẹt giấy")
    assert AN in entry.text
    assert BINH in entry.text
    assert "Máy in kẹt giấy" in entry.text
    assert kinds(house) == [EntryKind.SHIFT_START, EntryKind.HANDOVER, EntryKind.SHIFT_START]
    assert house.duty.verify().whole


def test_a_refused_hand_over_leaves_the_shift_where_it_was(house: House) -> None:
    house.shifts.start(NewShift(person=AN))
    house.shifts.offer(Offer(to=BINH))
    with pytest.raises(KnownError, match="reason_empty"):
        house.shifts.refuse(BINH, " ")
    house.shifts.refuse(BINH, "Chưa kiểm tra máy chủ")
    shift = house.shifts.current()

    assert shift is not None
    assert (shift.person, shift.offer) == (AN, None)
    assert "ca trực vẫn thuộc " + AN in house.duty.page(limit=1)[0].text


@pytest.mark.parametrize(
    ("act", "key"),
    [
        (lambda s: s.accept(Acceptance(person=BINH)), "handover_none"),
        (lambda s: s.offer(Offer(to=AN)), "handover_self"),
        (lambda s: s.offer(Offer(to=" ")), "person_nameless"),
        (lambda s: s.start(NewShift(person=BINH)), "shift_running"),
        (
            lambda s: s.start(NewShift(person=BINH, without_handover=True, until="06:00")),
            "shift_past",
        ),
    ],
)
def test_what_does_not_follow_is_refused(house: House, act, key: str) -> None:  # type: ignore[no-untyped-def]
    house.shifts.start(NewShift(person=AN))
    before = house.duty.count()
    with pytest.raises(KnownError, match=key):
        act(house.shifts)

    assert house.duty.count() == before


def test_nobody_accepts_for_another(house: House) -> None:
    house.shifts.start(NewShift(person=AN))
    house.shifts.offer(Offer(to=BINH))
    with pytest.raises(KnownError, match="handover_other"):
        house.shifts.accept(Acceptance(person="Lê Văn Cường"))


def test_without_a_shift_there_is_nothing_to_hand_over(house: House) -> None:
    for act in (house.shifts.end, lambda: house.shifts.offer(Offer(to=BINH))):
        with pytest.raises(KnownError, match="shift_none"):
            act()


def test_running_incidents_have_to_be_read(house: House) -> None:
    """Scenario 7: the shift cannot be taken while one is not acknowledged."""
    house.shifts.start(NewShift(person=AN))
    one, _ = house.incidents.open(NewIncident(playbook="ransomware"))
    two, _ = house.incidents.open(NewIncident(playbook="phishing"))
    house.shifts.offer(Offer(to=BINH))
    assert "SC-2027-001 đang xử lý" in house.duty.page(limit=1)[0].text
    with pytest.raises(KnownError, match="handover_blocked") as caught:
        house.shifts.accept(Acceptance(person=BINH, read=(one.id,)))
    assert caught.value.args_of_sentence["names"] == ("SC-2027-002",)
    house.shifts.accept(Acceptance(person=BINH, read=(one.id, two.id)))

    shift = house.shifts.current()
    assert shift is not None
    assert shift.person == BINH


def test_a_missing_shift_shows_as_a_gap(house: House, watch: SetClock) -> None:
    """Scenario 7: it is not merged silently; it is dated from when nobody was on duty."""
    house.shifts.start(NewShift(person=AN))
    watch.wait(hours=12)
    house.shifts.end()
    watch.wait(hours=12)
    house.shifts.start(NewShift(person=BINH))
    gap = house.duty.page(limit=2)[1]

    assert gap.kind is EntryKind.MISSING_SHIFT
    assert gap.at == "2027-02-07T12:00:00Z"
    assert "từ 19:00 ngày 07/02/2027 đến 07:00 ngày 08/02/2027" in gap.text


def test_a_shift_that_was_left_ends_where_it_was_planned_to(house: House, watch: SetClock) -> None:
    house.shifts.start(NewShift(person=AN, until="19:00"))
    watch.wait(days=1)
    house.shifts.start(NewShift(person=BINH, without_handover=True))
    first, second = house.shifts.recent()

    assert (first.ended, second.person) == ("2027-02-07T12:00:00Z", BINH)


def test_a_shift_left_without_a_plan_ends_with_its_last_entry(
    house: House, watch: SetClock
) -> None:
    house.shifts.start(NewShift(person=AN))
    watch.wait(hours=2)
    house.duty.add_entry(NewEntry(text="Điện thoại của Công an xã"))
    watch.wait(days=1)
    house.shifts.start(NewShift(person=BINH, without_handover=True))

    assert house.shifts.recent()[0].ended == "2027-02-07T02:00:00Z"


def test_a_walk_to_the_desk_is_no_gap(house: House, watch: SetClock) -> None:
    house.shifts.start(NewShift(person=AN))
    house.shifts.end()
    watch.wait(minutes=4)
    house.shifts.start(NewShift(person=BINH))

    assert EntryKind.MISSING_SHIFT not in kinds(house)


def test_a_clock_turned_back_is_marked_and_nothing_is_refused(
    house: House, watch: SetClock
) -> None:
    """Scenario 7."""
    house.shifts.start(NewShift(person=AN))
    watch.turn(days=-3)
    house.shifts.offer(Offer(to=BINH))
    house.shifts.accept(Acceptance(person=BINH))

    assert [each.clock_flag for each in house.duty.page(limit=2)] == ["turned_back"] * 2
    shift = house.shifts.current()
    assert shift is not None
    assert shift.person == BINH


def test_open_items_are_carried_until_closed(house: House) -> None:

    house.shifts.start(NewShift(person=AN))
    house.open_items.add("Gọi lại điện lực", due="10:00")
    house.open_items.add("Thay mực máy in")
    house.shifts.offer(Offer(to=BINH))
    house.shifts.accept(Acceptance(person=BINH))
    first, second = house.open_items.all()
    assert (first.author, first.due) == (AN, "2027-02-07T03:00:00Z")
    assert "Thay mực máy in" in house.duty.page(limit=1)[0].text

    house.duty.correct(Correction(seq=second.seq, text="Thay mực máy in tầng 2", reason="Rõ hơn"))
    house.open_items.close(first.seq, "Điện lực hẹn 15 giờ")
    (left,) = house.open_items.all()
    assert (left.seq, left.text) == (second.seq, "Thay mực máy in tầng 2")
    assert house.duty.page(limit=1)[0].author == BINH
    with pytest.raises(KnownError, match="no_open_item"):
        house.open_items.close(first.seq)


def test_the_book_of_another_home_knows_as_much(house: House) -> None:
    """Who is on duty is what the entries say: another process sees it."""
    house.shifts.start(NewShift(person=AN))
    house.open_items.add("Thay mực")
    house.close()
    again = House(house.home, "vi", ())

    shift = again.shifts.current()
    assert shift is not None
    assert shift.person == AN
    assert [each.text for each in again.open_items.all()] == ["Thay mực"]
    again.close()


def test_a_name_typed_without_marks_is_that_of_the_list(house: House) -> None:
    house.people.add(Person(name=AN))
    house.shifts.start(NewShift(person="nguyen van an"))

    assert house.duty.person_on_duty() == AN


def test_long_open_items_hinder_no_shift(house: House, tmp_path: Path) -> None:
    """The entry repeats the beginning of each, the sheet and the book have them whole."""
    house.shifts.start(NewShift(person=AN))
    for _ in range(2):
        house.open_items.add("Gọi lại điện lực " * 650)
    for number in range(70):
        house.open_items.add(f"Việc thứ {number}. " + "Chi tiết " * 8)
    condition = Condition(**dict.fromkeys(CONDITION, "x" * 1990))
    long = "y" * 1990
    house.shifts.offer(Offer(to=BINH, condition=condition, note=long, instruction=long))
    offered = house.duty.page(limit=1)[0].text
    house.shifts.accept(Acceptance(person=BINH, reservations=long))

    for text in (offered, house.duty.page(limit=1)[0].text):
        listed = [each for each in text.split("\n") if each.startswith("– Mục số")]
        numbers = [int(each.removeprefix("– Mục số ").split(":")[0]) for each in listed]
        assert numbers == [each.seq for each in house.open_items.all()][: len(numbers)]
        assert f"– Và {72 - len(listed)} việc khác" in text
        assert max(map(len, listed)) < 250
    assert "kèm 72 việc còn tồn" in offered
    (sheet,) = house.write_handover(("html",), tmp_path)
    assert "Việc thứ 69." in sheet.read_text("utf-8")
    house.shifts.end()


def test_the_machine_is_told_of_by_its_last_check(house: House) -> None:
    from core.duty.machine_told import machine_told
    from core.model.card import RunCard, VerdictKind
    from core.model.profile import Profile
    from core.model.result import Depth

    card = RunCard(
        id="01",
        machine="PHUMAU-VP-03",
        place="",
        started="2027-02-05T00:00:00Z",
        ended="2027-02-05T00:00:00Z",
        verdict=VerdictKind.INCOMPLETE,
        answered=9,
        applicable=12,
        counts={},
        profile=Profile.NORMAL,
        depth=Depth.FULL,
        partial=False,
        open_items=2,
        urgent=0,
    )
    told_of = machine_told(card, house.now(), house.words)

    assert "Chưa kết luận được" in told_of.text
    assert "9 trên 12 mục" in told_of.text
    assert "2 ngày trước" in told_of.text
    assert replace(told_of, text="").at == card.ended
