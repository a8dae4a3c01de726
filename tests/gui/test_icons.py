"""Icons: each file is drawn in the ink and the size that is asked for."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from gui.icons import FOLDER, Icons

pytestmark = pytest.mark.usefixtures("qapp")

NAMES = sorted(each.stem for each in FOLDER.glob("*.svg"))


@pytest.mark.parametrize(("size", "ratio"), [(16, 1.0), (18, 1.25), (18, 2.0)])
def test_every_icon_is_drawn_in_its_size_and_ink(size: int, ratio: float) -> None:
    icons, ink = Icons(), QColor("#123456")
    assert NAMES
    for name in NAMES:
        drawn = icons.pixmap(name, ink.name(), size, ratio)
        image = drawn.toImage()
        side = round(size * ratio)
        points = [image.pixelColor(x, y) for x in range(image.width()) for y in range(side)]

        assert (drawn.width(), drawn.height(), drawn.devicePixelRatio()) == (side, side, ratio)
        strong = [each for each in points if each.alpha() > 100]
        assert strong, name
        assert all(abs(each.blue() - ink.blue()) < 4 for each in strong), name
        assert any(each.alpha() == 0 for each in points), name


def test_a_drawing_is_made_once() -> None:
    icons = Icons()
    assert icons.pixmap(NAMES[0], "#000000", 16) is icons.pixmap(NAMES[0], "#000000", 16)
    assert icons.pixmap(NAMES[0], "#000000", 16) is not icons.pixmap(NAMES[0], "#ffffff", 16)


def test_icons_of_the_first_paint_wait() -> None:
    paper = QPixmap(20, 20)
    paper.fill(QColor("#ffffff"))
    icons, empty = Icons(waits=True), paper.toImage()

    def drawn() -> QImage:
        painter = QPainter(paper)
        icons.draw(painter, QRectF(0, 0, 20, 20), NAMES[0], "#000000")
        painter.end()
        return paper.toImage()

    assert drawn() == empty
    icons.begin()
    assert drawn() != empty
