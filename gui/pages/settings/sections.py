"""Sections of the settings page, each a function that returns its rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from core.model.profile import Profile
from core.model.schedule import ScheduleState
from core.model.settings import CHOICES
from core.words import LANGUAGES
from gui import told
from gui.desk import Desk
from gui.look import Role
from gui.operations import findings as waiving
from gui.operations import settings as act
from gui.pages.settings.rows import SettingRow
from gui.widgets.fields import PlacesField, choice_field, text_field
from gui.widgets.text import Prose
from gui.widgets.tick import Tick

_OFFICE = ("unit", "parent", "locality", "asset_tag", "asset_place")
_PEOPLE = ("keeper", "technician")
TEXTS = (*_OFFICE, *_PEOPLE)
"""The settings that are typed; each field is called like its setting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of the settings: its key, its icon, what fills it."""

    key: str
    icon: str
    rows: Callable[[Desk], Sequence[QWidget]]


def _general(desk: Desk) -> Sequence[QWidget]:
    languages = [(desk.say(f"settings.lang.{each}"), each) for each in LANGUAGES]
    themes = [(desk.say(f"settings.theme.{each}"), each) for each in CHOICES["theme"]]
    sizes = [(desk.say(f"settings.text_size.s{each}"), each) for each in CHOICES["text_size"]]
    profiles = [(desk.say(f"settings.profile.{each}"), each) for each in Profile]
    return (
        _choice(desk, "lang", languages),
        _choice(desk, "theme", themes),
        _choice(desk, "text_size", sizes),
        _choice(desk, "profile", profiles),
        _daily(desk),
    )


def _office(desk: Desk) -> Sequence[QWidget]:
    return (*(_text(desk, each) for each in _OFFICE), _secrets(desk))


def _people(desk: Desk) -> Sequence[QWidget]:
    return [_text(desk, each) for each in _PEOPLE]


def _backup(desk: Desk) -> Sequence[QWidget]:
    return (SettingRow(desk, "backup", PlacesField(desk), wide=True),)


def _waivers(desk: Desk) -> Sequence[QWidget]:
    active = desk.house.waivers.active()
    if not active:
        empty = desk.text("settings.waivers.none", Role.BODY, desk.look.soft)
        empty.setContentsMargins(26, 14, 26, 14)
        return (empty,)
    return [_waiver(desk, each.check, each.who, each.why, each.until) for each in active]


def _packs(desk: Desk) -> Sequence[QWidget]:
    from gui.pages.settings.packs import PacksPart

    return (PacksPart(desk),)


def _about(desk: Desk) -> Sequence[QWidget]:
    house = desk.house
    look = desk.look
    lines = (
        desk.say("settings.about.version", version=house.version, release_date=house.release_day),
        desk.say("settings.about.home", path=str(house.home)),
        desk.say("settings.about.promise"),
        desk.say("settings.about.icons"),
    )
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(26, 14, 26, 14)
    column.setSpacing(8)
    for line in lines:
        column.addWidget(Prose(line, look).selectable())
    return (part,)


SECTIONS = (
    Section(key="general", icon="adjustments", rows=_general),
    Section(key="office", icon="building", rows=_office),
    Section(key="people", icon="users", rows=_people),
    Section(key="places", icon="database", rows=_backup),
    Section(key="risks", icon="shield-check", rows=_waivers),
    Section(key="packs", icon="table", rows=_packs),
    Section(key="about", icon="info-circle", rows=_about),
)


def _keep(desk: Desk, field: str, value: object) -> None:
    fields: dict[str, Any] = {field: value}
    act.change(desk, **fields)


def _choice(desk: Desk, field: str, options: Sequence[tuple[str, object]]) -> SettingRow:
    value = getattr(desk.house.settings.read(), field)
    box = choice_field(
        desk,
        f"settings.{field}.label",
        options,
        value,
        partial(_keep, desk, field),
    )
    box.setObjectName(field)
    return _row(desk, field, box, value)


def _text(desk: Desk, field: str) -> SettingRow:
    value = getattr(desk.house.settings.read(), field)
    line = text_field(
        desk,
        f"settings.{field}.label",
        value,
        partial(_keep, desk, field),
    )
    line.setObjectName(field)
    return _row(desk, field, line, value, resets=False)


def _row(
    desk: Desk, field: str, control: QWidget, value: object, *, resets: bool = True
) -> SettingRow:
    default = act.default(field)
    changed = resets and value != default
    return SettingRow(desk, field, control, partial(_keep, desk, field, default), changed=changed)


def _secrets(desk: Desk) -> SettingRow:
    ticked = desk.house.settings.read().state_secrets
    tick = Tick(desk.say("settings.state_secrets.tick"), desk.look, ticked=ticked)
    tick.box.setObjectName("state_secrets")
    tick.box.setAccessibleDescription(desk.say("settings.state_secrets.help"))
    tick.box.toggled.connect(lambda on: act.change(desk, state_secrets=on))
    return SettingRow(desk, "state_secrets", tick)


def _daily(desk: Desk) -> SettingRow:
    """Ask the operating system how the daily check stands; it, not this box, knows."""
    box = QCheckBox(desk.say("settings.daily.tick"))
    box.setFont(desk.look.font(Role.BODY))
    box.setObjectName("daily")
    box.setEnabled(False)

    def show(state: ScheduleState) -> None:
        box.setChecked(state.on is True)
        box.setEnabled(True)

    def switch(ticked: bool) -> None:
        box.setChecked(not ticked)  # until the system confirms, and the page is asked anew
        desk.do(desk.house.schedule.on if ticked else desk.house.schedule.off)

    desk.ask(lambda: desk.house.schedule.state(), show)
    box.clicked.connect(switch)
    return SettingRow(desk, "daily", box)


def _waiver(desk: Desk, check: str, who: str, why: str, until: str) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(26, 12, 26, 12)
    column.setSpacing(3)
    look = desk.look
    name = desk.say("settings.waivers.of", title=told.title(desk.words, check), id=check)
    column.addWidget(Prose(name, look, Role.NAME))
    column.addWidget(desk.text("common.waived.until", date=until, name=who))
    column.addWidget(Prose(why, look, Role.BODY, look.soft))
    column.addWidget(
        desk.link("settings.waivers.withdraw", lambda: waiving.withdraw_waiver(desk, check))
    )
    return part
