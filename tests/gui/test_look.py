"""The contrast table: every ink reaches its ratio on every surface it meets."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette

from core.model.result import Result
from gui.look import (
    DARK,
    HIGH_CONTRAST,
    LIGHT,
    LOOKS,
    Look,
    Role,
    choose_look,
    contrast,
    system_look,
)

TEXT, GRAPHICS = 4.5, 3.0
SURFACES = ("window", "rail", "card", "sunk")
WORST = {
    ("light", "text"): 12.5,
    ("light", "soft"): 5.4,
    ("light", "accent"): 6.9,
    ("dark", "text"): 10.1,
    ("dark", "soft"): 5.6,
    ("dark", "accent"): 6.3,
}
"""The ratios that the look promises, on the window and its selected rows."""


def cases() -> Iterator[tuple[Look, str, str]]:
    for look in LOOKS.values():
        for ink in ("text", "soft", "accent", "link", "passed", "warn", "fail", "unknown", "aside"):
            for surface in SURFACES:
                yield look, ink, surface


@pytest.mark.parametrize(("look", "ink", "surface"), list(cases()))
def test_every_ink_can_be_read_on_every_surface(look: Look, ink: str, surface: str) -> None:
    assert contrast(getattr(look, ink), getattr(look, surface)) >= TEXT


@pytest.mark.parametrize("look", list(LOOKS.values()), ids=list(LOOKS))
@pytest.mark.parametrize("result", Result)
def test_a_result_can_be_read_on_its_own_tint(look: Look, result: Result) -> None:
    assert contrast(look.ink(result).name(), look.tint(result).name()) >= TEXT


@pytest.mark.parametrize("look", list(LOOKS.values()), ids=list(LOOKS))
def test_words_on_the_accent_and_graphics_can_be_seen(look: Look) -> None:
    assert contrast(look.on_accent, look.accent) >= TEXT
    assert contrast(look.selected_text, look.selected) >= TEXT
    for surface in SURFACES:
        assert contrast(look.edge, getattr(look, surface)) >= GRAPHICS
        assert contrast(look.focus, getattr(look, surface)) >= GRAPHICS


@pytest.mark.parametrize(("name", "ink"), list(WORST))
def test_the_promised_ratios_hold(name: str, ink: str) -> None:
    look = LOOKS[name]
    grounds = [getattr(look, each) for each in (*SURFACES, "selected")]

    assert min(contrast(getattr(look, ink), each) for each in grounds) >= WORST[name, ink] - 0.05


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_theme_setting_wins_over_the_desktop() -> None:
    contrasty = QPalette()

    assert choose_look("light", True, contrasty, 100).name == LIGHT.name
    assert choose_look("system", True, None, 100).name == DARK.name
    assert choose_look("system", False, None, 100).name == LIGHT.name
    assert choose_look("high_contrast", False, None, 130).scale == 130


def test_a_contrast_theme_keeps_its_colours_and_readable_inks() -> None:
    palette = QPalette()
    for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
        palette.setColor(role, QColor("#FFFFE0"))
    palette.setColor(QPalette.ColorRole.Text, QColor("#000080"))

    look = system_look(palette)

    assert look.card == "#ffffe0"
    assert look.text == "#000080"
    for result in Result:
        assert contrast(look.ink(result).name(), look.card) >= TEXT
    assert look.no_fill == HIGH_CONTRAST.no_fill


@pytest.mark.usefixtures("qapp")
def test_sizes_follow_the_text_size() -> None:
    larger = choose_look("light", False, None, 130)

    assert larger.px(30) == 39
    assert larger.font(Role.BODY).pointSizeF() == pytest.approx(13)
