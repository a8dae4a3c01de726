"""Every form of a document says the same; Excel computes nothing, HTML asks for nothing."""

import hashlib
import io
import json
import pickle
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.model.document import (
    Addressees,
    Align,
    Annex,
    Bar,
    Chart,
    Closing,
    Column,
    Document,
    Heading,
    Holds,
    Paragraph,
    Share,
    Signer,
    TableBlock,
    Urgency,
)
from core.model.result import Result
from core.report import docx, html_form, json_form, pdf, xlsx

Make = Callable[..., Document]
Read = Callable[[bytes], str]

FORMULAS = ['=HYPERLINK("x")', "@SUM(A1)", "+1", "-1", "\t=1+1", "＝1", "=cmd|' /C calc'!A0"]


@pytest.fixture
def rich(inspection: Make) -> Document:
    """A document with a block of every kind."""
    plain = inspection()
    bars = (
        Bar(
            label="Phòng chống mã độc",
            shares=(
                Share(result=Result.PASS, word="Đạt", count=2),
                Share(result=Result.FAIL, word="Chưa đạt", count=1),
            ),
        ),
        Bar(label="Sao lưu", shares=(Share(result=None, word="", count=7),)),
        Bar(label="Mạng", shares=()),
    )
    table = TableBlock(
        caption="Danh sách máy",
        columns=(
            Column(title="STT", share=1, align=Align.CENTRE, holds=Holds.COUNT),
            Column(title="Tên", share=5),
            Column(title="Ngày", share=2, holds=Holds.DAY),
            Column(title="Lúc", share=2, holds=Holds.MOMENT),
        ),
        rows=(
            ("1234", "MAY-01", "2027-01-05", "2027-01-05T02:05:00Z"),
            ("2", "=1+1", "chưa rõ", ""),
        ),
    )
    return replace(
        plain,
        head=replace(plain.head, urgency=Urgency.FLASH, internal_only=True),
        blocks=(
            Addressees(names=("Công an xã Phú Mẫu", "Sở Khoa học và Công nghệ")),
            Heading(text="I. TÌNH HÌNH"),
            Paragraph(text="Một đoạn văn."),
            Chart(caption="Kết quả theo nhóm", text="Biểu đồ theo nhóm.", bars=bars),
            Closing(
                recipients=("- Như trên;", "- Lưu: VT."),
                signer=Signer(role="TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", name="A Bờ"),
            ),
            Annex(label="Phụ lục I", title="DANH SÁCH MÁY"),
            table,
            Annex(label="Phụ lục II", title="BẢNG NGANG", landscape=True),
            replace(table, caption="Danh sách máy"),
        ),
        data=b"",
    )


class _Page(HTMLParser):
    """The text of an HTML file, and what it links to or runs."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._skipped = 0
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._skipped += tag == "style"
        self.pieces.append(" " if tag not in ("b", "i") else "")

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.pieces.append(data)


def _html_text(content: bytes) -> str:
    return " ".join("".join(_Page(content).pieces).split())


def _book(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def _xlsx_text(content: bytes) -> str:
    cells = (
        cell.strftime("%H:%M %d/%m/%Y") if hasattr(cell, "strftime") else str(cell)
        for sheet in _book(content)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    )
    return " ".join(" ".join(cells).split())


def _json_text(content: bytes) -> str:
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)
        else:
            found.append(str(value))

    walk(json.loads(content))
    return " ".join(" ".join(found).split())


def _words(text: str) -> set[str]:
    return {each for each in re.findall(r"\w+", text) if len(each) > 1}


@pytest.fixture
def texts(text_of_pdf: Read, text_of_docx: Read) -> Callable[[Document], dict[str, str]]:
    """Return the text of a document in every form."""

    def read(document: Document) -> dict[str, str]:
        return {
            "pdf": text_of_pdf(pdf.write(document)),
            "docx": text_of_docx(docx.write(document)),
            "xlsx": _xlsx_text(xlsx.write(document)),
            "html": _html_text(html_form.write(document)),
            "json": _json_text(json_form.write(replace(document, data=b""))),
        }

    return read


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_form_of_the_record_says_the_same(
    inspection: Make, lang: str, texts: Callable[[Document], dict[str, str]]
) -> None:
    document = inspection(lang)
    said = texts(document)
    lead = _words(said["docx"])

    assert len(lead) > 150
    page = _words(" ".join(_words_of_page(document)))
    for form in ("pdf", "html", "xlsx", "json"):
        assert lead - page - _words(said[form]) == set(), form


def _words_of_page(document: Document) -> list[str]:
    """Words that the writers add themselves: the head of the state, the page count."""
    from core.words import Words

    say = Words(document.lang).say
    fixed = [say(f"report.page.{name}") for name in ("state", "motto", "to", "recipients")]
    return [*fixed, say("report.page.pages", pages="1")]


def test_every_form_of_a_rich_document_says_the_same(
    rich: Document, texts: Callable[[Document], dict[str, str]]
) -> None:
    facts = [
        "Công an xã Phú Mẫu",
        "Kết quả theo nhóm",
        "Phòng chống mã độc",
        "Chưa đạt",
        "Phụ lục II",
        "BẢNG NGANG",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "- Lưu: VT.",
        "A Bờ",
        "MAY-01",
        "chưa rõ",
    ]
    for form, text in texts(rich).items():
        for fact in facts:
            assert fact in text, (form, fact)
    said = texts(rich)
    for form in ("pdf", "docx", "html"):
        assert "HỎA TỐC" in said[form]
        assert "LƯU HÀNH NỘI BỘ" in said[form]
        assert "05/01/2027" in said[form]
        assert "09:05 ngày 05/01/2027" in said[form]
        assert "1.234" in said[form]


def test_excel_keeps_numbers_days_and_text_apart(rich: Document) -> None:
    sheet = _book(xlsx.write(rich))["Danh sách máy"]
    number, name, day, moment = sheet[2]

    assert (number.value, number.data_type) == (1234, "n")
    assert (name.value, name.data_type) == ("MAY-01", "s")
    assert day.value.isoformat() == "2027-01-05T00:00:00"
    assert day.number_format == "dd/mm/yyyy"
    assert moment.value.isoformat() == "2027-01-05T09:05:00"
    assert [each.value for each in sheet[3]] == [2, "=1+1", "chưa rõ", None]
    assert sheet["B3"].data_type == "s"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D3"
    assert [each.value for each in sheet[1]] == ["STT", "Tên", "Ngày", "Lúc"]


def test_rows_of_excel_are_as_high_as_their_text(rich: Document) -> None:
    table = TableBlock(
        caption="Dài", columns=(Column(title="A", share=1), Column(title="B", share=1)),
        rows=(("ngắn", "ngắn"), ("một\nhai\nba", "x"), ("chữ " * 100, "x"), ("y" * 30_000, "")),
    )  # fmt: skip
    sheet = _book(xlsx.write(replace(rich, blocks=(table,))))["Dài"]
    heights = [sheet.row_dimensions[row].height for row in range(2, 6)]

    assert heights[0] in (None, 15)
    assert heights[1] == 48
    assert 100 < heights[2] < 200
    assert 408 < heights[3] <= 409, "Excel knows no higher row"


def test_sheets_have_names_that_excel_takes(rich: Document) -> None:
    hard = ["Bảng [1]: A/B*C?\\D", "'" + "x" * 60 + "'", "History", "", "Danh sách máy"]
    table = next(each for each in rich.blocks if isinstance(each, TableBlock))
    many = (replace(table, caption=each) for each in (*hard, *hard))
    names = _book(xlsx.write(replace(rich, blocks=tuple(many)))).sheetnames

    assert len(names) == 11
    assert len({each.casefold() for each in names}) == 11
    assert all(0 < len(each) <= 31 and not re.search(r"[\[\]:*?/\\]", each) for each in names)
    assert "History" not in names


@pytest.mark.parametrize("text", FORMULAS)
def test_excel_computes_nothing(rich: Document, text: str) -> None:
    table = TableBlock(
        caption=text, columns=(Column(title=text, share=1), Column(title="B", share=1)),
        rows=((text, text),),
    )  # fmt: skip
    document = replace(rich, title=text, subject=text, blocks=(Paragraph(text=text), table))
    content = xlsx.write(document)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        xml = "".join(parts.read(name).decode() for name in parts.namelist())

    assert "<f>" not in xml
    assert "<hyperlink" not in xml
    assert "definedName" not in xml or "calc" not in re.findall(r"<definedName.*?>", xml)
    for sheet in _book(content):
        for row in sheet.iter_rows():
            assert {each.data_type for each in row} <= {"s", "n"}


def test_excel_cuts_what_no_cell_holds_and_says_so(rich: Document) -> None:
    document = replace(rich, blocks=(Paragraph(text="d" * 40_000),))
    cells = [row[0].value for row in _book(xlsx.write(document)).worksheets[0].iter_rows()]

    assert max(len(each) for each in cells if each) == xlsx.LONGEST_CELL
    assert any(each and each.endswith(xlsx.CUT) for each in cells)


def test_html_asks_for_nothing(rich: Document) -> None:
    content = html_form.write(rich)
    page = _Page(content)
    policy = next(each["content"] for tag, each in page.tags if "http-equiv" in each)
    style = re.search(r"<style>(.*?)</style>", content.decode(), re.DOTALL)

    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert style is not None
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    assert {tag for tag, _ in page.tags} & {"script", "img", "link", "iframe", "a", "form"} == set()
    for tag, attributes in page.tags:
        names = set(attributes)
        assert not names & {"src", "href", "style", "onerror", "onload"}, tag


def test_html_prints_code_as_text(rich: Document) -> None:
    text = '</style><script>alert(1)</script><img src="//srv/x" onerror=a> &amp; \' "'
    document = replace(rich, title=text, subject=text, footer=text, blocks=(Paragraph(text=text),))
    content = html_form.write(document)

    assert _html_text(content).count(" ".join(text.split())) >= 3
    assert not {tag for tag, _ in _Page(content).tags} & {"script", "img"}


def test_html_draws_each_result_in_its_own_way(rich: Document) -> None:
    shares = tuple(Share(result=each, word=each.value, count=1) for each in Result)
    chart = Chart(caption="Mọi kết quả", text="Mọi kết quả.", bars=(Bar(label="a", shares=shares),))
    page = _Page(html_form.write(replace(rich, blocks=(chart,))))
    drawn = [
        (each.get("fill"), each.get("height"), each.get("stroke-dasharray"))
        for tag, each in page.tags
        if tag == "rect"
    ]
    hatched = [each for tag, each in page.tags if tag == "path"]

    assert len(drawn) == 2 * len(Result), "in the bar and in its key"
    assert len(set(drawn[: len(Result)])) == len(Result)
    assert len(hatched) == 2
    lines = re.findall(r"[ML](\d+\.\d),(\d+\.\d)", hatched[0]["d"] or "")
    assert len(lines) > 20


def test_html_reads_well_aloud(rich: Document) -> None:
    page = _Page(html_form.write(rich))
    tags = [tag for tag, _ in page.tags]

    assert tags.count("h1") == 1
    assert tags.count("caption") == tags.count("table") == 2
    assert all(each.get("scope") == "col" for tag, each in page.tags if tag == "th")
    figures = [each for tag, each in page.tags if tag == "figure"]
    assert [each.get("aria-label") for each in figures] == ["Biểu đồ theo nhóm."]
    assert tags.count("section") == 3
    assert next(each for tag, each in page.tags if tag == "html") == {"lang": "vi"}


@pytest.mark.parametrize("form", ["xlsx", "html_form", "json_form"])
def test_the_same_facts_give_the_same_bytes_in_another_process(rich: Document, form: str) -> None:
    code = (
        "import hashlib, pickle, sys; from importlib import import_module;"
        "d = pickle.loads(sys.stdin.buffer.read());"
        f"b = import_module('core.report.{form}').write(d);"
        "sys.stdout.write(hashlib.sha256(b).hexdigest())"
    )
    there = subprocess.run(
        [sys.executable, "-c", code],
        input=pickle.dumps(rich),
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
        timeout=60,
    )
    from importlib import import_module

    here = import_module(f"core.report.{form}").write(rich)
    assert there.stdout.decode() == hashlib.sha256(here).hexdigest()


def test_five_thousand_rows_pass_through_every_form(
    rich: Document, text_of_pdf: Read, text_of_docx: Read
) -> None:
    columns = (Column(title="STT", share=1, holds=Holds.COUNT), Column(title="Việc", share=9))
    rows = tuple((str(number), f"Nội dung {number}") for number in range(5000))
    table = TableBlock(caption="Bảng dài", columns=columns, rows=rows)
    document = replace(rich, blocks=(table,))

    assert "Nội dung 4999" in text_of_pdf(pdf.write(document))
    assert "Nội dung 4999" in text_of_docx(docx.write(document))
    assert "Nội dung 4999" in _html_text(html_form.write(document))
    assert _book(xlsx.write(document))["Bảng dài"]["B5001"].value == "Nội dung 4999"
