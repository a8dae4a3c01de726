"""The settings page: sections at the left, rows at the right."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, QStringListModel, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.model.run import Waiver
from core.model.settings import Settings
from gui.desk import Breadth, Desk
from gui.look import Role
from gui.models.rows import AnyIndex
from gui.pages.settings.rows import SettingRow
from gui.pages.settings.sections import SECTIONS, TEXTS
from gui.widgets.card import Card
from gui.widgets.lists import draw_ground, dress_list, is_selected, rect_of, write
from gui.widgets.page_frame import PageFrame
from gui.widgets.scroll import InnerScroll

_LIST, _LIST_MEDIUM = 206, 170
_ICON, _BEFORE, _GAP, _AFTER = 18, 12, 12, 10


class SettingsPage(PageFrame):
    """One section at a time; all of them under each other where the window is narrow."""

    def __init__(self, desk: Desk) -> None:
        """Show the first section."""
        super().__init__(desk, "pages.settings.name")
        self.soft(desk.say("settings.hint"))
        self._list = QListView()
        names = [desk.say(f"settings.section.{each.key}") for each in SECTIONS]
        self._model = QStringListModel(names, self)
        self._area = InnerScroll(desk.look, desk.say("pages.settings.name"))
        self._parts: list[QWidget] = []
        self._shown: Settings | None = None
        self._waivers: tuple[Waiver, ...] = ()
        self._lay_out()
        self.refresh()
        self.settle()

    def refresh(self) -> None:
        """Show the settings as they are now; keep the place, the focus and what is being typed."""
        desk = self.desk
        settings, waivers = desk.house.settings.read(), desk.house.waivers.active()
        before = self._shown and _without_texts(self._shown)
        as_before = (_without_texts(settings), waivers) == (before, self._waivers)
        self._shown, self._waivers = settings, waivers
        if as_before:
            self._write_texts(settings)
            return
        focus = self.focusWidget()
        name = focus.objectName() if focus is not None else ""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._parts = [self._section(place, column) for place in range(len(SECTIONS))]
        column.addStretch(1)
        self._area.hold(inner)
        self.arrange(desk.breadth)
        again = inner.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_section(self, key: str) -> None:
        """Show one section."""
        place = [each.key for each in SECTIONS].index(key)
        self._list.setCurrentIndex(self._model.index(place))

    def arrange(self, breadth: Breadth) -> None:
        """Drop the list of sections where the window is narrow."""
        narrow = breadth == Breadth.NARROW
        self._list.setVisible(not narrow)
        usual = self.desk.look.px(_LIST if breadth == Breadth.WIDE else _LIST_MEDIUM)
        self._list.setFixedWidth(max(usual, self._rows.least_width(self._model.stringList())))
        for row in self.findChildren(SettingRow):
            row.arrange(breadth)
        self._choose(self._list.currentIndex().row())

    def regions(self) -> tuple[QWidget, ...]:
        """Return list and rows."""
        return (self._list, self._area)

    def kept(self) -> object:
        """Return the section and the control that has the focus."""
        focus = self.focusWidget()
        return (self._list.currentIndex().row(), focus.objectName() if focus else "")

    def restore(self, kept: object) -> None:
        """Take both back."""
        if isinstance(kept, tuple):
            self._list.setCurrentIndex(self._model.index(max(0, kept[0])))
            control = self.findChild(QWidget, kept[1]) if kept[1] else None
            if control is not None:
                control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write_texts(self, settings: Settings) -> None:
        """Write what a text is now, but not over one that is being typed."""
        for name in TEXTS:
            field, text = self.findChild(QLineEdit, name), getattr(settings, name)
            if field is not None and not field.isModified() and field.text() != text:
                field.setText(text)

    def _lay_out(self) -> None:
        desk = self.desk
        dress_list(self._list, desk.look)
        self._rows = _SectionRows(desk, self._list)
        self._list.setItemDelegate(self._rows)
        self._list.setModel(self._model)
        self._list.setAccessibleName(desk.say("pages.settings.name"))
        self._list.setCurrentIndex(self._model.index(0))
        self._list.selectionModel().currentChanged.connect(lambda now, old: self._choose(now.row()))
        card = Card(desk.look)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 6, 1, 6)
        column.addWidget(self._area)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(self._list)
        row.addWidget(card, 1)
        self.body.addLayout(row, 1)

    def _section(self, place: int, column: QVBoxLayout) -> QWidget:
        desk, section = self.desk, SECTIONS[place]
        part = QWidget()
        rows = QVBoxLayout(part)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        title = desk.text(f"settings.section.{section.key}", Role.SMALL_NAME, desk.look.soft)
        title.setContentsMargins(26, 12, 26, 8)
        rows.addWidget(title)
        for row in section.rows(desk):
            rows.addWidget(row)
        column.addWidget(part)
        return part

    def _choose(self, place: int) -> None:
        every = self.desk.breadth == Breadth.NARROW
        for number, part in enumerate(self._parts):
            part.setVisible(every or number == max(0, place))
        self._area.verticalScrollBar().setValue(0)


def _without_texts(settings: Settings) -> Settings:
    none: dict[str, Any] = dict.fromkeys(TEXTS, "")
    return settings._replace(**none)


class _SectionRows(QStyledItemDelegate):
    """Draws the names of the sections with their icons."""

    def __init__(self, desk: Desk, view: QListView) -> None:
        super().__init__(view)
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of a rail item."""
        return QSize(0, self._desk.look.px(38))

    def least_width(self, names: Sequence[str]) -> int:
        """Return what the longest name takes when it is chosen."""
        metrics = QFontMetrics(self._desk.look.font(Role.NAME))
        widest = max(metrics.horizontalAdvance(name) for name in names)
        return _BEFORE + self._desk.look.px(_ICON) + _GAP + widest + _AFTER

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw a name."""
        look, rect = self._desk.look, rect_of(option)
        selected = is_selected(option, index)
        draw_ground(painter, rect, look, selected, line=False)
        chosen = look.selected_text if look.no_fill else look.accent
        ink = chosen if selected else look.text
        size = look.px(_ICON)
        box = QRectF(rect.left() + _BEFORE, rect.center().y() - size / 2 + 1, size, size)
        self._desk.icons.draw(painter, box, SECTIONS[index.row()].icon, ink)
        left = round(box.right()) + _GAP
        room = QRect(left, rect.top(), rect.right() - left, rect.height())
        role = Role.NAME if selected else Role.BODY
        write(painter, room, str(index.data()), look, role, ink)
