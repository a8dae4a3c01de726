"""The book on paper: empty pages for a power cut, the printed book with its root on each page."""

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from core.house import House
from core.model.errors import KnownError
from core.model.new_entry import NewEntry
from core.model.settings import Settings
from core.report.paper_book import MORE, ONE_PAGE


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Give a house of an office with long names."""
    house = House.open(tmp_path / "home", "vi")
    house.settings.change(
        Settings(
            unit="Ủy ban nhân dân xã Phú Mẫu",
            parent="Ủy ban nhân dân tỉnh Mẫu",
            locality="Phú Mẫu",
        )
    )
    return house


@pytest.mark.parametrize("pages", [1, 2, 4])
def test_as_many_empty_pages_as_asked_for(house: House, tmp_path: Path, pages: int) -> None:
    (file,) = house.reports.save_paper_book(("pdf",), tmp_path / "out", pages=pages)
    pdf = PdfDocument(file)

    assert len(pdf) == pages
    first = pdf[0].get_textpage().get_text_range()
    assert "SỔ NHẬT KÝ TRỰC" in first
    assert "Nội dung, đã xử lý thế nào" in first, "rows begin below the head"
    last = pdf[pages - 1].get_textpage().get_text_range()
    assert str(ONE_PAGE + MORE * (pages - 1)) in last
    assert "LÃNH ĐẠO TRỰC" in last
    house.close()


def test_empty_pages_take_the_forms_of_any_document(house: House, tmp_path: Path) -> None:
    files = house.reports.save_paper_book(("docx", "html"), tmp_path / "out")

    assert [each.suffix for each in files] == [".docx", ".html"]
    with pytest.raises(KnownError, match="unknown_format"):
        house.reports.save_paper_book(("odt",), tmp_path / "out")
    house.close()


def test_each_page_of_the_printed_book_carries_its_root(house: House, tmp_path: Path) -> None:
    for number in range(60):
        house.duty.add_entry(NewEntry(text=f"Mục thử số {number}. " + "Nội dung. " * 20))
    root = house.duty.root()
    (file,) = house.reports.save("latest", ("pdf",), tmp_path / "out", kind="duty-book")
    pdf = PdfDocument(file)

    assert len(pdf) > 3
    assert root == house.backups.make().root, "the same as that of a backup made now"
    for page in pdf:
        text = " ".join(page.get_textpage().get_text_range().split())
        assert f"Mã gốc của sổ đến mục số 61: {root}" in text
        assert f"{len(pdf)} trang" in text
    house.close()


def test_a_broken_tree_has_no_root_to_print(house: House, tmp_path: Path) -> None:
    house.duty.add_entry(NewEntry(text="Một mục"))
    with house.store._database.write() as connection:
        connection.execute("DROP TRIGGER tnode_remains")
        connection.execute("DELETE FROM tnode")

    assert house.duty.root() == ""
    house.close()
