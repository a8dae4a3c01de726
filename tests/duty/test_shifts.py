"""Shifts: two persons, one hand-over; what is missing shows, what is open is carried on."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from clocks import SetClock
from offices import furnish, set_clock

from core.duty.pins import PAUSE, TRIES, Pins
from core.duty.shift_told import CONDITION
from core.house import House
from core.model.duty import EntryKind
from core.model.errors import KnownError
from core.model.incident import NewIncident
from core.model.new_entry import Correction, NewEntry
from core.model.person import Person
from core.model.roster import Role, Roster, RosterLine
from core.model.shift import Acceptance, Condition, NewShift, Offer, ReminderKind

AN, BINH = "Nguyễn Văn An", "Trần Thị Bình"


@pytest.fixture
def watch() -> SetClock:
    """Give a clock at 07:00 on the second day of Tết 2027 in Vietnam."""
    return set_clock("2027-02-07T00:00:00Z")


@pytest.fixture
def house(tmp_path: Path, watch: SetClock) -> Iterator[House]:
    """Open a real house."""
    opened = furnish(tmp_path / "PHUMAU-VP-03", watch)
    yield opened
    opened.close()


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
    from core.model.new_entry import Correction

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


def test_the_sheet_names_both_and_says_that_they_are_as_declared(
    house: House, tmp_path: Path, watch: SetClock
) -> None:
    house.shifts.start(NewShift(person=AN))
    watch.wait(hours=3)
    house.duty.add_entry(NewEntry(text="Mất điện từ 9:40 đến 9:52", kind=EntryKind.OUTAGE))
    house.open_items.add("Gọi lại điện lực")
    with pytest.raises(KnownError, match="handover_sheet"):
        house.write_handover(("pdf",), tmp_path)
    house.shifts.offer(Offer(to=BINH, condition=Condition(keys="2 chùm")))
    house.shifts.accept(Acceptance(person=BINH))
    (path,) = house.write_handover(("pdf",), tmp_path)
    pages = pypdfium2.PdfDocument(path)
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)

    for each in (AN, BINH, "2 chùm", "Mất điện từ 9:40", "Gọi lại điện lực", "chưa xác thực"):
        assert each in text, each


def sheet_of(house: House, folder: Path) -> str:
    """Write the sheet of the newest hand-over and return its text."""
    (path,) = house.write_handover(("html",), folder)
    return path.read_text("utf-8")


PIN_SAID = "đã xác thực bằng mã PIN"
DECLARED_SAID = "người ghi tự khai, chưa xác thực"


@pytest.mark.parametrize("giver_has", [True, False])
@pytest.mark.parametrize("receiver_has", [True, False])
def test_the_sheet_says_of_each_of_the_two_whether_a_pin_vouches(
    house: House, watch: SetClock, tmp_path: Path, giver_has: bool, receiver_has: bool
) -> None:
    house.people.add(Person(name=AN), Person(name=BINH))
    pins = {name: "2468" * has for name, has in ((AN, giver_has), (BINH, receiver_has))}
    for name, pin in pins.items():
        if pin:
            house.pins.set(name, pin)
    house.shifts.start(NewShift(person=AN, pin=pins[AN]))
    watch.wait(hours=12)
    house.shifts.offer(Offer(to=BINH, pin=pins[AN]))
    watch.wait(minutes=5)
    said = {True: PIN_SAID, False: DECLARED_SAID}
    before = sheet_of(house, tmp_path)
    assert f"Người giao {AN}: {said[giver_has]}." in before
    assert f"Người nhận {BINH}: chưa nhận ca." in before

    house.shifts.accept(Acceptance(person=BINH, pin=pins[BINH]))
    watch.wait(minutes=5)
    after = sheet_of(house, tmp_path)
    assert f"Người giao {AN}: {said[giver_has]}." in after
    assert f"Người nhận {BINH}: {said[receiver_has]}." in after


def test_the_sheet_tells_the_hand_over_as_it_was(
    house: House, watch: SetClock, tmp_path: Path
) -> None:
    """Printed the next day: what was open then, what both said then, nothing of the next shift."""
    house.shifts.start(NewShift(person=AN))
    incident, _ = house.incidents.open(NewIncident(playbook="phishing"))
    house.open_items.add("Gọi lại điện lực")
    wrong = house.duty.write(NewEntry(text="Mất điện 2 giờ"))
    house.duty.correct(Correction(seq=wrong.seq, text="Mất điện 12 phút", reason="Ghi nhầm"))
    watch.wait(hours=11)
    house.shifts.offer(Offer(to=BINH, note="Người dân báo thư giả"))
    accepted = Acceptance(person=BINH, reservations="Máy in kẹt giấy", read=(incident.id,))
    house.shifts.accept(accepted)
    watch.wait(hours=9)
    house.open_items.close(house.open_items.all()[0].seq, "Điện lực hẹn 15 giờ")
    house.incidents.close(incident.code, "Đã xử lý xong")
    house.open_items.add("Việc của ca sau")
    text = sheet_of(house, tmp_path)

    for each in (
        f"Sự cố {incident.code} đang xử lý",
        "Gọi lại điện lực",
        "Mất điện 12 phút",
        "Người dân báo thư giả",
        "Máy in kẹt giấy",
    ):
        assert each in text, each
    for each in ("Mất điện 2 giờ", "Điện lực hẹn", "Đã xử lý xong", "Việc của ca sau"):
        assert each not in text, each


def test_a_sheet_filled_in_by_hand_vouches_for_nobody(house: House, tmp_path: Path) -> None:
    """The same two on another day: what the book says is of their one hand-over only."""
    house.people.add(Person(name=AN), Person(name=BINH))
    for name in (AN, BINH):
        house.pins.set(name, "2468")
    house.shifts.start(NewShift(person=AN, pin="2468"))
    house.shifts.offer(Offer(to=BINH, pin="2468"))
    house.shifts.accept(Acceptance(person=BINH, pin="2468"))
    fields = {"from": "05/02/2027 07:00", "to": "05/02/2027 19:00", "left": "Không"}
    content = {"kind": "handover", "fields": {"giver": AN, "receiver": BINH, **fields}}
    (path,) = house.reports.save("latest", ("html",), tmp_path, kind="handover", values=content)
    text = path.read_text("utf-8")

    assert PIN_SAID not in text
    for who in (f"Người giao {AN}", f"Người nhận {BINH}"):
        assert f"{who}: {DECLARED_SAID}." in text


def test_a_pin_is_asked_of_its_person_only(house: House) -> None:
    house.people.add(Person(name=AN), Person(name=BINH))
    house.pins.set(AN, "2468")
    for pin, key in (("", "person_pin_needed"), ("1234", "person_pin_wrong")):
        with pytest.raises(KnownError, match=key):
            house.shifts.start(NewShift(person=AN, pin=pin))
    assert house.duty.count() == 0
    house.shifts.start(NewShift(person=AN, pin="2468"))
    shift = house.shifts.current()
    assert shift is not None
    assert shift.verified
    with pytest.raises(KnownError, match="person_pin_needed"):
        house.shifts.offer(Offer(to=BINH))
    house.shifts.offer(Offer(to=BINH, pin="2468"))
    house.shifts.accept(Acceptance(person=BINH))
    taken = house.shifts.current()

    assert taken is not None
    assert not taken.verified, "who has no PIN is as declared"


def test_an_export_says_whose_author_gave_no_pin(house: House, tmp_path: Path) -> None:
    house.people.add(Person(name=AN), Person(name=BINH))
    house.pins.set(AN, "2468")
    house.shifts.start(NewShift(person=AN, pin="2468"))
    house.duty.write(NewEntry(text="Kiểm tra phòng máy", author=BINH))
    made = house.duty.export(tmp_path / "out")
    lines = (made.folder / "so-truc.txt").read_text(encoding="utf-8").split("\n")
    marked = [at for at, each in enumerate(lines) if "đã xác thực bằng mã PIN)" in each]

    assert any(each.startswith("Người ghi tự khai, chưa xác thực, trừ mục") for each in lines)
    (place,) = marked
    above = next(each for each in reversed(lines[:place]) if " · " in each)
    assert AN in above


def test_a_pin_is_nowhere_to_be_read(house: House) -> None:
    house.people.add(Person(name=AN))
    house.pins.set(AN, "8642097")
    house.shifts.start(NewShift(person=AN, pin="8642097"))
    house.store.close()

    for path in house.home.rglob("*"):
        assert not path.is_file() or b"8642097" not in path.read_bytes(), path


def test_a_pin_is_changed_with_the_old_one_and_forgotten_with_a_trace(house: House) -> None:
    house.people.add(Person(name=AN))
    house.pins.set(AN, "2468")
    with pytest.raises(KnownError, match="person_pin_needed"):
        house.pins.set(AN, "1357")
    house.pins.set(AN, "1357", "2468")
    with pytest.raises(KnownError, match="person_pin_wrong"):
        house.pins.drop(AN, "2468")
    with pytest.raises(KnownError, match="reason_empty"):
        house.pins.forget(AN, "")
    house.pins.forget(AN, "Quên mã sau kỳ nghỉ")

    assert not house.pins.has(AN)
    assert "Quên mã sau kỳ nghỉ" in house.duty.page(limit=1)[0].text
    with pytest.raises(KnownError, match="person_pin_short"):
        house.pins.set(AN, "123")


def test_guessing_a_pin_is_slowed_down(house: House) -> None:
    house.people.add(Person(name=AN))
    now = [0.0]
    pins = Pins(
        lambda: house.store,
        house.people,
        lambda: house.words,
        house.duty.write,
        cost=16,
        steady=lambda: now[0],
    )
    pins.set(AN, "2468")
    an = house.people.named(AN)
    for _ in range(TRIES):
        with pytest.raises(KnownError, match="person_pin_wrong"):
            pins.check(an, "0000")
    with pytest.raises(KnownError, match="person_pin_pause"):
        pins.check(an, "2468")
    now[0] = PAUSE

    assert pins.check(an, "2468")


def test_two_of_one_name_are_told_apart_by_their_numbers(house: House) -> None:
    """The book names them as people do; whose PIN is asked for is decided by the number."""
    house.people.add(Person(name=AN, post="Kế toán"), Person(name=AN, post="Văn thư"))
    one, two = (each.number for each in house.people.all())
    for number, pin in ((one, "1111"), (two, "2222")):
        house.pins.set(f"#{number}", pin)
    with pytest.raises(KnownError, match="person_several") as caught:
        house.shifts.start(NewShift(person=AN, pin="1111"))
    posts = {each.number: each.post for each in house.people.all()}
    told = caught.value.args_of_sentence["text"]
    assert told == f"#{one} ({posts[one]}), #{two} ({posts[two]})"
    with pytest.raises(KnownError, match="person_unknown"):
        house.shifts.start(NewShift(person="#99"))
    house.shifts.start(NewShift(person=f"#{one}", pin="1111"))
    assert house.duty.person_on_duty() == AN
    assert house.duty.page(limit=1)[0].text.startswith(f"{AN} nhận ca")

    with pytest.raises(KnownError, match="handover_self"):
        house.shifts.offer(Offer(to=f"#{one}", pin="1111"))
    with pytest.raises(KnownError, match="person_pin_wrong"):
        house.shifts.offer(Offer(to=f"#{two}", pin="2222"))
    house.shifts.offer(Offer(to=f"#{two}", pin="1111"))
    with pytest.raises(KnownError, match="handover_other"):
        house.shifts.accept(Acceptance(person=f"#{one}", pin="1111"))
    with pytest.raises(KnownError, match="person_pin_wrong"):
        house.shifts.accept(Acceptance(person=f"#{two}", pin="1111"))
    house.shifts.accept(Acceptance(person=f"#{two}", pin="2222"))
    shift = house.shifts.current()

    assert shift is not None
    assert (shift.person, shift.number, shift.verified) == (AN, two, True)
    house.shifts.end("2222")
    assert house.shifts.current() is None


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
