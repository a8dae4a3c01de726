"""Notice: a word in the tray after the daily check. Nothing is lost where there is no tray."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from gui.look import LIGHT
from gui.widgets.shapes import emblem_icon

if TYPE_CHECKING:
    from core.words import Words

AT_MOST = 3
"""Lines: Windows shows no more of a notice."""

STAYS = 20_000
"""Milliseconds that the notice is there to be clicked."""


def show_notice(words: "Words", lines: Sequence[str]) -> bool:
    """Show lines in the tray for a while; return whether they were clicked, to see more."""
    app = QApplication.instance() or QApplication(["trucan"])
    if not QSystemTrayIcon.isSystemTrayAvailable():
        return False
    clicked: list[bool] = []
    tray = QSystemTrayIcon(emblem_icon(LIGHT))
    tray.setToolTip(words.say("notice.title"))

    def take() -> None:
        clicked.append(True)
        app.quit()

    tray.messageClicked.connect(take)
    tray.activated.connect(take)
    tray.show()
    tray.showMessage(words.say("notice.title"), told(words, lines), tray.icon(), STAYS)
    QTimer.singleShot(STAYS, app.quit)
    app.exec()
    tray.hide()
    return bool(clicked)


def told(words: "Words", lines: Sequence[str]) -> str:
    """Return as many lines as are shown, and how many more there are."""
    if len(lines) <= AT_MOST:
        return "\n".join(lines)
    shown = list(lines[: AT_MOST - 1])
    return "\n".join([*shown, words.say("notice.more", {"count": len(lines) - len(shown)})])
