"""What tests of the window do as a person at it: answer a dialog, wait, read what is shown."""

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.face import Face
from gui.pages.first_run.view import FirstRunPage
from gui.pages.incident.view import IncidentPage
from gui.widgets.form_dialog import FormDialog


def said(widget: QWidget) -> str:
    """Return all texts that are shown in a widget; what was put away is deleted a moment later."""
    labels = widget.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(widget))


def settle(face: Face, qtbot: QtBot) -> None:
    """Let what was asked be done and shown, and what was put away be gone."""
    for _ in range(2):
        face.desk.errands.finish()
        qtbot.wait(1)
        QApplication.processEvents()
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete


def answer(face: Face, qtbot: QtBot, **answers: str) -> None:
    """Fill in the dialog that stands open and accept it."""
    dialog = next(each for each in face.window.findChildren(FormDialog) if each.isVisible())
    for name, text in answers.items():
        field = dialog.fields[name]
        if hasattr(field, "setText"):
            field.setText(text)
        else:
            field.setCurrentIndex(field.findData(text))
    assert dialog.yes.isEnabled()
    dialog.yes.click()
    settle(face, qtbot)


def first_run_of(face: Face) -> FirstRunPage:
    """Return the page of the first run."""
    page = face.window.page("first_run")
    assert isinstance(page, FirstRunPage)
    return page


def incident_page(face: Face) -> IncidentPage:
    """Return the page of incidents."""
    page = face.window.page("incident")
    assert isinstance(page, IncidentPage)
    return page
