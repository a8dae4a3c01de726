"""A damaged book in the window: it says so, shows what it can, and puts a backup back."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import invented
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.house import House
from core.model.duty import EntryKind
from core.model.errors import Exit, KnownError
from core.model.new_entry import NewEntry
from core.store.store import FILE_NAME
from gui.face import Face
from gui.operations import backups as act
from gui.pages.duty_book.view import DutyBookPage
from gui.widgets.backups_dialog import BackupsDialog


@pytest.fixture
def office(tmp_path: Path) -> House:
    """Give a real house with one entry and one backup, made the day before."""
    house = House.open(tmp_path / "office", "vi")
    house.opens_damaged = True
    house.settings.change(invented.OFFICE)
    house.duty.add_entry(NewEntry(text="Mất điện lúc 10:40"))
    now = house.backups._clock
    house.backups._clock = lambda: now() - timedelta(days=1)
    house.backups.make()
    house.backups._clock = now
    return house


def settle(face: Face, qapp: QApplication) -> None:
    """Wait until the house has answered."""
    for _ in range(3):
        face.desk.errands.finish()
        qapp.processEvents()


def dialog() -> BackupsDialog:
    """Return the dialog that is open."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, BackupsDialog)]
    (shown,) = [each for each in found if each.isVisible()]
    return shown


def said(widget: QWidget) -> str:
    """Return all texts in a widget."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def test_a_copy_is_made_and_put_back(
    show: Callable[..., Face], office: House, qapp: QApplication
) -> None:
    face = show(office)
    act.show(face.desk, face.window)
    shown = dialog()
    settle(face, qapp)
    assert shown.list.count() == 1
    assert "2 mục" in shown.list.item(0).text()
    shown.make.click()
    settle(face, qapp)
    assert shown.list.count() == 2
    assert shown.make.isEnabled()
    assert not shown.restore.isEnabled(), "a reason is missing"
    shown.reason.setText("thử khôi phục")
    shown.restore.click()
    settle(face, qapp)

    assert office.duty.page(limit=1)[0].kind is EntryKind.RESTORED
    assert not shown.isVisible()
    office.close()


@pytest.mark.parametrize("what", ["make", "restore"])
def test_what_is_refused_can_be_tried_again(
    show: Callable[..., Face],
    office: House,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
) -> None:
    def refuse(*given: object) -> None:
        raise KnownError("no_write", Exit.CANNOT_WRITE, path="backups")

    face = show(office)
    act.show(face.desk, face.window)
    shown = dialog()
    settle(face, qapp)
    shown.reason.setText("thử khôi phục")
    button = getattr(shown, what)
    with monkeypatch.context() as refusing:
        refusing.setattr(office.backups, what, refuse)
        button.click()
        assert not button.isEnabled(), "not twice"
        settle(face, qapp)
    assert "backups" in shown.refusal.sentence.text()
    assert shown.state.text() == "1 bản sao, mới nhất ở trên."
    assert shown.isVisible()
    assert button.isEnabled()

    button.click()
    assert not shown.refusal.isVisible()
    settle(face, qapp)
    assert shown.list.count() == 2 if what == "make" else not shown.isVisible()
    office.close()


def test_a_damaged_book_is_told_and_put_back_from_the_window(
    show: Callable[..., Face], office: House, qapp: QApplication, qtbot: QtBot
) -> None:
    office.close()
    (office.home / FILE_NAME).write_bytes(b"\0" * 8192)
    damaged = House.open(office.home, "vi")
    damaged.opens_damaged = True
    face = show(damaged)
    face.window.turn("duty_book")
    assert damaged.damage is not None
    face.desk.trouble(damaged.damage)
    assert "Không mở được sổ vì tệp bị hỏng" in face.window.errors.sentence.text()
    assert face.window.errors.restore.isVisible()
    face.window.errors.restore.click()
    shown = dialog()
    settle(face, qapp)
    assert "chỉ xem được phần còn đọc được" in said(shown)
    assert not shown.make.isEnabled()
    shown.reason.setText("hỏng sau khi mất điện")
    shown.restore.click()
    settle(face, qapp)

    page = face.window.page("duty_book")
    assert isinstance(page, DutyBookPage)
    texts = [page.model.index(row).data() for row in range(page.model.rowCount())]
    assert "Mất điện lúc 10:40" in texts
    assert damaged.damage is None
    damaged.close()


def test_other_troubles_offer_no_backup(face: Face) -> None:
    face.desk.trouble(invented.DISK_FULL)

    assert face.window.errors.isVisible()
    assert not face.window.errors.restore.isVisible()
