"""The forms of the first run; what is typed is kept at once, as in the settings."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from core.words import LANGUAGES
from gui.desk import Desk
from gui.look import Role
from gui.operations import first_run as act
from gui.widgets.text import Prose

STEPS = ("language", "office", "people", "backup")

_FIELDS = {
    "office": ("unit", "parent", "asset_tag", "asset_place"),
    "people": ("keeper", "technician"),
}
_FIELD_WIDTH = 430
_LABEL_WIDTH = 144
_FIRST = "first"
"""The object name of the field that gets the focus."""


def form_of(desk: Desk, step: str) -> QWidget:
    """Return the form of a step: title, one sentence, fields."""
    form = QWidget()
    column = QVBoxLayout(form)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(desk.text(f"first_run.{step}.name", Role.PAGE))
    column.addWidget(desk.text(f"first_run.{step}.sentence", Role.BODY, desk.look.soft))
    column.addSpacing(10)
    if step == "language":
        column.addWidget(_languages(desk))
    elif step == "backup":
        from gui.widgets.fields import PlacesField

        places = PlacesField(desk)
        places.add.setObjectName(_FIRST)
        column.addWidget(places)
    else:
        column.addLayout(_fields(desk, _FIELDS[step]))
    if step == "office":
        column.addWidget(_secrets(desk))
    column.addStretch(1)
    return form


def _fields(desk: Desk, names: tuple[str, ...]) -> QGridLayout:
    from PySide6.QtCore import Qt

    from gui.widgets.fields import text_field  # the first step, which is painted first, has none

    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 5)
    grid.setColumnStretch(2, 1)
    settings = desk.house.settings.read()
    for place, name in enumerate(names):
        label = desk.text(f"settings.{name}.label", Role.NAME)
        label.setFixedWidth(desk.look.px(_LABEL_WIDTH))
        field = text_field(
            desk,
            f"settings.{name}.label",
            getattr(settings, name),
            partial(_keep, desk, name),
        )
        field.setMaximumWidth(desk.look.px(_FIELD_WIDTH))
        field.setObjectName(_FIRST if place == 0 else name)
        label.setBuddy(field)
        grid.addWidget(label, 3 * place, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(field, 3 * place, 1)
        help_line = desk.text(f"settings.{name}.help", Role.SMALL, desk.look.soft)
        grid.addWidget(help_line, 3 * place + 1, 1)
        grid.setRowMinimumHeight(3 * place + 2, 8)
    return grid


def _keep(desk: Desk, name: str, text: str) -> None:
    fields: dict[str, Any] = {name: text}
    act.keep(desk, **fields)


def _languages(desk: Desk) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(24)
    group = QButtonGroup(part)
    now = desk.words.lang
    for lang in LANGUAGES:
        button = QRadioButton(desk.say(f"settings.lang.{lang}"))
        button.setFont(desk.look.font(Role.BODY))
        button.setChecked(lang == now)
        if lang == now:
            button.setObjectName(_FIRST)
        button.clicked.connect(lambda checked=False, lang=lang: act.keep(desk, lang=lang))
        group.addButton(button)
        row.addWidget(button)
    row.addStretch(1)
    return part


def _secrets(desk: Desk) -> QWidget:
    from PySide6.QtWidgets import QCheckBox

    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 2, 0, 0)
    column.setSpacing(2)
    box = QCheckBox(desk.say("settings.state_secrets.tick"))
    box.setFont(desk.look.font(Role.BODY))
    box.setChecked(desk.house.settings.read().state_secrets)
    box.clicked.connect(lambda ticked: act.keep(desk, state_secrets=ticked))
    column.addWidget(box)
    look = desk.look
    column.addWidget(Prose(desk.say("settings.state_secrets.help"), look, Role.SMALL, look.soft))
    return part
