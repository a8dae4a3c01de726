"""The contacts page: a pass of calls, old numbers shown as old, the staff beside."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import invented
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.house import House
from core.model.contact import CallOutcome, ContactRole
from core.model.duty import EntryKind
from core.model.incident import Trust
from gui.face import Face
from gui.models.rows import VALUE
from gui.pages.contacts.view import ContactsPage
from gui.widgets.form_dialog import FormDialog
from tests.duty.rostering import PERSONS
from tests.duty.test_contacts import DESK


@pytest.fixture
def office(tmp_path: Path) -> House:
    """Give a real house with three contacts and six persons."""
    house = House.open(tmp_path / "office", "vi")
    house.settings.change(invented.OFFICE)
    house.contacts.add(replace(DESK, source_day="2019-01-28"))
    house.contacts.add(replace(DESK, role=ContactRole.SUPPLIER, name="Nhà mạng", office=""))
    house.contacts.add(replace(DESK, role=ContactRole.POLICE, name="Trực ban Công an xã"))
    house.people.add(*PERSONS)
    return house


@pytest.fixture
def page(show: Callable[..., Face], office: House) -> ContactsPage:
    face = show(office)
    face.window.turn("contacts")
    page = face.window.page("contacts")
    assert isinstance(page, ContactsPage)
    return page


def settle(page: ContactsPage, qapp: QApplication) -> None:
    """Wait until the house has answered."""
    for _ in range(3):
        page.desk.errands.finish()
        qapp.processEvents()


def titles(page: ContactsPage) -> list[str]:
    """Return what stands in the rows."""
    return [str(page.model.index(row).data()) for row in range(page.model.rowCount())]


def said(widget: QWidget) -> str:
    """Return all texts in a widget."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def form() -> FormDialog:
    """Return the form that is open."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, FormDialog)]
    (shown,) = [each for each in found if each.isVisible()]
    return shown


def test_contacts_stand_in_the_order_of_a_call_with_their_trust(page: ContactsPage) -> None:
    assert titles(page) == ["Trực ban", "Trực ban Công an xã", "Nhà mạng"]
    trusts = [page.model.index(row).data(VALUE).trust for row in range(3)]
    assert trusts == [Trust.OLD, Trust.AGED, Trust.AGED]
    spoken = page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Nguồn cũ 28/01/2019" in spoken
    assert "Nguồn cũ" in said(page.panel)


def test_a_pass_of_calls_leads_from_one_to_the_next(
    page: ContactsPage, office: House, qapp: QApplication
) -> None:
    for outcome in (CallOutcome.RIGHT, CallOutcome.WRONG, CallOutcome.RIGHT):
        page.call.click()
        page.panel.by.setText("Nguyễn Thị Mẫu")
        page.panel.answers[outcome].click()
        settle(page, qapp)

    entries = office.duty.page(limit=3)
    assert [each.kind for each in entries] == [EntryKind.CONTACT_CHECK] * 3
    assert [each.text.split(":")[2].split(".")[0].strip() for each in reversed(entries)] == [
        "đúng",
        "sai số, cần tìm số mới",
        "đúng",
    ]
    assert [each.name for each in office.contacts.to_call()] == ["Trực ban Công an xã"]
    assert page.call.isEnabled(), "the wrong one is still to be seen to"


def test_answers_need_a_caller(page: ContactsPage) -> None:
    page.panel.by.setText(" ")

    assert not any(each.isEnabled() for each in page.panel.answers.values())


def test_a_contact_is_added_changed_and_taken_off(
    page: ContactsPage, office: House, qapp: QApplication
) -> None:
    page.add.click()
    dialog = form()
    assert not dialog.yes.isEnabled()
    for name, text in (
        ("name", "Trung tâm"), ("duty_phone", "024.3700.1234"), ("source_day", "01/03/2026"),
    ):  # fmt: skip
        field = dialog.fields[name]
        assert isinstance(field, QLineEdit)
        field.setText(text)
    dialog.yes.click()
    settle(page, qapp)
    added = office.contacts.all()[1]
    assert (added.name, added.source_day) == ("Trung tâm", "2026-03-01")
    page.list.setCurrentIndex(page.model.index(page.model.row_of(added.number)))
    page.panel.remove.click()
    settle(page, qapp)
    assert "Trung tâm" not in titles(page)
    page.desk.take_back()
    settle(page, qapp)

    assert "Trung tâm" in titles(page)


def test_names_and_numbers_are_found_without_marks_and_dots(page: ContactsPage) -> None:
    page.field.setText("cong an")
    assert titles(page) == ["Trực ban Công an xã"]
    page.field.setText("02053800000")
    assert len(titles(page)) == 3
    page.field.setText("không có ai")
    assert titles(page) == []
    assert page.field.isVisible()


def test_the_staff_stands_beside_and_is_changed(
    page: ContactsPage, office: House, qtbot: QtBot, qapp: QApplication
) -> None:
    page.inside.click()
    assert titles(page)[0] == "Lê Thị Ví Dụ"
    assert not page.panel.answers[CallOutcome.RIGHT].isVisible()
    page.panel.change.click()
    dialog = form()
    field = dialog.fields["phone"]
    assert isinstance(field, QLineEdit)
    field.setText("0912.000.999")
    dialog.yes.click()
    settle(page, qapp)
    assert "0912 000 999" in said(page.panel)
    page.outside.click()

    assert titles(page)[0] == "Trực ban"


def fill(page: ContactsPage, qapp: QApplication, **answers: str) -> None:
    """Fill in the form that is open and accept it."""
    dialog = form()
    for name, text in answers.items():
        field = dialog.fields[name]
        assert isinstance(field, QLineEdit)
        if name != "reason":
            assert field.echoMode() is QLineEdit.EchoMode.Password
        field.setText(text)
    dialog.yes.click()
    settle(page, qapp)


def test_a_pin_is_set_changed_and_dropped(
    page: ContactsPage, office: House, qapp: QApplication
) -> None:
    assert page.panel.pins.isHidden(), "only the staff goes on duty"
    page.inside.click()
    page.list.setCurrentIndex(page.model.index(0))
    name = titles(page)[0]
    pins = page.panel.pins
    assert not pins.change.isVisible()
    pins.set.click()
    fill(page, qapp, new="2468", again="2469")
    assert not office.pins.has(name), "the two differ"
    fill(page, qapp, again="2468")
    assert office.pins.check(office.people.named(name), "2468")
    assert "Đã đặt mã PIN." in said(page.panel)
    assert not pins.set.isVisible()

    pins.change.click()
    fill(page, qapp, old="1111", new="1357", again="1357")
    assert office.pins.check(office.people.named(name), "2468"), "the old one was wrong"
    fill(page, qapp, old="2468")
    assert office.pins.check(office.people.named(name), "1357")

    pins.drop.click()
    fill(page, qapp, old="1357")
    assert not office.pins.has(name)
    assert pins.set.isVisible()


def test_a_forgotten_pin_leaves_a_trace(
    page: ContactsPage, office: House, qapp: QApplication
) -> None:
    page.inside.click()
    page.list.setCurrentIndex(page.model.index(0))
    name = titles(page)[0]
    page.panel.pins.set.click()
    fill(page, qapp, new="2468", again="2468")
    page.panel.pins.forget.click()
    fill(page, qapp, reason="Quên sau kỳ nghỉ")

    assert not office.pins.has(name)
    text = office.duty.page(limit=1)[0].text
    assert name in text
    assert "Quên sau kỳ nghỉ" in text
    assert "2468" not in text


def test_an_empty_list_says_what_belongs_here(show: Callable[..., Face], tmp_path: Path) -> None:
    house = House.open(tmp_path / "empty", "vi")
    house.settings.change(invented.OFFICE)
    face = show(house)
    face.window.turn("contacts")
    page = face.window.page("contacts")

    assert "Chưa có đầu mối nào" in "\n".join(
        each.text() for each in page.findChildren(QLabel) if each.isVisible()
    )
    assert page.first_focus().isVisible()
