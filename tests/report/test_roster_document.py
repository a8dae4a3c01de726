"""The roster on paper: one landscape A4 page for twelve days, nothing smaller than 10 points."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument, raw

from core.house import House
from core.model.errors import KnownError
from core.model.roster import Cell
from core.model.settings import Settings
from tests.duty.rostering import PERSONS, tet_2027

LONG_NAMES = ("Nguyễn Hoàng Minh Khôi", "Đặng Thị Phương Thảo")


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Give a house with twelve full days of long names, notes on each day."""
    house = House.open(tmp_path / "home", "vi")
    house.settings.change(
        Settings(
            unit="Ủy ban nhân dân xã Phú Mẫu",
            parent="Ủy ban nhân dân tỉnh Mẫu Giang",
            locality="Phú Mẫu",
        )
    )
    named = (replace(PERSONS[each], name=name) for each, name in enumerate(LONG_NAMES))
    house.people.add(*named, *PERSONS[2:])
    days = [(date(2027, 2, 1) + timedelta(days=each)).isoformat() for each in range(12)]
    people: dict[Cell, tuple[int, ...]] = {
        (day, line): ((place + line) % 6 + 1,)
        for place, day in enumerate(days)
        for line in range(1, 5)
    }
    roster = replace(
        tet_2027(),
        first=days[0],
        last=days[-1],
        people=people,
        notes=dict.fromkeys(days, "báo cáo"),
    )
    house.rosters.make(roster)
    return house


def test_twelve_days_fit_one_landscape_page(house: House, tmp_path: Path) -> None:
    (file,) = house.reports.save_roster(1, ("pdf",), tmp_path / "out")
    pdf = PdfDocument(file)

    assert len(pdf) == 1
    width, height = pdf[0].get_size()
    assert (round(width), round(height)) == (842, 595)
    text = pdf[0].get_textpage().get_text_range()
    assert "29 tháng Chạp" in text
    assert "THỦ TRƯỞNG ĐƠN VỊ" in text
    assert "Điện thoại" in text


def test_nothing_but_the_foot_is_smaller_than_ten_points(house: House, tmp_path: Path) -> None:
    (file,) = house.reports.save_roster(1, ("pdf",), tmp_path / "out")
    text = PdfDocument(file)[0].get_textpage()
    count = text.count_chars()
    sizes = {round(raw.FPDFText_GetFontSize(text, each), 1) for each in range(count)}

    assert min(sizes - {1.0, 8.5}) == 10


@pytest.mark.system("libreoffice")
def test_twelve_days_fit_one_page_in_word(house: House, tmp_path: Path) -> None:
    (file,) = house.reports.save_roster(1, ("docx",), tmp_path / "out")
    office = shutil.which("soffice")
    assert office, "install libreoffice-writer-nogui"
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip

    assert len(PdfDocument(tmp_path / f"{file.stem}.pdf")) == 1


def test_a_public_roster_names_nobody(house: House, tmp_path: Path) -> None:
    (file,) = house.reports.save_roster(1, ("json",), tmp_path / "out", level="public")
    text = file.read_text("utf-8")

    for each in (*LONG_NAMES, "Nguyễn Thị Mẫu", "0912 000 003"):
        assert each not in text
    with pytest.raises(KnownError, match="calendar_level"):
        house.reports.save_roster(1, ("ics",), tmp_path / "out", level="internal")
    with pytest.raises(KnownError, match="roster_unknown"):
        house.reports.save_roster(5, ("pdf",), tmp_path / "out")
