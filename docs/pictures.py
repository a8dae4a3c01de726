"""Write docs/pictures from the real window over an invented office: `python docs/pictures.py`.

Needs the packages of the tests (Pillow, pypdfium2) and a font with Vietnamese letters.
"""

import io
import os
import sys
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).resolve().parent
FOLDER = HERE / "pictures"
sys.path[:0] = [str(HERE.parent), str(HERE)]

import pypdfium2  # noqa: E402 - found through the lines above
from pictures_office import (  # noqa: E402
    NOW,
    OFFICE,
    SITUATION,
    InventedPool,
    OfficeHouse,
    furnish,
    take_addresses,
    tet_incident,
    tet_shift,
)
from PIL import Image  # noqa: E402
from PySide6.QtCore import QBuffer, QIODevice  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from core.model.paper import Draft  # noqa: E402
from gui.face import Face  # noqa: E402

_SIZE = (1366, 768)
_COLOURS, _COMMON = 256, 160
_PAGE_WIDTH = 900
_STILL_AFTER = 7
"""Answers there are when the picture of a running check is taken."""
_OUTAGE = 3
"""The row of the duty book that is shown in full."""


def main() -> None:
    """Write every picture."""
    FOLDER.mkdir(exist_ok=True)
    app = QApplication(["trucan", "-style", "Fusion"])
    _take(app, "overview", furnish(_home()))
    _take(app, "checks", furnish(_home()), lambda face: face.window.turn("checks"))
    _take(app, "duty-book", furnish(_home()), _choose_entry)
    _take(app, "roster", furnish(_home()), lambda face: face.window.turn("roster"))
    _take(app, "contacts", furnish(_home()), lambda face: face.window.turn("contacts"))
    _take(app, "report", furnish(_home()), _look_at_report)
    _take(app, "incident", furnish(_home()), _ransomware_at_tet)
    _take(app, "shift", furnish(_home()), _shift_at_tet)
    _take(app, "settings", furnish(_home()), lambda face: face.window.turn("settings"))
    _take(app, "packs", furnish(_home()), _look_at_packs)
    _take(app, "checking", furnish(_home()), _start_run, _let_run_end)
    _take(app, "first-run", furnish(_home(), OFFICE._replace(first_run_done=False)), _second_step)
    _take(app, "overview-en", furnish(_home(), OFFICE._replace(lang="en")))
    _take(app, "overview-dark", furnish(_home(), OFFICE._replace(theme="dark")))
    _print_record()


def _home() -> Path:
    return Path(tempfile.mkdtemp(prefix="trucan-pictures-"))


def _take(
    app: QApplication,
    name: str,
    house: OfficeHouse,
    before: Callable[[Face], object] = lambda face: None,
    after: Callable[[Face], object] = lambda face: None,
) -> None:
    face = Face(app, house, lambda: NOW)
    face.window.resize(*_SIZE)
    face.window.show()
    _settle(app, face)
    before(face)
    _settle(app, face)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    face.window.grab().save(buffer, "PNG")
    _write(name, Image.open(io.BytesIO(bytes(buffer.data()))))
    after(face)
    face.desk.runs.finish()
    face.desk.errands.finish()
    face.window.hide()
    face.close()
    face.window.deleteLater()
    app.processEvents()
    house.close()


def _settle(app: QApplication, face: Face) -> None:
    for _ in range(20):
        app.processEvents()
        face.desk.errands.finish()
        app.thread().msleep(10)


def _choose_entry(face: Face) -> None:
    face.window.turn("duty_book")
    rows = face.window.page("duty_book").list  # type: ignore[attr-defined]
    rows.setCurrentIndex(rows.model().index(_OUTAGE, 0))


def _look_at_report(face: Face) -> None:
    values = tomllib.loads(SITUATION)
    face.desk.house.reports.keep(Draft(kind="situation", content=values))
    face.desk.memory.keep(report_kind="situation", report_level="internal")
    face.window.turn("reports")
    face.window.page("reports").go(2)  # type: ignore[attr-defined]
    _draw_all(face)


def _draw_all(face: Face) -> None:
    while face.window.page("reports").paper.count == 0:  # type: ignore[attr-defined]
        QApplication.processEvents()
        face.desk.errands.finish()


def _ransomware_at_tet(face: Face) -> None:
    """Show the card on the second day of Tết; the leader does not answer."""
    tet_incident(face.desk.house)
    face.desk.now = face.desk.house.now
    face.window.turn("incident")


def _shift_at_tet(face: Face) -> None:
    """Show the book of a shift that followed a gap, with what is open."""
    tet_shift(face.desk.house)
    face.desk.now = face.desk.house.now
    face.window.turn("duty_book")


def _look_at_packs(face: Face) -> None:
    """Show the packs in use; one came from a province and is past its last day."""
    take_addresses(face.desk.house)
    face.window.turn("settings")
    face.window.page("settings").open_section("packs")  # type: ignore[attr-defined]


def _start_run(face: Face) -> None:
    face.window.turn("overview")
    face.desk.house.checks.pool = InventedPool(_STILL_AFTER)  # type: ignore[attr-defined]
    face.window.page("overview").check.click()  # type: ignore[attr-defined]


def _let_run_end(face: Face) -> None:
    face.desk.house.checks.pool.go_on.set()  # type: ignore[attr-defined]


def _second_step(face: Face) -> None:
    face.window.page("first_run").show_step(1)  # type: ignore[attr-defined]


def _print_record() -> None:
    house = furnish(_home())
    (path,) = house.reports.save("latest", ("pdf",), _home())
    house.close()
    page = pypdfium2.PdfDocument(path)[0]
    _write("record", page.render(scale=_PAGE_WIDTH / page.get_width()).to_pil())


def _write(name: str, picture: Image.Image) -> None:
    """Save in few colours: the commonest as they are, then those farthest from any before.

    The palettes that Pillow makes give a small icon the colour of a larger neighbour.
    """
    whole = picture.convert("RGB")
    counted = sorted(whole.getcolors(whole.width * whole.height) or (), reverse=True)
    colours = [colour for _, colour in counted]
    palette = colours[:_COMMON]
    gaps = {each: min(_gap(each, one) for one in palette) for each in colours}
    while len(palette) < min(_COLOURS, len(colours)):
        palette.append(max(gaps, key=gaps.__getitem__))
        gaps = {each: min(gap, _gap(each, palette[-1])) for each, gap in gaps.items()}
    places = range(len(palette))
    nearest = {each: min(places, key=lambda at: _gap(each, palette[at])) for each in colours}
    plain = Image.new("P", whole.size)
    plain.putpalette([part for colour in palette for part in colour])
    plain.putdata([nearest[each] for each in whole.get_flattened_data()])
    plain.save(FOLDER / f"{name}.png", optimize=True)


def _gap(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


if __name__ == "__main__":
    main()
