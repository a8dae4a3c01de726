"""The roster by commands: Tết 2019 as in the dispatch, from an empty home to the printed page."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
import icalendar
import openpyxl
import pytest


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    status: int
    out: str
    err: str


Caller = Callable[..., Said]

LIST = """Họ và tên;Chức vụ;Điện thoại
Trần Văn Thử;Chủ tịch;0912.000.001
Nguyễn Thị Mẫu;Công chức;0912.000.003
Phạm Văn Nháp;Công chức;0912.000.004
Lê Thị Ví Dụ;Công chức;0912.000.005
"""


@pytest.fixture
def trucan(within: Caller) -> Caller:
    """Return a caller of commands in this process: there are many of them here."""
    return within


@pytest.fixture
def office(trucan: Caller, tmp_path: Path) -> Caller:
    """Give an office with four persons and the roster of Tết 2019."""
    (tmp_path / "canbo.csv").write_text(LIST, encoding="utf-8")
    assert trucan("roster", "import", "canbo.csv").status == 0
    made = trucan(
        "roster", "make", "--from", "03/02/2019", "--to", "2019-02-09",
        "--title", "Tết Nguyên đán Kỷ Hợi 2019",
    )  # fmt: skip
    assert made.status == 0, made.err
    return trucan


def test_the_roster_of_2019_is_made_filled_and_written(office: Caller, tmp_path: Path) -> None:
    first = office("roster", "check", "--json", "-")
    kinds = {each["kind"] for each in json.loads(first.out)}
    assert kinds == {"no_leader", "gap"}
    for day in range(3, 10):
        for line, name in ((1, "tran van thu"), (2, "Nguyễn Thị Mẫu"), (3, "pham van nhap")):
            filled = office("roster", "assign", f"{day:02}/02/2019", str(line), name)
            assert filled.status == 0, filled.err
        standby = office("roster", "assign", f"2019-02-{day:02}", "4", "#4")
        assert standby.status == 0, standby.err
    assert "Lịch trực đủ người" in office("roster", "check").out

    written = office("roster", "export", "--format", "docx,xlsx,ics", "--out", "lich")
    assert written.status == 0, written.err
    files = {each.suffix: each for each in (tmp_path / "lich").iterdir()}

    (table,) = [each for each in docx.Document(str(files[".docx"])).tables if len(each.rows) > 3]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[1] == [
        "Chủ Nhật, 03/02/2019", "29 tháng Chạp",
        "Trần Văn Thử", "Nguyễn Thị Mẫu", "Phạm Văn Nháp", "Lê Thị Ví Dụ",
    ]  # fmt: skip
    assert cells[7][:2] == ["Thứ Bảy, 09/02/2019", "mùng 5 tháng Giêng"]
    assert len(cells) == 8
    text = "\n".join(each.text for each in docx.Document(str(files[".docx"])).paragraphs)
    assert (
        "Từ 03/02/2019 (29 tháng Chạp năm Mậu Tuất) đến hết"
        " 09/02/2019 (mùng 5 tháng Giêng năm Kỷ Hợi)" in text
    )
    assert "Nguyễn Thị Mẫu 0912 000 003" in text
    rows = list(openpyxl.load_workbook(files[".xlsx"]).worksheets[1].values)
    assert rows[1][2:] == ("Trần Văn Thử", "Nguyễn Thị Mẫu", "Phạm Văn Nháp", "Lê Thị Ví Dụ")
    events = icalendar.Calendar.from_ical(files[".ics"].read_bytes()).walk("VEVENT")
    assert len(events) == 7 * 4
    assert events[2]["summary"] == "Trực kỹ thuật: Phạm Văn Nháp"
    assert events[2]["dtstart"].dt.isoformat() == "2019-02-03T12:00:00+00:00"
    assert events[2]["dtend"].dt.isoformat() == "2019-02-04T00:00:00+00:00"


def test_a_swap_stands_in_the_book_and_on_the_paper(office: Caller) -> None:
    office("roster", "assign", "03/02/2019", "3", "Lê Thị Ví Dụ")
    swapped = office(
        "roster", "swap", "03/02/2019", "3", "--out", "Lê Thị Ví Dụ", "--in", "Phạm Văn Nháp",
        "--reason", "con ốm", "--approver", "Trần Văn Thử",
    )  # fmt: skip
    shown = json.loads(office("roster", "show", "--json", "-").out)

    assert swapped.status == 0, swapped.err
    assert "Phạm Văn Nháp trực thay Lê Thị Ví Dụ" in swapped.out
    assert "…" not in swapped.out, "nobody said how the approver was told"
    assert "Người duyệt: Trần Văn Thử" in office("log", "list").out
    assert shown["people"] == [{"day": "2019-02-03", "line": 3, "people": [3]}]
    assert shown["swaps"][0]["entry"] == 2


def test_people_are_pasted_and_shown(trucan: Caller, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("1. Nguyễn Thị Mẫu - Công chức - 0912.000.003\n")
    tried = trucan("roster", "import", "a.txt", "--dry-run")
    assert (tried.status, json.loads(trucan("roster", "people", "--json", "-").out)) == (0, [])
    trucan("roster", "import", "a.txt")
    again = trucan("roster", "import", "a.txt")

    assert "(đã có)" in again.out
    (person,) = json.loads(trucan("roster", "people", "--json", "-").out)
    assert (person["name"], person["number"]) == ("Nguyễn Thị Mẫu", 1)


def test_what_is_not_there_is_told_in_words(office: Caller) -> None:
    for arguments, status, told in (
        (("assign", "03/02/2019", "2", "Người Lạ"), 64, "Người Lạ"),
        (("assign", "11/02/2019", "2", "Nguyễn Thị Mẫu"), 64, "không có ngày 2019-02-11"),
        (("assign", "hôm nay", "2"), 64, "Không hiểu ngày"),
        (("show", "--number", "9"), 64, "lịch trực số 9"),
        (("import", "khong-co.xlsx"), 65, "khong-co.xlsx"),
        (("export", "--format", "odt", "--out", "x"), 64, "odt"),
        (("export", "--format", "ics", "--redact", "public", "--out", "x"), 64, "full"),
    ):
        said = office("roster", *arguments)
        assert said.status == status, arguments
        assert told in said.err, arguments
    assert office("roster", "remove", "1").status == 0
    assert office("roster", "show").status == 64


def test_contacts_are_added_and_verified_by_call(trucan: Caller) -> None:
    added = trucan(
        "contacts", "add", "Trực ban", "--role", "response", "--office", "Đội ứng cứu",
        "--duty-phone", "0205.3800.000", "--source", "QĐ 01", "--source-day", "28/01/2019",
    )  # fmt: skip
    assert added.status == 0, added.err
    assert "Nguồn cũ (28/01/2019)" in added.out
    (waiting,) = json.loads(trucan("contacts", "list", "--to-call", "--json", "-").out)
    assert (waiting["trust"], waiting["source_day"]) == ("old", "2019-01-28")
    called = trucan("contacts", "verify", "1", "right", "--by", "Nguyễn Thị Mẫu")

    assert called.status == 0, called.err
    assert "Đã xác minh" in called.out
    assert json.loads(trucan("contacts", "list", "--to-call", "--json", "-").out) == []
    assert "Gọi kiểm tra danh bạ" in trucan("log", "list").out
    assert trucan("contacts", "verify", "9", "right", "--by", "Mẫu").status == 64
    assert trucan("contacts", "add", "Không số").status == 64
    assert trucan("contacts", "add", "Trực ban", "--duty-phone", "abc").status == 64
    assert trucan("contacts", "remove", "1").status == 0
    assert json.loads(trucan("contacts", "list", "--json", "-").out) == []


def test_backups_are_made_listed_and_restored(trucan: Caller, tmp_path: Path) -> None:
    trucan("log", "add", "Mất điện")
    made = trucan("backup", "make", "--out", "usb")
    assert made.status == 0, made.err
    (card,) = json.loads(trucan("backup", "list", "--out", "usb", "--json", "-").out)
    assert (card["whole"], card["entries"], len(card["root"])) == (True, 2, 64)
    trucan("log", "add", "Ghi sau")
    missing = trucan("backup", "restore", "khong-co.db", "--reason", "thử")
    restored = trucan("backup", "restore", card["file"], "--reason", "Sổ hỏng")

    assert missing.status == 64
    assert restored.status == 0, restored.err
    assert "trước đó sổ có 3 mục" in restored.out
    assert trucan("log", "verify").status == 0
    (tmp_path / "home" / "trucan.db").write_bytes(b"\0" * 9000)
    damaged = trucan("log", "list")
    assert damaged.status == 65
    again = trucan("backup", "restore", card["file"], "--reason", "Sổ hỏng")
    assert again.status == 0, again.err
