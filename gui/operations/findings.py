"""What a person can do about a finding, on any page that shows one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSysInfo, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from core.model.result import Finding
from core.model.run import Run
from gui import told

if TYPE_CHECKING:
    from gui.desk import Desk

_SCHEMES = ("ms-settings:", "windowsdefender:")
"""Addresses of Windows' own settings pages; nothing else is ever opened from a finding."""

_WINDOWS = "winnt"


def can_open(page: str) -> bool:
    """Say whether a settings page can be opened on this system."""
    return QSysInfo.kernelType() == _WINDOWS and page.startswith(_SCHEMES)


def open_page(page: str) -> None:
    """Open a settings page of Windows."""
    if can_open(page):
        QDesktopServices.openUrl(QUrl(page))


def ask_technician(desk: "Desk", run: Run, *findings: Finding) -> None:
    """Copy a text that can be sent to the technician, and say so."""
    now = desk.now()
    lines = (told.for_technician(desk.words, run, each, now) for each in findings)
    desk.copy("\n".join(lines))
    desk.tell(desk.say("overview.copied_for_technician"))


def accept_risk(desk: "Desk", parent: QWidget, finding: Finding) -> None:
    """Ask who accepts the risk, why and until when; then keep the waiver."""
    from gui.widgets.waive_dialog import WaiveDialog

    dialog = WaiveDialog(desk, finding.check, parent.window())
    dialog.record(dialog.waiver, desk.house.waivers.accept)


def withdraw_waiver(desk: "Desk", check: str) -> None:
    """Take an accepted risk back."""
    desk.do(lambda: desk.house.waivers.withdraw(check))
