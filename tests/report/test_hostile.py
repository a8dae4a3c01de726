"""Text that wants to be code, to hide or to break the page is printed as text, or made visible."""

import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from core.model.document import Column, Document, Paragraph, TableBlock
from core.report import docx, pdf

Make = Callable[..., Document]
Read = Callable[[bytes], str]

LITERAL = [
    '#read("/etc/passwd") #eval("1+1") #import "@preview/x:1.0.0": *',
    "$x^2$ *b* _i_ `c` @ref <label> #set page(width: 1pt) \\ // /* */ = H",
    "{{ 7*7 }} {% for x in y %} {# c #} ${7*7} <%= 7*7 %> %s {0}",
    '<script>alert(1)</script> <img src="//srv/x"> &amp; &lt; ]]> <w:t>',
    "=HYPERLINK(\"x\") @SUM(A1) +1 -1 =cmd|' /C calc'!A0 ＝1".replace("＝", "="),
    "sys.inputs.document \"quoted\" 'single' \\u{41} \\n \\t",
]


@pytest.mark.parametrize("text", LITERAL)
def test_code_in_text_is_only_text(
    inspection: Make, text: str, text_of_pdf: Read, text_of_docx: Read
) -> None:
    document = inspection("vi", operator=text)
    spaced = " ".join(text.split())

    assert spaced.replace(" ", "") in text_of_pdf(pdf.write(document)).replace(" ", "")
    assert spaced in text_of_docx(docx.write(document))


@pytest.mark.parametrize(
    ("text", "in_pdf", "in_docx"),
    [
        ("Nguyễn\u202egpj.exe", "Nguyễn[U+202E]gpj.exe", "Nguyễn[U+202E]gpj.exe"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Mẫu"), "Nguyễn Thị Mẫu", "Nguyễn Thị Mẫu"),
        ("王 漢", "[U+738B] [U+6F22]", "王 漢"),
        ("a😀b", "a[U+1F600]b", "a😀b"),
        ("a\0b\x1bc", "a[U+0000]b[U+001B]c", "a[U+0000]b[U+001B]c"),
    ],
)
def test_what_hides_is_shown(
    inspection: Make, text: str, in_pdf: str, in_docx: str, text_of_pdf: Read, text_of_docx: Read
) -> None:
    document = inspection("vi", operator=text)

    assert in_pdf in text_of_pdf(pdf.write(document))
    assert in_docx in text_of_docx(docx.write(document))


def test_a_pile_of_marks_is_cut_down(inspection: Make, text_of_docx: Read) -> None:
    document = inspection("vi", operator="a" + "\u0301" * 2000 + "z")

    assert len(pdf.write(document)) > 10_000
    assert text_of_docx(docx.write(document)).count("\u0301") <= 8


def test_a_name_of_300_letters_stays_inside_its_column(inspection: Make, text_of_pdf: Read) -> None:
    name = "W" * 300
    document = replace(
        inspection(),
        blocks=(
            TableBlock(
                caption="Bảng",
                columns=(Column(title="A", share=1), Column(title="B", share=3)),
                rows=((name, "x"),),
            ),
            Paragraph(text=name),
        ),
        head=replace(inspection().head, office=name),
        subject=name,
    )

    import pypdfium2

    content = pdf.write(document)
    pages = pypdfium2.PdfDocument(content)
    text = pages[0].get_textpage()
    right = max(text.get_charbox(index)[2] for index in range(text.count_chars()))
    pages.close()
    assert right <= (210 - 15 + 1) / 25.4 * 72
    assert text_of_pdf(content).replace(" ", "").replace("\r\n", "").count(name) >= 2
    assert docx.write(document)


def test_a_table_of_500_rows_and_a_row_longer_than_a_page(
    inspection: Make, text_of_pdf: Read, text_of_docx: Read
) -> None:
    rows = tuple((str(number), f"Nội dung {number}") for number in range(500))
    long = ("500", "Rất dài " * 3000 + "hết-dài")
    block = TableBlock(
        caption="Bảng",
        columns=(Column(title="STT", share=1), Column(title="Nội dung", share=9)),
        rows=(*rows, long),
    )
    document = replace(inspection(), blocks=(block,))

    printed = text_of_pdf(pdf.write(document))
    for text in (printed, text_of_docx(docx.write(document))):
        assert "Nội dung 499" in text
        assert "hết-dài" in text


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=60))
def test_any_text_can_be_printed(inspection: Make, text: str) -> None:
    document = replace(
        inspection(),
        title="BIÊN BẢN " + text,
        subject=text,
        footer=text,
        blocks=(Paragraph(text=text), Paragraph(text=text, style="basis")),
    )

    assert pdf.write(document).startswith(b"%PDF")
    with zipfile.ZipFile(BytesIO(docx.write(document))) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(name))
