"""Lists of people as offices have them, and files that mean harm."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from bent_zips import longer_than_the_file
from hypothesis import given
from hypothesis import strategies as st

from core.duty.people_lists import people_of
from core.duty.people_sheets import ROWS, rows_of_file, rows_of_text
from core.model.errors import KnownError
from core.model.person import ImportDoubt, Person
from tests.duty.rostering import PERSONS

HEAD = ("STT", "Họ và tên", "Chức vụ", "Phòng, ban", "Số điện thoại")


def sheet(path: Path, rows: list[tuple[object, ...]], *, before: int = 0) -> Path:
    """Write an Excel file; with `before`, that many sheets stand empty before the list."""
    import openpyxl

    book = openpyxl.Workbook()
    for _ in range(before):
        book.create_sheet()
    page = book.worksheets[before]
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def names(found: tuple[object, ...]) -> list[str]:
    """Return the names of found people."""
    return [each.person.name for each in found]  # type: ignore[attr-defined]


def test_twenty_people_of_an_excel_file(tmp_path: Path) -> None:
    """Title rows stand above the head, the zero of a number is lost, a cell is computed."""
    rows: list[tuple[object, ...]] = [
        ("UBND XÃ PHÚ MẪU",),
        ("DANH SÁCH CÁN BỘ TRỰC TẾT",),
        (),
        HEAD,
    ]
    rows += [
        (number, f"Nguyễn Thị Mẫu {number}", "Công chức", "Văn phòng", 912000000 + number)
        for number in range(1, 21)
    ]
    found = people_of(rows_of_file(sheet(tmp_path / "ds.xlsx", rows, before=1)), ())

    assert len(found) == 20
    assert found[0].person == Person(
        name="Nguyễn Thị Mẫu 1", post="Công chức", room="Văn phòng", phone="0912 000 001"
    )
    assert not any(each.is_known or each.doubts for each in found)


def test_names_in_two_columns(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        ("Họ và tên đệm", "Tên", "SĐT"),
        ("Lê Thị Ví", "Dụ", "0912.000.005"),
    ]
    (found,) = people_of(rows_of_file(sheet(tmp_path / "ds.xlsx", rows)), ())

    assert (found.person.name, found.person.phone) == ("Lê Thị Ví Dụ", "0912.000.005")


@pytest.mark.parametrize(
    "text",
    [
        "1. Nguyễn Thị Mẫu - Công chức - 0912.000.003\n2. Phạm Văn Nháp - Công chức - 0912000004",
        "Nguyễn Thị Mẫu\tCông chức\t0912.000.003\nPhạm Văn Nháp\tCông chức\t0912000004",
        "Họ tên;Chức vụ;Điện thoại\nNguyễn Thị Mẫu;Công chức;0912.000.003\n"
        "Phạm Văn Nháp;Công chức;0912000004",
        "1,Nguyễn Thị Mẫu,Công chức,0912.000.003\n2,Phạm Văn Nháp,Công chức,0912000004",
        "- đ/c Nguyê\u0303n Thị Mẫu – Công chức – 0912.000.003\r\n\r\n"
        "- Đồng chí Phạm Văn Nháp – Công chức – 0912000004",
    ],
)
def test_copied_text_in_every_shape(text: str) -> None:
    found = people_of(rows_of_text(text), ())

    assert names(found) == ["Nguyễn Thị Mẫu", "Phạm Văn Nháp"]
    assert [each.person.post for each in found] == ["Công chức", "Công chức"]
    assert [each.person.phone for each in found] == ["0912.000.003", "0912000004"]


def test_names_alone_one_on_each_line() -> None:
    assert names(people_of(rows_of_text("Nguyễn Thị Mẫu\nPhạm Văn Nháp\n"), ())) == [
        "Nguyễn Thị Mẫu",
        "Phạm Văn Nháp",
    ]


@pytest.mark.parametrize(
    "foot",
    [
        "\tTổng cộng: 2 người",
        "Cộng\t2 người\t",
        "\tTổng\t\t2",
        "\tNgười lập biểu\t\tThủ trưởng đơn vị",
    ],
)
def test_what_stands_under_a_list_names_nobody(foot: str) -> None:
    text = f"STT\tHọ và tên\tChức vụ\n1\tTống Văn Mẫu\tChủ tịch\n2\tPhạm Văn Nháp\t\n{foot}\n"
    assert names(people_of(rows_of_text(text), ())) == ["Tống Văn Mẫu", "Phạm Văn Nháp"]


def test_those_who_are_there_are_not_taken_again() -> None:
    text = "Nguyễn Thị Mẫu\nNguyễn Thị Mẫu - 0912 000 003\nNguyễn Thị Mẫu - 0988.000.003\nMới\nMới"
    found = people_of(rows_of_text(text), PERSONS)

    assert [each.is_known for each in found] == [True, True, False, False, True]
    assert found[2].doubts == (ImportDoubt.NAMESAKE,)


def test_odd_letters_and_numbers_are_pointed_out() -> None:
    found = people_of(rows_of_text("Nguyễn V\u0430n Mẫu\t0912\nTrần\u202e Thử\t0912.000.001"), ())

    assert found[0].doubts == (ImportDoubt.LETTERS,)
    assert found[1].person.name == "Trần[U+202E] Thử"
    assert found[1].doubts == (ImportDoubt.LETTERS,)
    (odd,) = people_of(rows_of_text("Tên,SĐT\nNguyễn Thị Mẫu,không nhớ"), ())
    assert odd.doubts == (ImportDoubt.PHONE,)


@pytest.mark.parametrize(
    ("row", "phone", "room"),
    [
        ("Lê Văn Cường\tCNTT\t098765432", "098765432", ""),
        ("Lê Văn Cường\tCNTT\t098.765.432\tVăn phòng", "098.765.432", "Văn phòng"),
        ("Lê Văn Cường\tCNTT\t0987654\t0912 345 678", "0912 345 678", "0987654"),
        ("Lê Văn Cường\tCNTT\t01-02-1980", "", "01-02-1980"),
    ],
)
def test_a_mistyped_number_is_no_room(row: str, phone: str, room: str) -> None:
    (found,) = people_of(rows_of_text(row), ())

    assert (found.person.post, found.person.phone, found.person.room) == ("CNTT", phone, room)
    is_wrong = bool(phone) and phone.startswith("098")
    assert found.doubts == ((ImportDoubt.PHONE,) if is_wrong else ())


def test_formulas_are_never_computed(tmp_path: Path) -> None:
    """What Excel last showed counts; a formula that Excel never computed is an empty cell."""
    rows: list[tuple[object, ...]] = [HEAD, (1, '=HYPERLINK("http://x","Ai đó")', "=1+1", "", "")]
    with pytest.raises(KnownError, match="list_nobody"):
        people_of(rows_of_file(sheet(tmp_path / "ds.xlsx", rows)), ())


def test_csv_as_excel_saves_it(tmp_path: Path) -> None:
    text = "Họ tên;Điện thoại\nNguyễn Thị Mẫu;0912.000.003\n"
    for name, content in (
        ("a.csv", b"\xef\xbb\xbf" + text.encode()),
        ("b.txt", text.replace(";", "\t").encode("utf-16")),
        ("c.csv", text.encode()),
    ):
        (tmp_path / name).write_bytes(content)
        assert names(people_of(rows_of_file(tmp_path / name), ())) == ["Nguyễn Thị Mẫu"], name


def packed(members: dict[str, bytes]) -> bytes:
    """Return a packed file with some members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return held.getvalue()


def with_declaration(tmp_path: Path) -> bytes:
    """Return an Excel file whose strings declare an entity that unfolds to a lot."""
    path = sheet(tmp_path / "clean.xlsx", [HEAD, (1, "Nguyễn Thị Mẫu", "", "", "")])
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x">]><sst>&b;</sst>'
    with zipfile.ZipFile(path) as clean:
        members = {each: clean.read(each) for each in clean.namelist()}
    return packed({**members, "xl/sharedStrings.xml": bomb})


def behind_a_remark(tmp_path: Path) -> bytes:
    """Return an Excel file whose declaration stands behind a long remark."""
    path = sheet(tmp_path / "clean.xlsx", [HEAD, (1, "Nguyễn Thị Mẫu", "", "", "")])
    with zipfile.ZipFile(path) as clean:
        members = {each: clean.read(each) for each in clean.namelist()}
    remark = b"<!--" + os.urandom(3000).hex().encode() + b"-->"
    bomb = b'<?xml version="1.0"?>' + remark + b'<!DOCTYPE a [<!ENTITY b "x">]><sst>&b;</sst>'
    return packed({**members, "xl/sharedStrings.xml": bomb})


def by_another_name(tmp_path: Path) -> bytes:
    """Return an Excel file whose strings, with a declaration, stand in a part not called XML."""
    with zipfile.ZipFile(io.BytesIO(with_declaration(tmp_path))) as bomb:
        members = {each: bomb.read(each) for each in bomb.namelist()}
    types = members["[Content_Types].xml"].replace(b"sharedStrings.xml", b"sharedStrings.bin")
    strings = members.pop("xl/sharedStrings.xml")
    return packed({**members, "[Content_Types].xml": types, "xl/sharedStrings.bin": strings})


def torn(method: int) -> bytes:
    """Return a packed file whose content is damaged, with its list whole."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as file:
        file.writestr("a.xml", b"<a/>" * 100)
    content = held.getvalue()
    return content[:35] + bytes(byte ^ 255 for byte in content[35:45]) + content[45:]


HARMFUL: list[tuple[str, Callable[[Path], bytes], str]] = [
    ("bomb.xlsx", lambda _: packed({"xl/workbook.xml": b"<a/>" + b" " * 20_000_000}), "list_bomb"),
    ("heap.xlsx", lambda _: packed({f"{n}.xml": b" " * 1_000_000 for n in range(51)}), "list_bomb"),
    ("many.xlsx", lambda _: packed({f"{n}.xml": b"" for n in range(1001)}), "list_bomb"),
    ("entity.xlsx", with_declaration, "list_broken"),
    ("wide.xlsx", lambda _: packed({"a.xml": "<!DOCTYPE a>".encode("utf-16")}), "list_broken"),
    ("remark.xlsx", behind_a_remark, "list_broken"),
    ("name.xlsx", by_another_name, "list_broken"),
    ("torn.xlsx", lambda _: torn(zipfile.ZIP_DEFLATED), "list_broken"),
    ("lzma.xlsx", lambda _: torn(zipfile.ZIP_LZMA), "list_broken"),
    ("beyond.xlsx", lambda _: longer_than_the_file(), "list_broken"),
    ("half.xlsx", lambda _: packed({"a.xml": b"<a/>"})[:-30], "list_broken"),
    ("other.xlsx", lambda _: packed({"a.xml": b"<a/>"}), "list_broken"),
    ("old.xls", lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "list_form"),
    ("text.xlsx", lambda _: b"Nguyen Van A", "list_form"),
    ("packed.csv", lambda _: packed({"a.xml": b"<a/>"}), "list_form"),
    ("zeros.csv", lambda _: b"\0" * 100, "list_form"),
    ("ansi.csv", lambda _: "Họ tên;Nguyễn".encode("cp1258", "replace"), "list_letters"),
    ("large.csv", lambda _: b"a\n" * 5_000_001, "list_large"),
    ("long.csv", lambda _: b"Nguyen Van A\n" * (ROWS + 1), "list_long"),
    ("empty.csv", lambda _: b"", "list_nobody"),
    ("digits.csv", lambda _: b"1\n2\n3\n", "list_nobody"),
]


@pytest.mark.parametrize(("name", "make", "key"), HARMFUL, ids=[each[0] for each in HARMFUL])
def test_files_that_are_not_taken(
    tmp_path: Path, name: str, make: Callable[[Path], bytes], key: str
) -> None:
    (tmp_path / name).write_bytes(make(tmp_path))

    with pytest.raises(KnownError) as refusal:
        people_of(rows_of_file(tmp_path / name), ())

    assert refusal.value.key == key


def test_a_list_with_a_drawn_seal_of_the_office(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", [HEAD, (1, "Nguyễn Thị Mẫu", "", "", "")])
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("xl/media/image1.svg", b'<?xml version="1.0"?><!DOCTYPE svg><svg/>')

    assert names(people_of(rows_of_file(path), ())) == ["Nguyễn Thị Mẫu"]


def test_a_size_that_lies_is_found_while_reading(tmp_path: Path) -> None:
    """The head of a member says 4 bytes; what is behind it is not read beyond that."""
    content = bytearray(packed({"xl/workbook.xml": b"<a/>" + b" " * 3_000_000}))
    real = (3_000_004).to_bytes(4, "little")
    (tmp_path / "lies.xlsx").write_bytes(bytes(content.replace(real, (4).to_bytes(4, "little"))))

    with pytest.raises(KnownError, match="list_broken"):
        rows_of_file(tmp_path / "lies.xlsx")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="list_unread"):
        rows_of_file(tmp_path / "khong-co.xlsx")


@given(st.text(max_size=400))
def test_any_text_names_people_or_is_refused_in_words(text: str) -> None:
    try:
        found = people_of(rows_of_text(text), ())
    except KnownError:
        return
    assert all(each.person.name and "\n" not in each.person.name for each in found)
