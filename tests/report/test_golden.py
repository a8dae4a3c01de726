"""The pages look and read as they did when somebody last looked at them.

`UPDATE_GOLDEN=1` renews what is kept; look at the pictures before committing them.
"""

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageFilter

from core.model.document import Document
from core.report import docx, pdf
from core.report.forms import forms

Make = Callable[..., Document]
Read = Callable[[bytes], str]

GOLDEN = Path(__file__).parents[1] / "golden" / "report"
PICTURES = Path(__file__).parents[2] / "docs" / "documents"
RENEW = os.environ.get("UPDATE_GOLDEN") == "1"
DOTS_PER_INCH = 64
TOLERATED = 12
"""Of 255, mean of the worst 24×24 patch after blurring: a moved line or letter is far more."""


def _pages(content: bytes, opened: Any) -> list[Image.Image]:
    with opened(content) as pages:
        return [
            page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil().convert("L")
            for page in pages
        ]


def _difference(seen: Image.Image, kept: Image.Image) -> float:
    between = ImageChops.difference(seen, kept).filter(ImageFilter.BoxBlur(1))
    patches = between.resize((between.width // 24, between.height // 24), Image.Resampling.BOX)
    return float(patches.getextrema()[1])


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_pages_look_as_before(inspection: Make, lang: str, opened: Any) -> None:
    pages = _pages(pdf.write(inspection(lang)), opened)
    names = [GOLDEN / f"inspection-{lang}-{number}.png" for number in range(1, len(pages) + 1)]
    if RENEW:
        GOLDEN.mkdir(exist_ok=True)
        for old in GOLDEN.glob(f"inspection-{lang}-*.png"):
            old.unlink()
        for page, name in zip(pages, names, strict=True):
            page.quantize(16).save(name, optimize=True)

    assert sorted(GOLDEN.glob(f"inspection-{lang}-*.png")) == names
    for page, name in zip(pages, names, strict=True):
        with Image.open(name) as kept:
            assert page.size == kept.size
            assert _difference(page, kept.convert("L")) <= TOLERATED, name.name


@pytest.mark.parametrize("kind", list(forms()))
def test_the_first_page_of_every_kind_looks_as_in_its_picture(
    kind_of: Make, kind: str, opened: Any
) -> None:
    page = _pages(pdf.write(kind_of(kind)), opened)[0]
    name = PICTURES / f"{kind}.png"
    if RENEW:
        page.quantize(8).save(name, optimize=True)

    with Image.open(name) as kept:
        assert page.size == kept.size
        assert _difference(page, kept.convert("L")) <= TOLERATED


def test_every_picture_is_of_a_kind() -> None:
    assert {each.stem for each in PICTURES.glob("*.png")} == set(forms())


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_pages_read_as_before(
    inspection: Make, lang: str, form: str, text_of_pdf: Read, text_of_docx: Read
) -> None:
    document = inspection(lang)
    text = text_of_pdf(pdf.write(document)) if form == "pdf" else text_of_docx(docx.write(document))
    lines = text.replace(". ", ".\n") + "\n"
    kept = GOLDEN / f"inspection-{lang}.{form}.txt"
    if RENEW:
        GOLDEN.mkdir(exist_ok=True)
        kept.write_text(lines, "utf-8")

    assert lines == kept.read_text("utf-8")


def test_a_moved_line_is_noticed(inspection: Make, opened: Any) -> None:
    first = _pages(pdf.write(inspection()), opened)[0]
    moved = _pages(pdf.write(inspection("vi", operator="Trần Văn Khác Hẳn")), opened)[0]
    same = Image.open(io.BytesIO(_png(first.quantize(16))))

    assert _difference(first, moved) > TOLERATED
    assert _difference(first, same.convert("L")) <= TOLERATED


def _png(image: Image.Image) -> bytes:
    held = io.BytesIO()
    image.save(held, "PNG")
    return held.getvalue()
