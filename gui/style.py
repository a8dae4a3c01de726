"""Style: Fusion with the grounds of buttons and fields painted by the look."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QWidget,
)

from gui.look import Look
from gui.panels import draw_box, draw_button, draw_field, draw_ring
from gui.widgets.buttons import PRIMARY

_RING_MARGIN = 4
_SIGNED = 1 << 32
"""Colours are unsigned, hints are not; an opaque colour is always past the half."""
_INDENT = 5
_METRICS = {
    QStyle.PixelMetric.PM_FocusFrameHMargin: _RING_MARGIN,
    QStyle.PixelMetric.PM_FocusFrameVMargin: _RING_MARGIN,
}


class HouseStyle(QProxyStyle):
    """Fusion, but flat buttons, and fields, boxes and rings with an outline that can be seen.

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
        """Paint buttons, fields, boxes, rings, no focus rectangle; leave the rest to Fusion."""
        if element == QStyle.PrimitiveElement.PE_PanelButtonCommand:
            self._button(option, painter, widget)
        elif element == QStyle.PrimitiveElement.PE_PanelLineEdit:
            if widget is None or not isinstance(widget.parentWidget(), QAbstractSpinBox):
                self._field(option, painter)
        elif element == QStyle.PrimitiveElement.PE_Frame and isinstance(
            widget, QAbstractScrollArea
        ):
            self._field(option, painter)
        elif element == QStyle.PrimitiveElement.PE_IndicatorCheckBox:
            state = option.state
            draw_box(
                painter,
                QRectF(option.rect),
                self.look,
                ticked=bool(state & QStyle.StateFlag.State_On),
                enabled=bool(state & QStyle.StateFlag.State_Enabled),
            )
        elif element == QStyle.PrimitiveElement.PE_IndicatorRadioButton:
            state = option.state
            draw_ring(
                painter,
                QRectF(option.rect),
                self.look,
                chosen=bool(state & QStyle.StateFlag.State_On),
                enabled=bool(state & QStyle.StateFlag.State_Enabled),
            )
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
        own = _METRICS.get(metric)
        return super().pixelMetric(metric, option, widget) if own is None else own

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
        if hint == QStyle.StyleHint.SH_Table_GridLineColor:
            return int(QColor(self.look.line).rgb()) - _SIGNED
        return super().styleHint(hint, option, widget)

    def _button(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        state = option.state
        draw_button(
            painter,
            QRectF(option.rect),
            self.look,
            strong=bool(state & QStyle.StateFlag.State_On)
            or (widget is not None and bool(widget.property(PRIMARY))),
            enabled=bool(state & QStyle.StateFlag.State_Enabled),
            down=bool(state & QStyle.StateFlag.State_Sunken),
            under_mouse=bool(state & QStyle.StateFlag.State_MouseOver),
        )

    def _field(self, option: QStyleOption, painter: QPainter) -> None:
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        draw_field(painter, QRectF(option.rect), self.look, focused=focused)
