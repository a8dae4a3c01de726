"""Data packs in the window: which are in use, what is old, taking one in, going back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import invented
import pytest
import standin
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from waiting import settle

from core.house import House
from core.model.change import Change, Kind
from core.model.errors import Exit, KnownError
from core.model.facts import Table
from core.model.result import Result, Severity
from core.model.software import SoftwareTable
from core.policy.kinds import kinds
from core.policy.sealing import seal_pack
from core.policy.shelf import FOLDER
from core.seal.keys import SigningKey
from core.words import LANGUAGES, Words
from gui.face import Face
from gui.operations import packs as act
from gui.pages.settings.view import SettingsPage
from gui.widgets.badge import Badge, Shape
from gui.widgets.buttons import Link
from gui.widgets.form_dialog import FormDialog
from gui.widgets.pack_dialog import PackDialog
from gui.widgets.status_line import StatusLine

TODAY = "2027-01-21"
VERSION = 2027012001
Section = Callable[[], tuple[Face, QWidget]]
Stick = Callable[..., Path]


def body(version: int = VERSION, expires: str = "2027-06-30", date: str = "2027-01-20") -> bytes:
    """Return a pack of one piece of software, as its issuer writes it."""
    return (
        f'format = 1\nid = "software"\nversion = {version}\ndate = "{date}"\n'
        f'expires = "{expires}"\nissuer = "Sở tự ghi tên"\n'
        '[[rows]]\nid = "x"\nname = "Phần mềm X"\nkind = "unwanted"\n'
        'titles = ["xyz tool"]\nsource = "x"\n'
    ).encode()


@pytest.fixture
def key() -> SigningKey:
    """A key made for this test."""
    return SigningKey.generate()


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    """Put a file on a stick."""

    def put(content: bytes, name: str = "software.pack") -> Path:
        file = tmp_path / name
        file.write_bytes(content)
        return file

    return put


@pytest.fixture
def office(tmp_path: Path) -> Iterator[House]:
    """A real house of an invented office."""
    house = House.open(tmp_path / "office", "vi")
    house.settings.change(invented.OFFICE)
    yield house
    house.close()


def said(widget: QWidget) -> str:
    """Return all texts that can be seen in a widget."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


@pytest.fixture
def section(show: Callable[..., Face], office: House) -> Section:
    """Open the window at the section of the packs."""

    def open_section() -> tuple[Face, QWidget]:
        face = show(office)
        face.window.turn("settings")
        page = face.window.page("settings")
        assert isinstance(page, SettingsPage)
        page.open_section("packs")
        settle(face)
        return face, page

    return open_section


def part_of(page: QWidget) -> QWidget:
    """Return the part of the page with the packs."""
    button = page.findChild(QPushButton, "import_pack")
    assert button is not None
    parent = button.parentWidget()
    assert parent is not None
    return parent


def opened(face: Face, page: QWidget) -> PackDialog:
    """Press the button that takes a pack in, and return the dialog."""
    button = page.findChild(QPushButton, "import_pack")
    assert button is not None
    button.click()
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, PackDialog)]
    (dialog,) = [each for each in found if each.isVisible()]
    return dialog


def take(office: House, file: Path, key: SigningKey) -> None:
    """Take a pack in, its key confirmed."""
    confirmed = key.verify_key.fingerprint
    office.packs.take(file, TODAY, confirmed=confirmed, owner="Sở KH&CN")


def in_force(office: House) -> set[str]:
    """Return the names of the software that is looked up."""
    wanted: tuple[type[Table], ...] = (SoftwareTable,)
    (table,), _ = office.packs.tables(wanted)
    assert isinstance(table, SoftwareTable)
    return {row.name for row in table.rows}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("pack_id", sorted(kinds()))
def test_every_kind_of_pack_has_a_name_in_plain_words(lang: str, pack_id: str) -> None:
    name = Words(lang).say(f"packs.name.{pack_id}")
    assert name != pack_id
    assert len(name) > 10


def test_the_packs_in_use_are_told_before_any_is_taken_in(section: Section) -> None:
    face, page = section()
    text = said(part_of(page))

    assert "Chưa nhập gói nào." in text
    for pack_id in kinds():
        assert face.desk.say(f"packs.name.{pack_id}") in text
    assert text.count("Đi kèm Trực An") == len(kinds())
    assert "phiên bản 2026112801" in text
    assert "NET-506" in text
    assert not [each for each in part_of(page).findChildren(Link) if each.isVisible()]


def test_a_pack_that_is_old_for_a_check_says_what_that_means(
    section: Section, office: House
) -> None:
    cards = office.packs.cards(TODAY)
    relying = office.checks.relying(cards)
    old = [each for served in relying.values() for each in served if each.is_old]
    assert old, "nothing shipped is old on this day: choose another one"
    _, page = section()
    text = said(part_of(page))

    for each in old:
        assert each.check in text
        assert f"chỉ tin gói trong {each.most_days} ngày" in text
    assert "“Đạt” thành “Cần chú ý”; “Chưa đạt” giữ nguyên" in text
    words = [each.accessibleName() for each in part_of(page).findChildren(Badge)]
    count = sum(any(one.is_old for one in served) for served in relying.values())
    assert words.count("Đã cũ") == count
    assert words[:count] == ["Đã cũ"] * count, "what needs a look comes first"
    assert f"{count} gói đã cũ" in text


def test_a_pack_of_a_stranger_needs_the_fingerprint_heard_on_the_telephone(
    section: Section, office: House, stick: Stick, key: SigningKey
) -> None:
    face, page = section()
    dialog = opened(face, page)
    assert not dialog.yes.isEnabled()
    dialog.read_file(stick(seal_pack(body(), key)))
    settle(face)

    text = said(dialog)
    assert "Phần mềm điều khiển từ xa" in text
    assert "ngày 20/01/2027, phiên bản 2027012001" in text
    assert "Có thêm 1 tên: Phần mềm X" in text
    assert "nên từ nay không tra nữa: UltraViewer" in text
    assert "Sở tự ghi tên; điều đó chưa chứng minh được gì" in text
    assert key.verify_key.fingerprint not in text, "nobody could copy it instead of asking"
    assert not dialog.yes.isEnabled()
    assert "Phần mềm X" not in in_force(office)

    other = SigningKey.generate().verify_key.fingerprint
    dialog.fingerprint.setText(other)
    dialog.owner.setText("Sở KH&CN")
    dialog.yes.click()
    settle(face)
    assert dialog.isVisible()
    assert "khác với khóa của gói" in dialog.refusal.sentence.text()
    assert dialog.owner.text() == "Sở KH&CN"
    assert "Phần mềm X" not in in_force(office)

    dialog.fingerprint.setText(key.verify_key.fingerprint.lower().replace(" ", ""))
    dialog.yes.click()
    settle(face)
    assert not dialog.isVisible()
    assert in_force(office) == {"Phần mềm X"}
    text = said(part_of(page))
    assert f"ký bằng khóa của Sở KH&CN: {key.verify_key.fingerprint}" in text
    assert "Đã nhập gói dữ liệu" in said(page)


def test_taking_in_is_undone_by_the_line_under_the_head(
    section: Section, office: House, stick: Stick, key: SigningKey
) -> None:
    face, page = section()
    before = in_force(office)
    dialog = opened(face, page)
    dialog.read_file(stick(seal_pack(body(), key)))
    settle(face)
    dialog.fingerprint.setText(key.verify_key.fingerprint)
    dialog.owner.setText("Sở KH&CN")
    dialog.yes.click()
    settle(face)
    assert in_force(office) != before
    face.desk.take_back()
    settle(face)
    assert in_force(office) == before


def test_a_known_key_asks_for_nothing_and_an_import_on_top_says_so(
    section: Section, office: House, stick: Stick, key: SigningKey
) -> None:
    take(office, stick(seal_pack(body(), key)), key)
    face, page = section()
    dialog = opened(face, page)
    dialog.read_file(stick(seal_pack(body(VERSION + 1), key)))
    settle(face)

    text = said(dialog)
    assert "Ký bằng khóa của Sở KH&CN, đã xác nhận trên máy này" in text
    assert "đã nhập, của Sở KH&CN" in text
    assert "Không thêm, không bớt tên nào" in text
    assert not dialog.fingerprint.isVisible()
    assert dialog.yes.isEnabled()
    dialog.yes.click()
    settle(face)
    assert face.desk.undo is None, "no older pack comes back"
    assert "Đã nhập gói dữ liệu" in said(page)
    assert f"phiên bản {VERSION + 1}" in said(part_of(page))


def test_what_is_refused_is_told_in_the_dialog_with_its_reason(
    section: Section, stick: Stick, key: SigningKey, office: House
) -> None:
    face, page = section()
    whole = seal_pack(body(), key)
    dialog = opened(face, page)
    for content, reason in (
        (seal_pack(body(version=7), key), "phiên bản 7 vì đang có phiên bản"),
        (whole[: len(whole) // 2], "không phải gói dữ liệu của Trực An, hoặc tệp bị cắt cụt"),
        (body(), "không phải gói dữ liệu của Trực An"),
        (whole.replace(b'"sig":"', b'"sig":"AAAA'), "bị sửa sau khi ký"),
        (seal_pack(body(expires="2027-01-20"), key), "đã hết hạn dùng ngày 20/01/2027"),
        (seal_pack(body(date="2027-01-22"), key), "sau ngày của máy (21/01/2027)"),
    ):
        dialog.read_file(stick(content))
        settle(face)
        assert dialog.refusal.isVisible()
        assert reason in dialog.refusal.sentence.text()
        assert not dialog.yes.isEnabled()
        assert not dialog.fingerprint.isVisible()
    dialog.read_file(stick(whole))
    settle(face)
    assert not dialog.refusal.isVisible()
    assert not (office.home / FOLDER).exists()
    dialog.reject()


def test_an_unsigned_and_a_revoked_pack_are_told_as_what_they_are(
    section: Section, stick: Stick, key: SigningKey, office: House
) -> None:
    import json

    take(office, stick(seal_pack(body(), key)), key)
    office.packs.revoke(key.verify_key.fingerprint, TODAY)
    face, page = section()
    assert "khóa của nơi phát hành đã thu hồi" in said(part_of(page))
    dialog = opened(face, page)
    dialog.read_file(stick(seal_pack(body(VERSION + 1), key)))
    settle(face)
    assert "khóa của Sở KH&CN đã bị thu hồi" in dialog.refusal.sentence.text()
    envelope = json.loads(seal_pack(body(), key))
    dialog.read_file(stick(json.dumps({**envelope, "signatures": []}).encode()))
    settle(face)
    assert "gói không có chữ ký" in dialog.refusal.sentence.text()
    dialog.reject()


def test_an_answer_about_an_earlier_file_is_not_taken_for_this_one(
    section: Section, stick: Stick, key: SigningKey
) -> None:
    face, page = section()
    dialog = opened(face, page)
    dialog.read_file(stick(seal_pack(body(), key), "tốt.pack"))
    dialog.read_file(stick(b"", "hỏng.pack"))
    settle(face)
    assert dialog.name.text() == "hỏng.pack"
    assert dialog.seen is None
    assert dialog.refusal.isVisible()
    dialog.reject()


def test_a_file_may_be_dropped_on_the_dialog(
    section: Section, stick: Stick, key: SigningKey
) -> None:
    face, page = section()
    dialog = opened(face, page)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(stick(seal_pack(body(), key))))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    dialog.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, left, none))
    settle(face)
    assert dialog.seen is not None
    dialog.reject()


def test_the_built_in_pack_is_used_again_and_that_can_be_undone(
    section: Section, office: House, stick: Stick, key: SigningKey
) -> None:
    take(office, stick(seal_pack(body(), key)), key)
    face, page = section()
    link = page.findChild(Link, "use_own_software")
    assert link is not None
    assert link.accessibleDescription() == face.desk.say("packs.name.software")
    link.click()
    settle(face)
    assert "UltraViewer" in in_force(office)
    assert "Chưa nhập gói nào." in said(part_of(page))
    face.desk.take_back()
    settle(face)
    assert in_force(office) == {"Phần mềm X"}
    assert "ký bằng khóa của Sở KH&CN" in said(part_of(page))


def test_a_pack_that_was_lost_says_so_and_what_the_checks_say_meanwhile(
    section: Section, office: House, stick: Stick, key: SigningKey
) -> None:
    take(office, stick(seal_pack(body(), key)), key)
    (office.home / FOLDER / "software.pack").unlink()
    face, page = section()
    text = said(part_of(page))

    assert "Gói đã nhập không dùng được: không đọc được tệp" in text
    assert "ghi “Không kiểm tra được” thay cho “Đạt”" in text
    words = [each.accessibleName() for each in part_of(page).findChildren(Badge)]
    assert "Gói nhập không dùng được" in words
    link = page.findChild(Link, "use_own_software")
    assert link is not None
    link.click()
    settle(face)
    assert "không dùng được" not in said(part_of(page))


def test_a_pack_past_its_last_day_and_a_clock_before_its_day_are_told(
    section: Section, office: House, stick: Stick, key: SigningKey
) -> None:
    early = stick(seal_pack(body(date="2027-01-02", expires="2027-01-20"), key))
    confirmed = key.verify_key.fingerprint
    office.packs.take(early, "2027-01-10", confirmed=confirmed, owner="Sở KH&CN")
    late = body(date="2027-01-25").replace(b'id = "software"', b'id = "botnet"')
    late = late.partition(b"[[rows]]")[0] + b"addresses = '''\n1.2.3.4\n'''\n"
    office.packs.take(stick(seal_pack(late, key)), "2027-01-26")
    _, page = section()
    text = said(part_of(page))

    assert "Đã quá hạn dùng của gói" in text
    assert "Gói ghi ngày 25/01/2027, sau ngày của máy: đồng hồ của máy đang sai." in text


def test_everything_is_reached_with_the_keyboard(
    section: Section, office: House, stick: Stick, key: SigningKey
) -> None:
    take(office, stick(seal_pack(body(), key)), key)
    face, page = section()
    page.setFocus()
    reached: set[str] = set()
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget() or face.window, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        reached.add(focus.objectName() if focus else "")
    assert {"import_pack", "use_own_software"} <= reached
    dialog = opened(face, page)
    dialog.read_file(stick(seal_pack(body(VERSION + 1), SigningKey.generate())))
    settle(face)
    assert dialog.fingerprint.hasFocus()
    for field in dialog.findChildren(QLineEdit):
        assert field.accessibleName()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("theme", ["light", "dark", "high_contrast"])
def test_it_is_shown_in_both_languages_and_every_theme(
    section: Section, office: House, lang: str, theme: str
) -> None:
    office.settings.change(invented.OFFICE._replace(lang=lang, theme=theme))
    office.words = Words(lang)
    face, page = section()
    text = said(part_of(page))
    assert face.desk.say("packs.intro") in text
    assert face.desk.say("packs.name.software") in text
    dialog = act.open_import(face.desk, page)
    assert face.desk.say("packs.bring.none") in said(dialog)
    dialog.reject()


def test_the_packs_are_not_read_before_they_are_looked_at(
    show: Callable[..., Face], office: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    cards = office.packs.cards
    monkeypatch.setattr(office.packs, "cards", lambda day: read.append(day) or cards(day))
    face = show(office)
    face.window.turn("settings")
    settle(face)
    assert read == []


def test_the_menu_of_files_takes_a_pack_in(show: Callable[..., Face], office: House) -> None:
    face = show(office)
    actions = [one for menu in face.window.menuBar().actions() for one in menu.menu().actions()]  # type: ignore[attr-defined]
    (bring,) = [each for each in actions if each.text() == face.desk.say("packs.import")]
    bring.trigger()
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, PackDialog)]
    (dialog,) = [each for each in found if each.isVisible()]
    assert dialog.windowTitle() == face.desk.say("packs.bring.title")
    dialog.reject()


@pytest.mark.parametrize(
    ("result", "case", "is_old"),
    [
        (Result.PASS, "none", False),
        (Result.WARN, "table_old", True),
        (Result.UNKNOWN, "pack_lost", True),
    ],
)
def test_the_status_line_shows_that_a_pack_is_old(
    show: Callable[..., Face], house: standin.StandInHouse, result: Result, case: str, is_old: bool
) -> None:
    if result is Result.UNKNOWN:
        told = invented.finding("SYS-802", result, "unreadable", Severity.MEDIUM)
        told = replace(told, message=replace(told.message, key=f"unknown.{case}"))
    else:
        told = invented.finding("SYS-802", result, case, Severity.MEDIUM, date="2027-01-01", days=9)
    house.checks.runs[-1] = invented.run_of([*invented.FINDINGS, told])
    face = show(house)
    line = face.window.findChild(StatusLine)
    assert line is not None
    assert ("Gói dữ liệu: 15/01/2027, đã cũ" in said(line)) is is_old
    shapes = [each for each in line.findChildren(Shape) if each.isVisible()]
    assert [each.accessibleName() for each in shapes] == (["đã cũ"] if is_old else [])


def test_a_key_that_its_issuer_lost_is_trusted_no_more(
    section: Section, office: House, stick: Stick, key: SigningKey
) -> None:
    take(office, stick(seal_pack(body(), key)), key)
    face, page = section()
    link = page.findChild(Link, "revoke_key")
    assert link is not None
    link.click()
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, FormDialog)]
    (dialog,) = [each for each in found if each.isVisible()]
    assert not dialog.yes.isEnabled()
    field = dialog.fields["fingerprint"]
    assert isinstance(field, QLineEdit)
    field.setText(SigningKey.generate().verify_key.fingerprint)
    dialog.yes.click()
    settle(face)
    assert "Không tìm được khóa" in dialog.refusal.sentence.text()
    assert in_force(office) == {"Phần mềm X"}
    field.setText(key.verify_key.fingerprint.lower())
    dialog.yes.click()
    settle(face)
    assert not dialog.isVisible()
    assert "UltraViewer" in in_force(office)
    assert "khóa của nơi phát hành đã thu hồi" in said(part_of(page))
    assert face.desk.undo is None


def test_no_key_is_offered_to_be_revoked_before_one_was_confirmed(section: Section) -> None:
    _, page = section()
    link = page.findChild(Link, "revoke_key")
    assert link is not None
    assert not link.isVisible()


def test_packs_that_cannot_be_read_are_told_above_the_page(
    section: Section, office: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(day: str) -> None:
        raise KnownError("pack_unusable", Exit.BAD_INPUT, file="software.toml", where="rows")

    monkeypatch.setattr(office.packs, "cards", damaged)
    face, page = section()
    assert "software.toml" in face.window.errors.sentence.text()
    assert "Đang đọc" not in said(part_of(page))


def test_a_section_that_was_built_anew_is_not_asked_any_more(
    section: Section, office: House, stick: Stick, key: SigningKey
) -> None:
    face, page = section()
    for size in (115, 100, 130):
        face.desk.do(
            lambda size=size: office.settings.change(  # type: ignore[misc]
                office.settings.read()._replace(text_size=size)
            )
        )
        settle(face)
    take(office, stick(seal_pack(body(), key)), key)
    face.desk.note(Change(frozenset({Kind.PACKS})))
    settle(face)
    now = face.window.page("settings")
    assert now is not page
    assert "ký bằng khóa của Sở KH&CN" in said(part_of(now))


def test_the_focus_stays_where_it_is_when_the_packs_are_read_again(
    section: Section, office: House, stick: Stick, key: SigningKey
) -> None:
    take(office, stick(seal_pack(body(), key)), key)
    face, page = section()
    assert isinstance(page, SettingsPage)

    def read_again() -> QWidget | None:
        face.desk.note(Change(frozenset({Kind.PACKS})))
        settle(face)
        return QApplication.focusWidget()

    link = page.findChild(Link, "use_own_software")
    assert link is not None
    link.setFocus()
    now = read_again()
    assert now is not None
    assert now is not link, "the section was built anew"
    assert now.objectName() == "use_own_software"
    page._list.setFocus()
    assert read_again() is page._list
    link = part_of(page).findChild(Link, "use_own_software")
    assert link is not None
    link.setFocus()
    office.packs.set_aside("software")
    now = read_again()
    assert now is not None
    assert now.objectName() == "import_pack"
