"""Word: a document with named styles and real tables, to be edited before it is signed."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC
from typing import Any, cast

from core.model.document import (
    Annex,
    Block,
    Closing,
    Document,
    Paragraph,
    SignatureBlock,
    Urgency,
)
from core.model.moments import from_text
from core.report.docx_blocks import Blocks, copied, rule, width_of
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
    table,
    text_run,
    value,
)
from core.report.spelling import words_of
from core.report.texts import readable
from core.report.widths import with_room
from core.words import Words

PAGE_WIDTH, PAGE_HEIGHT = mm(210), mm(297)
TOP, BOTTOM, LEFT, RIGHT = mm(20), mm(20), mm(30), mm(15)
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT

_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
_UNWANTED = ("thumbnail", "stylesWithEffects", "customXml")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PAGES = "{pages}"
_LONGEST_PROPERTY = 255
_URGENCY_WIDTHS = {Urgency.URGENT: 20, Urgency.VERY_URGENT: 40, Urgency.FLASH: 30}
_RED, _BLACK = "C00000", "000000"


def write(document: Document) -> bytes:
    """Return the document as a Word file; the same document gives the same bytes."""
    words = words_of(document)
    return _Writer(with_room(readable(document, words)), words).write()


class _Writer:
    """One document on its way into a Word file."""

    def __init__(self, document: Document, words: Words) -> None:
        self._document = document
        self._words = words

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
        parts = _parts(self._document)
        for index, (landscape, blocks) in enumerate(parts):
            for element in self._elements(index, blocks, _text_width(landscape)):
                end.addprevious(element)
            if index + 1 < len(parts):
                section = _section(copied(end), landscape, annex=index > 0)
                end.addprevious(_holding(section))
        _section(end, parts[-1][0], annex=len(parts) > 1)
        held = io.BytesIO()
        file.save(held)
        return repacked(held.getvalue())

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

    def _elements(self, index: int, blocks: list[Block], width: int) -> Iterator[Element]:
        if index == 0:
            yield from self._opening(width)
        column = Blocks(width, self._words, dense=self._document.dense)
        for at, each in enumerate(blocks):
            following = blocks[at + 1 : at + 2]
            elements = list(column.draw(each))
            if following and _keeps_with_next(each, following[0]):
                _keep_with_next(elements[-1])
            yield from elements

    def _opening(self, width: int) -> Iterator[Element]:
        document = self._document
        yield self._head(width)
        yield paragraph("Title", text_run(document.title))
        if document.subject:
            yield paragraph("Subtitle", text_run(document.subject))
            yield rule(width_of(document.subject, 14) * 0.4, width)

    def _head(self, width: int) -> Element:
        head, say = self._document.head, self._words.say
        left, right = parted(width, (41, 59))
        motto = say("report.page.motto")
        parent = (paragraph("Parent", text_run(head.parent)),) if head.parent else ()
        names = row(
            cell(
                left,
                *parent,
                paragraph("Office", text_run(head.office)),
                rule(width_of(head.office, 13) * 0.4, left - 2 * CELL_MARGIN),
            ),
            cell(
                right,
                paragraph("State", text_run(say("report.page.state"))),
                paragraph("Motto", text_run(motto)),
                rule(width_of(motto, 13), right - 2 * CELL_MARGIN),
            ),
        )
        numbers = row(
            cell(left, paragraph("Number", text_run(head.number)), *self._stamps()),
            cell(right, paragraph("PlaceAndDate", text_run(head.place_and_date))),
        )
        return table((left, right), (names, numbers), style="TableNormal")

    def _stamps(self) -> Iterator[Element]:
        """Draw the boxes for how fast and how far the document goes, each 8 mm high."""
        head, say = self._document.head, self._words.say
        if head.urgency:
            width = mm(_URGENCY_WIDTHS[head.urgency])
            yield from _boxed(say(f"report.page.urgency.{head.urgency}"), width, _RED)
        if head.internal_only:
            yield from _boxed(say("report.page.internal_only"), mm(58), _BLACK)


def _parts(document: Document) -> list[tuple[bool, list[Block]]]:
    """Part the blocks at the annexes; each part says whether its pages lie on their side."""
    parts: list[tuple[bool, list[Block]]] = [(document.landscape, [])]
    for each in document.blocks:
        if isinstance(each, Annex):
            parts.append((each.landscape, []))
        parts[-1][1].append(each)
    return parts


def _text_width(landscape: bool) -> int:
    return (PAGE_HEIGHT if landscape else PAGE_WIDTH) - LEFT - RIGHT


def _section(section: Element, landscape: bool, *, annex: bool) -> Element:
    """Set how the pages of a section lie, and count those of an annex anew."""
    from docx.oxml.ns import qn

    size = section.find(qn("w:pgSz"))
    if landscape:
        sides = {"w:w": PAGE_HEIGHT, "w:h": PAGE_WIDTH, "w:orient": "landscape"}
        for name, its_value in sides.items():
            size.set(qn(name), str(its_value))
    if annex:
        section.find(qn("w:pgMar")).addnext(el("w:pgNumType", {"w:start": 1}))
    return section


def _holding(section: Element) -> Element:
    holder = paragraph("Rule")
    holder[0].append(section)
    return holder


def _boxed(text: str, width: int, colour: str) -> Iterator[Element]:
    letters = run_properties(points=13, bold=True)
    letters.insert(3, value("w:color", colour))
    sides = (border(side, eighths=8) for side in ("top", "left", "bottom", "right"))
    lines = el("w:tcBorders", {}, *sides)
    for each in lines:
        each.set(each.nsmap["w"].join(("{", "}color")), colour)
    inside = cell(
        width,
        paragraph("Number", text_run(text, letters)),
        properties=(lines, value("w:vAlign", "center")),
    )
    exact = el("w:trHeight", {"w:val": mm(8), "w:hRule": "exact"})
    yield table((width,), (row(inside, properties=(exact,)),), style="TableNormal")
    yield paragraph("Rule")


def _keeps_with_next(this: Block, following: Block) -> bool:
    leads_in = isinstance(this, Paragraph) and this.text.endswith(":")
    return leads_in or isinstance(following, SignatureBlock | Closing)


def _keep_with_next(element: Element) -> None:
    for properties in element.iter("{*}pPr"):
        properties.insert(1, el("w:keepNext"))


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


def repacked(file: bytes) -> bytes:
    """Pack the file again without times and in a fixed order."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(held, "w") as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return held.getvalue()
