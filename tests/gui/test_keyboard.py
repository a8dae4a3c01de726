"""Everything can be reached by Tab alone, and whatever the keyboard stops at has a name."""

from collections.abc import Callable
from itertools import combinations

import pytest
import standin
from by_hand import first_run_of
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenuBar,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QWidget,
)
from waiting import settle

from core.house import House
from core.model.contact import Contact, ContactRole
from core.model.duty import EntryKind
from core.model.errors import Exit, KnownError
from core.model.incident import NewIncident
from core.model.new_entry import NewEntry
from core.model.person import Person
from core.model.shift import NewShift, Offer
from core.policy.packs import BUILT_IN
from core.policy.sealing import seal_pack
from core.seal.keys import SigningKey
from gui.face import Face
from gui.operations import (
    backups,
    consolidation,
    contacts,
    duty_book,
    incidents,
    packs,
    roster,
    runs,
)
from gui.operations import shifts as shifting
from gui.operations.settings import change
from gui.pages import find_pages
from gui.widgets.form_dialog import FormDialog
from gui.widgets.screen_dialog import ScreenDialog
from gui.widgets.scroll import InnerScroll

SMALL = QSize(784, 516)
"""What 800 by 600 leave a dialog beside a task bar."""
_MOST = 120
"""Presses of Tab after which it went round surely."""


@pytest.fixture
def face(office_face: Face, office: House) -> Face:
    """A window over a house in which there is something of everything."""
    office.duty.add_entry(NewEntry(text="Mất điện lúc 10:40", kind=EntryKind.OUTAGE))
    office.people.add(Person(name="Trần Thị Bình"))
    office.contacts.add(Contact(role=ContactRole.POLICE, name="Trực ban", duty_phone="113"))
    office.incidents.open(NewIncident(playbook="ransomware"))
    office.shifts.start(NewShift(person="Nguyễn Văn An"))
    office.shifts.offer(Offer(to="Trần Thị Bình"))
    return office_face


def stops(top: QWidget) -> list[QWidget]:
    """Return where the focus goes with Tab until it comes back."""
    found: list[QWidget] = []
    for _ in range(_MOST):
        QTest.keyClick(QApplication.focusWidget() or top, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None, "the focus is nowhere"
        found.append(now)
    return list(dict.fromkeys(found))


def wanted(top: QWidget) -> list[QWidget]:
    """Return what a keyboard has to reach; of radio buttons one, by arrows the others."""
    aside = (QMenuBar, QScrollBar, QLabel, QRadioButton)
    return [
        each
        for each in top.findChildren(QWidget)
        if each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(each, aside)
        and not (isinstance(each, QLineEdit) and isinstance(each.parent(), QAbstractSpinBox))
    ]


def said(widget: QWidget) -> str:
    """Return the name by which a screen reader calls a widget."""
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return widget.accessibleName() or text


def walk(top: QWidget) -> None:
    """Go once around."""
    met = stops(top)
    missed = [said(each) or each for each in wanted(top) if each not in met]
    assert missed == []
    assert [each for each in met if not said(each)] == []


@pytest.mark.parametrize("key", [each.key for each in find_pages()])
def test_a_page(face: Face, key: str) -> None:
    face.window.turn(key)
    settle(face)
    walk(face.window)


def test_the_section_of_the_packs(face: Face) -> None:
    face.window.turn("settings")
    face.window.page("settings").open_section("packs")  # type: ignore[attr-defined]
    settle(face)
    walk(face.window)


@pytest.mark.parametrize("step", range(4))
def test_a_step_of_a_report(face: Face, step: int) -> None:
    face.window.turn("reports")
    page = face.window.page("reports")
    page._turn_to("situation")  # type: ignore[attr-defined]
    page.go(step)  # type: ignore[attr-defined]
    settle(face)
    walk(face.window)


@pytest.mark.parametrize("stage", range(6))
def test_a_stage_of_an_incident(face: Face, stage: int) -> None:
    face.window.turn("incident")
    page = face.window.page("incident")
    page._stage = stage  # type: ignore[attr-defined]
    page.refresh()
    settle(face)
    walk(face.window)


def accepting(face: Face) -> None:
    """Take over what is handed over."""
    shift = face.desk.house.shifts.current()
    assert shift is not None
    shifting.accept(face.desk, face.window, shift)


def bringing(face: Face) -> None:
    """Look at a data pack whose key nobody confirmed."""
    body = (BUILT_IN / "software.toml").read_text("utf-8")
    body = body.replace("version = ", "version = 9", 1)
    file = face.desk.house.home / "x.pack"
    file.write_bytes(seal_pack(body.encode(), SigningKey.generate()))
    packs.open_import(face.desk, face.window).read_file(file)


DIALOGS: dict[str, Callable[[Face], object]] = {
    "contact": lambda face: contacts.edit(face.desk, face.window, None),
    "roster": lambda face: roster.make(face.desk, face.window, lambda: None),
    "people": lambda face: roster.bring_people(face.desk, face.window),
    "backups": lambda face: backups.show(face.desk, face.window),
    "report": lambda face: runs.choose_report(face.desk, face.window),
    "export": lambda face: duty_book.export(face.desk, face.window),
    "correct": lambda face: duty_book.correct(
        face.desk, face.window, face.desk.house.duty.page(limit=20)[-2]
    ),
    "nil": lambda face: incidents.choose_nil(face.desk, face.window),
    "round": lambda face: consolidation.begin_round(face.desk, face.window),
    "accept": accepting,
    "pack": lambda face: packs.open_import(face.desk, face.window),
    "pack of a stranger": bringing,
}


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog(face: Face, name: str) -> None:
    DIALOGS[name](face)
    settle(face)
    dialog = next(each for each in face.window.findChildren(QDialog) if each.isVisible())
    dialog.activateWindow()
    QApplication.processEvents()
    walk(dialog)


@pytest.mark.parametrize("width", [None, 560])
@pytest.mark.parametrize("name", ["contact", "nil", "round"])
def test_the_rows_of_a_form_have_room(
    face: Face, name: str, width: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where they do not fit beside their labels, and go below them."""
    if width is not None:
        monkeypatch.setattr(ScreenDialog, "room", lambda dialog: QSize(width, 800))
    DIALOGS[name](face)
    settle(face)
    dialog = next(each for each in face.window.findChildren(QDialog) if each.isVisible())
    parts = [
        QRect(each.mapTo(dialog, QPoint()), each.size())
        for each in dialog.findChildren(QWidget)
        if each.isVisible() and isinstance(each, QLineEdit | QAbstractButton | QLabel)
    ]
    assert len(parts) > 6
    assert [(one, two) for one, two in combinations(parts, 2) if one.intersects(two)] == []


def test_enter_presses_the_button_that_the_keyboard_is_on(face: Face, office: House) -> None:
    """Not the default one of the dialog: whoever is on “Cancel” means that."""
    contacts.edit(face.desk, face.window, None)
    dialog = next(each for each in face.window.findChildren(FormDialog) if each.isVisible())
    for name, text in (("name", "Văn thư"), ("duty_phone", "113")):
        field = dialog.fields[name]
        assert isinstance(field, QLineEdit)
        field.setText(text)
    assert dialog.yes.isEnabled()
    before = office.contacts.all()
    no = next(
        each
        for each in dialog.findChildren(QAbstractButton)
        if each.text() == face.desk.say("incident.ask.cancel")
    )
    no.setFocus()
    QTest.keyClick(no, Qt.Key.Key_Return)
    settle(face)

    assert not dialog.isVisible()
    assert office.contacts.all() == before


def test_enter_goes_on_in_the_first_run(
    show: Callable[..., Face], house: standin.StandInHouse
) -> None:
    house.settings.now = house.settings.now._replace(first_run_done=False, unit="")
    face = show(house)
    page = first_run_of(face)
    QTest.keyClick(page.first_focus(), Qt.Key.Key_Return)
    assert page.step == 1

    field = page.first_focus()
    QTest.keyClicks(field, "UBND")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.step == 2
    face.desk.errands.settle()
    assert house.settings.read().unit == "UBND"
    QTest.keyClick(page.back, Qt.Key.Key_Return)
    assert page.step == 1


def test_what_appears_is_said_wherever_the_focus_is(
    face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(
        QAccessible,
        "updateAccessibility",
        staticmethod(lambda event: heard.append(event.message())),
    )
    face.desk.tell("Đã lưu.")
    face.desk.trouble(KnownError("contact_incomplete", Exit.USAGE))
    contacts.edit(face.desk, face.window, None)
    dialog = next(each for each in face.window.findChildren(FormDialog) if each.isVisible())
    name = dialog.fields["name"]
    assert isinstance(name, QLineEdit)
    name.setText("Trực ban")
    dialog.yes.click()
    settle(face)

    refused = face.desk.say("errors.contact_incomplete")
    assert heard == ["Đã lưu.", refused, refused]


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_fits_a_small_screen(
    face: Face, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(ScreenDialog, "room", lambda dialog: SMALL)
    change(face.desk, text_size=130)
    settle(face)
    DIALOGS[name](face)
    settle(face)
    dialog = next(each for each in face.window.findChildren(QDialog) if each.isVisible())
    assert dialog.width() <= SMALL.width()
    assert dialog.height() <= SMALL.height()
    assert dialog.minimumSizeHint().boundedTo(SMALL) == dialog.minimumSizeHint()
    dialog.activateWindow()
    QApplication.processEvents()
    assert not isinstance(QApplication.focusWidget(), InnerScroll) or name == "accept"
    walk(dialog)
    for stop in stops(dialog):
        if isinstance(stop, QScrollArea):
            continue
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached = QApplication.focusWidget()
        assert reached is not None
        seen = reached.mapTo(dialog, reached.rect().center())
        assert dialog.rect().contains(seen), said(reached)
