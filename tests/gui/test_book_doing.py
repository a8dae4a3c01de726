"""The duty book page over a real book: correct, go on, search, seal, export, verify."""

from collections.abc import Callable
from pathlib import Path

import invented
import pytest
from PIL import Image
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from core.exchange.receipts import Received, write_receipt
from core.house import House
from core.model.duty import EntryKind
from core.model.exchange import KeyScope
from core.model.incident import NewIncident
from core.model.new_entry import NewEntry
from core.seal.keys import SigningKey
from core.seal.note import NamedKey
from gui.face import Face
from gui.operations import duty_book as act
from gui.pages.duty_book.view import DutyBookPage
from gui.widgets.correct_dialog import CorrectDialog
from gui.widgets.form_dialog import FormDialog
from gui.widgets.log_export_dialog import LogExportDialog

SENTENCE = "một câu đủ dài để nhớ"


@pytest.fixture
def office(tmp_path: Path) -> House:
    """Give a real house with three entries, the opening one included."""
    house = House.open(tmp_path / "office", "vi")
    house.settings.change(invented.OFFICE)
    house.duty.add_entry(NewEntry(text="Mất điện lúc 10:40", kind=EntryKind.OUTAGE))
    house.duty.add_entry(NewEntry(text="Khách của nhà mạng", kind=EntryKind.VISITOR))
    return house


@pytest.fixture
def page(show: Callable[..., Face], office: House) -> DutyBookPage:
    face = show(office)
    face.window.turn("duty_book")
    page = face.window.page("duty_book")
    assert isinstance(page, DutyBookPage)
    return page


def settle(page: DutyBookPage, qapp: QApplication) -> None:
    """Wait until the house has answered."""
    for _ in range(3):
        page.desk.errands.finish()
        qapp.processEvents()


def choose(page: DutyBookPage, seq: int) -> None:
    """Choose an entry."""
    page.list.setCurrentIndex(page.model.index(page.model.row_of(seq)))
    QApplication.processEvents()


def texts(page: DutyBookPage) -> list[str]:
    """Return what stands in the rows."""
    return [str(page.model.index(row).data()) for row in range(page.model.rowCount())]


def open_dialog(kind: type) -> object:
    """Return the dialog that is open."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind)]
    (shown,) = [each for each in found if each.isVisible()]
    return shown


def test_an_entry_is_corrected_and_both_are_shown(
    page: DutyBookPage, office: House, qapp: QApplication
) -> None:
    choose(page, 2)
    page._panel.correct.click()
    dialog = open_dialog(CorrectDialog)
    assert isinstance(dialog, CorrectDialog)
    assert dialog.text.toPlainText() == "Mất điện lúc 10:40"
    assert not dialog.yes.isEnabled(), "a reason is missing"
    dialog.text.setPlainText("Mất điện lúc 10:20")
    dialog.reason.setText("Nghe nhầm giờ")
    dialog.yes.click()
    settle(page, qapp)

    assert texts(page) == [
        "Mở sổ trực.",
        "Mất điện lúc 10:40",
        "Khách của nhà mạng",
        "Mất điện lúc 10:20",
    ]
    choose(page, 2)
    assert "Đã đính chính ở mục số 4" in page._panel._notes.text()
    assert not page._panel.correct.isVisible(), "an entry is corrected once"
    choose(page, 1)
    assert not page._panel.correct.isVisible(), "what the program wrote is not corrected"


def test_an_entry_goes_on_from_another(
    page: DutyBookPage, office: House, qapp: QApplication
) -> None:
    choose(page, 2)
    page._panel.go_on.click()
    page.entry.text.setPlainText("Có điện lại lúc 11:05")
    page.entry.send()
    settle(page, qapp)
    entry = office.duty.page(limit=1)[0]
    assert entry.follows == 2
    page.entry.text.setPlainText("Mục khác")
    page.entry.send()
    settle(page, qapp)

    assert office.duty.page(limit=1)[0].follows is None, "once only"


def test_the_book_is_searched_without_marks_and_shown_again(
    page: DutyBookPage, qtbot: QtBot, qapp: QApplication
) -> None:
    page.search()
    page.field.setText("mat dien")
    qtbot.waitUntil(lambda: texts(page) == ["Mất điện lúc 10:40"])
    page.field.setText("không có gì như thế")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert "Không có mục nào" in page._empty.text()
    assert page.escape()
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    assert not page.escape()


def test_operators_are_text(page: DutyBookPage, qtbot: QtBot) -> None:
    page.field.setText('"mạng" OR * NEAR(')

    qtbot.waitUntil(lambda: page.model.rowCount() == 0)


def test_the_book_is_sealed_by_hand_with_a_passphrase(
    page: DutyBookPage, office: House, qapp: QApplication
) -> None:
    """No keyring is there in the tests: the ladder goes to a passphrase."""
    assert office.duty.seal_state().place == "none"
    page.seal.click()
    settle(page, qapp)
    dialog = open_dialog(FormDialog)
    assert isinstance(dialog, FormDialog)
    for name in ("typed", "again"):
        field = dialog.fields[name]
        assert isinstance(field, QLineEdit)
        assert field.echoMode() is QLineEdit.EchoMode.Password
        field.setText(SENTENCE)
    dialog.yes.click()
    settle(page, qapp)

    state = office.duty.seal_state()
    assert state.sealed == state.count > 3
    assert "Đã niêm phong đến mục số" in page._chain._state.text()


def test_passphrases_that_differ_set_none(
    page: DutyBookPage, office: House, qapp: QApplication
) -> None:
    page.seal.click()
    settle(page, qapp)
    dialog = open_dialog(FormDialog)
    assert isinstance(dialog, FormDialog)
    for name, text in (("typed", SENTENCE), ("again", SENTENCE + "x")):
        field = dialog.fields[name]
        assert isinstance(field, QLineEdit)
        field.setText(text)
    dialog.yes.click()
    settle(page, qapp)

    assert office.duty.seal_state().place == "none"


def test_the_book_is_exported(page: DutyBookPage, tmp_path: Path, qapp: QApplication) -> None:
    page.export.click()
    dialog = open_dialog(LogExportDialog)
    assert isinstance(dialog, LogExportDialog)
    dialog.place.setText(str(tmp_path / "gui"))
    dialog.until.setDate(QDate(2000, 1, 1))
    assert not dialog.yes.isEnabled()
    dialog.until.setDate(QDate(2099, 1, 1))
    dialog.yes.click()
    settle(page, qapp)

    (folder,) = (tmp_path / "gui").iterdir()
    assert (folder / "entries.jsonl").read_bytes().count(b"\n") == 3


def test_a_seal_that_is_none_is_told(
    page: DutyBookPage, tmp_path: Path, qapp: QApplication
) -> None:
    page.export.click()
    dialog = open_dialog(LogExportDialog)
    assert isinstance(dialog, LogExportDialog)
    dialog.place.setText(str(tmp_path / "gui"))
    dialog.held.setText(str(tmp_path / "khong-co.txt"))
    dialog.yes.click()
    settle(page, qapp)

    assert dialog.refusal.isVisible()
    assert "niêm phong" in dialog.refusal.sentence.text()


def said_of(page: DutyBookPage) -> str:
    """Return all that the panel of an entry shows."""
    return "\n".join(
        each.text() for each in page._panel.findChildren(QLabel) if each.isVisibleTo(page._panel)
    )


def link(page: DutyBookPage, text: str) -> QPushButton:
    """Return the first link of the panel with a text."""
    return next(each for each in page._panel.findChildren(QPushButton) if each.text() == text)


def detail(page: DutyBookPage, **answers: str) -> None:
    """Fill in the dialog of details."""
    page.entry.details.more.click()
    dialog = open_dialog(FormDialog)
    assert isinstance(dialog, FormDialog)
    for name, value in answers.items():
        field = dialog.fields[name]
        if isinstance(field, QLineEdit):
            field.setText(value)
        else:
            field.setCurrentIndex(field.findData(value))
    dialog.yes.click()


def test_an_entry_takes_files_level_author_and_who_was_told(
    page: DutyBookPage, office: House, qapp: QApplication, tmp_path: Path
) -> None:
    """All of it is in the book, and what was added belongs to one entry only."""
    picture, letter = tmp_path / "ảnh.png", tmp_path / "cv 12.pdf"
    Image.new("RGB", (4, 3)).save(picture)
    letter.write_bytes(b"%PDF-1.4 x")
    details = page.entry.details
    assert not details.drop.isVisible()
    detail(page, severity="high", told="Ông Ba", channel="điện thoại", author="Lê Thị Ví Dụ")
    details.add_files([str(picture), str(letter), str(picture)])
    assert details.told.text() == (
        "Mức: Cao · Đã báo Ông Ba qua điện thoại · Người ghi: Lê Thị Ví Dụ · ảnh.png · cv 12.pdf"
    )
    page.entry.text.setPlainText("Mất điện cả trụ sở")
    page.entry.send()
    settle(page, qapp)
    entry = office.duty.page(limit=1)[0]

    assert (entry.author, entry.severity.value) == ("Lê Thị Ví Dụ", "high")
    assert (entry.about["told"], entry.about["channel"]) == ("Ông Ba", "điện thoại")
    assert entry.file_names == ("ảnh.png", "cv 12.pdf")
    assert not details.drop.isVisible()
    page.entry.text.setPlainText("Mục khác")
    page.entry.send()
    settle(page, qapp)
    other = office.duty.page(limit=1)[0]
    assert (other.attachments, other.severity.value, "told" in other.about) == ((), "low", False)

    choose(page, entry.seq)
    for each in ("Ông Ba, điện thoại", "ảnh.png", "cv 12.pdf", "2 tệp đính kèm", "Lê Thị Ví Dụ"):
        assert each in said_of(page), each


def test_a_paper_entry_says_where_it_stood(
    page: DutyBookPage, office: House, qapp: QApplication
) -> None:
    """Only entries from paper are asked for it; without its time one is refused and kept."""
    page.entry.details.more.click()
    plain = open_dialog(FormDialog)
    assert isinstance(plain, FormDialog)
    assert "paper_page" not in plain.fields
    plain.reject()
    page.entry.kind.setCurrentIndex(page.entry.kind.findData(EntryKind.FROM_PAPER.value))
    detail(page, paper_page="12", paper_author="Bà Tư")
    page.entry.text.setPlainText("Kiểm tra cửa phòng máy")
    page.entry.send()
    settle(page, qapp)
    assert office.duty.count() == 3, "its time is missing"
    assert "Trang 12 sổ giấy, người viết: Bà Tư" in page.entry.details.told.text()
    page.entry.time.setDateTime(page.entry.time.dateTime().addSecs(-3600))
    page.entry.send()
    settle(page, qapp)

    entry = office.duty.page(limit=1)[0]
    assert (entry.about["paper_page"], entry.about["paper_author"]) == ("12", "Bà Tư")
    choose(page, entry.seq)
    assert "12, Bà Tư" in said_of(page)


def test_a_file_that_is_not_taken_leaves_everything_to_be_mended(
    page: DutyBookPage, office: House, qapp: QApplication, tmp_path: Path
) -> None:
    program = tmp_path / "ảnh.jpg"
    program.write_bytes(b"MZ" + bytes(50))
    page.entry.details.add_files([str(program)])
    page.entry.text.setPlainText("Có tệp lạ")
    page.entry.send()
    settle(page, qapp)
    assert office.duty.count() == 3
    assert page.entry.text.toPlainText() == "Có tệp lạ"
    assert "ảnh.jpg" in page.entry.details.told.text()
    page.entry.details.drop.click()
    page.entry.send()
    settle(page, qapp)

    assert office.duty.page(limit=1)[0].attachments == ()


def test_a_file_is_saved_and_erased_with_a_trace(
    page: DutyBookPage,
    office: House,
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    letter = tmp_path / "cv 12.pdf"
    letter.write_bytes(b"%PDF-1.4 x")
    office.duty.add_entry(NewEntry(text="Nhận công văn", files=(letter,)))
    page.refresh()
    settle(page, qapp)
    seq = office.duty.page(limit=1)[0].seq
    choose(page, seq)
    out = tmp_path / "out"
    monkeypatch.setattr(
        "gui.operations.incidents.choose_folder", lambda desk, parent, then: then(out)
    )
    link(page, "Lưu tệp…").click()
    settle(page, qapp)
    assert (out / "cv 12.pdf").read_bytes() == b"%PDF-1.4 x"

    link(page, "Xóa tệp…").click()
    dialog = open_dialog(FormDialog)
    assert isinstance(dialog, FormDialog)
    assert not dialog.yes.isEnabled(), "a reason is missing"
    field = dialog.fields["reason"]
    assert isinstance(field, QLineEdit)
    field.setText("Gửi nhầm")
    dialog.yes.click()
    settle(page, qapp)
    trace = office.duty.page(limit=1)[0]

    assert (trace.kind, trace.reason) == (EntryKind.ATTACHMENT_ERASED, "Gửi nhầm")
    choose(page, seq)
    link(page, "Lưu tệp…").click()
    settle(page, qapp)
    assert [each.name for each in out.iterdir()] == ["cv 12.pdf"]
    assert office.duty.verify().whole


def test_details_outlive_a_change_of_language(page: DutyBookPage, tmp_path: Path) -> None:
    page.entry.details.add_files([str(tmp_path / "a.pdf")])
    detail(page, told="Ông Ba")
    kept = page.kept()
    page.entry.details.clear()
    page.restore(kept)

    assert page.entry.details.told.text() == "Đã báo Ông Ba · a.pdf"


def menu_of_book(page: DutyBookPage, text: str) -> None:
    """Choose something in the menu of the book."""
    menus = page.window().findChildren(QMenu)
    (action,) = [each for menu in menus for each in menu.actions() if each.text() == text]
    action.trigger()


def test_a_receipt_of_the_office_above_stands_in_the_book(
    page: DutyBookPage, office: House, qapp: QApplication, tmp_path: Path
) -> None:
    above, bundle = SigningKey.generate(), "ab" * 32
    named = NamedKey("trucan/bundle", above.verify_key)
    office.store.sending.add_sent(bundle, "2027-01-20T02:00:00Z", "TRUCAN_xa.trucan", 0, "")
    received = Received(bundle=bundle, at="2027-01-20T03:00:00Z", note="")
    path = tmp_path / "a.receipt"
    path.write_bytes(write_receipt(received, "Tỉnh Mẫu", "trucan/bundle", above))
    act.take_receipt(page.desk, path)
    settle(page, qapp)
    assert office.duty.count() == 3, "nobody has confirmed the key of the receiver"

    fingerprint = named.key.fingerprint
    office.trust.enrol(named.to_text(), fingerprint, "Tỉnh", "", KeyScope.RECEIVER, "2027-01-01")
    act.take_receipt(page.desk, path)
    settle(page, qapp)
    assert "Nhận biên nhận của Tỉnh Mẫu: đã nhận gói TRUCAN_xa.trucan" in texts(page)[-1]
    act.take_receipt(page.desk, path)
    settle(page, qapp)
    assert office.duty.count() == 4, "once only"


def test_the_key_is_replaced_with_a_reason(
    page: DutyBookPage, office: House, qapp: QApplication
) -> None:
    office.secrets._cost = 2
    menu_of_book(page, "Thay khóa niêm phong…")
    settle(page, qapp)
    without = open_dialog(FormDialog)
    assert isinstance(without, FormDialog)
    assert list(without.fields) == ["reason"], "there is no passphrase yet"
    without.fields["reason"].setText("Thử")  # type: ignore[union-attr]
    without.yes.click()
    settle(page, qapp)
    assert without.isVisible(), "there is no key"
    without.reject()

    office.duty.protect_key(SENTENCE)
    before = office.duty.seal_state().fingerprint
    menu_of_book(page, "Thay khóa niêm phong…")
    settle(page, qapp)
    dialog = open_dialog(FormDialog)
    assert isinstance(dialog, FormDialog)
    for name, text in (("reason", "Đổi cán bộ"), ("typed", "một câu khác hẳn")):
        dialog.fields[name].setText(text)  # type: ignore[union-attr]
    dialog.yes.click()
    settle(page, qapp)
    assert office.duty.seal_state().fingerprint == before, "another passphrase"
    dialog.fields["typed"].setText(SENTENCE)  # type: ignore[union-attr]
    dialog.yes.click()
    settle(page, qapp)
    entry = office.duty.page(limit=1)[0]

    assert (entry.kind, entry.reason) == (EntryKind.KEY_ROTATED, "Đổi cán bộ")
    assert office.duty.seal_state().fingerprint != before
    assert office.duty.verify().whole


def test_the_incidents_of_a_year_are_summed_up_from_the_menu(
    page: DutyBookPage,
    office: House,
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Form D: the days that offices report on stand there already."""
    office.incidents.open(NewIncident(playbook="phishing"))
    monkeypatch.setattr(
        "gui.operations.incidents.choose_folder", lambda desk, parent, then: then(tmp_path / "out")
    )
    menu_of_book(page, "Tổng hợp sự cố…")
    dialog = open_dialog(FormDialog)
    assert isinstance(dialog, FormDialog)
    first, last = dialog.answers().values()
    assert (first[:6], last[:6]) == ("15/12/", "14/12/")
    assert int(last[6:]) == int(first[6:]) + 1
    dialog.fields["from"].setText("31/02/2027")  # type: ignore[union-attr]
    dialog.yes.click()
    settle(page, qapp)
    assert dialog.isVisible(), "there is no such day"
    dialog.fields["from"].setText("01/01/2020")  # type: ignore[union-attr]
    dialog.fields["to"].setText("31/12/2199")  # type: ignore[union-attr]
    dialog.yes.click()
    settle(page, qapp)

    assert sorted(each.suffix for each in (tmp_path / "out").iterdir()) == [".docx", ".pdf"]


def test_of_an_empty_book_nothing_is_said_to_be_unsealed(
    show: Callable[..., Face], tmp_path: Path, qapp: QApplication
) -> None:
    house = House.open(tmp_path / "empty", "vi")
    house.settings.change(invented.OFFICE)
    face = show(house)
    face.window.turn("duty_book")
    page = face.window.page("duty_book")
    assert isinstance(page, DutyBookPage)
    settle(page, qapp)
    assert page._chain._state.text() == ""
    house.duty.add_entry(NewEntry(text="Mất điện lúc 10:40"))
    page.refresh()
    settle(page, qapp)

    assert "Chưa niêm phong; 2 mục" in page._chain._state.text()
