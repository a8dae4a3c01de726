"""Pasting a whole file into a field: refused with a sentence, and the window goes on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.house import House
from core.model.duty import Entry
from core.model.errors import KnownError
from core.model.new_entry import TEXT_LIMIT, NewEntry
from gui.face import Face
from gui.widgets.correct_dialog import CorrectDialog
from gui.widgets.form_dialog import Ask, FormDialog
from gui.widgets.people_dialog import PeopleDialog
from gui.widgets.plain_text import PlainText

MEGABYTE = 1_000_000
LONG = {
    "one line": "ự" * MEGABYTE,
    "many lines": "dòng chữ\n" * (MEGABYTE // 9),
    "stacked marks": "e\u0323\u0302" * (MEGABYTE // 3),
    "right to left": "\u202eabc " * (MEGABYTE // 5),
}


def mime(text: str) -> QMimeData:
    """Return what the clipboard holds."""
    held = QMimeData()
    held.setText(text)
    return held


@pytest.fixture
def field(qtbot: QtBot) -> PlainText:
    made = PlainText("Đã có")
    qtbot.addWidget(made)
    made.selectAll()
    return made


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_a_megabyte_is_refused_at_once_and_what_is_there_stays(field: PlainText, text: str) -> None:
    told: list[KnownError] = []
    field.refused.connect(told.append)
    field.insertFromMimeData(mime(text))

    assert field.toPlainText() == "Đã có"
    (error,) = told
    assert error.key == "text_too_long"
    assert error.args_of_sentence == {"count": len(text), "limit": TEXT_LIMIT}


def test_what_fits_takes_the_place_of_what_is_chosen(field: PlainText) -> None:
    told: list[KnownError] = []
    field.refused.connect(told.append)
    field.insertFromMimeData(mime("x" * TEXT_LIMIT))
    assert len(field.toPlainText()) == TEXT_LIMIT
    field.insertFromMimeData(mime("y"))

    assert len(told) == 1
    assert "y" not in field.toPlainText()


def test_a_long_line_is_refused_where_long_lists_are_not(qtbot: QtBot) -> None:
    field, told = PlainText(limit=10 * TEXT_LIMIT), []
    qtbot.addWidget(field)
    field.refused.connect(told.append)
    rows = "Nguyễn Văn An\tVăn thư\n" * 2_000
    field.insertFromMimeData(mime(rows))
    assert field.toPlainText() == rows
    field.insertFromMimeData(mime("x" * (TEXT_LIMIT + 1)))

    assert [each.args_of_sentence["limit"] for each in told] == [TEXT_LIMIT]


def fields_of(face: Face, entry: Entry) -> dict[str, tuple[PlainText, Callable[[], str]]]:
    """Return the fields that people paste into, each with where a refusal is told."""
    window = face.window
    correct = CorrectDialog(face.desk, entry, window)
    people = PeopleDialog(face.desk, window)
    quick: Any = window.page("duty_book")
    told: list[str] = []
    face.desk.troubled.connect(lambda error: told.append(error.key))
    shown: tuple[QWidget, ...] = (correct, people)
    for each in shown:
        each.show()
    return {
        "entry": (quick.entry.text, lambda: "".join(told)),
        "correction": (correct.text, correct.refusal.sentence.text),
        "people": (people.text, people.state.text),
    }


def test_every_field_tells_why(show: Callable[..., Face], tmp_path: Path) -> None:
    house = House.open(tmp_path / "office", "vi")
    house.duty.add_entry(NewEntry(text="Mất điện"))
    face = show(house)
    face.window.turn("duty_book")
    for name, (field, told) in fields_of(face, house.duty.page(limit=1)[0]).items():
        before = field.toPlainText()
        field.insertFromMimeData(mime(LONG["one line"]))
        assert field.toPlainText() == before, name
        assert "text_too_long" in told() or "ký tự, quá" in told(), name


def test_a_line_that_is_too_short_for_a_paste_says_so(
    show: Callable[..., Face], tmp_path: Path
) -> None:
    """What is left of it must not pass for the whole."""
    face = show(House.open(tmp_path / "office", "vi"))
    ask = Ask(name="text", label="shift.page.note")
    dialog = FormDialog(face.desk, face.window, "shift.page.hand_over", [ask])
    dialog.show()
    line = dialog.fields["text"]
    assert isinstance(line, QLineEdit)
    QGuiApplication.clipboard().setText("x" * 900)
    line.paste()
    assert not dialog.refusal.isVisible()
    QGuiApplication.clipboard().setText("y" * 900)
    line.paste()

    assert dialog.refusal.isVisible()
    assert "1.000 ký tự đầu" in dialog.refusal.sentence.text()
    assert len(line.text()) == 1000
