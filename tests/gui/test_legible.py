"""What the keyboard is on can be seen, and what is drawn by hand can be read."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import invented
import pytest
import standin
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QListView,
    QRadioButton,
    QTableWidget,
    QWidget,
)
from waiting import settle

from core.house import House
from core.model.incident import NewIncident, Trust
from core.model.moments import day_of
from core.model.shift import Acceptance, NewShift, Offer
from core.words import LANGUAGES, Words
from gui.desk import Breadth
from gui.face import Face
from gui.look import Look, Role, choose_look, contrast
from gui.models.rows import VALUE
from gui.pages.checks import filters
from gui.panels import draw_box, draw_ring
from gui.widgets.evidence import EvidencePanel
from gui.widgets.page_frame import PageFrame
from gui.widgets.scroll import InnerScroll
from gui.widgets.status_line import StatusLine
from gui.widgets.text import OneLine, cut
from tests.duty.test_contacts import DESK

LEAST = 3.0
"""What graphics and large letters need of contrast to their ground."""


def colours(image: QImage) -> dict[str, int]:
    """Return how often each colour stands in a picture."""
    counts: dict[str, int] = {}
    for y in range(image.height()):
        for x in range(image.width()):
            name = image.pixelColor(x, y).name()
            counts[name] = counts.get(name, 0) + 1
    return counts


def best_contrast(widget: QWidget) -> float:
    """Return the contrast of the best seen colour of a widget to its commonest one."""
    counts = colours(widget.grab().toImage())
    ground = max(counts, key=counts.__getitem__)
    return max(contrast(ground, each) for each in counts)


@pytest.fixture(params=["light", "dark", "high_contrast"])
def themed(request: pytest.FixtureRequest, tmp_path: Path) -> House:
    """Give a real house without any run, roster or incident, in each theme."""
    house = House.open(tmp_path / "office", "vi")
    house.settings.change(invented.OFFICE._replace(theme=request.param))
    return house


def test_a_button_that_becomes_the_primary_one_stays_legible(
    show: Callable[..., Face], themed: House
) -> None:
    face = show(themed)
    face.window.turn("roster")
    button = face.window.page("roster").new  # type: ignore[attr-defined]
    assert button.property("primary")

    counts = colours(button.grab().toImage())

    look = face.desk.look
    assert max(counts, key=counts.__getitem__) == QColor(look.accent).name()
    assert QColor(look.on_accent).name() in counts


def test_filters_can_be_read_before_the_first_run(show: Callable[..., Face], themed: House) -> None:
    face = show(themed)
    face.window.turn("checks")

    for each in face.window.page("checks").findChildren(filters.FilterButton):
        assert best_contrast(each) >= LEAST, each.text()


@pytest.mark.parametrize("theme", ["light", "dark", "high_contrast"])
@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("draw", [draw_box, draw_ring])
def test_boxes_and_rings_can_be_seen_and_their_state_told(
    qapp: QApplication, draw: Callable[..., None], enabled: bool, theme: str
) -> None:
    look = choose_look(theme, dark=False, contrast_theme=None, scale=100)
    state = "ticked" if draw is draw_box else "chosen"
    on, off = (_drawn(draw, look, {state: each, "enabled": enabled}) for each in (True, False))

    for image in (on, off):
        assert max(contrast(look.card, each) for each in colours(image)) >= LEAST
    changed = sum(
        contrast(on.pixelColor(x, y).name(), off.pixelColor(x, y).name()) >= LEAST
        for x in range(on.width())
        for y in range(on.height())
    )
    assert changed >= on.width()


def _drawn(draw: Callable[..., None], look: Look, state: dict[str, bool]) -> QImage:
    image = QImage(14, 14, QImage.Format.Format_RGB32)
    image.fill(QColor(look.card))
    painter = QPainter(image)
    draw(painter, QRectF(image.rect()), look, **state)
    painter.end()
    return image


@pytest.mark.parametrize("size", [(1366, 728), (683, 312)])
def test_the_first_run_begins_in_its_first_field(
    show: Callable[..., Face], tmp_path: Path, size: tuple[int, int]
) -> None:
    face = show(House.open(tmp_path / "new", "vi"), *size)

    assert face.window.current == "first_run"
    assert isinstance(face.window.focusWidget(), QRadioButton)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [1366, 1093, 860, 683])
def test_the_card_of_an_incident_fits_its_window(
    show: Callable[..., Face], tmp_path: Path, width: int, lang: str, qapp: QApplication
) -> None:
    house = House.open(tmp_path / "office", lang)
    house.settings.change(invented.OFFICE._replace(lang=lang))
    house.words = Words(lang)
    house.contacts.add(replace(DESK, source_day="2026-06-01"))
    house.incidents.open(NewIncident(playbook="ransomware"))
    face = show(house, width, 542)
    face.desk.now = house.now
    face.window.turn("incident")
    page = face.window.page("incident")
    for _ in range(3):
        face.desk.errands.finish()
        qapp.processEvents()

    title = next(each for each in page.findChildren(QLabel) if "SC-" in each.text())
    assert title.width() >= title.sizeHint().width()
    assert isinstance(page, PageFrame)
    for each in page.findChildren(QWidget):
        if each.isVisible() and each.minimumSizeHint().width() > 0:
            right = each.mapTo(page, QPoint(each.width(), 0)).x()
            assert right <= page.width(), (face.desk.breadth, each)
        if each.isVisible() and isinstance(each, QAbstractButton):
            assert each.width() >= each.minimumSizeHint().width(), each.text()
    assert (face.desk.breadth is Breadth.NARROW) == (width < 860)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", [100, 115, 130])
@pytest.mark.parametrize("width", [1024, 1093])
def test_no_page_is_cut_at_its_right_side(
    show: Callable[..., Face], house: standin.StandInHouse, width: int, size: int, lang: str
) -> None:
    house.settings.now = house.settings.now._replace(lang=lang, text_size=size)
    house.words = Words(lang)
    face = show(house, width, 700)
    for key, page in face.window.pages.items():
        if page.in_rail:
            face.window.turn(key)
            settle(face)
            shown = face.window.page(key)
            assert isinstance(shown, PageFrame)
            assert not shown.overflows(), key


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("key", ["duty_book", "incident"])
def test_a_full_head_fits_a_small_screen_in_large_letters(
    show: Callable[..., Face], tmp_path: Path, key: str, lang: str
) -> None:
    house = House.open(tmp_path / "office", lang)
    house.settings.change(invented.OFFICE._replace(lang=lang, text_size=130))
    house.words = Words(lang)
    house.incidents.open(NewIncident(playbook="ransomware"))
    house.shifts.start(NewShift(person="Trần Văn Thử"))
    house.shifts.offer(Offer(to="Lê Thị Ví Dụ"))
    shift = house.shifts.current()
    assert shift is not None
    (incident,) = house.incidents.running()
    house.shifts.accept(Acceptance(person="Lê Thị Ví Dụ", read=(incident.id,)))
    face = show(house, 800, 581)
    face.desk.now = house.now
    face.window.turn(key)
    page = face.window.page(key)
    settle(face)
    assert isinstance(page, PageFrame)
    for each in (page._title, page.pages_button, page.incident_button, *page._buttons):
        if each.isVisible():
            assert each.width() >= each.minimumSizeHint().width(), each.text()
            assert each.mapTo(page, QPoint(each.width(), 0)).x() <= page.width(), each.text()


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("scale", [100, 125])
def test_how_far_a_number_can_be_trusted_is_never_cut(
    show: Callable[..., Face],
    tmp_path: Path,
    lang: str,
    scale: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also of a number that is doubtful since a day."""
    house = House.open(tmp_path / "office", lang)
    house.settings.change(invented.OFFICE._replace(lang=lang, text_size=scale))
    house.words = Words(lang)
    days = ("2019-01-28", day_of(house.now()).isoformat(), "")
    for day, name in zip(days, ("Old", "New", "None"), strict=True):
        house.contacts.add(replace(DESK, name=name, source_day=day))
    cuts: list[str] = []

    def note(text: str, metrics: QFontMetrics, width: int) -> str:
        shown = cut(text, metrics, width)
        cuts.extend([text] if shown != text else [])
        return shown

    monkeypatch.setattr("gui.widgets.lists.cut", note)
    face = show(house)
    face.window.turn("contacts")
    page = face.window.page("contacts")
    for _ in range(3):
        face.desk.errands.finish()
        QApplication.processEvents()
    face.window.grab()

    model = page.model  # type: ignore[attr-defined]
    rows = [model.index(place).data(VALUE) for place in range(model.rowCount())]
    assert {each.trust for each in rows} == {Trust.OLD, Trust.AGED, Trust.UNKNOWN}
    said = {each.trusted for each in rows} | {each.since for each in rows}
    assert said.isdisjoint(cuts)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("scale", [100, 125])
def test_the_names_of_pages_and_of_settings_are_never_cut(
    show: Callable[..., Face], tmp_path: Path, lang: str, scale: int
) -> None:
    """Written in bold for the one that is chosen, which takes more room."""
    house = House.open(tmp_path / "office", lang)
    house.settings.change(invented.OFFICE._replace(lang=lang, text_size=scale))
    house.words = Words(lang)
    for width, height in ((1093, 582), (1366, 728)):
        face = show(house, width, height)
        face.window.turn("settings")
        for box in face.window.page("settings").findChildren(QCheckBox):
            room = box if box.text() else box.parentWidget()
            assert room.width() >= room.minimumSizeHint().width(), box.accessibleName()
        for view in (face.window._rail, face.window.page("settings")._list):  # type: ignore[attr-defined]
            model = view.model()
            for row in range(model.rowCount()):
                view.setCurrentIndex(model.index(row, 0))
                assert _reads_whole(view), (width, model.index(row, 0).data())


def _reads_whole(view: QListView) -> bool:
    """Say whether the chosen row looks the same in a view that has room to spare."""
    row = view.visualRect(view.currentIndex())
    shown = view.viewport().grab(row).toImage()
    wide = view.width() + 40
    view.setFixedWidth(wide)
    QApplication.processEvents()
    room = view.viewport().grab(view.visualRect(view.currentIndex())).toImage()
    view.setFixedWidth(wide - 40)
    QApplication.processEvents()
    left = row.width() - 24  # the card of a chosen page ends at the right
    return shown.copy(0, 0, left, row.height()) == room.copy(0, 0, left, row.height())


def test_how_far_a_number_can_be_trusted_is_read_on_the_chosen_row(
    show: Callable[..., Face], themed: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    themed.contacts.add(replace(DESK, source_day=day_of(themed.now()).isoformat()))
    inks: dict[str, str] = {}

    def note(painter: QPainter, rect: QRect, text: str, look: Look, role: Role, ink: str) -> int:
        inks[text] = ink
        return 0

    monkeypatch.setattr("gui.pages.contacts.rows.write", note)
    face = show(themed)
    face.window.turn("contacts")
    QApplication.processEvents()
    model = face.window.page("contacts").model  # type: ignore[attr-defined]
    row = model.index(0).data(VALUE)
    for text in (row.trusted, row.since):
        assert contrast(inks[text], face.desk.look.selected) >= 4.5, text


def test_a_table_to_type_into_has_lines_that_can_be_seen(
    show: Callable[..., Face], themed: House
) -> None:
    face = show(themed)
    face.window.turn("reports")
    page: Any = face.window.page("reports")
    page._turn_to("situation")
    page.go(1)
    QApplication.processEvents()
    table = page._fields.findChildren(QTableWidget)[0]
    seen = colours(table.grab().toImage())

    assert seen[QColor(face.desk.look.edge).name()] >= 2 * table.width(), "an outline"
    first = table.visualRect(table.model().index(0, 0))
    shown = table.viewport().grab(first.adjusted(0, 0, 1, 1)).toImage()
    assert QColor(face.desk.look.line).name() in colours(shown)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("scale", [100, 130])
def test_what_was_found_fits_beside_the_table(
    show: Callable[..., Face], house: standin.StandInHouse, lang: str, scale: int
) -> None:
    """Whatever the result: the longest word for one is that it could not be checked."""
    house.settings.change(invented.OFFICE._replace(lang=lang, text_size=scale))
    house.words = Words(lang)
    face = show(house, 1093, 582)
    face.window.turn("checks")
    page: Any = face.window.page("checks")
    panel = page.findChild(EvidencePanel)
    run = house.checks.runs[-1]
    for finding in run.findings:
        panel.show_finding(run, finding, "")
        QApplication.processEvents()
        assert panel.findChild(InnerScroll).horizontalScrollBar().maximum() == 0, finding.check


@pytest.mark.parametrize("key", ["duty_book", "contacts"])
def test_what_can_be_done_with_a_row_is_there_in_a_narrow_window(
    show: Callable[..., Face], house: standin.StandInHouse, key: str
) -> None:
    """Below the list, in the width of the window."""
    face = show(house, 700, 560)
    house.contacts.add(replace(DESK, source_day="2026-06-01"))
    face.window.turn(key)
    page = face.window.page(key)
    settle(face)
    rows: QListView = page.list  # type: ignore[attr-defined]
    panel: QWidget = page.panel if key == "contacts" else page._panel  # type: ignore[attr-defined]
    rows.setCurrentIndex(rows.model().index(1 if key == "duty_book" else 0, 0))
    settle(face)
    assert isinstance(page, PageFrame)
    assert not page.overflows()
    assert panel.isVisible()
    assert panel.mapTo(page, QPoint()).y() >= rows.mapTo(page, QPoint(0, rows.height())).y()
    assert any(each.isVisible() for each in panel.findChildren(QAbstractButton))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_status_line_says_where_a_text_goes_on(
    show: Callable[..., Face], tmp_path: Path, lang: str
) -> None:
    """With large letters in a small window its texts do not fit side by side."""
    person = " ".join(["Nguyễn Thị Hoàng Mẫu"] * 6)
    settings = invented.OFFICE._replace(text_size=115, lang=lang)
    house = standin.StandInHouse(tmp_path, settings, invented.run_of(invented.FINDINGS))
    house.shifts.start(NewShift(person=person))
    face = show(house, 1024, 768)
    line = face.window.findChild(StatusLine)
    assert line is not None
    fields = [each for each in line.findChildren(OneLine) if each.isVisible()]

    assert len(fields) == 4
    assert fields[0].text() == fields[0].toolTip(), "the first is whole"
    assert any(person in each.toolTip() for each in fields)
    assert any(each.text().endswith("…") for each in fields)
    for each in fields:
        assert each.fontMetrics().horizontalAdvance(each.text()) <= each.width()
        assert each.accessibleName() == each.toolTip()
        assert each.toolTip().startswith(each.text().removesuffix("…"))
