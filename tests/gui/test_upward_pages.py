"""The pages of the board and of the sweep, over real stores."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import invented
import pytest
import standin
from by_hand import said
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from core.house import House
from core.model.board import HeldBack, Standing, Unit
from core.model.exchange import KeyScope, Why
from core.model.result import Result, Severity
from gui.face import Face
from gui.operations import consolidation as acting
from gui.pages.consolidation.view import ConsolidationPage
from gui.pages.consolidation.weeks import WeekBars
from gui.pages.sweep.view import SweepPage
from gui.widgets.buttons import Link
from gui.widgets.form_dialog import FormDialog
from gui.widgets.machines_dialog import MachinesDialog
from tests.exchange.offices import Office, finding, make_run


@pytest.fixture
def inbox(house: standin.StandInHouse, tmp_path: Path) -> Path:
    """A bundle that counts, one of a stranger, a damaged one; a unit that sent nothing."""
    office, folder = Office(), tmp_path / "in"
    named = office.named
    house.consolidation.put_units([Unit(code="tre", name="Xã Trễ", machines=4)])
    house.consolidation.enrol(
        named.to_text(), named.key.fingerprint, "An", "UBND xã Phú Mẫu", KeyScope.SWEEP
    )
    folder.mkdir()
    run = make_run(1, ended="2026-11-20T09:00:00+07:00")
    (folder / "a.trucan").write_bytes(office.bundle(run, made="2026-11-20T03:00:00Z"))
    (folder / "b.trucan").write_bytes(b"PK")
    (folder / "c.trucan").write_bytes(Office().bundle())
    return folder


@pytest.fixture
def board(face: Face) -> ConsolidationPage:
    face.window.turn("consolidation")
    page = face.window.page("consolidation")
    assert isinstance(page, ConsolidationPage)
    face.desk.errands.finish()
    return page


def drop(page: QWidget, path: Path) -> None:
    """Drop a folder on a page."""
    told = QMimeData()
    told.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, told, buttons, keys)
    page.dropEvent(event)


def test_a_folder_that_is_dropped_becomes_the_board(
    inbox: Path, board: ConsolidationPage, face: Face, qtbot: QtBot
) -> None:
    """Rows, numbers, and every file that does not count with its reason."""
    drop(board, inbox)
    qtbot.waitUntil(lambda: board.board is not None and board.board.received == 1)
    qtbot.waitUntil(lambda: "c.trucan" in said(board.beside))

    assert [row.standing for row in board.board.rows] == [Standing.WAITING, Standing.HANDED_IN]  # type: ignore[union-attr]
    assert "1/2" in said(board.tiles)
    assert "Khóa chưa được xác nhận" in said(board.beside)
    assert "Không phải gói báo cáo của Trực An." in said(board.beside)
    assert board.strip.isHidden()
    board.field.setText("phu mau")
    assert board.model.rowCount() == 1
    assert "UBND xã Phú Mẫu, Đã nộp, 1/1" in board.model.spoken(board.board.rows[1])  # type: ignore[union-attr]
    board.remind.click()
    assert "Xã Trễ" in QGuiApplication.clipboard().text()


def test_what_an_import_passed_over_is_named(
    inbox: Path, board: ConsolidationPage, face: Face, qtbot: QtBot
) -> None:
    """What was received before, and what is no bundle; the next import tells its own."""
    (inbox / "ảnh.jpg").write_bytes(b"\xff\xd8")
    board.take([inbox])
    qtbot.waitUntil(lambda: "ảnh.jpg" in said(board.beside))
    assert "1 tệp bỏ qua" in said(board.beside)
    assert "a.trucan" not in said(board.beside)
    qtbot.waitUntil(lambda: not board.strip.is_going)
    board.take([inbox])
    qtbot.waitUntil(lambda: "2 tệp bỏ qua" in said(board.beside))
    assert "Đã nhận gói này rồi, không tính lần nữa." in said(board.beside)
    assert "Không phải gói báo cáo." in said(board.beside)
    for number in range(40):
        (inbox / f"{number}.jpg").write_bytes(b"x")
    qtbot.waitUntil(lambda: not board.strip.is_going)
    board.take([inbox])
    qtbot.waitUntil(lambda: "42 tệp bỏ qua" in said(board.beside))
    assert "và 12 tệp khác." in said(board.beside)


def test_a_key_is_confirmed_from_the_page(
    inbox: Path, board: ConsolidationPage, face: Face, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    """With what was read out; what waited counts at once."""
    board.take([inbox])
    qtbot.waitUntil(lambda: bool(house.consolidation.held_back()))
    (held,) = house.consolidation.held_back()
    acting.decide(face.desk, board, held)
    dialog = face.window.findChild(FormDialog)
    assert dialog is not None
    for name, text in (("fingerprint", held.fingerprint), ("owner", "Ông Ba")):
        dialog.fields[name].setText(text)  # type: ignore[union-attr]
    dialog.yes.click()
    qtbot.waitUntil(lambda: not house.consolidation.held_back())
    assert "Ông Ba" in [each.owner for each in house._real.trust.cards()]
    qtbot.waitUntil(lambda: board.board is not None and board.board.received == 2)


def test_what_one_key_settles_is_told_once(
    board: ConsolidationPage, house: standin.StandInHouse
) -> None:
    """However many bundles it sealed; what is not shown is counted."""

    def held(number: int, why: Why, fingerprint: str) -> HeldBack:
        return HeldBack(
            digest=f"{number:064}", file=f"{number}.trucan", at=invented.NOW, why=why, unit="",
            machine="", fingerprint=fingerprint, key_text=fingerprint, size=1,
        )  # fmt: skip

    sealed = [held(number, Why.KEY_UNKNOWN, f"KEY {number % 2}") for number in range(60)]
    unsigned = [held(number, Why.UNSIGNED, "") for number in range(60, 100)]
    board.beside.show_board(house.consolidation.board(), (*sealed, *unsigned))

    told = said(board.beside)
    assert told.count("và 29 gói khác cùng khóa này") == 2
    assert [text for text in told.splitlines() if text.endswith(".trucan")] == [
        "0.trucan", "1.trucan", *(f"{number}.trucan" for number in range(60, 88))
    ]  # fmt: skip
    assert "100 gói chờ quyết định" in told
    assert "và 12 gói khác" in told


@pytest.fixture
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the clock of the house above."""
    monkeypatch.setattr(House, "now", lambda self: invented.NOW)


@pytest.mark.usefixtures("on_a_day")
def test_weeks_and_who_needs_help_first(
    board: ConsolidationPage,
    face: Face,
    house: standin.StandInHouse,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    """Nothing of it before there is anything; then in words too, and a link goes to the row."""
    assert board.beside.findChildren(WeekBars) == []
    house.consolidation.put_units(
        [Unit(code=code, name=name) for code, name in (("a", "Xã An"), ("b", "Xã Bình Hoà"))]
    )
    for code in ("a", "b"):
        office = Office()
        named = office.named
        house.consolidation.enrol(
            named.to_text(), named.key.fingerprint, "An", code, KeyScope.SWEEP
        )
        unit = {"a": "Xã An", "b": "Xã Bình Hoà"}[code]
        for number, day in ((1, 12), (2, 19), (3, 20)):
            is_bad = code == "b" and day > 12
            found = (finding("AV-101", Result.FAIL if is_bad else Result.PASS, Severity.CRITICAL),)
            run = make_run(
                ord(code) * 10 + number,
                unit=unit,
                findings=found,
                ended=f"2027-01-{day}T09:00:00+07:00",
            )
            body = office.bundle(run, made=f"2027-01-{day}T03:00:00Z")
            (tmp_path / "x.trucan").write_bytes(body)
            house.consolidation.take_file(tmp_path / "x.trucan")
    board.refresh()
    qtbot.waitUntil(lambda: bool(board.beside.findChildren(WeekBars)))
    (bars,) = board.beside.findChildren(WeekBars)

    assert "11/01: 2 máy, 0 cần xử lý ngay; 18/01: 4 máy, 2 cần xử lý ngay" in bars.accessibleName()
    assert bars.toolTip() == bars.accessibleName()
    assert bars.accessibleName().count(";") == 11
    assert "Tuần này: 4 máy, 2 cần xử lý ngay" in said(board.beside)
    assert "Tuần trước: 2 máy, 0 cần xử lý ngay" in said(board.beside)
    (link,) = [each for each in board.beside.findChildren(Link) if "Xã" in each.text()]
    assert link.accessibleName() == "Xã Bình Hoà, 2/3"
    board.standing.setCurrentIndex(1)
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Space)
    assert board.field.text() == "Xã Bình Hoà"
    assert board.standing.currentIndex() == 0
    assert board.model.rowCount() == 1
    assert board.list.hasFocus()


def test_a_bundle_that_waits_is_refused_from_the_page(
    inbox: Path, board: ConsolidationPage, face: Face, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    """By the keyboard; its name is then among those not taken, and it can be taken back."""
    board.take([inbox])
    qtbot.waitUntil(lambda: "1 gói chờ quyết định" in said(board.beside))
    (link,) = [
        each for each in board.beside.findChildren(Link) if each.text() == "Không nhận gói này"
    ]
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "2 gói không nhận" in said(board.beside))

    assert house.consolidation.held_back() == ()
    assert "chờ quyết định" not in said(board.beside)
    face.desk.take_back()
    qtbot.waitUntil(lambda: "1 gói chờ quyết định" in said(board.beside))


def test_what_came_of_a_machine(
    board: ConsolidationPage,
    face: Face,
    house: standin.StandInHouse,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    """From the row of its unit by the keyboard, or by its name: what counts, and what did."""
    office, file = Office(), tmp_path / "a.trucan"
    named = office.named
    house.consolidation.enrol(
        named.to_text(), named.key.fingerprint, "An", "UBND xã Phú Mẫu", KeyScope.SWEEP
    )
    for hour in (10, 9, 11):
        asset = replace(make_run().asset, name="VĂN-THƯ", tag="TS-01")
        run = make_run(asset=asset, ended=f"2026-11-20T{hour:02}:00:00+07:00")
        file.write_bytes(office.bundle(run, made="2026-11-20T05:00:00Z"))
        house.consolidation.take_file(file)
    board.refresh()
    qtbot.waitUntil(lambda: board.model.rowCount() == 1)
    board.list.setCurrentIndex(board.model.index(0))
    board.list.setFocus()
    qtbot.keyClick(board.list, Qt.Key.Key_Return)
    dialog = face.window.findChild(MachinesDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 1)
    assert dialog.windowTitle() == "UBND xã Phú Mẫu"
    row = dialog.tree.topLevelItem(0)
    assert row is not None
    assert (row.text(0), row.text(1)) == ("VĂN-THƯ · TS-01", "UBND xã Phú Mẫu")
    assert "11:00" in row.text(3)
    dialog.tree.setCurrentItem(row)
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: row.childCount() == 3)

    assert [row.child(at).text(1) for at in range(3)] == [
        "đã có bản mới thay", "cũ hơn, không tính", "đang tính",
    ]  # fmt: skip
    row.setExpanded(False)
    row.setExpanded(True)
    face.desk.errands.finish()
    assert row.childCount() == 3
    dialog.field.setText("không có")
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 0)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.field.setText("van-thu")
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 1)
    dialog.close()


def test_a_list_of_units_from_the_page(
    board: ConsolidationPage,
    face: Face,
    house: standin.StandInHouse,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    """What waited for a unit of it counts at once, and it is told."""
    office, file = Office(), tmp_path / "a.trucan"
    named = office.named
    house.consolidation.enrol(named.to_text(), named.key.fingerprint, "An", "tinh", KeyScope.SWEEP)
    run = make_run(1, ended="2026-11-20T09:00:00+07:00")
    file.write_bytes(office.bundle(run, made="2026-11-20T03:00:00Z"))
    house.consolidation.take_file(file)
    assert len(house.consolidation.held_back()) == 1
    board.refresh()
    qtbot.waitUntil(lambda: "UBND xã Phú Mẫu" in said(board.beside))
    links = [each.text() for each in board.beside.findChildren(Link)]
    assert links == ["Danh sách đơn vị…", "Không nhận gói này"]
    units = tmp_path / "don-vi.csv"
    units.write_text("Mã;Tên đơn vị;Cấp trên\ntinh;Tỉnh;\nphu;UBND xã Phú Mẫu;tinh\n", "utf-8")
    acting.choose_units(face.desk, board)
    dialog = face.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(units))
    dialog.close()

    qtbot.waitUntil(lambda: board.board is not None and board.board.received == 1)
    assert house.consolidation.held_back() == ()
    qtbot.waitUntil(lambda: "1 gói trước đây chưa rõ đơn vị nay đã được tính." in said(face.window))


def test_an_empty_board_says_what_to_do(board: ConsolidationPage) -> None:
    assert "Kéo thư mục chứa các gói vào đây" in said(board)
    assert not board.out.isEnabled()


def test_taking_in_can_be_stopped(
    inbox: Path, board: ConsolidationPage, face: Face, qtbot: QtBot
) -> None:
    board.take([inbox])
    assert board.strip.is_going
    assert board.escape()
    qtbot.waitUntil(lambda: not board.strip.is_going)
    assert not board.escape()
    assert "Đã dừng" in said(board)


def test_what_is_dropped_on_the_sweep(
    show: Callable[..., Face], house: standin.StandInHouse, tmp_path: Path, qtbot: QtBot
) -> None:
    """A folder is opened, a table adds its machines, and one that is none is told."""
    folder, table = tmp_path / "stick", tmp_path / "may.csv"
    folder.mkdir()
    table.write_text("Mã;Phòng\nTS-01;Văn thư\nTS-02;\n", "utf-8")
    face = show(house)
    face.window.turn("sweep")
    page = face.window.page("sweep")
    assert isinstance(page, SweepPage)
    assert page.acceptDrops()
    drop(page, table)
    assert page.folder is None
    drop(page, folder)
    qtbot.waitUntil(lambda: page.folder == folder)
    drop(page, table)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert face.desk.memory.text("sweep_folder") == str(folder)
    table.write_text("x\n1\n", "utf-8")
    drop(page, table)
    qtbot.waitUntil(lambda: "Không đọc được danh sách máy may.csv" in said(face.window))
    assert page.model.rowCount() == 2


def test_a_sweep_from_the_page(
    show: Callable[..., Face], house: standin.StandInHouse, tmp_path: Path, qtbot: QtBot
) -> None:
    """Opened again where it was, checked, looked over."""
    folder = tmp_path / "stick"
    house.sweep.start(folder, "Tết", (("TS-01", "Văn thư"), ("TS-02", "")))
    face = show(house)
    face.desk.memory.keep(sweep_folder=str(folder))
    face.window.turn("sweep")
    page = face.window.page("sweep")
    assert isinstance(page, SweepPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert "0/2 máy" in said(page)

    page.check.click()
    dialog = face.window.findChild(FormDialog)
    assert dialog is not None
    dialog.fields["tag"].setText("TS-01")  # type: ignore[union-attr]
    dialog.yes.click()
    qtbot.waitUntil(lambda: "1/2 máy" in said(page), timeout=60_000)
    (folder / "autorun.inf").write_text("x")
    page.verify.click()
    qtbot.waitUntil(lambda: "autorun.inf: tệp lạ" in said(page))
    assert list(folder.glob("KQ_TS-01_*.trucan"))


def test_a_sweep_without_any_result_says_what_to_do(
    face: Face, house: standin.StandInHouse, tmp_path: Path, qtbot: QtBot
) -> None:
    house.sweep.start(tmp_path / "stick", "Tết", ())
    face.window.turn("sweep")
    page = face.window.page("sweep")
    assert isinstance(page, SweepPage)
    page.open_at(tmp_path / "stick")
    qtbot.waitUntil(lambda: "Thư mục này chưa có kết quả nào." in said(page))
    assert not page.list.isVisible()
