"""PDF: a document as pages, always PDF/A-3a and PDF/UA-1, the same facts giving the same bytes."""

import json
import re
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.model.document import (
    Addressees,
    Block,
    Closing,
    Document,
    Paragraph,
    SignatureBlock,
    TableBlock,
    Urgency,
)
from core.model.moments import from_text
from core.report import fonts, json_form
from core.report.lines import addressee_lines
from core.report.spelling import words_of
from core.report.texts import code_of, readable, with_texts
from core.report.widths import is_small, with_room
from core.words import Words

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATE = Path(__file__).resolve().parents[2] / "resources" / "templates" / "document.typ"
DATA_NAME = "data.json"

_REGIONS = {"vi": "VN", "en": "GB"}
_NOT_SHOWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_SAID = ("state", "motto", "attached", "recipients", "internal_only")
_MOST_ATTEMPTS = 50
_MOST_CODES = 12


class LayoutError(Exception):
    """The template could not be laid out: a fault of the program, never of the text in it."""


def write(document: Document) -> bytes:
    """Return the document as a PDF.

    What the font cannot show is printed as its code, `[U+6F22]`, and a line in the document says
    so: a missing glyph never becomes an empty box. Raise LayoutError if the template is at fault.
    """
    return _typeset(document)[0]


def pages(document: Document, dots_per_inch: float) -> tuple[bytes, ...]:
    """Return the pages of the same PDF as PNG pictures: same engine, same data, same breaks."""
    import typst

    _, shown = _typeset(document)
    drawn, warnings = typst.compile_with_warnings(
        str(TEMPLATE), format="png", ppi=dots_per_inch, **_way(shown)
    )
    if warnings:
        raise LayoutError("; ".join(str(each) for each in warnings))
    return tuple(map(bytes, drawn)) if isinstance(drawn, list) else (bytes(drawn),)


def _typeset(document: Document) -> tuple[bytes, dict[str, Any]]:
    """Return the PDF, and the data it was made from once every character could be shown."""
    words = words_of(document)
    attached = json_form.write(document)
    document = with_room(readable(replace(document, data=attached), words))
    missing: set[str] = set()
    shown = _with_codes(document, words, missing)
    for _ in range(_MOST_ATTEMPTS):
        refused = _compile(shown, words)
        if isinstance(refused, bytes):
            return refused, _as_data(shown, words)
        missing |= refused
        shown = _with_codes(document, words, missing)
    raise LayoutError("text that the font cannot show is left over")


def _way(data: dict[str, Any]) -> dict[str, Any]:
    """Return what every run of the engine is given: our fonts only, the text as data."""
    return {
        "root": str(TEMPLATE.parent),
        "font_paths": _faces(),
        "ignore_system_fonts": True,
        "sys_inputs": {"document": json.dumps(data, ensure_ascii=False)},
    }


def _with_codes(document: Document, words: Words, missing: set[str]) -> Document:
    """Replace what the font has no glyph for, note it in `missing`, and say so in the document."""
    letters = fonts.letters()

    def coded(text: str) -> str:
        lost = {each for each in text if ord(each) not in letters and each != "\n"}
        missing.update(lost)
        return "".join(code_of(each) if each in missing else each for each in text)

    shown = with_texts(document, coded)
    if not missing:
        return shown
    codes = [code_of(each) for each in sorted(missing)]
    listed = ", ".join(codes[:_MOST_CODES]) + (", …" if len(codes) > _MOST_CODES else "")
    note = Paragraph(text=words.say("report.page.substituted", codes=listed), style="note")
    at = len(shown.blocks)
    if at and isinstance(shown.blocks[-1], SignatureBlock | Closing):
        at -= 1
    return replace(shown, blocks=(*shown.blocks[:at], note, *shown.blocks[at:]))


def _compile(document: Document, words: Words) -> bytes | set[str]:
    """Return the PDF, or the characters that could not be shown."""
    import typst

    try:
        pdf, warnings = typst.compile_with_warnings(
            str(TEMPLATE),
            format="pdf",
            pdf_standards=["a-3a", "ua-1"],
            timestamp=from_text(document.date),
            **_way(_as_data(document, words)),
        )
    except typst.TypstError as error:
        refused = _NOT_SHOWN.search(str(error))
        if refused is None:
            raise LayoutError(str(error)) from error
        return _not_ascii(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), refused[1]))
    if warnings:
        raise LayoutError("; ".join(str(each) for each in warnings))
    return bytes(pdf)


@cache
def _faces() -> "Fonts":
    from typst import Fonts

    return Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(fonts.FOLDER)],
    )


def _not_ascii(text: str) -> set[str]:
    found = {each for each in text if not each.isascii()}
    if not found:
        raise LayoutError(f"text refused: {text!r}")
    return found


def _as_data(document: Document, words: Words) -> dict[str, Any]:
    """Return what the template reads, as values of JSON."""
    return {
        "lang": document.lang,
        "region": _REGIONS[document.lang],
        "title": document.title,
        "subject": document.subject,
        "full_title": " ".join(f"{document.title} {document.subject}".split()),
        "head": asdict(document.head),
        "footer": document.footer,
        "landscape": document.landscape,
        "dense": document.dense,
        "blocks": [_block(each, words, dense=document.dense) for each in document.blocks],
        "data": document.data.decode("utf-8"),
        "data_name": DATA_NAME,
        "words": {name: words.say(f"report.page.{name}") for name in _SAID}
        | {"pages": words.say("report.page.pages", pages="{pages}")}
        | {"urgency": {each: words.say(f"report.page.urgency.{each}") for each in Urgency if each}},
    }


def _block(block: Block, words: Words, *, dense: bool) -> dict[str, Any]:
    if isinstance(block, Addressees):
        label, lines = addressee_lines(block, words)
        return {"block": "Addressees", "label": label, "lines": lines}
    if isinstance(block, TableBlock):
        return {"block": "TableBlock", "small": is_small(block, dense=dense), **asdict(block)}
    return {"block": type(block).__name__, **asdict(block)}
