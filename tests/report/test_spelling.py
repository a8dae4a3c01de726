"""One spelling throughout: where the tone stands, as the office set it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.model.document import Document, Paragraph, Private, PrivateKind
from core.report.spelling import respelled, spelled

Make = Callable[..., Document]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN"),
        ("Ủy ban", "Uỷ ban"),
        ("CỘNG HÒA", "CỘNG HOÀ"),
        ("hòa bình, khỏe, thủy lợi, ủy quyền", "hoà bình, khoẻ, thuỷ lợi, uỷ quyền"),
        ("quý I, quỹ, hoàn thành, khuyến nghị", "quý I, quỹ, hoàn thành, khuyến nghị"),
        ("tòa án, lũy kế, tùy", "toà án, luỹ kế, tuỳ"),
    ],
)  # fmt: skip
def test_the_tone_moves_in_open_syllables_only(first: str, second: str) -> None:
    assert spelled(first) == second
    assert spelled(second) == second


def test_the_setting_decides_and_names_stay(kind_of: Make) -> None:
    document = replace(
        kind_of("quick"),
        blocks=(Paragraph(text="Ông Lê Hòa ký thay Ủy ban"),),
        private=(Private(kind=PrivateKind.PERSON, text="Lê Hòa"),),
    )
    new = respelled(document, "second")

    assert new.head.office == "UỶ BAN NHÂN DÂN\nXÃ PHÚ MẪU"
    assert new.blocks == (Paragraph(text="Ông Lê Hòa ký thay Uỷ ban"),)
    assert respelled(document, "first") == document
    nobody = replace(document, private=())
    assert respelled(nobody, "second").blocks == (Paragraph(text="Ông Lê Hoà ký thay Uỷ ban"),)
