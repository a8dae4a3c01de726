"""Incidents on the real window over a real house: scenarios 8 and 9, by mouse and by keyboard."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from by_hand import answer, incident_page, said, settle
from clocks import SetClock
from offices import furnish, set_clock
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.house import House
from core.model.contact import Contact, ContactRole
from core.model.duty import EntryKind
from core.model.incident import CallTarget, NewIncident, StepDone, Trust
from gui.face import Face
from gui.operations import incidents
from gui.pages.incident.side import DetectedCard
from gui.pages.incident.view import IncidentPage
from gui.widgets.form_dialog import FormDialog
from gui.widgets.incident_button import IncidentButton

TARGETS = (
    CallTarget(
        role="Trực lãnh đạo",
        name="Trần Văn Thử",
        phone="0123 456 001",
        trust=Trust.VERIFIED,
        since="2027-01-12",
    ),
    CallTarget(
        role="Phòng chuyên trách cũ",
        name="Trực ban",
        phone="0123 456 047",
        trust=Trust.OLD,
        since="2025-05-01",
    ),
)


@pytest.fixture
def clock() -> SetClock:
    """Give a clock at 14:20:40 on the second day of Tết 2027 in Vietnam."""
    return set_clock()


@pytest.fixture
def office(tmp_path: Path, clock: SetClock) -> Iterator[House]:
    """Open a real house of an invented office."""
    house = furnish(tmp_path, clock)
    house.call_list = lambda: TARGETS
    yield house
    house.close()


@pytest.fixture
def face(show: Callable[..., Face], office: House) -> Face:
    """A window over the real house, shown."""
    shown = show(office)
    shown.desk.now = office.now
    return shown


def step_button(page: IncidentPage, step: str) -> QPushButton:
    (found,) = [each for each in page.findChildren(QPushButton, step) if each.isVisibleTo(page)]
    return found


@pytest.mark.parametrize("key", ["overview", "checks", "duty_book", "settings"])
def test_two_presses_from_any_page_to_the_card(
    face: Face, office: House, qtbot: QtBot, key: str
) -> None:
    """Scenario 8: the button that is always there, then the kind; the minute is written down."""
    face.window.turn(key)
    (raising,) = [each for each in face.window.findChildren(IncidentButton) if each.isVisible()]
    qtbot.mouseClick(raising, Qt.MouseButton.LeftButton)
    settle(face, qtbot)
    page = incident_page(face)
    qtbot.mouseClick(page.start.tiles["ransomware"], Qt.MouseButton.LeftButton)
    settle(face, qtbot)

    (incident,) = office.incidents.running()
    assert incident.detected == "2027-02-07T07:20:00Z"
    text = said(page)
    places = [text.index(each) for each in ("Ngắt mạng", "Không tắt máy", "Chụp màn hình", "Gọi")]
    assert places == sorted(places)
    assert "VIỆC PHẢI LÀM TRƯỚC TIÊN" in text
    assert "chậm nhất 14:20 Thứ Hai, 08/02/2027" in text
    assert "chậm nhất 14:20 Thứ Tư, 10/02/2027" in text


def test_the_keyboard_alone_gets_there(face: Face, office: House, qtbot: QtBot) -> None:
    """F9, then Enter on the first kind."""
    qtbot.keyClick(face.window, Qt.Key.Key_F9)
    settle(face, qtbot)
    focus = QApplication.focusWidget()
    assert focus is incident_page(face).start.tiles["ransomware"]
    qtbot.keyClick(focus, Qt.Key.Key_Return)
    settle(face, qtbot)

    (incident,) = office.incidents.running()
    qtbot.waitUntil(lambda: is_step(QApplication.focusWidget()))
    step = QApplication.focusWidget()
    assert step is not None
    qtbot.keyClick(step, Qt.Key.Key_Return)
    settle(face, qtbot)
    assert list(office.incidents.find(incident.id).done) == ["disconnect"]


def is_step(widget: QWidget | None) -> bool:
    """Say whether something is the button of a step."""
    return widget is not None and widget.objectName() == "disconnect"


def test_a_double_press_opens_one_incident_and_does_no_step(
    face: Face, office: House, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """People click twice on everything, and nothing is ever taken out of the book."""
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 60_000)
    qtbot.keyClick(face.window, Qt.Key.Key_F9)
    settle(face, qtbot)
    page = incident_page(face)
    tile = page.start.tiles["ransomware"]
    for _ in range(2):
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    settle(face, qtbot)
    (incident,) = office.incidents.running()
    (step,) = page.findChildren(QPushButton, "disconnect")
    qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
    qtbot.keyClick(face.window, Qt.Key.Key_Return)
    settle(face, qtbot)
    assert office.incidents.find(incident.id).done == {}


def test_long_names_and_numbers_push_nothing_off_the_card(
    show: Callable[..., Face], office: House
) -> None:
    unit = "Trung tâm Phục vụ hành chính công, Văn phòng HĐND và UBND xã Phú Mẫu Ví Dụ Kéo Dài"
    office.settings.change(office.settings.read()._replace(unit=unit))
    phone = "0205 3800 000 - 0900 123 456 (máy lẻ 12), ngoài giờ gọi số khác trong danh bạ"
    office.call_list = lambda: (
        CallTarget(role="Ứng cứu", name="M" * 150, phone=phone, trust=Trust.AGED, since=""),
    )
    office.incidents.open(NewIncident(playbook="ransomware"))
    face = show(office)
    face.window.turn("incident")
    QApplication.processEvents()
    page = incident_page(face)
    ends = [
        each.mapTo(face.window, each.rect().topRight()).x()
        for each in page.findChildren(QPushButton)
        if each.isVisible()
    ]
    assert max(ends) < face.window.width()
    assert phone in said(page)


def test_a_step_pressed_twice_is_written_down_once(face: Face, office: House, qtbot: QtBot) -> None:
    opened, _ = office.incidents.open(NewIncident(playbook="ransomware"))
    face.window.turn("incident")
    page = incident_page(face)
    page.show_incident(opened.id)
    step = office.incidents.playbook_of(opened).stages[0].steps[0]
    entries = office.duty.count()
    for _ in range(2):
        incidents.do_step(face.desk, page, opened, step)
    settle(face, qtbot)
    assert office.duty.count() == entries + 1


def test_the_button_is_there_where_there_is_no_rail(
    show: Callable[..., Face], office: House, qtbot: QtBot
) -> None:
    face = show(office, 683, 312)
    (raising,) = [each for each in face.window.findChildren(IncidentButton) if each.isVisible()]
    qtbot.mouseClick(raising, Qt.MouseButton.LeftButton)

    assert face.window.current == "incident"


def test_f9_opens_it_in_the_first_run(
    show: Callable[..., Face], office: House, qtbot: QtBot
) -> None:
    office.settings.change(office.settings.read()._replace(first_run_done=False))
    face = show(office)
    assert face.window.current == "first_run"
    qtbot.keyClick(face.window, Qt.Key.Key_F9)

    assert face.window.current == "incident"


def test_leader_unreachable_on_the_second_day_of_tet(
    face: Face, office: House, clock: SetClock, qtbot: QtBot
) -> None:
    """Scenario 8: steps, calls with their outcome, old numbers shown with what they are."""
    office.incidents.open(NewIncident(playbook="ransomware"))
    page = incident_page(face)
    face.window.turn("incident")
    clock.wait(minutes=2)
    step_button(page, "disconnect").click()
    settle(face, qtbot)
    assert "Đã làm 14:22 · Nguyễn Thị Mẫu" in said(page)
    assert "Nguồn cũ" in said(page)
    assert "Gọi thử trước" in said(page)

    clock.wait(minutes=9)
    links = [
        each
        for each in page.findChildren(QPushButton)
        if each.accessibleDescription() == "Trực lãnh đạo" and each.isVisibleTo(page)
    ]
    links[0].click()
    answer(face, qtbot, outcome="no_answer")

    text = said(page)
    assert "14:31, không nghe máy" in text
    entries = office.duty.page(limit=2)
    assert "Trần Văn Thử, số 0123 456 001: không nghe máy" in entries[0].text
    assert "Ngắt mạng" in entries[1].text


def test_a_call_that_reached_somebody_turns_the_number_green_until_undone(
    face: Face, office: House, qtbot: QtBot
) -> None:
    around = office.incidents._around
    office.incidents._around = replace(around, call_list=lambda: House.call_list(office))
    office.contacts.add(
        Contact(
            role=ContactRole.RESPONSE,
            name="Trực ban",
            office="Đội ứng cứu tỉnh Mẫu",
            duty_phone="0205.3800.000",
            source_day="2019-01-28",
        )
    )
    office.incidents.open(NewIncident(playbook="ransomware"))
    page = incident_page(face)
    face.window.turn("incident")
    settle(face, qtbot)
    assert "Nguồn cũ" in said(page)
    link = next(
        each
        for each in page.findChildren(QPushButton)
        if each.accessibleDescription().startswith("Ứng cứu") and each.isVisibleTo(page)
    )
    link.click()
    answer(face, qtbot, outcome="reached")
    assert "Đã xác minh" in said(page)
    assert "Nguồn cũ" not in said(page)
    assert "Đã ghi kết quả gọi vào danh bạ." in said(face.window)

    face.desk.take_back()
    settle(face, qtbot)
    assert "Nguồn cũ" in said(page)
    assert "14:20, đã gặp" in said(page), "the call itself stands in the book"


def test_detection_changes_only_with_a_reason(face: Face, office: House, qtbot: QtBot) -> None:
    incident, _ = office.incidents.open(NewIncident(playbook="ransomware"))
    page = incident_page(face)
    face.window.turn("incident")
    change = next(
        each
        for each in page.findChildren(QPushButton)
        if each.accessibleDescription() == "Phát hiện lúc" and each.isVisibleTo(page)
    )
    change.click()
    dialog = next(each for each in face.window.findChildren(FormDialog) if each.isVisible())
    assert not dialog.yes.isEnabled(), "without a reason"
    answer(face, qtbot, time="13:58 07/02/2027", reason="Xem lại ảnh chụp")

    assert office.incidents.find(incident.id).detected == "2027-02-07T06:58:00Z"
    assert "13:58" in said(page)


def test_the_clock_shows_how_pressing_it_is(
    face: Face, office: House, clock: SetClock, qtbot: QtBot
) -> None:
    office.incidents.open(NewIncident(playbook="ransomware"))
    page = incident_page(face)
    face.window.turn("incident")
    clock.wait(hours=26, minutes=5)
    page._tick()
    settle(face, qtbot)

    assert "Đã quá hạn 2 giờ 05 phút" in said(page)
    assert "45 giờ 54 phút" in said(page)


def test_what_the_phone_told_is_added_right_after_the_two_presses(
    face: Face, office: House, tmp_path: Path, qtbot: QtBot
) -> None:
    """Scenario 9: the card comes first and asks nothing; caller, page, words and picture follow."""
    from PySide6.QtWidgets import QFileDialog

    qtbot.keyClick(face.window, Qt.Key.Key_F9)
    settle(face, qtbot)
    page = incident_page(face)
    qtbot.mouseClick(page.start.tiles["defacement"], Qt.MouseButton.LeftButton)
    settle(face, qtbot)
    assert not any(each.isVisible() for each in face.window.findChildren(FormDialog))
    (card,) = page.findChildren(DetectedCard)
    card.notify.click()
    url, seen = "phumau.example/tin-tuc", "Trang nhất có hình lạ"
    answer(face, qtbot, reporter="Ông Ba, 0123 456 789", url=url, text=seen)

    (incident,) = office.incidents.running()
    assert incident.reporter == "Ông Ba, 0123 456 789"
    assert (incident.url, incident.text) == (url, seen)
    entry = office.duty.page(limit=1)[0]
    assert entry.at == "2027-02-07T07:20:40Z"
    assert all(each in entry.text for each in ("Ông Ba, 0123 456 789", url, seen))
    assert "Người báo: Ông Ba, 0123 456 789" in said(page)

    picture = tmp_path / "trang.txt"
    picture.write_text("abc")
    (card,) = page.findChildren(DetectedCard)
    card.files.click()
    (chooser,) = [each for each in face.window.findChildren(QFileDialog) if each.isVisible()]
    chooser.filesSelected.emit([str(picture)])
    chooser.close()
    settle(face, qtbot)

    (incident,) = office.incidents.running()
    assert [each.name for each in incident.evidence] == ["trang.txt"]


def test_a_changed_password_leaves_no_password(face: Face, office: House, qtbot: QtBot) -> None:
    """Scenario 9: the step asks for the account and who changed it, and has no other field."""
    office.incidents.open(NewIncident(playbook="defacement", machine="WEB"))
    page = incident_page(face)
    face.window.turn("incident")
    step_button(page, "change_password").click()
    dialog = next(each for each in face.window.findChildren(FormDialog) if each.isVisible())
    assert set(dialog.fields) == {"account", "machine", "by"}
    assert "Không ghi mật khẩu" in said(dialog)
    answer(face, qtbot, account="quantri", by="Phạm Văn Nháp")

    entry = office.duty.page(limit=1)[0]
    assert entry.kind is EntryKind.ADMIN_PASSWORD
    assert "quantri" in entry.text
    assert "WEB" in entry.text


def test_stages_lead_to_the_end(face: Face, office: House, tmp_path: Path, qtbot: QtBot) -> None:
    from gui.operations.incidents import keep_files

    incident, _ = office.incidents.open(NewIncident(playbook="phishing"))
    page = incident_page(face)
    face.window.turn("incident")
    for _ in range(len(office.incidents.playbook_of(incident).stages) - 1):
        page.next.click()
        settle(face, qtbot)
    assert page.next.isHidden()
    assert "Chưa gửi: Thông báo ban đầu, Báo cáo đầy đủ." in said(page)

    photograph = tmp_path / "anh.txt"
    photograph.write_text("abc")
    keep_files(face.desk, incident.id, [str(photograph)])
    settle(face, qtbot)
    page._turn_to(2)
    settle(face, qtbot)
    assert "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" in said(page)

    page._turn_to(4)
    settle(face, qtbot)
    closing = next(
        each for each in page.findChildren(QPushButton) if each.text() == "Kết thúc sự cố…"
    )
    closing.click()
    answer(face, qtbot, result="Đã nhắc cả cơ quan")

    assert not office.incidents.running()
    assert "Đã nhắc cả cơ quan" in said(page)


def test_the_rail_counts_what_runs(face: Face, office: House, qtbot: QtBot) -> None:
    rows = face.window._rail.pages
    _, change = office.incidents.open(NewIncident(playbook="outage"))
    face.desk.note(change)
    settle(face, qtbot)
    (page,) = [each for each in face.window.pages.values() if each.key == "incident"]

    assert rows.count(page) == 1


def test_a_running_incident_is_found_again_and_another_can_be_opened(
    face: Face, office: House, qtbot: QtBot
) -> None:
    """F9 always asks what happens now; Esc goes back to the one that runs."""
    incident, _ = office.incidents.open(NewIncident(playbook="ransomware"))
    office.incidents.do_step(incident.id, StepDone(step="disconnect"))
    page = incident_page(face)
    face.window.turn("incident")
    assert incident.code in said(page)
    qtbot.keyClick(face.window, Qt.Key.Key_F9)
    settle(face, qtbot)
    assert "Chuyện gì đang xảy ra?" in said(page)
    assert incident.code in said(page), "those that run are listed above"

    qtbot.keyClick(face.window, Qt.Key.Key_Escape)
    settle(face, qtbot)
    assert "Ngắt mạng" in said(page)


def test_the_keyboard_goes_on_to_the_next_step(face: Face, office: House, qtbot: QtBot) -> None:
    office.incidents.open(NewIncident(playbook="ransomware"))
    page = incident_page(face)
    face.window.turn("incident")
    first = step_button(page, "disconnect")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    settle(face, qtbot)

    assert QApplication.focusWidget() is step_button(page, "keep_on")
