"""Drawings for HTML: bars as SVG in black and white, without a style that a policy would refuse."""

import html

from core.model.document import Bar, Chart, Share
from core.model.result import Result

_WIDTH = 640
_TALL, _LOW = 20, 12
_GAP = 2
_LEAST_SHARE = 0.02
_HATCH = (
    '<defs><pattern id="{id}" width="4" height="4" patternUnits="userSpaceOnUse">'
    '<path d="M0,4 L4,0" stroke="black" stroke-width="1"/></pattern></defs>'
)
_LINES = {
    Result.UNKNOWN: "",
    Result.NOT_APPLICABLE: ' stroke-dasharray="1 2"',
    Result.WAIVED: ' stroke-dasharray="4 2"',
}
_ROW, _LABEL, _NUMBERS = 34, 200, 230


def bar_drawing(shares: list[Share]) -> str:
    """Draw one bar over the whole width."""
    inside = _segments(shares, 0, 0, _WIDTH)
    return _drawing(inside, _WIDTH, _TALL + 2)


def chart_drawing(chart: Chart) -> str:
    """Draw bars below each other on one scale, each between its label and its numbers."""
    room = _WIDTH - _LABEL - 10
    longest = max((_total(each) for each in chart.bars), default=0)
    parts = []
    for index, each in enumerate(chart.bars):
        top = index * _ROW
        shares = [share for share in each.shares if share.count]
        parts.append(_text(each.label, 0, top + 15))
        if shares:
            width = room * _total(each) / longest
            parts.append(_segments(shares, _LABEL, top, width))
        parts.append(_text(_numbers(shares), _LABEL + room + 20, top + 15))
    return _drawing("".join(parts), _WIDTH + _NUMBERS, _ROW * max(1, len(chart.bars)))


def legend_drawing(shares: list[Share], *, counted: bool) -> str:
    """Write what each look stands for, with its number where `counted`."""
    if not shares:
        return ""
    keys = []
    for each in shares:
        number = f": {each.count}" if counted else ""
        swatch = _drawing(_segments([each], 0, 0, 14), 16, _TALL + 2, small=True)
        keys.append(f'<span class="key">{swatch} {html.escape(each.word + number)}</span>')
    return f'<p class="legend">{" ".join(keys)}</p>\n'


def _numbers(shares: list[Share]) -> str:
    said = (f"{each.word}: {each.count}" if each.word else str(each.count) for each in shares)
    return ", ".join(said) or "0"


def _total(bar: Bar) -> int:
    return sum(each.count for each in bar.shares)


def _segments(shares: list[Share], left: float, top: float, width: float) -> str:
    total = sum(each.count for each in shares)
    least = [max(each.count / total, _LEAST_SHARE) for each in shares]
    room = max(1.0, width - _GAP * (len(shares) - 1))
    drawn = []
    for each, part in zip(shares, least, strict=True):
        wide = room * part / sum(least)
        tall = _TALL if each.result is Result.FAIL else _LOW
        look = _look(each.result)
        drawn.append(
            f'<rect x="{left + 0.5:.1f}" y="{top + 0.5 + (_TALL - tall) / 2:.1f}"'
            f' width="{max(wide - 1, 1):.1f}" height="{tall}" {look}/>'
        )
        left += wide + _GAP
    return "".join(drawn)


def _look(result: Result | None) -> str:
    if result is Result.WARN:
        return 'fill="url(#hatch)" stroke="black"'
    if result in _LINES:
        return f'fill="none" stroke="black"{_LINES[result]}'
    return 'fill="black" stroke="black"'


def _text(text: str, left: float, base: float) -> str:
    return f'<text x="{left:.0f}" y="{base:.0f}" font-size="14">{html.escape(text)}</text>'


def _drawing(inside: str, width: float, height: float, *, small: bool = False) -> str:
    size = f' width="{width:.0f}" height="{height:.0f}"' if small else ""
    hatch = _HATCH.format(id="hatch") if "url(#hatch)" in inside else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}"{size}'
        f' aria-hidden="true">{hatch}{inside}</svg>'
    )
