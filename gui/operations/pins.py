"""What a person can do about the personal PINs of the staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.model.errors import Exit, KnownError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from core.model.change import Change
    from core.model.person import Person
    from gui.desk import Desk
    from gui.widgets.form_dialog import Ask


def name_of(person: Person) -> str:
    """Return what names exactly this person to the house, whoever else has that name."""
    return f"#{person.number}"


def choose(desk: Desk, parent: QWidget, person: Person, *, has: bool) -> None:
    """Ask for a new PIN, twice, after the old one where there is one."""
    from gui.widgets.form_dialog import Ask

    old = [Ask(name="old", label="contacts.pin.old", needed=True, hidden=True)] if has else []
    asks = [
        *old,
        Ask(name="new", label="contacts.pin.new", needed=True, hidden=True),
        Ask(name="again", label="contacts.pin.again", needed=True, hidden=True),
    ]

    def write(said: dict[str, str]) -> Change:
        if said["new"] != said["again"]:
            raise KnownError("person_pin_differs", Exit.USAGE)
        return desk.house.pins.set(name_of(person), said["new"], said.get("old", ""))

    title = "contacts.pin.change" if has else "contacts.pin.set"
    _ask(desk, parent, person, title, asks, write, "contacts.pin.limits", "contacts.pin.save")


def drop(desk: Desk, parent: QWidget, person: Person) -> None:
    """Ask for the PIN and take it away."""
    from gui.widgets.form_dialog import Ask

    _ask(
        desk,
        parent,
        person,
        "contacts.pin.drop",
        [Ask(name="old", label="contacts.pin.old", needed=True, hidden=True)],
        lambda said: desk.house.pins.drop(name_of(person), said["old"]),
        yes="contacts.pin.dropped",
    )


def forget(desk: Desk, parent: QWidget, person: Person) -> None:
    """Ask why a PIN that its person no longer knows is taken away; the duty book says so."""
    from gui.widgets.form_dialog import Ask

    _ask(
        desk,
        parent,
        person,
        "contacts.pin.forget",
        [Ask(name="reason", label="contacts.pin.reason", needed=True)],
        lambda said: desk.house.pins.forget(name_of(person), said["reason"]),
        "contacts.pin.forget_help",
    )


def _ask(
    desk: Desk,
    parent: QWidget,
    person: Person,
    title: str,
    asks: Sequence[Ask],
    write: Callable[[dict[str, str]], Change],
    note: str = "",
    yes: str = "incident.ask.write",
) -> None:
    """Ask for a few things about a person's PIN, then have it done."""
    from gui.widgets.form_dialog import FormDialog

    dialog = FormDialog(desk, parent.window(), title, asks, note, person.name, yes)
    dialog.record(dialog.answers, write)
