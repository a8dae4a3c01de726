"""Comparing two runs in the window."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import standin
from pytestqt.qtbot import QtBot

from core.model.result import Message, Result
from gui.face import Face
from gui.widgets.compare_dialog import CompareDialog


@pytest.fixture
def two(house: standin.StandInHouse) -> standin.StandInHouse:
    """A house with an earlier run in which one check still passed."""
    newest = house.checks.runs[-1]
    first, *others = newest.findings
    passed = replace(first, result=Result.PASS, message=Message("pass.x"), reason=None)
    earlier = replace(newest, id="01OLD", findings=(passed, *others))
    house.checks.runs.insert(0, earlier)
    return house


def test_the_newest_run_beside_an_earlier_one(
    show: Callable[..., Face], two: standin.StandInHouse, qtbot: QtBot
) -> None:
    face = show(two)
    dialog = CompareDialog(face.desk, face.window)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "→" in dialog.text.toPlainText())
    newest = two.checks.runs[-1].findings[0]

    assert dialog.choice.count() == 1
    assert newest.check in dialog.text.toPlainText()
    assert "Đạt →" in dialog.text.toPlainText()
    assert "Không so được" in dialog.text.toPlainText()


def test_without_an_earlier_run_it_says_what_to_do(
    show: Callable[..., Face], house: standin.StandInHouse, qtbot: QtBot
) -> None:
    face = show(house)
    dialog = CompareDialog(face.desk, face.window)
    qtbot.addWidget(dialog)

    assert dialog.choice.count() == 0
    assert "Chưa có lần kiểm tra nào trước" in dialog.text.toPlainText()
