"""The bundled font is the one we know, and it can show Vietnamese."""

import re
import struct
import unicodedata

import pytest

from core.report import fonts

VOWELS, TONES = "aăâeêioôơuưy", ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
FACES = ("Bold", "BoldItalic", "Italic", "Regular")


def _vietnamese() -> set[str]:
    spread = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES}
    lower = {*spread, "đ"}
    return lower | {each.upper() for each in lower}


@pytest.mark.parametrize("face", FACES)
def test_each_face_is_version_1_33_under_the_open_font_licence(face: str) -> None:
    font = (fonts.FOLDER / f"Tinos-{face}.ttf").read_bytes()

    assert "Version 1.33".encode("utf-16-be") in font
    assert "SIL Open Font License".encode("utf-16-be") in font


def test_the_licence_and_the_origin_stand_beside_the_font() -> None:
    assert "SIL OPEN FONT LICENSE" in (fonts.FOLDER / "OFL.txt").read_text("utf-8")
    assert "fonts-croscore" in (fonts.FOLDER / "README.md").read_text("utf-8")


def test_every_face_shows_all_146_vietnamese_letters() -> None:
    letters = _vietnamese()

    assert len(letters) == 146
    assert {each for each in letters if ord(each) not in fonts.letters()} == set()


def test_what_the_font_lacks_is_known_to_be_lacking() -> None:
    assert not fonts.letters() & {ord(each) for each in "漢☐☑✓✗😀\u0e01"}


def test_widths_are_those_of_times_new_roman() -> None:
    widths = [fonts.width_of(each, "Regular") * 2048 for each in "aeHm0W"]

    assert widths == [909, 909, 1479, 1593, 1024, 1933]


def test_a_font_without_letters_is_refused() -> None:
    empty = b"\0\1\0\0" + struct.pack(">HHHH", 0, 0, 0, 0)

    with pytest.raises(ValueError, match=re.escape("without a table b'cmap'")):
        fonts.glyphs_of(empty)
