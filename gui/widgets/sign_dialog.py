"""Signing: which token, which certificate, and its PIN, which is used once and not kept."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.model.signing import Certificate, PinState
from gui.desk import Desk
from gui.look import Role
from gui.widgets.screen_dialog import ScreenDialog

_WIDTH = 420


class SignDialog(ScreenDialog):
    """Asks for driver, certificate and PIN. `done_signing` carries the SignedFile."""

    done_signing = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, pdf: Path) -> None:
        """Offer the driver that was used last, else one that is found."""
        super().__init__(desk, parent)
        self._desk, self._pdf = desk, pdf
        self._found: tuple[Certificate, ...] = ()
        self.setWindowTitle(desk.say("signing.page.title"))
        known = desk.house.signing.drivers()
        self.driver = self._line(desk.memory.text("token_driver", str(known[0]) if known else ""))
        self.driver.setAccessibleName(desk.say("signing.page.driver"))
        self.pin = self._line("")
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setAccessibleName(desk.say("signing.pin.ask"))
        self.pin.textChanged.connect(self._allow)
        self.certificates = QComboBox()
        self.certificates.setFont(desk.look.font(Role.BODY))
        self.certificates.setMinimumHeight(desk.look.px(30))
        self.certificates.setAccessibleName(desk.say("signing.page.certificate"))
        self.certificates.currentIndexChanged.connect(self._allow)
        self.state = desk.text("signing.page.nothing", Role.SMALL, desk.look.soft)
        self.yes = desk.button("signing.page.sign", self._sign, icon="key", primary=True)
        self.read_button = desk.button("signing.page.read", self.read, icon="refresh")
        self._lay_out()
        self._allow()

    def read(self) -> None:
        """Read the certificates of the tokens."""
        desk, driver = self._desk, Path(self.driver.text().strip())
        self.state.setText(desk.say("signing.page.reading"))
        desk.ask(lambda: desk.house.signing.certificates(driver), self.show_certificates)

    def show_certificates(self, found: Sequence[Certificate]) -> None:
        """Show what can be signed with."""
        desk = self._desk
        self._found = tuple(found)
        self.certificates.clear()
        for each in found:
            args = {"name": each.name, "issuer": each.issuer, "token": each.token, "id": each.id}
            self.certificates.addItem(desk.say("signing.certificate.line", date=each.until, **args))
        if not found:
            self.state.setText(desk.say("signing.page.empty"))
        self._allow()

    def _line(self, text: str) -> QLineEdit:
        line = QLineEdit(text)
        line.setFont(self._desk.look.font(Role.BODY))
        line.setTextMargins(6, 0, 6, 0)
        line.setMinimumSize(self._desk.look.px(_WIDTH), self._desk.look.px(30))
        return line

    def _lay_out(self) -> None:
        desk = self._desk
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(desk.text("signing.page.driver", Role.NAME))
        row = QHBoxLayout()
        row.addWidget(self.driver, 1)
        row.addWidget(desk.button("signing.page.choose_driver", self._choose, icon="folder"))
        row.addWidget(self.read_button)
        column.addLayout(row)
        column.addWidget(desk.text("signing.page.certificate", Role.NAME))
        column.addWidget(self.certificates)
        column.addWidget(desk.text("signing.pin.ask", Role.NAME))
        column.addWidget(self.pin)
        column.addWidget(self.state)
        column.addWidget(desk.text("signing.page.once", Role.SMALL, desk.look.soft))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(desk.button("buttons.cancel_plain", self.reject))
        foot.addWidget(self.yes)
        column.addLayout(foot)

    def _chosen(self) -> Certificate | None:
        at = self.certificates.currentIndex()
        return self._found[at] if 0 <= at < len(self._found) else None

    def _allow(self) -> None:
        chosen = self._chosen()
        typed = chosen is not None and (bool(self.pin.text()) or chosen.pin is PinState.ON_DEVICE)
        self.yes.setEnabled(typed and chosen is not None and chosen.pin is not PinState.LOCKED)
        if chosen is not None:
            self.state.setText(self._desk.say(f"signing.pin.{chosen.pin}"))
            self.state.ink(
                self._desk.look.soft if chosen.pin is PinState.FINE else self._desk.look.warn
            )

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._desk.say("signing.page.driver"), self.driver.text())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.driver.setText)
        dialog.open()

    def _sign(self) -> None:
        """Sign once; the PIN leaves the field whatever comes of it."""
        desk, chosen = self._desk, self._chosen()
        if chosen is None:
            return
        driver, pin, pdf = Path(self.driver.text().strip()), self.pin.text(), self._pdf
        self.pin.clear()
        desk.memory.keep(token_driver=str(driver))
        desk.tell(desk.say("signing.page.signing"))
        desk.ask(lambda: desk.house.signing.sign(pdf, driver, chosen, pin), self.done_signing.emit)
        self.accept()
