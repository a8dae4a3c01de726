"""Every kind of document: complete, in both languages, accepted by other programs' readers."""

import hashlib
import io
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from pdfua import validate

from core.model.document import (
    Annex,
    Chart,
    Closing,
    Document,
    Paragraph,
    SignatureBlock,
    TableBlock,
)
from core.model.form import Shape
from core.report import docx, html_form, json_form, pdf, xlsx
from core.report.charts import coverage_chart
from core.report.forms import FOLDER, forms
from core.words import LANGUAGES, Words

Make = Callable[..., Document]
Read = Callable[[bytes], str]

KINDS = ["inspection", *forms()]
VALUES = Path(__file__).parent / "values"
WORD_PICTURES = Path(__file__).parents[2] / "docs" / "documents" / "word"


def test_every_kind_has_an_example() -> None:
    assert sorted(each.stem for each in VALUES.glob("*.toml")) == sorted(forms())
    assert len(KINDS) == 18


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", list(forms()))
def test_every_word_of_a_form_is_there(kind: str, lang: str) -> None:
    words, form = Words(lang), forms()[kind]
    for name in ("name", "title"):
        assert words.has(f"forms.{kind}.{name}")
    for part in form.parts:
        assert words.has(f"forms.{kind}.part.{part.name}")
        for each in part.fields:
            assert words.has(f"forms.field.{each.name}")
            for choice in each.choices:
                assert words.has(f"forms.choice.{each.name}.{choice}"), (each.name, choice)
    for signer in form.signers:
        assert words.has(f"forms.signer.{signer}")
    for choice in form.fields[form.subject_by].choices if form.subject_by else ():
        assert words.has(f"forms.{kind}.subject_of.{choice}")


def _keys(tree: dict[str, Any], path: str = "") -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, value in tree.items():
        if isinstance(value, dict):
            found |= _keys(value, f"{path}{name}.")
        else:
            text = value if isinstance(value, str) else " ".join(value)
            found[path + name] = set(re.findall(r"\{([a-z_]+)", text))
    return found


@pytest.mark.parametrize("name", ["forms", "report"])
def test_both_languages_say_the_same_things(name: str) -> None:
    folder = FOLDER.parents[1] / "words"
    vi, en = (
        _keys(tomllib.loads((folder / lang / f"{name}.toml").read_text("utf-8")))
        for lang in LANGUAGES
    )
    assert vi == en


def test_no_field_of_a_form_is_without_use() -> None:
    for form in forms().values():
        names = [each.name for part in form.parts for each in part.fields]
        for part in form.parts:
            assert len({each.name for each in part.fields}) == len(part.fields), form.kind
            assert bool(part.fields) == (part.shape is not Shape.GIVEN), (form.kind, part.name)
        plain = [one.name for p in form.parts if p.shape is not Shape.ROWS for one in p.fields]
        assert len(plain) == len(set(plain)), form.kind
        assert names or form.kind == "inspection"


def _typed(kind: str) -> list[str]:
    """Return the free texts of an example, which must stand in the document."""
    values = tomllib.loads((VALUES / f"{kind}.toml").read_text("utf-8"))
    form = forms()[kind]
    texts = [
        text
        for name, text in values.get("fields", {}).items()
        if isinstance(text, str) and not form.fields[name].choices
    ]
    for name, rows in values.get("rows", {}).items():
        choices = {each.name for each in form.tables[name].fields if each.choices}
        texts += [
            text
            for row in rows
            for column, text in row.items()
            if isinstance(text, str) and text and column not in choices
        ]
    return [line.strip() for text in texts for line in text.splitlines()]


@pytest.mark.parametrize("kind", list(forms()))
def test_what_was_typed_stands_in_every_form(
    kind: str, kind_of: Make, text_of_pdf: Read, text_of_docx: Read
) -> None:
    document = kind_of(kind)
    page = html_form.write(document).decode("utf-8")
    bare = " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<br>", " ", page)).split())
    book = openpyxl.load_workbook(io.BytesIO(xlsx.write(document)))
    cells = " ".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    )
    texts = {
        "pdf": text_of_pdf(pdf.write(document)),
        "docx": text_of_docx(docx.write(document)),
        "xlsx": " ".join(cells.split()),
        "html": bare,
        "json": json_form.write(document).decode("utf-8"),
    }
    wanted = _typed(kind)
    for form, text in texts.items():
        squeezed = text.replace(" ", "").replace("\\\\", "\\")
        for each in wanted:
            if kind == "nil" or (form, kind) == ("json", "inspection"):
                continue
            assert each.replace(" ", "") in squeezed, (form, each)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_is_a_pdf_that_reads_aloud(
    kind: str, lang: str, kind_of: Make, tmp_path: Path
) -> None:
    document = kind_of(kind, lang)
    path = tmp_path / "kind.pdf"
    content = pdf.write(document)
    path.write_bytes(content)
    report = validate(str(path))

    assert [str(each) for each in report.findings] == []
    assert not re.search(rb"/(URI|Launch|GoToR|JavaScript)\b", content)
    assert pdf.write(document) == content
    assert docx.write(document) == docx.write(document)


@pytest.mark.parametrize("kind", KINDS)
def test_no_placeholder_is_left_over(kind: str, kind_of: Make, text_of_docx: Read) -> None:
    for lang in LANGUAGES:
        text = text_of_docx(docx.write(kind_of(kind, lang)))
        assert "{" not in text
        assert "}" not in text
        assert "None" not in text


def test_the_english_form_holds_no_vietnamese_label(kind_of: Make) -> None:
    labels = tomllib.loads((FOLDER.parents[1] / "words" / "vi" / "forms.toml").read_text("utf-8"))[
        "field"
    ]
    document = kind_of("incident", "en")
    texts = " ".join(each.text for each in document.blocks if isinstance(each, Paragraph))
    for label in labels.values():
        assert f"{label}:" not in texts


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_closed_by_somebody(kind: str, kind_of: Make) -> None:
    blocks = kind_of(kind).blocks
    main = blocks[: next((i for i, b in enumerate(blocks) if isinstance(b, Annex)), len(blocks))]

    assert isinstance(main[-1], Closing | SignatureBlock)


def test_the_situation_report_has_numbered_annexes_and_charts(kind_of: Make) -> None:
    document = kind_of("situation")
    annexes = [each for each in document.blocks if isinstance(each, Annex)]
    charts = [each for each in document.blocks if isinstance(each, Chart)]

    assert [each.label for each in annexes] == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    assert annexes[1].landscape
    covered, areas, trend = charts
    assert [each.count for each in covered.bars[0].shares] == [2, 1]
    assert "Sao lưu: Chưa đạt 2" in areas.text
    assert [each.shares[0].count for each in trend.bars] == [5, 4, 3]


@pytest.mark.parametrize("total", [0, 1])
def test_no_coverage_is_drawn_where_the_number_of_machines_is_not_known(total: int) -> None:
    """Fewer machines than were checked is a slip, and no picture of it is drawn."""
    assert list(coverage_chart(2, total, Words("vi"))) == []


def test_a_breach_is_notified_within_72_hours(kind_of: Make, text_of_docx: Read) -> None:
    text = text_of_docx(docx.write(kind_of("breach-notice")))

    assert "chậm nhất 16 giờ 10 phút, ngày 10 tháng 02 năm 2027" in text


def test_another_process_writes_the_same_bytes(kind_of: Make) -> None:
    document = kind_of("situation")
    code = (
        "import hashlib, pickle, sys; from core.report.files import WRITERS;"
        "d = pickle.loads(sys.stdin.buffer.read());"
        "[print(hashlib.sha256(w(d)).hexdigest()) for w in WRITERS.values()]"
    )
    there = subprocess.run(
        [sys.executable, "-c", code],
        input=pickle.dumps(document),
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
        timeout=60,
    )
    from core.report.files import WRITERS

    here = [hashlib.sha256(write(document)).hexdigest() for write in WRITERS.values()]
    assert there.stdout.decode().split() == here


@pytest.mark.parametrize("kind", KINDS)
def test_every_xml_part_is_well_formed(kind: str, kind_of: Make) -> None:
    for write in (docx.write, xlsx.write):
        with zipfile.ZipFile(io.BytesIO(write(kind_of(kind)))) as parts:
            for name in parts.namelist():
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(parts.read(name))
    assert json.loads(json_form.write(kind_of(kind)))


def _converted(files: list[Path], form: str, folder: Path) -> None:
    office = shutil.which("soffice")
    assert office is not None
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(folder / "out"),
            *(str(each) for each in files),
        ],
        check=True,
        capture_output=True,
        timeout=110,
    )


@pytest.mark.system("libreoffice")
def test_libreoffice_opens_every_word_file(
    kind_of: Make, tmp_path: Path, opened: Any, text_of_pdf: Read
) -> None:
    """The margins of the decree, the head on the first page, the head of tables on each."""
    files = []
    for kind in KINDS:
        files.append(tmp_path / f"{kind}.docx")
        files[-1].write_bytes(docx.write(kind_of(kind)))
    files.append(tmp_path / "long.docx")
    files[-1].write_bytes(docx.write(_long(kind_of("warnings"))))
    _converted(files, "pdf:writer_pdf_Export", tmp_path)
    if os.environ.get("UPDATE_GOLDEN") == "1":
        _keep_pictures(tmp_path / "out", opened)

    assert {each.stem for each in WORD_PICTURES.glob("*.png")} == set(KINDS)
    for kind in KINDS:
        content = (tmp_path / "out" / f"{kind}.pdf").read_bytes()
        text = text_of_pdf(content)
        assert "Độc lập - Tự do - Hạnh phúc" in text, kind
        assert "XÃ PHÚ MẪU" in text, kind
        with opened(content) as pages:
            for page in pages:
                left, _, right, _ = _edges(page)
                assert left >= 29.5 / 25.4 * 72, kind
                assert right <= page.get_width() - 14.5 / 25.4 * 72, kind
            wide, tall = pages[0].get_size()
            assert (wide > tall) is kind_of(kind).landscape, kind

    with opened((tmp_path / "out" / "long.pdf").read_bytes()) as pages:
        texts = [page.get_textpage().get_text_range() for page in pages]
    assert len(texts) > 3
    assert all("Máy liên quan" in " ".join(each.split()) for each in texts[:-1])


def _keep_pictures(folder: Path, opened: Any) -> None:
    """Keep the first page of each kind as LibreOffice lays it out, for people to look at."""
    WORD_PICTURES.mkdir(exist_ok=True)
    for kind in KINDS:
        with opened((folder / f"{kind}.pdf").read_bytes()) as pages:
            picture = pages[0].render(scale=0.8, grayscale=True).to_pil().convert("L")
        picture.quantize(8).save(WORD_PICTURES / f"{kind}.png", optimize=True)


def _long(document: Document) -> Document:
    """Return a register with a table of many pages."""
    blocks = tuple(
        replace(each, rows=each.rows * 60) if isinstance(each, TableBlock) else each
        for each in document.blocks
    )
    return replace(document, blocks=blocks)


def _edges(page: Any) -> tuple[float, float, float, float]:
    text = page.get_textpage()
    boxes = [text.get_charbox(index) for index in range(text.count_chars())]
    boxes = [each for each in boxes if each[2] - each[0] > 0.5]
    return (
        min(each[0] for each in boxes),
        min(each[1] for each in boxes),
        max(each[2] for each in boxes),
        max(each[3] for each in boxes),
    )


@pytest.mark.system("libreoffice-calc")
def test_libreoffice_opens_every_excel_file(kind_of: Make, tmp_path: Path) -> None:
    files = []
    for kind in KINDS:
        files.append(tmp_path / f"{kind}.xlsx")
        files[-1].write_bytes(xlsx.write(kind_of(kind)))
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    _converted(files, every_sheet, tmp_path)

    for kind in KINDS:
        names = openpyxl.load_workbook(tmp_path / f"{kind}.xlsx").sheetnames
        sheets = [tmp_path / "out" / f"{kind}-{name}.csv" for name in names]
        assert "XÃ PHÚ MẪU" in "".join(each.read_text("utf-8") for each in sheets), kind
