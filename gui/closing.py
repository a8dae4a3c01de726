"""Closing: asked once when a run goes on, and once for what is half written."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from gui.widgets.page_frame import PageFrame

if TYPE_CHECKING:
    from gui.desk import Desk
    from gui.window import MainWindow


def may_close(window: "MainWindow", pages: Sequence[PageFrame]) -> bool:
    """Ask what has to be asked, and say whether the window may close."""
    return _may_stop(window) and all(_may_leave(window, page) for page in pages)


def _may_stop(window: "MainWindow") -> bool:
    desk = window.desk
    if desk.runs.running:
        last = desk.runs.last
        done, total = (last.done, last.total) if last else (0, 0)
        question = desk.say("confirm.close_running.question", done=done, total=total)
    elif desk.work.going:
        question = desk.say(f"confirm.close_working.{desk.work.going[0]}")
        return ask(desk, window, question, "confirm.close_working.buttons", safe=1) == 0
    else:
        return True
    return ask(window.desk, window, question, "confirm.close_running.buttons", safe=1) == 0


def _may_leave(window: "MainWindow", page: PageFrame) -> bool:
    if not page.unsaved():
        return True
    question = window.desk.say("confirm.unsaved.question")
    answer = ask(window.desk, window, question, "confirm.unsaved.buttons", safe=0)
    if answer == 0:
        page.save()
        window.desk.errands.settle()
        return not page.unsaved()  # what was refused stays on the screen, beside the reason
    return answer == 1


def ask(desk: "Desk", window: QWidget, question: str, key: str, *, safe: int) -> int:
    """Ask a question with the buttons of a key; return the place of the answer.

    `safe` is the button that Enter presses. Esc goes back, which is always the last one.
    """
    box = QMessageBox(window)
    box.setText(question)
    box.setWindowTitle(desk.say("window.name"))
    texts = desk.words.steps(key)
    role = QMessageBox.ButtonRole.ActionRole
    buttons: list[QPushButton] = [box.addButton(text, role) for text in texts]
    box.setDefaultButton(buttons[safe])
    box.setEscapeButton(buttons[-1])
    box.exec()
    clicked = box.clickedButton()
    return next((place for place, each in enumerate(buttons) if each is clicked), len(buttons) - 1)
