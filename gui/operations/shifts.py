"""What a person can do with shifts: go on duty, hand over, accept, see to what is open."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from core.model.shift import Condition, NewShift, Offer, OpenItem, Shift

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from core.model.change import Change
    from core.model.shift import Reminder
    from gui.desk import Desk
    from gui.widgets.form_dialog import Ask

_CONDITION = ("systems", "power", "network", "keys", "devices")


def start(desk: Desk, parent: QWidget) -> None:
    """Ask who goes on duty and how things stand; where somebody is on duty that is said first."""
    from gui.widgets.form_dialog import Ask

    shift = desk.house.shifts.current()
    asks = [
        Ask(name="person", label="shift.page.person", value=_next_person(desk), needed=True),
        Ask(name="until", label="shift.page.until", value=_planned_end(desk)),
        *_condition(),
        _pin(),
    ]

    def write(said: dict[str, str]) -> Change:
        new = NewShift(
            person=said["person"],
            until=said["until"],
            condition=_conditioned(said),
            without_handover=shift is not None,
            pin=said["pin"],
        )
        return desk.house.shifts.start(new)

    note = "" if shift is None else desk.say("shift.page.without", name=shift.person)
    _ask(desk, parent, "shift.page.start", asks, write, note)


def offer(desk: Desk, parent: QWidget) -> None:
    """Ask to whom the shift is handed over and what that person has to know."""
    from gui.widgets.form_dialog import Ask

    asks = [
        Ask(name="to", label="shift.page.to", value=_next_person(desk), needed=True),
        Ask(name="note", label="shift.page.note"),
        Ask(name="instruction", label="shift.page.instruction"),
        *_condition(),
        _pin(),
    ]

    def write(said: dict[str, str]) -> Change:
        made = Offer(
            to=said["to"],
            note=said["note"],
            instruction=said["instruction"],
            condition=_conditioned(said),
            pin=said["pin"],
        )
        return desk.house.shifts.offer(made)

    _ask(desk, parent, "shift.page.hand_over", asks, write)


def accept(desk: Desk, parent: QWidget, shift: Shift) -> None:
    """Show what is handed over, to be read, accepted with reservations or not at all."""
    from gui.widgets.accept_dialog import AcceptDialog

    def show(found: tuple[tuple[OpenItem, ...], tuple[Incident, ...]]) -> None:
        dialog = AcceptDialog(desk, parent.window(), shift, *found)
        dialog.refused.connect(partial(_refuse, desk, dialog))
        dialog.record(dialog.acceptance, desk.house.shifts.accept)

    house = desk.house
    desk.ask(lambda: (house.open_items.all(), house.incidents.running()), show)


def end(desk: Desk, parent: QWidget) -> None:
    """Go off duty although nobody takes over."""
    _ask(
        desk,
        parent,
        "shift.page.end",
        [_pin()],
        lambda said: desk.house.shifts.end(said["pin"]),
    )


def add_item(desk: Desk, parent: QWidget) -> None:
    """Ask for something that is carried from shift to shift."""
    from gui.widgets.form_dialog import Ask

    asks = [
        Ask(name="text", label="shift.page.item_text", needed=True),
        Ask(name="due", label="shift.page.item_due_ask"),
    ]
    _ask(
        desk,
        parent,
        "shift.page.add_item",
        asks,
        lambda said: desk.house.open_items.add(said["text"], said["due"]),
    )


def close_item(desk: Desk, parent: QWidget, item: OpenItem) -> None:
    """Ask how an open item was seen to, and close it."""
    from gui.widgets.form_dialog import Ask

    asks = [Ask(name="text", label="shift.page.how")]
    _ask(
        desk,
        parent,
        "shift.page.done",
        asks,
        lambda said: desk.house.open_items.close(item.seq, said["text"]),
        desk.say("shift.page.item", seq=item.seq, text=item.text),
    )


def write_sheet(desk: Desk, folder: Path) -> None:
    """Write the sheet of the newest hand-over into a folder."""
    desk.memory.keep(report_folder=str(folder))

    def done(paths: tuple[Path, ...]) -> None:
        names = ", ".join(each.name for each in paths)
        desk.tell(desk.say("incident.page.written", file=names, folder=str(folder)))

    desk.ask(lambda: desk.house.write_handover(("pdf", "docx"), folder), done)


def remind(desk: Desk, then: Callable[[tuple[Reminder, ...]], object]) -> None:
    """Find out what is to be remembered now."""
    desk.ask(desk.house.reminders, then)


def _refuse(desk: Desk, dialog: AcceptDialog) -> None:
    """Ask why a shift is not taken; what was entered to take it stays until that is recorded."""
    from gui.widgets.form_dialog import Ask, FormDialog

    entered = dialog.acceptance()
    asks = [
        Ask(name="person", label="shift.page.person", value=entered.person, needed=True),
        Ask(name="reason", label="shift.page.reason", needed=True),
        Ask(name="pin", label="shift.page.pin", value=entered.pin, hidden=True),
    ]

    def write(said: dict[str, str]) -> Change:
        done: Change = desk.house.shifts.refuse(said["person"], said["reason"], said["pin"])
        return done

    asking = FormDialog(desk, dialog, "shift.page.refuse", asks)
    asking.fields["reason"].setFocus()
    asking.record(asking.answers, write, dialog.reject)


def _condition() -> list[Ask]:
    from gui.widgets.form_dialog import Ask

    return [Ask(name=name, label=f"shift.page.{name}") for name in _CONDITION]


def _conditioned(said: dict[str, str]) -> Condition:
    return Condition(**{name: said[name] for name in _CONDITION})


def _pin() -> Ask:
    from gui.widgets.form_dialog import Ask

    return Ask(name="pin", label="shift.page.pin", hidden=True)


def _next_person(desk: Desk) -> str:
    """Return who is planned next and not on duty yet, else the person of the settings."""
    house = desk.house
    current = house.duty.person_on_duty()
    names = {each.number: each.name for each in house.people.all()}
    for shift in house.rosters.around(house.now()):
        for number in shift.people:
            if not shift.line.on_call and names.get(number, current) != current:
                return names[number]
    keeper: str = house.settings.read().keeper
    return "" if keeper == current else keeper


def _planned_end(desk: Desk) -> str:
    from core.model.moments import VIETNAM, from_text

    house = desk.house
    now = house.now()
    for shift in house.rosters.around(now):
        if not shift.line.on_call and shift.people and shift.starts <= now < shift.ends:
            return from_text(shift.ends).astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")
    return ""


def _ask(
    desk: Desk,
    parent: QWidget,
    title: str,
    asks: Sequence[Ask],
    write: Callable[[dict[str, str]], Change],
    note: str = "",
) -> None:
    """Ask for a few things, then have them done; `note` is the sentence itself."""
    from gui.widgets.form_dialog import FormDialog

    dialog = FormDialog(desk, parent.window(), title, asks, said=note)
    dialog.record(dialog.answers, write)


if TYPE_CHECKING:
    from core.model.incident import Incident
    from gui.widgets.accept_dialog import AcceptDialog
