"""The least window that Qt can show: prints `shown` after its first paint and stays."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class BareWindow(QMainWindow):
    """A window without anything in it."""

    told = False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint, and say so once."""
        super().paintEvent(event)
        if not self.told:
            self.told = True
            QTimer.singleShot(0, tell)


def tell() -> None:
    """Say that the window was painted."""
    sys.stdout.write("shown\n")
    sys.stdout.flush()


app = QApplication(sys.argv[:1])
window = BareWindow()
window.resize(1024, 680)
window.show()
sys.exit(app.exec())
