"""What an incident is reported with, on the real window: forms, the case file, the nil report."""

from pathlib import Path

import pytest
from by_hand import answer, incident_page, said, settle
from offices import furnish, set_clock
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.house import House
from core.model.incident import NewIncident, StageKind, StepDone
from gui.face import Face
from gui.pages.incident.view import IncidentPage


@pytest.fixture
def face(office_face: Face) -> Face:
    """A window over the real house, at its time."""
    return office_face


def field_of(page: IncidentPage, name: str) -> QWidget:
    """Return the editor of a field of the report."""
    (found,) = [each for each in page.findChildren(QWidget, name) if each.isVisibleTo(page)]
    return found


def test_the_report_is_filled_in_and_saved_while_it_is_typed(
    face: Face, office: House, tmp_path: Path, qtbot: QtBot
) -> None:
    """Scenario 8: form A prefilled, the draft is stored before anything is written or sent."""
    from PySide6.QtWidgets import QComboBox, QPlainTextEdit

    from gui.operations.incidents import write_form

    incident, _ = office.incidents.open(
        NewIncident(playbook="ransomware", text="Tệp đổi đuôi", machine="PC-02")
    )
    page = incident_page(face)
    face.window.turn("incident")
    page._turn_to(4)
    settle(face, qtbot)
    description = field_of(page, "description")
    assert isinstance(description, QPlainTextEdit)
    assert "Tệp đổi đuôi" in description.toPlainText()
    description.setPlainText("Tệp đổi đuôi .abc, có thư đòi tiền")
    national = field_of(page, "national")
    assert isinstance(national, QComboBox)
    national.setCurrentIndex(national.findData("false"))
    national.activated.emit(national.currentIndex())
    stored = office.incidents
    qtbot.waitUntil(lambda: len(stored.find(incident.id).draft) == 2, timeout=5000)
    settle(face, qtbot)
    assert "Đã lưu nháp lúc" in said(page)

    write_form(face.desk, stored.find(incident.id), "incident", "h24", tmp_path)
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.docx"))) == 1, timeout=10_000)
    settle(face, qtbot)
    assert stored.find(incident.id).of("form")


def test_what_is_typed_is_not_lost_when_the_page_changes(
    face: Face, office: House, qtbot: QtBot
) -> None:
    from PySide6.QtWidgets import QPlainTextEdit

    incident, _ = office.incidents.open(NewIncident(playbook="ransomware"))
    page = incident_page(face)
    face.window.turn("incident")
    page._turn_to(4)
    settle(face, qtbot)
    cause = field_of(page, "cause")
    assert isinstance(cause, QPlainTextEdit)
    cause.setPlainText("Mở tệp lạ")
    page._turn_to(0)
    settle(face, qtbot)

    assert office.incidents.find(incident.id).draft == {"cause": "Mở tệp lạ"}


def test_a_case_goes_out_in_one_file_and_comes_in_again(
    face: Face, office: House, tmp_path: Path, qtbot: QtBot
) -> None:
    """Scenario 8: finished on another machine."""
    from gui.operations.cases import carry, take

    incident, _ = office.incidents.open(NewIncident(playbook="ransomware"))
    other = furnish(tmp_path / "PHUMAU-VP-03", set_clock())
    carry(face.desk, incident, tmp_path)
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.trucan-case"))) == 1)
    (case,) = tmp_path.glob("*.trucan-case")
    other.incidents.take(case)
    other.incidents.do_step(incident.id, StepDone(step="disconnect"))
    back, _ = other.incidents.carry(incident.id, tmp_path)
    other.close()
    page = incident_page(face)
    face.window.turn("incident")
    take(face.desk, back.file, page.show_incident)
    settle(face, qtbot)

    assert set(office.incidents.find(incident.id).done) == {"disconnect"}
    assert "Đã làm 14:20" in said(page)
    assert "KHÔNG NIÊM PHONG: không có gì cho thấy hồ sơ còn nguyên" in said(page)


def test_the_nil_report_shows_what_it_rests_on(
    face: Face, office: House, tmp_path: Path, qtbot: QtBot
) -> None:
    """Scenario 15: three steps, a person confirms, and it is refused while there is an incident."""
    from core.model.incident import NilStatement
    from gui.operations.incidents import choose_nil, write_nil
    from gui.widgets.nil_dialog import NilDialog

    page = incident_page(face)
    face.window.turn("incident")
    choose_nil(face.desk, page)
    answer(face, qtbot, due="15:00")
    dialog = next(each for each in face.window.findChildren(NilDialog) if each.isVisible())
    assert "0 sự cố" in said(dialog)
    assert "Chưa kiểm tra máy lần nào." in said(dialog)
    assert "Người trực Nguyễn Thị Mẫu xác nhận" in said(dialog)
    assert dialog.yes.isEnabled()
    dialog.reject()
    statement = NilStatement(
        start="2027-02-06T17:00:00Z", end="2027-02-07T07:20:40Z", person="Nguyễn Thị Mẫu"
    )
    write_nil(face.desk, statement, tmp_path)
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.pdf"))) == 1, timeout=10_000)

    office.incidents.open(NewIncident(playbook="phishing"))
    choose_nil(face.desk, page)
    answer(face, qtbot)
    refused = next(each for each in face.window.findChildren(NilDialog) if each.isVisible())
    assert not refused.yes.isEnabled()
    assert "có 1 sự cố" in said(refused)


def met_by_tab(start: QWidget, count: int) -> list[QWidget]:
    """Return where Tab goes from a widget, one after the other."""
    met = [start]
    start.setFocus()
    for _ in range(count):
        QTest.keyClick(met[-1], Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        met.append(now)
    return met


def test_tab_goes_down_the_report_and_then_beside_it(face: Face, office: House) -> None:
    office.incidents.open(NewIncident(playbook="ransomware"))
    (incident,) = office.incidents.running()
    face.window.turn("incident")
    page = incident_page(face)
    page.show_incident(incident.id)
    stages = office.incidents.playbook_of(incident).stages
    page._stage = [each.kind for each in stages].index(StageKind.REPORT)
    page.refresh()
    report = page._report
    assert report is not None
    controls = [each.control for each in report._editors.values()]
    wanted = [report.form, report.stage, *controls, *report._foot]
    assert met_by_tab(report.form, len(wanted) - 1) == wanted

    stops = [
        each
        for each in page._side_part.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    met = met_by_tab(report._foot[-1], len(stops))
    assert set(met[1:]) == set(stops)
    assert met[-1] is page._kind
