"""The notice in the tray: there for a while, clicked or not, and no trouble where there is none."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from core.words import Words
from gui import notice

VI = Words("vi")
LINES = ("Sự cố SC-2027-001 chưa kết thúc.", "Ca trực bắt đầu lúc 17:00.")


@pytest.fixture
def shown(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Pretend that there is a tray, and return what is shown in it."""
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda self, *said: told.append(said[:2]))
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda self: None)  # it would look for a real one
    return told


def test_without_a_tray_nothing_is_shown_and_nothing_waits(qapp: QApplication) -> None:
    assert not QSystemTrayIcon.isSystemTrayAvailable()
    assert notice.show_notice(VI, LINES) is False


def test_it_goes_by_itself(shown: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notice, "STAYS", 10)

    assert notice.show_notice(VI, LINES) is False
    assert shown == [("Trực An: có việc cần xem", "\n".join(LINES))]


@pytest.mark.parametrize(
    "click",
    [
        lambda tray: tray.messageClicked.emit(),
        lambda tray: tray.activated.emit(QSystemTrayIcon.ActivationReason.Trigger),
    ],
)
def test_a_click_asks_for_more(
    shown: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    click: Callable[[QSystemTrayIcon], None],
) -> None:
    def show_and_click(tray: QSystemTrayIcon) -> None:
        QTimer.singleShot(0, lambda: click(tray))

    monkeypatch.setattr(QSystemTrayIcon, "show", show_and_click)

    assert notice.show_notice(VI, LINES) is True


def test_no_more_lines_than_a_notice_shows() -> None:
    assert notice.told(VI, ("a", "b", "c")) == "a\nb\nc"
    assert notice.told(VI, ("a", "b", "c", "d")) == "a\nb\nCòn 2 việc khác; mở Trực An để xem."
