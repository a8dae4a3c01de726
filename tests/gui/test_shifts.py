"""Shifts on the real window over a real house: scenarios 6, 7 and the reminder of 15."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from by_hand import answer, said, settle
from clocks import SetClock
from offices import furnish, set_clock
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core.house import House
from core.model.duty import EntryKind
from core.model.incident import NewIncident
from core.model.person import Person
from core.model.shift import NewShift, Offer
from gui.face import Face, _tell_broken_session
from gui.models.rows import VALUE
from gui.pages.duty_book.view import DutyBookPage
from gui.widgets.accept_dialog import AcceptDialog
from gui.widgets.reminder_strip import ReminderStrip

AN, BINH = "Nguyễn Văn An", "Trần Thị Bình"


@pytest.fixture
def clock() -> SetClock:
    """Give a clock at 07:00 on the second day of Tết 2027 in Vietnam."""
    return set_clock("2027-02-07T00:00:00Z")


@pytest.fixture
def office(tmp_path: Path, clock: SetClock) -> Iterator[House]:
    """Open a real house of an invented office."""
    house = furnish(tmp_path, clock)
    yield house
    house.close()


@pytest.fixture
def face(show: Callable[..., Face], office: House) -> Face:
    """A window over the real house, on the page of the duty book."""
    shown = show(office)
    shown.desk.now = office.now
    shown.window.turn("duty_book")
    return shown


def book_of(face: Face) -> DutyBookPage:
    page = face.window.page("duty_book")
    assert isinstance(page, DutyBookPage)
    return page


def accepting(face: Face, qtbot: QtBot) -> AcceptDialog:
    """Open the dialog that accepts a hand-over."""
    book_of(face).shift.accept.click()
    settle(face, qtbot)
    return next(each for each in face.window.findChildren(AcceptDialog) if each.isVisible())


def test_a_hand_over_from_one_to_the_other(face: Face, office: House, qtbot: QtBot) -> None:
    """Scenario 7: two persons, one incident that has to be read, reservations, one book."""
    bar = book_of(face).shift
    assert "Chưa có ai nhận ca" in said(bar)
    bar.start.click()
    answer(face, qtbot, person=AN, until="19:00", keys="2 chùm")
    assert f"{AN} · Người ghi tự khai, chưa xác thực" in said(bar)
    assert "Ca 07:00–19:00" in said(bar)
    assert f"Đang trực: {AN} (07:00–19:00)" in said(face.window._status)

    incident, change = office.incidents.open(NewIncident(playbook="phishing"))
    face.desk.note(change)
    bar.offer.click()
    answer(face, qtbot, to=BINH, note="Có thư lừa đảo")
    assert f"Chờ {BINH} nhận ca" in said(bar)
    assert f"Người giao: {AN}, người ghi tự khai, chưa xác thực" in said(bar)
    shift = office.shifts.current()
    assert shift is not None
    assert shift.person == AN, "until it is accepted"

    dialog = accepting(face, qtbot)
    assert "Diễn biến chính: Có thư lừa đảo." in said(dialog)
    assert not dialog.yes.isEnabled(), "the incident is not marked as read"
    dialog.marks[incident.id].setChecked(True)
    dialog.reservations.setText("Máy in kẹt giấy")
    dialog.yes.click()
    settle(face, qtbot)

    taken = office.shifts.current()
    assert taken is not None
    assert (taken.person, taken.taken_from, taken.reservations) == (BINH, AN, "Máy in kẹt giấy")
    assert bar.sheet.isVisibleTo(bar.sheet.window())
    assert office.duty.verify().whole


def test_the_window_says_of_each_of_the_two_whether_a_pin_vouches(
    face: Face, office: House, qtbot: QtBot
) -> None:
    office.people.add(Person(name=AN), Person(name=BINH))
    office.pins.set(AN, "2468")
    bar = book_of(face).shift
    office.shifts.start(NewShift(person=AN, pin="2468"))
    book_of(face).refresh()
    bar.offer.click()
    answer(face, qtbot, to=BINH, pin="2468")
    gave = f"Người giao: {AN}, đã xác thực bằng mã PIN"
    assert gave in said(bar)
    dialog = accepting(face, qtbot)
    assert gave in said(dialog)
    dialog.yes.click()
    settle(face, qtbot)

    assert f"{BINH} · Người ghi tự khai, chưa xác thực" in said(bar)
    assert f"Nhận từ {AN}, đã xác thực bằng mã PIN" in said(bar)


def test_a_hand_over_may_be_refused(face: Face, office: House, qtbot: QtBot) -> None:
    office.shifts.start(NewShift(person=AN))
    office.shifts.offer(Offer(to=BINH))
    book_of(face).refresh()
    dialog = accepting(face, qtbot)
    refuse = next(
        each for each in dialog.findChildren(QPushButton) if each.text() == "Không nhận, lý do…"
    )
    refuse.click()
    answer(face, qtbot, reason="Chưa kiểm tra máy chủ")

    shift = office.shifts.current()
    assert shift is not None
    assert (shift.person, shift.offer) == (AN, None)


def test_a_missing_shift_is_a_row_of_its_own(
    face: Face, office: House, clock: SetClock, qtbot: QtBot
) -> None:
    bar = book_of(face).shift
    office.shifts.start(NewShift(person=AN))
    book_of(face).refresh()
    clock.wait(hours=2)
    bar.off.click()
    answer(face, qtbot)
    clock.wait(hours=12)
    bar.start.click()
    answer(face, qtbot, person=BINH)
    settle(face, qtbot)

    rows = book_of(face).model
    found = [rows.index(row).data(VALUE) for row in range(rows.rowCount())]
    (gap,) = [each for each in found if each.kind is EntryKind.MISSING_SHIFT]
    assert "Không có ai trực từ 09:00 ngày 07/02/2027 đến 21:00 ngày 07/02/2027" in gap.text
    assert not face.window.grab().isNull(), "it can be drawn"


def test_whoever_has_a_pin_gives_it(face: Face, office: House, qtbot: QtBot) -> None:
    office.people.add(Person(name=AN))
    office.pins.set(AN, "2468")
    bar = book_of(face).shift
    bar.start.click()
    answer(face, qtbot, person=AN, pin="1111")
    assert office.shifts.current() is None
    answer(face, qtbot, pin="2468")

    assert "Đã xác thực bằng mã PIN" in said(bar)


def test_open_items_stand_above_the_book_until_closed(
    face: Face, office: House, qtbot: QtBot
) -> None:
    bar = book_of(face).shift
    links = [each for each in bar.findChildren(QPushButton) if each.text() == "Thêm việc còn tồn…"]
    links[0].click()
    answer(face, qtbot, text="Gọi lại điện lực", due="10:00")
    assert "Gọi lại điện lực (hạn 10:00 ngày 07/02/2027)" in said(bar)
    done = [
        each
        for each in bar.findChildren(QPushButton)
        if each.accessibleDescription() == "Gọi lại điện lực" and each.isVisibleTo(bar)
    ]
    done[0].click()
    answer(face, qtbot, text="Điện lực hẹn 15 giờ")

    assert office.open_items.all() == ()
    assert "Gọi lại điện lực" not in said(bar)


def test_the_nil_report_is_remembered_an_hour_before(
    face: Face, office: House, clock: SetClock, qtbot: QtBot
) -> None:
    """Scenario 15: reminded at 08:00 for 09:00, and at power-on if that was missed."""
    strip = face.window.findChild(ReminderStrip)
    assert strip is not None
    settle(face, qtbot)
    assert strip.isHidden()
    office.open_items.add("Gửi báo cáo không phát sinh sự cố", due="09:00")
    clock.wait(hours=1)
    strip.ask()
    settle(face, qtbot)
    assert strip.isVisible()
    assert "Gửi báo cáo không phát sinh sự cố" in said(strip)
    assert "khi máy tắt" not in said(strip)

    clock.wait(minutes=40)
    office.session.begin(office.now())
    strip.ask()
    settle(face, qtbot)
    assert "(đến giờ nhắc khi máy tắt)" in said(strip)
    shut = next(each for each in strip.findChildren(QPushButton) if each.text() == "Đóng")
    shut.click()
    strip.ask()
    settle(face, qtbot)
    assert strip.isHidden(), "it stays away until there is something else"


def test_a_power_cut_loses_nothing_that_was_typed(
    show: Callable[..., Face], office: House, clock: SetClock, qtbot: QtBot
) -> None:
    """Scenario 6: what was written is whole, what was half written stands in the field again."""
    office.session.begin(office.now())
    first = show(office)
    first.window.turn("duty_book")
    page = book_of(first)
    page.entry.text.setPlainText("Mất điện lúc 7 giờ, máy chủ")
    qtbot.waitUntil(
        lambda: first.desk.memory.text("half_written") == "Mất điện lúc 7 giờ, máy chủ",
        timeout=3000,
    )
    clock.wait(minutes=3)
    office.session.seen(office.now())
    clock.wait(hours=1)

    again = show(office)
    again.desk.now = office.now
    again.window.turn("duty_book")
    _tell_broken_session(again.desk)
    settle(again, qtbot)
    page = book_of(again)
    assert page.entry.text.toPlainText() == "Mất điện lúc 7 giờ, máy chủ"
    assert "Phiên trước kết thúc đột ngột lúc 07:03 ngày 07/02/2027" in said(page)
    page.entry.text.setPlainText("Mất điện lúc 7 giờ")
    page.entry.send()
    settle(again, qtbot)
    assert again.desk.memory.text("half_written") == ""
