"""Blocks of a document as Word elements: paragraphs of named styles, real tables, drawn bars."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from core.model.document import (
    Addressees,
    Align,
    Annex,
    Block,
    Chart,
    Closing,
    Heading,
    Paragraph,
    Picture,
    Share,
    SignatureBlock,
    Signer,
    TableBlock,
)
from core.model.result import Result
from core.report import fonts
from core.report.lines import addressee_lines
from core.report.ooxml import (
    Element,
    border,
    cell,
    el,
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
from core.report.widths import is_small
from core.words import Words

_STYLES = {"body": "BodyText", "note": "Note", "basis": "Grounds"}
_SIDES = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_BLACK = {"w:val": "clear", "w:color": "auto", "w:fill": "000000"}
_HATCHED = {"w:val": "diagStripe", "w:color": "000000", "w:fill": "FFFFFF"}
_FILLS: Mapping[Result | None, Mapping[str, str]] = {
    None: _BLACK,
    Result.PASS: _BLACK,
    Result.WARN: _HATCHED,
    Result.FAIL: _BLACK,
}
_OUTLINES: Mapping[Result | None, str] = {
    Result.WARN: "single",
    Result.UNKNOWN: "single",
    Result.NOT_APPLICABLE: "dotted",
    Result.WAIVED: "dashed",
}
_BAR, _RIM, _BAR_GAP = 200, 60, 30
_LEAST_SHARE = 0.02
_ADDRESSEES_AT = mm(25)
_DENSE_ROOM_TO_SIGN = mm(14)


class Blocks:
    """Draws blocks into a column of a width (twips)."""

    def __init__(self, width: int, words: Words, *, dense: bool = False) -> None:
        """Take the width of the text, the words for what is left to the writer, and how close."""
        self._width = width
        self._dense = dense
        self._words = words
        self._drawn: Mapping[type[Any], Callable[[Any], Iterator[Element]]] = {
            Heading: _heading,
            Paragraph: _paragraph,
            TableBlock: self._table,
            Picture: self._picture,
            Chart: self._chart,
            Addressees: self._addressees,
            Annex: _annex,
            SignatureBlock: self._signatures,
            Closing: self._closing,
        }

    def draw(self, block: Block) -> Iterator[Element]:
        """Draw one block."""
        return self._drawn[type(block)](block)

    def _table(self, block: TableBlock) -> Iterator[Element]:
        widths = parted(self._width, (each.share for each in block.columns))
        sides = [value("w:jc", _SIDES[each.align]) for each in block.columns]
        middle = value("w:vAlign", "center")
        small = is_small(block, dense=self._dense)
        text_style = "TableSmall" if small else "TableText"
        head_style = "TableSmallHead" if small else "TableHead"
        head = row(
            *(
                cell(
                    width,
                    paragraph(head_style, text_run(column.title)),
                    properties=(copied(middle),),
                )
                for width, column in zip(widths, block.columns, strict=True)
            ),
            properties=(el("w:tblHeader"),),
        )
        rows = (
            row(
                *(
                    cell(width, paragraph(text_style, text_run(text), properties=(copied(side),)))
                    for width, side, text in zip(widths, sides, texts, strict=True)
                )
            )
            for texts in block.rows
        )
        yield paragraph("Caption", text_run(block.caption))
        style = "TableClose" if self._dense else "TableGrid"
        yield table(widths, (head, *rows), style=style, caption=block.caption)
        yield after_table()

    def _picture(self, block: Picture) -> Iterator[Element]:
        shares = [each for each in block.shares if each.count]
        if shares:
            yield _bar(shares, self._width, block.text)
        yield _legend(shares, counted=True)

    def _chart(self, block: Chart) -> Iterator[Element]:
        widths = parted(self._width, (32, 40, 28))
        longest = max((_total(each.shares) for each in block.bars), default=0)
        rows = []
        seen: dict[Result | None, Share] = {}
        for each in block.bars:
            shares = [share for share in each.shares if share.count]
            seen.update({share.result: share for share in shares if share.result is not None})
            inner = round((widths[1] - mm(3)) * _total(shares) / longest) if shares else 0
            drawn = (_bar(shares, max(inner, mm(1)), "", side="left"),) if shares else ()
            rows.append(
                row(
                    cell(widths[0], _left(each.label)),
                    cell(widths[1], *drawn, paragraph("Rule", properties=(spacing(after=140),))),
                    cell(widths[2], _left(said_shares(shares))),
                )
            )
        yield paragraph("Caption", text_run(block.caption))
        yield table(widths, rows, style="TableNormal", text=block.text)
        yield _legend(list(seen.values()), counted=False)

    def _addressees(self, block: Addressees) -> Iterator[Element]:
        label, lines = addressee_lines(block, self._words)
        if not lines:
            yield paragraph("Addressee", text_run(label), properties=(value("w:jc", "center"),))
            return
        yield paragraph("Addressee", text_run(label), properties=(_indent(_ADDRESSEES_AT),))
        under_colon = _ADDRESSEES_AT + _line_width(label.rstrip(":"), 13)
        dash = _line_width("- ", 13)
        for each in lines:
            yield paragraph(
                "Addressee", text_run(each), properties=(_indent(under_colon + dash, dash),)
            )

    def _signatures(self, block: SignatureBlock) -> Iterator[Element]:
        widths = parted(self._width, (1 for _ in block.signers))
        cells = (
            cell(width, *_signer(each, dense=self._dense))
            for width, each in zip(widths, block.signers, strict=True)
        )
        yield after_table()
        yield table(widths, (row(*cells),), style="TableNormal")

    def _closing(self, block: Closing) -> Iterator[Element]:
        widths = parted(self._width, (45, 55))
        left = []
        if block.recipients:
            label = self._words.say("report.page.recipients")
            left = [paragraph("RecipientsHead", text_run(label))]
            left += [paragraph("Recipients", text_run(each)) for each in block.recipients]
        cells = (
            cell(widths[0], *(left or [paragraph("Recipients")])),
            cell(widths[1], *_signer(block.signer, dense=self._dense)),
        )
        yield after_table()
        yield table(widths, (row(*cells),), style="TableNormal")


def said_shares(shares: list[Share]) -> str:
    """Return the numbers of a bar in words: `Đạt: 2, Chưa đạt: 1`; `0` for an empty bar."""
    said = (f"{each.word}: {each.count}" if each.word else str(each.count) for each in shares)
    return ", ".join(said) or "0"


def rule(width: float, room: int) -> Element:
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


def after_table() -> Element:
    """Return the small paragraph that keeps two tables apart."""
    return paragraph("Rule", properties=(el("w:keepNext"), spacing(line=120, exact=True)))


def width_of(text: str, points: float) -> float:
    """Return the width of the longest line of a bold text, in twips."""
    return max(fonts.width_of(line, "Bold") for line in text.split("\n")) * points * 20


def copied(element: Element) -> Element:
    """Return a copy of an element: an element stands in one place only."""
    from copy import deepcopy

    return deepcopy(element)


def _heading(block: Heading) -> Iterator[Element]:
    yield paragraph("Heading1" if block.level == 1 else "Heading2", text_run(block.text))


def _paragraph(block: Paragraph) -> Iterator[Element]:
    yield paragraph(_STYLES[block.style], text_run(block.text))


def _annex(block: Annex) -> Iterator[Element]:
    yield paragraph("AnnexLabel", text_run(block.label))
    yield paragraph("AnnexTitle", text_run(block.title))


def _signer(signer: Signer, *, dense: bool) -> Iterator[Element]:
    yield paragraph("SignerRole", text_run(signer.role))
    if signer.note:
        yield paragraph("SignerNote", text_run(signer.note))
    closer = (spacing(before=_DENSE_ROOM_TO_SIGN),) if dense else ()
    yield paragraph("SignerName", text_run(signer.name), properties=closer)


def _bar(shares: list[Share], width: int, text: str, *, side: str = "center") -> Element:
    """Draw a bar as a table of three low rows: a failed check fills all, others the middle."""
    total = _total(shares)
    parts: list[float] = []
    for each in shares:
        parts += [max(each.count / total, _LEAST_SHARE), 0]
    drawn = [part for each in shares for part in (each, None)][:-1]
    inside = width - _BAR_GAP * (len(shares) - 1)
    widths = [part or _BAR_GAP for part in _with_gaps(max(inside, len(shares)), parts[:-1])]
    rows = (_bar_row(height, widths, drawn, rim=height == _RIM) for height in (_RIM, _BAR, _RIM))
    return table(widths, rows, style="TableNormal", text=text, side=side)


def _total(shares: Iterable[Share]) -> int:
    return sum(each.count for each in shares)


def _with_gaps(width: int, parts: list[float]) -> list[int]:
    real = iter(parted(width, (each for each in parts if each)))
    return [next(real) if each else 0 for each in parts]


def _bar_row(height: int, widths: list[int], shares: list[Share | None], *, rim: bool) -> Element:
    cells = []
    for width, share in zip(widths, shares, strict=True):
        drawn = share is not None and (share.result is Result.FAIL or not rim)
        properties = _filled(share.result) if drawn and share is not None else ()
        empty = paragraph("Rule", properties=(spacing(line=20, exact=True),))
        cells.append(cell(width, empty, properties=properties))
    exact = el("w:trHeight", {"w:val": height, "w:hRule": "exact"})
    return row(*cells, properties=(exact,))


def _filled(result: Result | None) -> tuple[Element, ...]:
    drawn = []
    if result in _OUTLINES:
        sides = ("top", "left", "bottom", "right")
        lines = (border(side, _OUTLINES[result]) for side in sides)
        drawn.append(el("w:tcBorders", {}, *lines))
    if result in _FILLS:
        drawn.append(el("w:shd", _FILLS[result]))
    return tuple(drawn)


def _legend(shares: list[Share], *, counted: bool) -> Element:
    legend: list[Element] = []
    for index, each in enumerate(shares):
        legend += [text_run("   ")] if index else []
        said = f" {each.word}: {each.count}" if counted else f" {each.word}"
        legend += [_swatch(each.result), text_run(said)]
    return paragraph(
        "TableText", *legend, properties=(spacing(before=60, after=120), value("w:jc", "center"))
    )


def _swatch(result: Result | None) -> Element:
    properties = run_properties(points=16 if result is Result.FAIL else 10)
    if result in _OUTLINES:
        properties.append(border("bdr", _OUTLINES[result]))
    if result in _FILLS:
        properties.append(el("w:shd", _FILLS[result]))
    return text_run("\u00a0" * 3, properties)


def _left(text: str) -> Element:
    return paragraph("TableText", text_run(text))


def _line_width(text: str, points: float) -> int:
    return round(fonts.width_of(text, "Regular") * points * 20)


def _indent(left: int, hanging: int = 0) -> Element:
    return el("w:ind", {"w:left": left, "w:hanging": hanging})
