"""Draw installer/trucan.ico from the emblem that the window shows: `python installer/draw_icon.py`.

Called when the emblem changes; needs the development environment (Qt).
"""

import os
import struct
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QBuffer, QRectF, Qt  # noqa: E402 - found through the line above
from PySide6.QtGui import QGuiApplication, QImage, QPainter  # noqa: E402

from gui.look import LIGHT  # noqa: E402
from gui.widgets.shapes import draw_emblem  # noqa: E402

SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def picture(size: int) -> bytes:
    """Return the emblem as PNG."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_emblem(painter, QRectF(0, 0, size, size), LIGHT)
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def main() -> None:
    """Write the icon."""
    app = QGuiApplication([])
    pictures = [picture(size) for size in SIZES]
    head = struct.pack("<HHH", 0, 1, len(SIZES))
    at = len(head) + 16 * len(SIZES)
    for size, content in zip(SIZES, pictures, strict=True):
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(content), at)
        at += len(content)
    (ROOT / "installer" / "trucan.ico").write_bytes(head + b"".join(pictures))
    app.quit()


if __name__ == "__main__":
    main()
