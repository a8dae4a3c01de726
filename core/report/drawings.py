"""Drawings for HTML: bars as SVG in black and white, without a style that a policy would refuse."""

import html

from core.model.document import Bar, Chart, Share
from core.model.result import Result

_WIDTH = 640
_TALL, _LOW = 20, 12
_GAP = 2
_LEAST_SHARE = 0.02
_HATCH_STEP = 4
_LINES = {
    Result.UNKNOWN: "",
    Result.NOT_APPLICABLE: ' stroke-dasharray="1 2"',
    Result.WAIVED: ' stroke-dasharray="4 2"',
}


def bar_drawing(shares: list[Share]) -> str:
    """Draw one bar over the whole width."""
    inside = _segments(shares, _WIDTH)
    return _drawing(inside, _WIDTH, _TALL + 2)


def chart_drawing(chart: Chart) -> str:
    """Draw bars below each other on one scale, each under its label and its numbers."""
    longest = max((_total(each) for each in chart.bars), default=0)
    parts = []
    for each in chart.bars:
        shares = [share for share in each.shares if share.count]
        label = html.escape(f"{each.label}: {_numbers(shares)}")
        parts.append(f'<p class="bar">{label}</p>')
        if shares:
            inside = _segments(shares, _WIDTH * _total(each) / longest)
            parts.append(_drawing(inside, _WIDTH, _TALL + 2))
    return "".join(parts)


def legend_drawing(shares: list[Share], *, counted: bool) -> str:
    """Write what each look stands for, with its number where `counted`."""
    if not shares:
        return ""
    keys = []
    for each in shares:
        number = f": {each.count}" if counted else ""
        swatch = _drawing(_segments([each], 14), 16, _TALL + 2, small=True)
        keys.append(f'<span class="key">{swatch} {html.escape(each.word + number)}</span>')
    return f'<p class="legend">{" ".join(keys)}</p>\n'


def _numbers(shares: list[Share]) -> str:
    said = (f"{each.word}: {each.count}" if each.word else str(each.count) for each in shares)
    return ", ".join(said) or "0"


def _total(bar: Bar) -> int:
    return sum(each.count for each in bar.shares)


def _segments(shares: list[Share], width: float) -> str:
    total = sum(each.count for each in shares)
    least = [max(each.count / total, _LEAST_SHARE) for each in shares]
    room = max(1.0, width - _GAP * (len(shares) - 1))
    drawn, left = [], 0.0
    for each, part in zip(shares, least, strict=True):
        wide = room * part / sum(least)
        tall = _TALL if each.result is Result.FAIL else _LOW
        x, y, w = left + 0.5, 0.5 + (_TALL - tall) / 2, max(wide - 1, 1)
        drawn.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{tall}" {_look(each.result)}/>'
        )
        if each.result is Result.WARN:
            drawn.append(_hatch(x, y, w, tall))
        left += wide + _GAP
    return "".join(drawn)


def _look(result: Result | None) -> str:
    if result is Result.WARN:
        return 'fill="white" stroke="black"'
    if result in _LINES:
        return f'fill="none" stroke="black"{_LINES[result]}'
    return 'fill="black" stroke="black"'


def _hatch(left: float, top: float, width: float, height: float) -> str:
    """Draw slanting lines into a rectangle, each cut off at its sides."""
    lines = []
    start = left - height + _HATCH_STEP
    while start < left + width:
        first, last = max(start, left), min(start + height, left + width)
        low, high = top + height - (first - start), top + height - (last - start)
        lines.append(f"M{first:.1f},{low:.1f} L{last:.1f},{high:.1f}")
        start += _HATCH_STEP
    return f'<path d="{" ".join(lines)}" stroke="black" stroke-width="0.8"/>'


def _drawing(inside: str, width: float, height: float, *, small: bool = False) -> str:
    size = f' width="{width:.0f}" height="{height:.0f}"' if small else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}"{size}'
        f' aria-hidden="true">{inside}</svg>'
    )
