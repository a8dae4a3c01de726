"""Style: Fusion with three primitives painted by the look, and the focus ring."""

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFocusFrame,
    QLineEdit,
    QPlainTextEdit,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QTextEdit,
    QWidget,
)

from gui.look import Look

PRIMARY = "primary"
"""The name of the property that marks the one primary button of a page."""

_BUTTON_RADIUS = 4
_FIELD_RADIUS = 3
_RING_RADIUS = 6
_RING_MARGIN = 4
_PRESSED = 108
_INDENT = 5
_MENU_BAR = {
    QStyle.PixelMetric.PM_MenuBarHMargin: 6,
    QStyle.PixelMetric.PM_MenuBarItemSpacing: 6,
}


class HouseStyle(QProxyStyle):
    """Fusion, but flat buttons and fields with an outline that can be seen.

    Fusion's own gradient lightens a coloured button below readable contrast and its field outline
    reaches only 2:1. Keep a Python reference to this object for the life of the application.
    """

    def __init__(self, look: Look) -> None:
        """Paint in a look."""
        super().__init__("Fusion")
        self.look = look

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint buttons, fields and (not) the focus rectangle; leave the rest to Fusion."""
        if element == QStyle.PrimitiveElement.PE_PanelButtonCommand:
            self._button(option, painter, widget)
        elif element == QStyle.PrimitiveElement.PE_PanelLineEdit:
            if widget is None or not isinstance(widget.parentWidget(), QAbstractSpinBox):
                self._field(option, painter)
        elif element != QStyle.PrimitiveElement.PE_FrameFocusRect:
            super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint a field of numbers like any field; it has no arrows, its keys are up and down."""
        if control == QStyle.ComplexControl.CC_SpinBox:
            self._field(option, painter)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Begin the text of a box where the text of a field begins."""
        rect = super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]
        if part == QStyle.SubControl.SC_ComboBoxEditField:
            return rect.adjusted(_INDENT, 0, 0, 0)
        return rect

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Give the ring its distance from the control."""
        if metric in (
            QStyle.PixelMetric.PM_FocusFrameHMargin,
            QStyle.PixelMetric.PM_FocusFrameVMargin,
        ):
            return _RING_MARGIN
        if metric in _MENU_BAR:
            return _MENU_BAR[metric]
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: object = None,  # noqa: N803 - Qt's name
    ) -> int:
        """Draw the ring over the control's edge, and open lists under their box."""
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        if hint == QStyle.StyleHint.SH_ComboBox_Popup:
            return 0
        return super().styleHint(hint, option, widget)

    def _button(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        look, state = self.look, option.state
        enabled = bool(state & QStyle.StateFlag.State_Enabled)
        on = bool(state & QStyle.StateFlag.State_On)
        primary = on or (widget is not None and bool(widget.property(PRIMARY)))
        fill = QColor(look.accent if primary and enabled else look.button)
        if state & QStyle.StateFlag.State_Sunken:
            fill = fill.darker(_PRESSED)
        elif enabled and not primary and state & QStyle.StateFlag.State_MouseOver:
            fill = QColor(look.sunk if look.no_fill else look.selected)
        outline = look.accent if primary and enabled else look.edge
        self._panel(painter, option, fill, QPen(QColor(outline), 1), _BUTTON_RADIUS)

    def _field(self, option: QStyleOption, painter: QPainter) -> None:
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        pen = QPen(QColor(self.look.focus if focused else self.look.edge), 2 if focused else 1)
        self._panel(painter, option, QColor(self.look.card), pen, _FIELD_RADIUS)

    def _panel(
        self, painter: QPainter, option: QStyleOption, fill: QColor, pen: QPen, radius: int
    ) -> None:
        inset = pen.widthF() / 2
        rect = QRectF(option.rect).adjusted(inset, inset, -inset, -inset)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawRoundedRect(rect, radius, radius)
        painter.restore()


class FocusRing(QFocusFrame):
    """A ring round the control that the keyboard is on."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Follow the focus inside a window."""
        super().__init__(parent)
        self.look = look

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a rounded outline, two pixels away from the control."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.look.focus), 2))
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(rect, _RING_RADIUS, _RING_RADIUS)


_OWN_MARK = (QLineEdit, QAbstractItemView, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit)
"""Controls that show the focus themselves: fields by their outline, lists in their row."""


class FocusWatch(QObject):
    """Puts the ring round the control that got the focus, unless the control marks it itself."""

    def __init__(self, app: QApplication, ring: FocusRing) -> None:
        """Follow the focus of an application for one window's ring."""
        super().__init__(ring)
        self._ring = ring
        ring.hide()
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        ours = new is not None and self._ring.window() is new.window()
        clicked = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        silent = new is None or new.focusPolicy() == Qt.FocusPolicy.NoFocus
        bare = silent or not ours or clicked or isinstance(new, _OWN_MARK)
        self._ring.setWidget(None if bare else new)  # type: ignore[arg-type]
