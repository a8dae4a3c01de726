"""What was typed last is kept: on closing, on a change of language, beside what is refused."""

from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.house import House
from core.model.errors import Exit, KnownError
from core.model.incident import Incident, NewIncident, StageKind
from gui.face import Face
from gui.pages.incident.report import ReportStage
from gui.pages.incident.view import IncidentPage
from gui.pages.reports.view import ReportsPage
from gui.widgets.form_dialog import FormDialog

KIND, FORM = "situation", "incident"
BACK, LEAVE, SAVE = "Quay lại", "Không lưu", "Lưu"


@pytest.fixture
def face(office_face: Face) -> Face:
    """A window over the real house."""
    return office_face


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the questions asked by closing; each is answered by going back."""
    asked: list[str] = []

    def ask(desk: object, window: object, question: str, key: str, *, safe: int) -> int:
        asked.append(question)
        return 2

    monkeypatch.setattr("gui.closing.ask", ask)
    return asked


def reports(face: Face) -> ReportsPage:
    """Show the fields of the situation report."""
    face.window.turn("reports")
    page = face.window.page("reports")
    assert isinstance(page, ReportsPage)
    page._turn_to(KIND)
    page.go(1)
    return page


def lines(holder: QWidget) -> list[QLineEdit]:
    """Return the lines of text that can be typed into."""
    return [each for each in holder.findChildren(QLineEdit) if each.isEnabled()]


def first_line(page: ReportsPage) -> QLineEdit:
    """Return the first line of the fields."""
    assert page._fields is not None
    return lines(page._fields)[0]


def report_of(face: Face, office: House) -> tuple[Incident, ReportStage]:
    """Open an incident, and show its report."""
    incident, change = office.incidents.open(NewIncident(playbook="ransomware"))
    face.desk.note(change)
    face.window.turn("incident")
    page = face.window.page("incident")
    assert isinstance(page, IncidentPage)
    page.show_incident(incident.id)
    stages = office.incidents.playbook_of(incident).stages
    page._stage = next(n for n, each in enumerate(stages) if each.kind is StageKind.REPORT)
    page.refresh()
    assert page._report is not None
    return incident, page._report


def write(report: ReportStage, name: str, text: str) -> None:
    """Type into a field."""
    control: Any = report._editors[name].control
    (getattr(control, "setPlainText", None) or control.setText)(text)


def read(report: ReportStage, name: str) -> str:
    """Return what stands in a field."""
    return report._editors[name].read()


def drafted(office: House, incident: Incident) -> dict[str, str]:
    """Return what the form of an incident now holds."""
    fields = office.incidents.form_content(incident.id, FORM, "h24")["fields"]
    return {name: str(value) for name, value in fields.items()}


def test_a_document_keeps_what_was_typed_right_before_closing(
    face: Face, office: House, questions: list[str], qtbot: QtBot
) -> None:
    line = first_line(reports(face))
    line.clear()
    qtbot.keyClicks(line, "Vua go xong")
    assert face.window.close()

    assert "Vua go xong" in str(office.reports.kept(KIND))
    assert questions == []


def test_a_document_that_cannot_be_kept_is_asked_about(
    face: Face, office: House, questions: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(draft: object) -> None:
        raise KnownError("disk_full", Exit.CANNOT_WRITE, what="báo cáo", drive="D:")

    qtbot.keyClicks(first_line(reports(face)), "Vua go xong")
    monkeypatch.setattr(office.reports, "keep", refuse)
    assert not face.window.close()
    assert len(questions) == 1
    assert face.window.errors.isVisible()
    monkeypatch.undo()
    assert face.window.close()
    assert "Vua go xong" in str(office.reports.kept(KIND))


def test_a_report_of_an_incident_keeps_what_was_typed_right_before_closing(
    face: Face, office: House, questions: list[str]
) -> None:
    incident, report = report_of(face, office)
    write(report, "cause", "Mở tệp lạ")
    assert face.window.close()

    assert drafted(office, incident)["cause"] == "Mở tệp lạ"
    assert questions == []


def test_a_change_of_language_keeps_what_was_typed_last(face: Face, office: House) -> None:
    incident, report = report_of(face, office)
    write(report, "cause", "Mở tệp lạ")
    face.window.rebuild()

    assert drafted(office, incident)["cause"] == "Mở tệp lạ"
    page = face.window.page("incident")
    assert isinstance(page, IncidentPage)
    assert page._report is not None
    assert read(page._report, "cause") == "Mở tệp lạ"


def test_one_field_that_is_refused_holds_up_no_other(
    face: Face, office: House, questions: list[str]
) -> None:
    incident, report = report_of(face, office)
    told: list[str] = []
    face.desk.troubled.connect(lambda error: told.append(error.key))
    write(report, "users", "ba")
    write(report, "cause", "Mở tệp lạ")
    report._save()
    face.desk.errands.settle()
    assert len(told) == 1
    assert drafted(office, incident)["cause"] == "Mở tệp lạ"

    write(report, "cause", "Mở tệp lạ trong thư")
    report._save()
    face.desk.errands.settle()
    assert len(told) == 1, "the same mistake is told once"
    assert set(report.unsaved()) == {"users"}

    assert not face.window.close()
    assert len(questions) == 1
    write(report, "users", "3")
    assert face.window.close()
    assert len(questions) == 1
    assert drafted(office, incident)["users"] == "3"


def test_another_form_shows_what_was_just_typed(face: Face, office: House) -> None:
    _, report = report_of(face, office)
    write(report, "cause", "Mở tệp lạ")
    report.stage.setCurrentIndex(report.stage.count() - 1)
    report._show_fields()

    assert read(report, "cause") == "Mở tệp lạ"
    assert report.unsaved() == {}


def test_an_entry_that_is_refused_on_closing_is_not_lost(
    face: Face, office: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(new: object) -> None:
        raise KnownError("disk_full", Exit.CANNOT_WRITE, what="sổ", drive="D:")

    def press(text: str) -> None:
        def find() -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QMessageBox)
            next(each for each in box.buttons() if each.text() == text).click()

        QTimer.singleShot(100, find)

    face.window.turn("duty_book")
    page: Any = face.window.page("duty_book")
    page.entry.text.setPlainText("Khách đến lúc 9 giờ")
    monkeypatch.setattr(office.duty, "add_entry", refuse)
    press(SAVE)
    assert not face.window.close()
    assert page.entry.text.toPlainText() == "Khách đến lúc 9 giờ"
    assert face.window.errors.isVisible()
    press(LEAVE)
    assert face.window.close()


def test_recording_that_a_report_was_sent_saves_it_first(face: Face, office: House) -> None:
    incident, report = report_of(face, office)
    write(report, "cause", "Mở tệp lạ")
    text = face.desk.say("incident.page.form_sent")
    (button,) = [each for each in report.findChildren(QPushButton) if each.text() == text]
    button.click()

    assert drafted(office, incident)["cause"] == "Mở tệp lạ"
    assert [each.isVisible() for each in face.window.findChildren(FormDialog)] == [True]
