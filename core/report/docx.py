"""Word: a document with named styles and real tables, to be edited before it is signed."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC
from typing import Any, cast

from core.model.document import (
    Align,
    Block,
    Document,
    Heading,
    Paragraph,
    Picture,
    SignatureBlock,
    TableBlock,
)
from core.model.moments import from_text
from core.model.result import Result
from core.report import fonts
from core.report.docx_styles import CELL_MARGIN, write_styles
from core.report.ooxml import (
    Element,
    border,
    cell,
    el,
    field,
    mm,
    paragraph,
    parted,
    row,
    run_properties,
    spacing,
    table,
    text_run,
    value,
)
from core.report.texts import cleaned
from core.words import Words

PAGE_WIDTH, PAGE_HEIGHT = mm(210), mm(297)
TOP, BOTTOM, LEFT, RIGHT = mm(20), mm(20), mm(30), mm(15)
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT

_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
_UNWANTED = ("thumbnail", "stylesWithEffects", "customXml")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STYLES = {"body": "BodyText", "note": "Note", "basis": "Grounds"}
_SIDES = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_BLACK = {"w:val": "clear", "w:color": "auto", "w:fill": "000000"}
_HATCHED = {"w:val": "diagStripe", "w:color": "000000", "w:fill": "FFFFFF"}
_FILLS: Mapping[Result, Mapping[str, str]] = {
    Result.PASS: _BLACK,
    Result.WARN: _HATCHED,
    Result.FAIL: _BLACK,
}
_OUTLINES = {
    Result.WARN: "single",
    Result.UNKNOWN: "single",
    Result.NOT_APPLICABLE: "dotted",
    Result.WAIVED: "dashed",
}
_BAR, _RIM, _BAR_GAP = 200, 60, 30
_LEAST_SHARE = 0.02
_PAGES = "{pages}"
_LONGEST_PROPERTY = 255


def write(document: Document) -> bytes:
    """Return the document as a Word file; the same document gives the same bytes."""
    return _Writer(cleaned(document)).write()


class _Writer:
    """One document on its way into a Word file."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._words = Words(document.lang)

    def write(self) -> bytes:
        import docx

        file = docx.Document()
        lang = _LANGUAGES[self._document.lang]
        write_styles(file.styles.element, lang)
        self._describe(file, lang)
        _drop_unwanted(file)
        self._set_page(file.sections[0])
        body = cast(Element, file.element.body)
        end = body[-1]
        for element in self._elements():
            end.addprevious(element)
        held = io.BytesIO()
        file.save(held)
        return _repacked(held.getvalue())

    def _describe(self, file: Any, lang: str) -> None:
        """Write the properties of the file: its title and date, and no person."""
        document, properties = self._document, file.core_properties
        properties.title = f"{document.title} {document.subject}".strip()[:_LONGEST_PROPERTY]
        properties.language = lang
        properties.created = properties.modified = from_text(document.date).astimezone(UTC)
        properties.revision = 1
        for name in ("author", "comments", "keywords", "last_modified_by", "subject", "category"):
            setattr(properties, name, "")
        for each in file.settings.element:
            if each.tag.endswith("}themeFontLang"):
                file.settings.element.replace(each, value("w:themeFontLang", lang))

    def _set_page(self, section: Any) -> None:
        from docx.shared import Twips

        section.page_width, section.page_height = Twips(PAGE_WIDTH), Twips(PAGE_HEIGHT)
        section.top_margin, section.bottom_margin = Twips(TOP), Twips(BOTTOM)
        section.left_margin, section.right_margin = Twips(LEFT), Twips(RIGHT)
        section.header_distance = section.footer_distance = Twips(mm(8))
        section.different_first_page_header_footer = True
        _fill(section.header, paragraph("Header", *field("PAGE")))
        _fill(section.first_page_header, paragraph("Header"))
        for footer in (section.footer, section.first_page_footer):
            _fill(footer, self._footer())

    def _footer(self) -> Element:
        before, _, after = self._words.say("report.page.pages", pages=_PAGES).partition(_PAGES)
        line = el("w:pBdr", {}, border("top"))
        return paragraph(
            "Footer",
            text_run(f"{self._document.footer} – {before}"),
            *field("NUMPAGES"),
            text_run(after),
            properties=(line,),
        )

    def _elements(self) -> Iterator[Element]:
        yield self._head()
        document = self._document
        yield paragraph("Title", text_run(document.title))
        if document.subject:
            yield paragraph("Subtitle", text_run(document.subject))
            yield _rule(_width(document.subject, 14) * 0.4, TEXT_WIDTH)
        for index, each in enumerate(document.blocks):
            following = document.blocks[index + 1 : index + 2]
            elements = list(_DRAWN[type(each)](each))
            if following and _keeps_with_next(each, following[0]):
                _keep_with_next(elements[-1])
            yield from elements

    def _head(self) -> Element:
        head, say = self._document.head, self._words.say
        left, right = parted(TEXT_WIDTH, (41, 59))
        motto = say("report.page.motto")
        parent = (paragraph("Parent", text_run(head.parent)),) if head.parent else ()
        names = row(
            cell(
                left,
                *parent,
                paragraph("Office", text_run(head.office)),
                _rule(_width(head.office, 13) * 0.4, left - 2 * CELL_MARGIN),
            ),
            cell(
                right,
                paragraph("State", text_run(say("report.page.state"))),
                paragraph("Motto", text_run(motto)),
                _rule(_width(motto, 13), right - 2 * CELL_MARGIN),
            ),
        )
        numbers = row(
            cell(left, paragraph("Number", text_run(head.number))),
            cell(right, paragraph("PlaceAndDate", text_run(head.place_and_date))),
        )
        return table((left, right), (names, numbers), style="TableNormal")


def _heading(block: Heading) -> Iterator[Element]:
    yield paragraph("Heading1" if block.level == 1 else "Heading2", text_run(block.text))


def _paragraph(block: Paragraph) -> Iterator[Element]:
    yield paragraph(_STYLES[block.style], text_run(block.text))


def _table(block: TableBlock) -> Iterator[Element]:
    widths = parted(TEXT_WIDTH, (each.share for each in block.columns))
    sides = [value("w:jc", _SIDES[each.align]) for each in block.columns]
    middle = value("w:vAlign", "center")
    head = row(
        *(
            cell(width, paragraph("TableHead", text_run(column.title)), properties=(_copy(middle),))
            for width, column in zip(widths, block.columns, strict=True)
        ),
        properties=(el("w:tblHeader"),),
    )
    rows = (
        row(
            *(
                cell(width, paragraph("TableText", text_run(text), properties=(_copy(side),)))
                for width, side, text in zip(widths, sides, texts, strict=True)
            )
        )
        for texts in block.rows
    )
    yield paragraph("Caption", text_run(block.caption))
    yield table(widths, (head, *rows), style="TableGrid", caption=block.caption)
    yield _after_table()


def _picture(block: Picture) -> Iterator[Element]:
    """Draw the bar as a table of three low rows: a failed check fills all, others the middle."""
    shares = [each for each in block.shares if each.count]
    total = sum(each.count for each in shares)
    parts = []
    for each in shares:
        parts += [max(each.count / total, _LEAST_SHARE), 0]
    width = TEXT_WIDTH - _BAR_GAP * (len(shares) - 1)
    if shares:
        results = [result for each in shares for result in (each.result, None)][:-1]
        widths = [part or _BAR_GAP for part in _with_gaps(width, parts[:-1])]
        rows = (
            _bar_row(height, widths, results, rim=height == _RIM) for height in (_RIM, _BAR, _RIM)
        )
        yield table(widths, rows, style="TableNormal", text=block.text)
    legend: list[Element] = []
    for index, each in enumerate(shares):
        legend += [text_run("   ")] if index else []
        legend += [_swatch(each.result), text_run(f" {each.word}: {each.count}")]
    yield paragraph(
        "TableText", *legend, properties=(spacing(before=60, after=120), value("w:jc", "center"))
    )


def _with_gaps(width: int, parts: list[float]) -> list[int]:
    real = iter(parted(width, (each for each in parts if each)))
    return [next(real) if each else 0 for each in parts]


def _bar_row(height: int, widths: list[int], results: list[Result | None], *, rim: bool) -> Element:
    cells = []
    for width, result in zip(widths, results, strict=True):
        drawn = result is not None and (result is Result.FAIL or not rim)
        properties = _filled(result) if drawn and result is not None else ()
        empty = paragraph("Rule", properties=(spacing(line=20, exact=True),))
        cells.append(cell(width, empty, properties=properties))
    exact = el("w:trHeight", {"w:val": height, "w:hRule": "exact"})
    return row(*cells, properties=(exact,))


def _filled(result: Result) -> tuple[Element, ...]:
    drawn = []
    if result in _OUTLINES:
        sides = ("top", "left", "bottom", "right")
        lines = (border(side, _OUTLINES[result]) for side in sides)
        drawn.append(el("w:tcBorders", {}, *lines))
    if result in _FILLS:
        drawn.append(el("w:shd", _FILLS[result]))
    return tuple(drawn)


def _swatch(result: Result) -> Element:
    properties = run_properties(points=16 if result is Result.FAIL else 10)
    if result in _OUTLINES:
        properties.append(border("bdr", _OUTLINES[result]))
    if result in _FILLS:
        properties.append(el("w:shd", _FILLS[result]))
    return text_run("\u00a0" * 3, properties)


def _signatures(block: SignatureBlock) -> Iterator[Element]:
    widths = parted(TEXT_WIDTH, (1 for _ in block.signers))
    cells = []
    for width, each in zip(widths, block.signers, strict=True):
        lines = [paragraph("SignerRole", text_run(each.role))]
        if each.note:
            lines.append(paragraph("SignerNote", text_run(each.note)))
        lines.append(paragraph("SignerName", text_run(each.name)))
        cells.append(cell(width, *lines))
    yield _after_table()
    yield table(widths, (row(*cells),), style="TableNormal")


_DRAWN: Mapping[type[Block], Callable[[Any], Iterator[Element]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    TableBlock: _table,
    Picture: _picture,
    SignatureBlock: _signatures,
}


def _keeps_with_next(this: Block, following: Block) -> bool:
    leads_in = isinstance(this, Paragraph) and this.text.endswith(":")
    return leads_in or isinstance(following, SignatureBlock)


def _keep_with_next(element: Element) -> None:
    for properties in element.iter("{*}pPr"):
        properties.insert(1, el("w:keepNext"))


def _width(text: str, points: float) -> float:
    """Return the width of the longest line of a bold text, in twips."""
    return max(fonts.width_of(line, "Bold") for line in text.split("\n")) * points * 20


def _rule(width: float, room: int) -> Element:
    """Return a line of a given width in the middle of a room: a border above an empty paragraph."""
    aside = max(0, round((room - width) / 2))
    return paragraph(
        "Rule",
        properties=(
            el("w:pBdr", {}, border("top", eighths=6)),
            spacing(before=60, after=140, line=20, exact=True),
            el("w:ind", {"w:left": aside, "w:right": aside}),
        ),
    )


def _after_table() -> Element:
    """Return the small paragraph that keeps two tables apart."""
    return paragraph("Rule", properties=(el("w:keepNext"), spacing(line=120, exact=True)))


def _copy(element: Element) -> Element:
    from copy import deepcopy

    return deepcopy(element)


def _fill(part: Any, content: Element) -> None:
    part.is_linked_to_previous = False
    for each in list(part._element):
        part._element.remove(each)
    part._element.append(content)


def _drop_unwanted(file: Any) -> None:
    """Drop what the library's template brings along: a raster thumbnail and doubled styles."""
    for owner in (file.part.package, file.part):
        for its_id, relation in list(owner.rels.items()):
            if relation.reltype.endswith(_UNWANTED):
                del owner.rels[its_id]


def _repacked(file: bytes) -> bytes:
    """Pack the file again without times and in a fixed order."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(held, "w") as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return held.getvalue()
