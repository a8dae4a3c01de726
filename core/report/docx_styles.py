"""The named styles of the Word form: annex I of Nghị định 30/2020/NĐ-CP as data."""

from dataclasses import dataclass

from core.report.ooxml import Element, border, el, mm, run_properties, spacing, value

GAP = 120
"""6 pt between paragraphs, the least that the annex allows."""


CELL_MARGIN = mm(1.2)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """One paragraph style: its name in Word, and how its text stands."""

    id: str
    name: str
    points: float
    bold: bool = False
    italic: bool = False
    align: str = "both"
    indent: int = 0
    before: int = 0
    after: int = 0
    line: int = 240
    keep: bool = False
    level: int | None = None


_INDENT = mm(10)

_STYLES = (
    _Style(id="Normal", name="Normal", points=13),
    _Style(id="BodyText", name="Body Text", points=13, indent=_INDENT, after=GAP, line=264),
    _Style(
        id="Grounds", name="Grounds", points=13, italic=True, indent=_INDENT, after=GAP, line=264
    ),
    _Style(id="Note", name="Note", points=11, indent=_INDENT, after=GAP, line=264),
    _Style(
        id="Title", name="Title", points=14, bold=True, align="center", before=2 * GAP, keep=True
    ),
    _Style(id="Subtitle", name="Subtitle", points=14, bold=True, align="center", keep=True),
    _Style(
        id="Heading1", name="heading 1", points=13, bold=True,
        before=2 * GAP, after=GAP, keep=True, level=0,
    ),
    _Style(
        id="Heading2", name="heading 2", points=13, bold=True, indent=_INDENT,
        before=GAP, after=GAP, keep=True, level=1,
    ),
    _Style(
        id="Caption", name="caption", points=12, italic=True, align="center",
        before=GAP, after=GAP // 2, keep=True,
    ),
    _Style(id="TableText", name="Table Text", points=12, align="left"),
    _Style(id="TableHead", name="Table Head", points=12, bold=True, align="center", keep=True),
    _Style(id="TableSmall", name="Table Small", points=10, align="left"),
    _Style(
        id="TableSmallHead", name="Table Small Head", points=10, bold=True, align="center",
        keep=True,
    ),
    _Style(id="Parent", name="Head Parent", points=13, align="center"),
    _Style(id="Office", name="Head Office", points=13, bold=True, align="center"),
    _Style(id="State", name="Head State", points=12.5, bold=True, align="center"),
    _Style(id="Motto", name="Head Motto", points=13, bold=True, align="center"),
    _Style(id="Number", name="Head Number", points=13, align="center"),
    _Style(id="PlaceAndDate", name="Head Place And Date", points=13, italic=True, align="center"),
    _Style(id="Rule", name="Rule", points=1, align="center"),
    _Style(id="Header", name="header", points=13, align="center"),
    _Style(id="Footer", name="footer", points=8.5, align="left"),
    _Style(id="Addressee", name="Addressee", points=13, align="left", after=GAP),
    _Style(id="AnnexLabel", name="Annex Label", points=14, bold=True, align="center", keep=True),
    _Style(
        id="AnnexTitle", name="Annex Title", points=13, bold=True, align="center",
        after=2 * GAP, keep=True, level=0,
    ),
    _Style(
        id="RecipientsHead", name="Recipients Head", points=12, bold=True, italic=True,
        align="left",
    ),
    _Style(id="Recipients", name="Recipients", points=11, align="left"),
    _Style(id="SignerRole", name="Signer Role", points=13, bold=True, align="center", keep=True),
    _Style(id="SignerNote", name="Signer Note", points=13, italic=True, align="center", keep=True),
    _Style(
        id="SignerName", name="Signer Name", points=13, bold=True, align="center", before=mm(24)
    ),
)  # fmt: skip


def write_styles(styles: Element, lang: str) -> None:
    """Replace every style of a `w:styles` element by ours."""
    for old in list(styles):
        styles.remove(old)
    defaults = el("w:rPrDefault", {}, run_properties(points=13, lang=lang))
    paragraphs = el("w:pPrDefault", {}, el("w:pPr", {}, spacing()))
    styles.append(el("w:docDefaults", {}, defaults, paragraphs))
    styles.extend(_element(each) for each in _STYLES)
    styles.append(_default("character", "DefaultParagraphFont", "Default Paragraph Font"))
    styles.extend(_table_styles())


def add_missing_styles(styles: Element) -> None:
    """Add ours to a foreign file under their names; a style that it has already stays as it is."""
    from docx.oxml.ns import qn

    there = {each.get(qn("w:styleId")) for each in styles}
    for each in _STYLES:
        if each.id not in there:
            styles.append(_element(each))
    styles.extend(each for each in _table_styles() if each.get(qn("w:styleId")) not in there)


def _element(style: _Style) -> Element:
    properties = el("w:pPr")
    if style.keep:
        properties.extend((el("w:keepNext"), el("w:keepLines")))
    properties.append(spacing(before=style.before, after=style.after, line=style.line))
    if style.indent:
        properties.append(el("w:ind", {"w:firstLine": style.indent}))
    properties.append(value("w:jc", style.align))
    if style.level is not None:
        properties.append(value("w:outlineLvl", style.level))
    element = el("w:style", {"w:type": "paragraph", "w:styleId": style.id})
    if style.id == "Normal":
        element = _default("paragraph", style.id, style.name)
    else:
        element.extend((value("w:name", style.name), value("w:basedOn", "Normal"), el("w:qFormat")))
    letters = run_properties(points=style.points, bold=style.bold, italic=style.italic)
    element.extend((properties, letters))
    return element


def _default(kind: str, its_id: str, name: str) -> Element:
    attributes = {"w:type": kind, "w:default": 1, "w:styleId": its_id}
    return el("w:style", attributes, value("w:name", name))


def _table_styles() -> tuple[Element, ...]:
    plain = _default("table", "TableNormal", "Normal Table")
    plain.append(el("w:tblPr", {}, _cell_margins(0, CELL_MARGIN)))
    return plain, _grid("TableGrid", "Table Grid", 50), _grid("TableClose", "Table Close", 15)


def _grid(its_id: str, name: str, upright: int) -> Element:
    """Return a style of tables with lines, with some twips above and below the text of a cell."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = el("w:tblBorders", {}, *(border(side) for side in sides))
    return el(
        "w:style",
        {"w:type": "table", "w:styleId": its_id},
        value("w:name", name),
        value("w:basedOn", "TableNormal"),
        el("w:tblPr", {}, lines, _cell_margins(upright, CELL_MARGIN)),
    )


def _cell_margins(upright: int, across: int) -> Element:
    sides = {"top": upright, "left": across, "bottom": upright, "right": across}
    return el(
        "w:tblCellMar",
        {},
        *(el(f"w:{side}", {"w:w": width, "w:type": "dxa"}) for side, width in sides.items()),
    )
