"""Excel: a document as a sheet of text and one sheet for each table; nothing in it is computed."""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from core.model.document import (
    Addressees,
    Align,
    Annex,
    Block,
    Chart,
    Closing,
    Column,
    Document,
    Heading,
    Holds,
    Paragraph,
    Picture,
    SignatureBlock,
    TableBlock,
    Urgency,
)
from core.model.moments import VIETNAM, from_text
from core.report.lines import addressee_lines
from core.report.spelling import words_of
from core.report.texts import cleaned, value_of
from core.words import Words

LONGEST_CELL = 32_767
"""Characters that a cell of Excel holds."""

CUT = " […]"
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_SIDES = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_FORMS = {Holds.COUNT: "#,##0", Holds.DAY: "dd/mm/yyyy", Holds.MOMENT: "hh:mm dd/mm/yyyy"}
_FIRST_DAY = datetime(1900, 3, 1, tzinfo=VIETNAM)
"""Before it Excel counts days wrongly; such a day stays text."""
_WIDEST, _NARROWEST, _TEXT_WIDTH = 60, 8, 110
_LINE_HEIGHT, _HIGHEST = 16, 409
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(document: Document) -> bytes:
    """Return the document as an Excel file; the same document gives the same bytes.

    Text is always text: what begins with `=`, `+`, `-` or `@` is never a formula. Text longer than
    a cell holds is cut, and ends with CUT.
    """
    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, _OPTIONS) as book:
        _Writer(book, cleaned(document)).write()
    return held.getvalue()


class _Writer:
    """One document on its way into a workbook."""

    def __init__(self, book: Any, document: Document) -> None:
        self._book = book
        self._document = document
        self._words = words_of(document)
        self._names: set[str] = set()
        self._formats: dict[tuple[Align, Holds], Any] = {}
        shared = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
        self._shared = {**shared, "text_wrap": True}
        self._plain = book.add_format(self._shared)
        self._bold = book.add_format({**self._shared, "bold": True})
        boxed = {"bold": True, "border": 1, "align": "center", "valign": "vcenter"}
        self._title = book.add_format({**self._shared, **boxed})

    def write(self) -> None:
        document = self._document
        moment = from_text(document.date).astimezone(UTC).replace(tzinfo=None)
        title = " ".join(f"{document.title} {document.subject}".split())
        self._book.set_properties({"title": title[:255], "created": moment})
        page = self._sheet(self._words.say("report.sheet.text"))
        page.set_column(0, 0, _TEXT_WIDTH)
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        for number, (text, bold) in enumerate(self._lines()):
            _set_height(page, number, ((text, _TEXT_WIDTH),))
            page.write_string(number, 0, _cut(text), self._bold if bold else self._plain)
        for each in document.blocks:
            if isinstance(each, TableBlock):
                self._table(each)
            elif isinstance(each, Picture | Chart):
                self._table(self._counted(each))

    def _sheet(self, wanted: str) -> Any:
        """Add a sheet under a name that Excel takes and no other sheet has."""
        bare = _NOT_IN_NAMES.sub(" ", " ".join(wanted.split())).strip("' ") or "1"
        name, number = bare[:_LONGEST_NAME].strip("' "), 1
        while name.casefold() in self._names or name.casefold() == "history":
            number += 1
            name = f"{bare[: _LONGEST_NAME - 5].strip()} ({number})"
        self._names.add(name.casefold())
        return self._book.add_worksheet(name)

    def _lines(self) -> Iterator[tuple[str, bool]]:
        document, head, say = self._document, self._document.head, self._words.say
        for text in (head.parent, head.office):
            yield from ((text, True) for _ in (1,) if text)
        yield say("report.page.state"), True
        yield say("report.page.motto"), True
        yield head.number, False
        if head.urgency is not Urgency.NONE:
            yield say(f"report.page.urgency.{head.urgency}"), True
        if head.internal_only:
            yield say("report.page.internal_only"), True
        yield head.place_and_date, False
        yield document.title, True
        if document.subject:
            yield document.subject, True
        for each in document.blocks:
            yield from self._said(each)
        yield document.footer, False

    def _said(self, block: Block) -> Iterator[tuple[str, bool]]:
        if isinstance(block, Heading):
            yield block.text, True
        elif isinstance(block, Paragraph | Picture):
            yield block.text, False
        elif isinstance(block, TableBlock | Chart):
            yield self._words.say("report.sheet.see", title=block.caption), False
        elif isinstance(block, Annex):
            yield block.label, True
            yield block.title, True
        elif isinstance(block, Addressees):
            label, lines = addressee_lines(block, self._words)
            yield from ((each, False) for each in (label, *lines))
        else:
            yield from _signed(block, self._words)

    def _counted(self, block: Picture | Chart) -> TableBlock:
        """Return a picture as a table of its numbers."""
        say = self._words.say
        titles = [say(f"report.sheet.{name}") for name in ("bar", "result", "count")]
        bars = block.bars if isinstance(block, Chart) else ()
        rows = [(bar.label, s.word, str(s.count)) for bar in bars for s in bar.shares]
        if isinstance(block, Picture):
            rows = [("", each.word, str(each.count)) for each in block.shares]
        caption = block.caption if isinstance(block, Chart) else say("report.sheet.picture")
        return TableBlock(
            caption=caption,
            columns=(
                Column(title=titles[0], share=30),
                Column(title=titles[1], share=30),
                Column(title=titles[2], share=20, align=Align.RIGHT, holds=Holds.COUNT),
            ),
            rows=tuple(rows),
        )

    def _table(self, block: TableBlock) -> None:
        sheet = self._sheet(block.caption)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        total = sum(each.share for each in block.columns)
        widths = [
            min(_WIDEST, max(_NARROWEST, round(130 * each.share / total))) for each in block.columns
        ]
        _set_height(sheet, 0, zip((each.title for each in block.columns), widths, strict=True))
        for at, column in enumerate(block.columns):
            sheet.set_column(at, at, widths[at])
            sheet.write_string(0, at, _cut(column.title), self._title)
        formats = [self._format(each) for each in block.columns]
        for number, row in enumerate(block.rows, 1):
            _set_height(sheet, number, zip(row, widths, strict=True))
            for at, cell in enumerate(row):
                _write_cell(sheet, number, at, cell, block.columns[at], formats[at])
        if block.columns:
            sheet.autofilter(0, 0, len(block.rows), len(block.columns) - 1)

    def _format(self, column: Column) -> Any:
        key = (column.align, column.holds)
        if key not in self._formats:
            form = {**self._shared, "border": 1, "align": _SIDES[column.align]}
            if column.holds in _FORMS:
                form["num_format"] = _FORMS[column.holds]
            self._formats[key] = self._book.add_format(form)
        return self._formats[key]


def _signed(block: SignatureBlock | Closing, words: Words) -> Iterator[tuple[str, bool]]:
    if isinstance(block, Closing) and block.recipients:
        yield words.say("report.page.recipients"), True
        yield from ((each, False) for each in block.recipients)
    signers = block.signers if isinstance(block, SignatureBlock) else (block.signer,)
    for each in signers:
        yield each.role, True
        yield from ((text, False) for text in (each.note, each.name) if text)


def _write_cell(sheet: Any, row: int, at: int, cell: str, column: Column, form: Any) -> None:
    if not cell:
        sheet.write_blank(row, at, None, form)
        return
    held = value_of(cell, column) if column.holds is not Holds.TEXT else cell
    if isinstance(held, int):
        sheet.write_number(row, at, held, form)
    elif isinstance(held, datetime) and held >= _FIRST_DAY:
        sheet.write_datetime(row, at, held.astimezone(VIETNAM).replace(tzinfo=None), form)
    else:
        sheet.write_string(row, at, _cut(cell), form)


def _set_height(sheet: Any, row: int, cells: Iterable[tuple[str, int]]) -> None:
    """Make a row as high as its longest cell needs: not every program does so by itself."""
    lines = 1
    for text, width in cells:
        if len(text) >= width or "\n" in text:
            here = sum(1 + len(line) // max(1, width - 1) for line in text.split("\n"))
            lines = max(lines, here)
    if lines > 1:
        sheet.set_row(row, min(_HIGHEST, lines * _LINE_HEIGHT))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT
