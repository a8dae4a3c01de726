"""Look: every colour, size and font of the window; the only place with colour values.

Names are roles, never hues. The set was chosen for contrast (WCAG 2) on every surface it meets:
text and status words reach 4.5:1, graphics 3:1.
"""

from enum import StrEnum
from typing import Any, NamedTuple

from PySide6.QtGui import QColor, QFont, QPalette

from core.model.card import VerdictKind
from core.model.outcome import Result

FULL_SCALE = 100
"""The text size at which points are what `Role` says."""

NO_INK = QColor(0, 0, 0, 0)
"""What an empty picture is filled with."""

_READABLE = 4.5


class Role(StrEnum):
    """What a text is for."""

    VERDICT = "verdict"
    PAGE = "page"
    CARD = "card"
    LEAD = "lead"
    BODY = "body"
    NAME = "name"
    NUMERAL = "numeral"
    PAPER_HEAD = "paper_head"
    PAPER_STEP = "paper_step"
    SMALL = "small"
    SMALL_NAME = "small_name"


_POINTS: dict[Role, tuple[float, QFont.Weight]] = {
    Role.VERDICT: (20, QFont.Weight.DemiBold),
    Role.PAGE: (16, QFont.Weight.DemiBold),
    Role.CARD: (11, QFont.Weight.DemiBold),
    Role.LEAD: (11, QFont.Weight.Normal),
    Role.BODY: (10, QFont.Weight.Normal),
    Role.NAME: (10, QFont.Weight.DemiBold),
    Role.NUMERAL: (24, QFont.Weight.Bold),
    Role.PAPER_HEAD: (14, QFont.Weight.Bold),
    Role.PAPER_STEP: (13, QFont.Weight.DemiBold),
    Role.SMALL: (9, QFont.Weight.Normal),
    Role.SMALL_NAME: (9, QFont.Weight.DemiBold),
}


class Look(NamedTuple):
    """One theme. `scale` is the text size in percent; `no_fill` says tints become outlines.

    A named tuple, because Python makes one ten times as fast as a dataclass, and every start does.
    """

    name: str
    window: str
    rail: str
    card: str
    button: str
    sunk: str
    line: str
    selected: str
    selected_text: str
    text: str
    soft: str
    accent: str
    link: str
    focus: str
    on_accent: str
    edge: str
    passed: str
    warn: str
    fail: str
    unknown: str
    aside: str
    passed_tint: str
    warn_tint: str
    fail_tint: str
    unknown_tint: str
    aside_tint: str
    no_fill: bool = False
    scale: int = FULL_SCALE

    def px(self, pixels: float) -> int:
        """Return a length at this text size."""
        return round(pixels * self.scale / FULL_SCALE)

    def font(self, role: Role) -> QFont:
        """Return the application's font, which is the system's, in size and weight of a role."""
        points, weight = _POINTS[role]
        font = QFont()
        font.setPointSizeF(points * self.scale / FULL_SCALE)
        font.setWeight(weight)
        return font

    def ink(self, result: Result) -> QColor:
        """Return the colour of a result's shape and word."""
        return QColor(getattr(self, _INKS[result]))

    def tint(self, result: Result) -> QColor:
        """Return the pale ground of a result's badge."""
        return QColor(getattr(self, f"{_INKS[result]}_tint"))

    def palette(self) -> QPalette:
        """Return the palette of the application under Fusion."""
        palette = QPalette()
        for role, name in _PALETTE.items():
            palette.setColor(role, QColor(getattr(self, name)))
        for role in (Ink.WindowText, Ink.Text, Ink.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(self.soft))
        return palette

    def list_palette(self) -> QPalette:
        """Return the palette of item views, whose selected row keeps its dark text."""
        palette = self.palette()
        palette.setColor(Ink.Highlight, QColor(self.selected))
        palette.setColor(Ink.HighlightedText, QColor(self.selected_text))
        palette.setColor(Ink.Base, QColor(self.card))
        return palette

    def surface_palette(self, surface: str) -> QPalette:
        """Return the palette of a part that stands on another surface than the page."""
        palette = self.palette()
        palette.setColor(Ink.Window, QColor(surface))
        palette.setColor(Ink.Base, QColor(surface))
        return palette


Ink = QPalette.ColorRole

_PALETTE = {
    Ink.Window: "window",
    Ink.Base: "card",
    Ink.AlternateBase: "sunk",
    Ink.Button: "sunk",
    Ink.WindowText: "text",
    Ink.Text: "text",
    Ink.ButtonText: "text",
    Ink.PlaceholderText: "soft",
    Ink.Highlight: "accent",
    Ink.Accent: "accent",
    Ink.HighlightedText: "on_accent",
    Ink.Link: "link",
    Ink.LinkVisited: "link",
    Ink.ToolTipBase: "card",
    Ink.ToolTipText: "text",
    Ink.BrightText: "on_accent",
    Ink.Mid: "line",
}


_INKS = {
    Result.PASS: "passed",
    Result.WARN: "warn",
    Result.FAIL: "fail",
    Result.UNKNOWN: "unknown",
    Result.NOT_APPLICABLE: "aside",
    Result.WAIVED: "aside",
}
"""The name of a result's colour in a look; its tint has `_tint` after it."""

RESULT_OF_VERDICT = {
    VerdictKind.GOOD: Result.PASS,
    VerdictKind.ATTENTION: Result.WARN,
    VerdictKind.ACT_NOW: Result.FAIL,
    VerdictKind.INCOMPLETE: Result.UNKNOWN,
}
"""The shape and ink that a verdict borrows."""

LIGHT = Look(
    name="light",
    window="#F3F2EE",
    rail="#E9E7E1",
    card="#FFFFFF",
    button="#FFFFFF",
    sunk="#F8F7F4",
    line="#D8D5CC",
    selected="#E4ECF3",
    selected_text="#1D2530",
    text="#1D2530",
    soft="#555C68",
    accent="#1F5078",
    link="#1F5078",
    focus="#1F5078",
    on_accent="#FFFFFF",
    edge="#85827A",
    passed="#257547",
    warn="#8A5700",
    fail="#A3211A",
    unknown="#5A4A8C",
    aside="#5A616C",
    passed_tint="#E8F3EB",
    warn_tint="#FBF0D9",
    fail_tint="#FBE9E6",
    unknown_tint="#EDE9F6",
    aside_tint="#ECECEA",
)

DARK = Look(
    name="dark",
    window="#16191E",
    rail="#101317",
    card="#1F242B",
    button="#2A313A",
    sunk="#1A1E24",
    line="#38404A",
    selected="#22384A",
    selected_text="#E8EAED",
    text="#E8EAED",
    soft="#A9B1BC",
    accent="#8FC1E8",
    link="#8FC1E8",
    focus="#8FC1E8",
    on_accent="#0E1B27",
    edge="#7E8894",
    passed="#7FCB97",
    warn="#E8B45A",
    fail="#FF9A8D",
    unknown="#BBAAF0",
    aside="#A9B1BC",
    passed_tint="#1C3326",
    warn_tint="#3A2D14",
    fail_tint="#44211E",
    unknown_tint="#2C2645",
    aside_tint="#2A3038",
)

HIGH_CONTRAST = Look(
    name="high_contrast",
    window="#000000",
    rail="#000000",
    card="#000000",
    button="#000000",
    sunk="#000000",
    line="#FFFFFF",
    selected="#FFD60A",
    selected_text="#000000",
    text="#FFFFFF",
    soft="#FFFFFF",
    accent="#FFD60A",
    link="#6CC8FF",
    focus="#FFD60A",
    on_accent="#000000",
    edge="#FFFFFF",
    passed="#5CFF8F",
    warn="#FFD60A",
    fail="#FF8A80",
    unknown="#D7B8FF",
    aside="#FFFFFF",
    passed_tint="#000000",
    warn_tint="#000000",
    fail_tint="#000000",
    unknown_tint="#000000",
    aside_tint="#000000",
    no_fill=True,
)

FUSION_GROUNDS = {"#efefef": False, "#323232": True}
"""The grounds of the two palettes that Qt's Fusion has of its own, and whether they are dark."""

LOOKS = {each.name: each for each in (LIGHT, DARK, HIGH_CONTRAST)}


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(name: str) -> float:
    colour = QColor(name)
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def system_look(palette: QPalette) -> Look:
    """Return a look that keeps a contrast theme's own colours.

    Status inks come from our set where they can be read on the theme's surfaces, else they are
    its text colour: the shapes still speak.
    """
    card, window = palette.color(Ink.Base).name(), palette.color(Ink.Window).name()
    text = palette.color(Ink.Text).name()
    names = set(_INKS.values())
    inks: dict[str, Any] = {
        name: _readable(getattr(HIGH_CONTRAST, name), text, card, window) for name in names
    }
    inks |= {f"{name}_tint": card for name in names}
    return HIGH_CONTRAST._replace(
        name="system_contrast",
        window=window,
        rail=window,
        sunk=window,
        card=card,
        button=palette.color(Ink.Button).name(),
        line=text,
        text=text,
        soft=text,
        edge=text,
        accent=palette.color(Ink.Highlight).name(),
        focus=text,
        link=palette.color(Ink.Link).name(),
        on_accent=palette.color(Ink.HighlightedText).name(),
        selected=palette.color(Ink.Highlight).name(),
        selected_text=palette.color(Ink.HighlightedText).name(),
        **inks,
    )


def _readable(ink: str, otherwise: str, *grounds: str) -> str:
    worst = min(contrast(ink, ground) for ground in grounds)
    return ink if worst >= _READABLE else otherwise


def choose_look(theme: str, dark: bool, contrast_theme: QPalette | None, scale: int) -> Look:
    """Return the look of a theme setting; `system` follows the desktop."""
    if theme in LOOKS:
        look = LOOKS[theme]
    elif contrast_theme is not None:
        look = system_look(contrast_theme)
    else:
        look = DARK if dark else LIGHT
    return look._replace(scale=scale)
