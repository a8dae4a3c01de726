"""Elements of WordprocessingML: the small vocabulary in which the Word writer speaks.

Lengths are twips (1/20 pt) unless a name says otherwise. Source: ECMA-376, part 1, chapter 17.
"""

from collections.abc import Iterable, Mapping
from typing import Any

FONT = "Times New Roman"
TWIPS_OF_MM = 1440 / 25.4

Element = Any
"""An lxml element; lxml carries no types."""


def mm(length: float) -> int:
    """Return millimetres as twips."""
    return round(length * TWIPS_OF_MM)


def el(tag: str, attributes: Mapping[str, object] | None = None, *children: Element) -> Element:
    """Return an element such as `w:p`; attributes are named with their prefix too."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    element: Element = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        element.set(qn(name), str(value))
    element.extend(children)
    return element


def value(tag: str, content: object) -> Element:
    """Return an element that holds one value: `<w:jc w:val="center"/>`."""
    return el(tag, {"w:val": content})


def run_properties(
    *, points: float = 0, bold: bool = False, italic: bool = False, lang: str = ""
) -> Element:
    """Return properties of a run; the font is named for every script, or Word mixes fonts."""
    names = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
    properties = el("w:rPr", {}, el("w:rFonts", dict.fromkeys(names, FONT)))
    if bold:
        properties.extend((el("w:b"), el("w:bCs")))
    if italic:
        properties.extend((el("w:i"), el("w:iCs")))
    if points:
        properties.extend((value("w:sz", round(2 * points)), value("w:szCs", round(2 * points))))
    if lang:
        properties.append(el("w:lang", {"w:val": lang, "w:eastAsia": lang}))
    return properties


def text_run(text: str, properties: Element | None = None) -> Element:
    """Return a run; ends of lines become breaks. The text is only ever text."""
    run = el("w:r")
    if properties is not None:
        run.append(properties)
    for index, line in enumerate(text.split("\n")):
        if index:
            run.append(el("w:br"))
        part = el("w:t", {"xml:space": "preserve"})
        part.text = line
        run.append(part)
    return run


def paragraph(style: str, *runs: Element, properties: Iterable[Element] = ()) -> Element:
    """Return a paragraph of a named style; properties come in the order of the schema."""
    return el("w:p", {}, el("w:pPr", {}, value("w:pStyle", style), *properties), *runs)


def field(instruction: str) -> tuple[Element, ...]:
    """Return the runs of a field that Word computes: `PAGE`, `NUMPAGES`."""
    code = el("w:instrText", {"xml:space": "preserve"})
    code.text = f" {instruction} "
    parts = (
        el("w:fldChar", {"w:fldCharType": "begin"}),
        code,
        el("w:fldChar", {"w:fldCharType": "separate"}),
        *text_run("1"),
        el("w:fldChar", {"w:fldCharType": "end"}),
    )
    return tuple(el("w:r", {}, part) for part in parts)


def spacing(*, before: int = 0, after: int = 0, line: int = 240, exact: bool = False) -> Element:
    """Return the space around a paragraph; `line` is 240 for single, or twips when exact."""
    return el(
        "w:spacing",
        {
            "w:before": before,
            "w:after": after,
            "w:line": line,
            "w:lineRule": "exact" if exact else "auto",
        },
    )


def border(side: str, style: str = "single", eighths: int = 4) -> Element:
    """Return one line of a border; `eighths` of a point wide."""
    return el(f"w:{side}", {"w:val": style, "w:sz": eighths, "w:space": 0, "w:color": "000000"})


def cell(width: int, *paragraphs: Element, properties: Iterable[Element] = ()) -> Element:
    """Return a table cell."""
    own = el("w:tcPr", {}, el("w:tcW", {"w:w": width, "w:type": "dxa"}), *properties)
    return el("w:tc", {}, own, *paragraphs)


def row(*cells: Element, properties: Iterable[Element] = ()) -> Element:
    """Return a table row that is never split over two pages."""
    return el("w:tr", {}, el("w:trPr", {}, el("w:cantSplit"), *properties), *cells)


def table(
    widths: Iterable[int],
    rows: Iterable[Element],
    *,
    style: str,
    caption: str = "",
    text: str = "",
    side: str = "center",
) -> Element:
    """Return a table of fixed widths; caption and text are for screen readers.

    Widths stand in the grid too: LibreOffice looks only there.
    """
    widths = tuple(widths)
    properties = el(
        "w:tblPr",
        {},
        value("w:tblStyle", style),
        el("w:tblW", {"w:w": sum(widths), "w:type": "dxa"}),
        value("w:jc", side),
        el("w:tblLayout", {"w:type": "fixed"}),
        el("w:tblLook", {"w:val": "0020", "w:firstRow": 1}),
    )
    if caption:
        properties.append(value("w:tblCaption", caption))
    if text:
        properties.append(value("w:tblDescription", text))
    grid = el("w:tblGrid", {}, *(el("w:gridCol", {"w:w": width}) for width in widths))
    return el("w:tbl", {}, properties, grid, *rows)


def parted(total: int, shares: Iterable[float]) -> tuple[int, ...]:
    """Part a width by shares, to the twip: the last part takes what rounding left."""
    shares = tuple(shares)
    parts = [int(total * share / sum(shares)) for share in shares]
    parts[-1] += total - sum(parts)
    return tuple(parts)
