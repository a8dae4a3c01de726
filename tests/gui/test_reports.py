"""The reports page: four steps from a kind to the folder that goes out."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import standin
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.model.change import Change, Kind
from core.model.errors import Exit, KnownError
from core.model.form import FormsTable
from core.model.paper import Draft
from core.model.signing import Certificate, PinState, Seen, Signature, SignedFile, Trust, Verdict
from core.policy.packs import pack_of
from gui.face import Face
from gui.operations import reports as act
from gui.pages.reports.aside import ZOOMS
from gui.pages.reports.editors import RowsEditor
from gui.pages.reports.view import LOOK, SEND, ReportsPage
from gui.widgets.form_dialog import FormDialog
from gui.widgets.sign_dialog import SignDialog


def said(widget: QWidget) -> str:
    """Return all texts in a widget that are shown."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if not each.isHidden())


@pytest.fixture
def page(face: Face) -> ReportsPage:
    face.window.turn("reports")
    page = face.window.page("reports")
    assert isinstance(page, ReportsPage)
    return page


def field(page: ReportsPage, name: str) -> QLineEdit:
    """Return the editor of a field by its words."""
    label = page.desk.say(f"forms.field.{name}")
    return next(each for each in page.findChildren(QLineEdit) if each.accessibleName() == label)


def fill_slip(page: ReportsPage) -> None:
    """Fill in everything that a slip needs."""
    page._turn_to("slip")
    for name, text in {
        "document": "Báo cáo 12",
        "recipient": "Sở mẫu",
        "channel": "Trục liên thông",
        "sent_at": "10:40 05/02/2027",
        "sender": "Nguyễn Thị Mẫu",
    }.items():
        field(page, name).setText(text)


def drawn(page: ReportsPage, qtbot: QtBot) -> None:
    """Wait until the pages have come."""
    qtbot.waitUntil(lambda: page.paper.count > 0, timeout=10_000)


def test_the_record_of_the_last_run_needs_nothing_typed(page: ReportsPage, qtbot: QtBot) -> None:
    assert page.kind == "inspection"
    page.go(LOOK)
    drawn(page, qtbot)

    assert "Cùng kết luận với màn hình." in said(page.before)
    assert "Còn chỗ cho chữ ký và dấu." in said(page.before)
    assert "mục không kiểm tra được" in said(page.before)
    assert f"Trang 1/{page.paper.count}" in said(page.zoom)
    assert any(each.toolTip().endswith(".docx") for each in page.files.findChildren(QLabel))


def test_steps_go_forth_and_back_by_keyboard(face: Face, page: ReportsPage, qtbot: QtBot) -> None:
    page._next[0].click()
    page._next[1].click()
    drawn(page, qtbot)
    assert page.paper.hasFocus()
    assert not page.print.isHidden()

    qtbot.keyClick(face.window, Qt.Key.Key_Escape)
    qtbot.keyClick(face.window, Qt.Key.Key_Escape)
    assert page.steps.steps[0].accessibleDescription() == "bước đang làm"
    assert page.print.isHidden()


def test_what_is_missing_is_named_and_nothing_is_written(
    face: Face, page: ReportsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page._turn_to("slip")
    page.go(LOOK)
    drawn(page, qtbot)
    assert "Còn thiếu:" in said(page.before)

    page.sending.place.setText(str(tmp_path / "gui"))
    with qtbot.waitSignal(face.desk.troubled) as told:
        page._write()
    assert told.args[0].key == "field_missing"
    assert not (tmp_path / "gui").exists()


def test_a_folder_is_written_and_stands_in_the_register(
    face: Face, page: ReportsPage, qtbot: QtBot, tmp_path: Path, house: standin.StandInHouse
) -> None:
    fill_slip(page)
    page.go(SEND)
    page.sending.place.setText(str(tmp_path / "gui"))
    page._next[SEND].click()
    qtbot.waitUntil(lambda: "Đã lưu vào" in said(page.sending), timeout=10_000)

    (folder,) = (tmp_path / "gui").iterdir()
    assert {each.suffix for each in folder.iterdir()} == {".docx", ".pdf", ".json", ".txt"}
    qtbot.waitUntil(lambda: "PHIẾU GỬI" in said(page.sending).upper(), timeout=5000)
    assert face.desk.memory.text("report_folder") == str(tmp_path / "gui")


def test_number_and_receipt_are_written_in_later_and_taken_back(
    face: Face, page: ReportsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.go(SEND)
    page.sending.place.setText(str(tmp_path))
    page._write()
    open_fill = page.desk.say("reports.fill.open")

    def links() -> list[QAbstractButton]:
        buttons = page.sending.findChildren(QAbstractButton)
        return [each for each in buttons if each.text() == open_fill and not each.isHidden()]

    qtbot.waitUntil(lambda: len(links()) == 1, timeout=10_000)
    links()[0].click()
    dialog = page.window().findChild(FormDialog)
    assert dialog is not None
    typed = {
        "document_number": "12/BC-TĐ",
        "channel": "Trục liên thông",
        "receiver": "Văn thư Sở",
        "received": "10:40 05/02/2027",
    }
    for name, text in typed.items():
        line = dialog.fields[name]
        assert isinstance(line, QLineEdit)
        line.setText(text)
    dialog.yes.click()
    known = "Số văn bản: 12/BC-TĐ. Kênh gửi: Trục liên thông. Người nhận: Văn thư Sở."
    qtbot.waitUntil(lambda: known in said(page.sending), timeout=5000)
    assert "10:40" in said(page.sending)
    (row,) = face.desk.house.reports.sent()
    assert row.received == "2027-02-05T03:40:00Z"

    face.desk.take_back()
    qtbot.waitUntil(lambda: "12/BC-TĐ" not in said(page.sending), timeout=5000)
    assert face.desk.undo is not None


def test_a_kind_from_a_pack_is_filled_in_by_its_own_words(
    face: Face, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    table = pack_of((Path(__file__).parents[1] / "policy" / "own_forms.toml").read_bytes()).table
    assert isinstance(table, FormsTable)
    house.reports.ship(table.forms)
    face.window.turn("reports")
    page = face.window.page("reports")
    assert isinstance(page, ReportsPage)
    assert page._kind_box.findText("Sổ theo dõi USB của tỉnh") >= 0
    page._turn_to("own-usb")
    page.go(1)

    def labels() -> set[str]:
        return {each.accessibleName() for each in page.findChildren(QLineEdit)}

    assert {"Cổng cắm", "Lý do", "Người giữ"} <= labels()
    page.go(LOOK)
    qtbot.waitUntil(lambda: page.paper.count > 0, timeout=10_000)
    assert "Cổng cắm" in said(page.before)
    page._turn_to("slip")
    page.go(1)
    qtbot.waitUntil(lambda: "Cổng cắm" not in labels(), timeout=5000)
    assert "Kênh gửi" in labels()


def test_a_kind_comes_and_goes_with_its_pack_while_the_page_is_open(
    face: Face, house: standin.StandInHouse
) -> None:
    table = pack_of((Path(__file__).parents[1] / "policy" / "own_forms.toml").read_bytes()).table
    assert isinstance(table, FormsTable)
    face.window.turn("reports")
    page = face.window.page("reports")
    assert isinstance(page, ReportsPage)
    assert page._kind_box.findText("Sổ theo dõi USB của tỉnh") < 0
    house.reports.ship(table.forms)
    face.desk.note(Change(frozenset({Kind.PACKS})))
    assert page._kind_box.findText("Sổ theo dõi USB của tỉnh") >= 0
    page._turn_to("own-usb")
    house.reports.ship(())
    face.desk.note(Change(frozenset({Kind.PACKS})))
    assert page.kind != "own-usb"
    assert page._kind_box.currentData() == page.kind


def test_what_names_machines_is_not_for_chat_and_the_public_version_is_offered(
    page: ReportsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.sending.place.setText(str(tmp_path))
    page._levelled("full")
    page._write()
    qtbot.waitUntil(lambda: "không gửi qua Zalo" in said(page.sending), timeout=10_000)
    offer = next(
        each for each in page.sending.findChildren(QAbstractButton) if "công khai" in each.text()
    )
    offer.click()
    qtbot.waitUntil(lambda: "không gửi qua Zalo" not in said(page.sending), timeout=10_000)

    assert page.draft().level == "public"
    folders = [each.name for each in tmp_path.iterdir() if each.is_dir()]
    assert any("public" in each for each in folders)


def test_a_folder_that_cannot_be_written_is_told(
    face: Face, page: ReportsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "tep").write_bytes(b"")
    page.sending.place.setText(str(tmp_path / "tep" / "gui"))
    with qtbot.waitSignal(face.desk.troubled) as told:
        page._write()
    assert told.args[0].key == "not_a_folder"


def test_the_last_choice_is_remembered(
    show: Callable[..., Face], house: standin.StandInHouse, qtbot: QtBot
) -> None:
    first = show(house)
    first.window.turn("reports")
    page = first.window.page("reports")
    assert isinstance(page, ReportsPage)
    page._choose_kind("slip")
    qtbot.waitUntil(lambda: page.kind == "slip")
    field(page, "document").setText("Báo cáo 12")
    page._levelled("internal")
    page.zoom.step(1)
    page.save()
    first.desk.errands.finish()
    first.window.close()

    again = show(house)
    again.window.turn("reports")
    later = again.window.page("reports")
    assert isinstance(later, ReportsPage)
    assert later.kind == "slip"
    assert field(later, "document").text() == "Báo cáo 12"
    assert later.draft().level == "internal"
    assert later.zoom.zoom == ZOOMS[ZOOMS.index(72) + 1]


def test_zoom_draws_the_pages_anew(page: ReportsPage, qtbot: QtBot) -> None:
    page.go(LOOK)
    drawn(page, qtbot)
    small = page.paper.widget().sizeHint().width()
    page.zoom.larger.click()
    qtbot.waitUntil(lambda: page.paper.widget().sizeHint().width() > small, timeout=10_000)
    assert "85%" in said(page.zoom)
    for _ in range(2 * len(ZOOMS)):
        page.zoom.step(-1)
    assert not page.zoom.smaller.isEnabled()


def test_a_part_can_be_left_out(page: ReportsPage, qtbot: QtBot) -> None:
    page._turn_to("situation")
    assert "results" not in page.boxes
    page.boxes["machine_list"].setChecked(False)

    assert page.draft().content["document"]["without"] == ["machine_list"]
    page.boxes["machine_list"].setChecked(True)
    assert "without" not in page.draft().content["document"]


def test_rows_are_pasted_from_a_spreadsheet(page: ReportsPage, qtbot: QtBot) -> None:
    page._turn_to("slip")
    (rows,) = page.findChildren(RowsEditor)
    QGuiApplication.clipboard().setText("a.pdf\tff\nb.pdf\t00\t thừa\n")
    rows.table.setCurrentCell(0, 0)
    qtbot.keyClick(rows.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert rows.rows() == [{"file": "a.pdf", "sha256": "ff"}, {"file": "b.pdf", "sha256": "00"}]
    rows.table.setCurrentCell(0, 0)
    rows.take_row()
    assert rows.rows() == [{"file": "b.pdf", "sha256": "00"}]
    assert rows.table.rowCount() >= 2


def test_who_signs_and_to_whom_it_goes(page: ReportsPage) -> None:
    page._turn_to("quick")
    frame = page._frame_form
    assert frame is not None
    boxes = {each.accessibleName(): each for each in frame.findChildren(QComboBox)}
    authority = boxes["Quyền hạn ký"]
    authority.setCurrentIndex(authority.findData("TM KT"))
    frame._lists["addressees"].control.setPlainText("Sở mẫu\n\n Phòng mẫu ")  # type: ignore[attr-defined]

    assert frame.frame() == {"addressees": ["Sở mẫu", "Phòng mẫu"], "authority": ["TM", "KT"]}


def test_the_printer_gets_the_pages_of_the_preview(
    face: Face, page: ReportsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    import pypdfium2

    page._turn_to("systems")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    told: list[str] = []
    face.desk.told.connect(told.append)
    act.print_on(face.desk, printer, Draft(kind="systems"))
    qtbot.waitUntil(lambda: any("máy in" in each for each in told), timeout=10_000)

    pages = page.desk.house.reports.preview(Draft(kind="systems"), 20).pages
    printed = pypdfium2.PdfDocument(tmp_path / "in.pdf")
    assert len(printed) == len(pages)
    for sheet, drawn_page in zip(printed, pages, strict=True):
        image = QImage.fromData(drawn_page)
        assert (sheet.get_width() > sheet.get_height()) == (image.width() > image.height())
    printed.close()


class Jammed(QPrinter):
    """Takes so many pages, then none."""

    def __init__(self, takes: int, file: Path) -> None:
        """Print into a file."""
        super().__init__()
        self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.setOutputFileName(str(file))
        self._left = takes - 1

    def newPage(self) -> bool:  # noqa: N802 - the name Qt calls
        """Begin a page unless the paper has jammed."""
        self._left -= 1
        return self._left >= 0 and super().newPage()


@pytest.mark.parametrize("takes", [1, 2])
def test_a_page_the_printer_does_not_take_is_told(face: Face, tmp_path: Path, takes: int) -> None:
    drawn = face.desk.house.reports.preview(Draft(kind="systems"), 20)
    pages = (drawn.pages * 3)[:3]
    told: list[str] = []
    face.desk.told.connect(told.append)
    act._print(face.desk, Jammed(takes, tmp_path / "in.pdf"), replace(drawn, pages=pages))

    assert face.window.errors.isVisible()
    assert f"không nhận trang {takes + 1};" in face.window.errors.sentence.text()
    assert told == [""], "nothing is said to be printed"


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false")
def test_a_printer_that_does_not_begin_is_told(face: Face, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "absent" / "in.pdf"))
    act._print(face.desk, printer, face.desk.house.reports.preview(Draft(kind="systems"), 20))

    assert "không nhận trang 1;" in face.window.errors.sentence.text()


CARD = Certificate(
    token="Thẻ mẫu",
    token_serial="01",
    id="a1b2",
    name="Nguyễn Thị Mẫu",
    organisation="UBND xã Phú Mẫu",
    issuer="CA mẫu",
    serial="1",
    until="2028-01-01T00:00:00Z",
)


def test_the_pin_is_used_once_and_leaves_the_field(
    face: Face, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    made = SignedFile(
        path=tmp_path / "x_signed.pdf",
        sha256="00",
        verdict=Verdict(
            signatures=(
                Signature(
                    name="Nguyễn Thị Mẫu",
                    organisation="",
                    issuer="CA mẫu",
                    at="",
                    seen=Seen.WHOLE,
                    trust=Trust.NO_ROOTS,
                ),
            )
        ),
        continues=True,
    )

    def sign(pdf: Path, driver: Path, chosen: Certificate, pin: str) -> SignedFile:
        seen.append(pin)
        return made

    monkeypatch.setattr(face.desk.house.signing, "certificates", lambda driver: (CARD,))
    monkeypatch.setattr(face.desk.house.signing, "sign", sign)
    dialog = SignDialog(face.desk, face.window, tmp_path / "x.pdf")
    assert not dialog.yes.isEnabled()
    dialog.read()
    qtbot.waitUntil(lambda: dialog.certificates.count() == 1)
    dialog.pin.setText("48151623")
    assert dialog.yes.isEnabled()
    with qtbot.waitSignal(dialog.done_signing) as done:
        dialog.yes.click()

    assert seen == ["48151623"]
    assert done.args == [made]
    assert dialog.pin.text() == ""
    assert "48151623" not in (face.desk.house.home / "window.json").read_text("utf-8")


def test_a_locked_token_is_not_asked(face: Face, tmp_path: Path) -> None:
    from dataclasses import replace

    dialog = SignDialog(face.desk, face.window, tmp_path / "x.pdf")
    dialog.show_certificates((replace(CARD, pin=PinState.LOCKED),))
    dialog.pin.setText("1")

    assert not dialog.yes.isEnabled()
    assert "đã khóa mã PIN" in dialog.state.text()


def test_a_mistake_in_a_field_is_told_in_the_page(
    face: Face, page: ReportsPage, qtbot: QtBot
) -> None:
    fill_slip(page)
    field(page, "sent_at").setText("hôm qua")
    with qtbot.waitSignal(face.desk.troubled) as told:
        page.go(LOOK)
    error = told.args[0]
    assert isinstance(error, KnownError)
    assert (error.key, error.status) == ("field_unreadable", Exit.BAD_INPUT)
