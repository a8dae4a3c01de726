"""What was entered stays on the screen until the house has taken it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot
from waiting import settle

from core.house import House
from core.model.change import Change, Kind
from core.model.duty import EntryKind
from core.model.errors import Exit, KnownError
from core.model.new_entry import NewEntry
from core.model.shift import NewShift, Offer
from gui.face import Face
from gui.operations import contacts, duty_book, incidents, roster, shifts
from gui.widgets.accept_dialog import AcceptDialog
from gui.widgets.correct_dialog import CorrectDialog
from gui.widgets.form_dialog import Ask, FormDialog
from gui.widgets.judged_dialog import JudgedDialog
from gui.widgets.roster_dialog import RosterDialog

AN, BINH = "Nguyễn Văn An", "Trần Thị Bình"


@pytest.fixture
def face(office_face: Face) -> Face:
    """A window over the real house."""
    return office_face


def opened(face: Face, kind: type[QDialog] = FormDialog) -> QDialog:
    """Return the dialog that stands open."""
    return next(each for each in face.window.findChildren(kind) if each.isVisible())


def form(face: Face, **typed: str) -> FormDialog:
    """Fill in the form that stands open, and send it."""
    dialog = opened(face)
    assert isinstance(dialog, FormDialog)
    for name, text in typed.items():
        line = dialog.fields[name]
        assert isinstance(line, QLineEdit)
        line.setText(text)
    dialog.yes.click()
    settle(face)
    return dialog


def told(dialog: JudgedDialog) -> str:
    """Return what a dialog says of a refusal, nothing where it says none."""
    return dialog.refusal.sentence.text() if dialog.refusal.isVisible() else ""


def test_a_refused_contact_is_mended_and_taken(face: Face, office: House) -> None:
    before = len(office.contacts.all())
    contacts.edit(face.desk, face.window, None)
    dialog = form(face, name="Ông Thử", office="Đội X", note="Gọi sau 8 giờ")
    assert "số điện thoại" in told(dialog)
    assert dialog.refusal.accessibleName() == told(dialog)
    assert len(office.contacts.all()) == before
    assert dialog.answers()["note"] == "Gọi sau 8 giờ"

    form(face, duty_phone="024 3700 1234", source_day="31/02/2026")
    assert "31/02/2026" in told(dialog)
    form(face, source_day="28/02/2026")
    assert not dialog.isVisible()
    added = next(each for each in office.contacts.all() if each.name == "Ông Thử")
    assert (added.office, added.note, added.source_day) == ("Đội X", "Gọi sau 8 giờ", "2026-02-28")


def test_a_shift_with_an_end_that_is_not_understood_is_asked_again(
    face: Face, office: House
) -> None:
    shifts.start(face.desk, face.window)
    dialog = form(face, person=AN, until="7h sáng mai", systems="Máy chủ chạy bình thường")
    assert told(dialog)
    assert office.shifts.current() is None
    form(face, until="19:00")

    shift = office.shifts.current()
    assert shift is not None
    assert shift.person == AN
    assert "Máy chủ chạy bình thường" in office.duty.page(limit=1)[0].text
    assert not dialog.isVisible()


def test_taking_over_keeps_what_was_read_and_written(face: Face, office: House) -> None:
    office.shifts.start(NewShift(person=AN))
    office.shifts.offer(Offer(to=BINH))
    shift = office.shifts.current()
    assert shift is not None
    shifts.accept(face.desk, face.window, shift)
    settle(face)
    dialog = opened(face, AcceptDialog)
    assert isinstance(dialog, AcceptDialog)
    dialog.reservations.setText("Máy in kẹt giấy")
    dialog.until.setText("7h sáng mai")
    dialog.yes.click()
    settle(face)
    assert told(dialog)
    assert dialog.reservations.text() == "Máy in kẹt giấy"

    dialog.refused.emit()
    asking = next(each for each in dialog.findChildren(FormDialog) if each.isVisible())
    asking.reject()
    assert dialog.isVisible(), "who does not refuse after all may still take over"
    dialog.until.setText("19:00")
    dialog.yes.click()
    settle(face)
    assert not dialog.isVisible()
    taken = office.shifts.current()
    assert taken is not None
    assert (taken.person, taken.reservations) == (BINH, "Máy in kẹt giấy")


def test_a_refused_correction_keeps_its_text(face: Face, office: House) -> None:
    office.duty.add_entry(NewEntry(text="Mất điện lúc 10:40", kind=EntryKind.OUTAGE))
    entry = office.duty.page(limit=1)[0]
    duty_book.correct(face.desk, face.window, entry)
    dialog = opened(face, CorrectDialog)
    assert isinstance(dialog, CorrectDialog)
    dialog.text.setPlainText("Mất điện lúc 10:20")
    dialog.reason.setText("Nghe nhầm giờ")
    dialog.at.setText("hôm kia")
    dialog.yes.click()
    settle(face)
    assert told(dialog)
    assert dialog.text.toPlainText() == "Mất điện lúc 10:20"
    dialog.at.clear()
    dialog.yes.click()
    settle(face)
    assert not dialog.isVisible()
    assert office.duty.page(limit=1)[0].text == "Mất điện lúc 10:20"


def test_a_nil_report_of_a_time_that_is_not_understood_is_asked_again(face: Face) -> None:
    incidents.choose_nil(face.desk, face.window)
    dialog = form(face, **{"from": "hôm qua"})
    assert told(dialog)
    assert dialog.isVisible()


def test_a_roster_is_asked_once_however_often_it_is_pressed(face: Face, office: House) -> None:
    roster.make(face.desk, face.window, lambda: None)
    dialog = opened(face, RosterDialog)
    assert isinstance(dialog, RosterDialog)
    for _ in range(3):
        dialog.yes.click()
    settle(face)
    assert len(office.rosters.cards()) == 1
    assert not dialog.isVisible()


def asking(face: Face, verb: Callable[[dict[str, str]], Change]) -> FormDialog:
    """Open a form about one thing."""
    asks = [Ask(name="text", label="shift.page.item_text", needed=True)]
    dialog = FormDialog(face.desk, face.window, "shift.page.add_item", asks)
    dialog.record(dialog.answers, verb)
    return dialog


def test_who_gave_up_meanwhile_is_told_in_the_window(face: Face, qtbot: QtBot) -> None:
    def refuse(said: dict[str, str]) -> Change:
        raise KnownError("contact_incomplete", Exit.USAGE)

    dialog = asking(face, refuse)
    line = dialog.fields["text"]
    assert isinstance(line, QLineEdit)
    line.setText("Gọi điện lực")
    dialog.yes.click()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settle(face)
    assert not dialog.isVisible()
    assert face.window.errors.isVisible()


def test_what_was_recorded_after_giving_up_is_told_to_the_pages(face: Face) -> None:
    changes: list[Change] = []
    face.desk.changed.connect(changes.append)
    dialog = asking(face, lambda said: Change(frozenset({Kind.DUTY})))
    line = dialog.fields["text"]
    assert isinstance(line, QLineEdit)
    line.setText("Gọi điện lực")
    dialog.yes.click()
    dialog.reject()
    settle(face)
    assert [each.kinds for each in changes] == [{Kind.DUTY}]
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_damage_is_offered_the_copies_as_well(face: Face) -> None:
    def refuse(said: dict[str, str]) -> Change:
        raise KnownError("store_damaged", Exit.BAD_INPUT, date="2027-02-06")

    asking(face, refuse)
    dialog = form(face, text="Gọi điện lực")
    assert told(dialog)
    assert face.window.errors.restore.isVisibleTo(face.window)
