"""What a person can do with the contacts and the office's own staff."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.model.contact import CallOutcome, Contact, ContactRole
from core.model.person import Person
from gui.told import typed_day
from gui.widgets.form_dialog import Ask, FormDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.model.change import Change
    from gui.desk import Desk

_TEXTS = ("name", "post", "office", "duty_phone", "own_phone", "email", "source")
_OF_PERSON = ("name", "post", "room", "phone", "email")


def edit(desk: Desk, parent: QWidget, contact: Contact | None) -> None:
    """Ask for a new contact, or for changes of one."""
    house = desk.house.contacts
    old = contact or Contact(role=ContactRole.RESPONSE, name="")
    roles = tuple((desk.say(f"contacts.role.{each}"), each.value) for each in ContactRole)
    asks = [Ask(name="role", label="contacts.field.role", value=old.role, options=roles)]
    for name in _TEXTS:
        value, needed = getattr(old, name), name == "name"
        asks.append(Ask(name=name, label=f"contacts.field.{name}", value=value, needed=needed))
    day = typed_day(old.source_day) if old.source_day else ""
    asks.append(Ask(name="source_day", label="contacts.field.source_day", value=day))
    asks.append(Ask(name="note", label="contacts.field.note", value=old.note))
    key = "contacts.page.change_contact" if contact else "contacts.page.add_contact"
    dialog = FormDialog(desk, parent.window(), key, asks, yes="buttons.save_plain")

    def write(said: dict[str, str]) -> Change:
        new = replace(
            old,
            role=ContactRole(said["role"]),
            name=said["name"],
            post=said["post"],
            office=said["office"],
            duty_phone=said["duty_phone"],
            own_phone=said["own_phone"],
            email=said["email"],
            source=said["source"],
            source_day=said["source_day"],
            note=said["note"],
        )
        done: Change = (house.change if contact else house.add)(new)
        return done

    dialog.record(dialog.answers, write)


def remove(desk: Desk, contact: Contact) -> None:
    """Take a contact off the list."""
    desk.do(lambda: desk.house.contacts.remove(contact.number))


def record_call(desk: Desk, contact: Contact, outcome: CallOutcome, by: str) -> None:
    """Note what came of calling a number, there and in the duty book."""
    once = f"call of contact {contact.number}"
    desk.do(lambda: desk.house.contacts.record_call(contact.number, outcome, by), once=once)


def edit_person(desk: Desk, parent: QWidget, person: Person | None) -> None:
    """Ask for a new member of the staff, or for changes of one."""
    house = desk.house.people
    old = person or Person(name="")
    asks = [
        Ask(
            name=name,
            label=f"contacts.field.{name}",
            value=getattr(old, name),
            needed=name == "name",
        )
        for name in _OF_PERSON
    ]
    key = "contacts.page.change_person" if person else "contacts.page.add_person"
    dialog = FormDialog(desk, parent.window(), key, asks, yes="buttons.save_plain")

    def write(said: dict[str, str]) -> Change:
        new = replace(
            old,
            name=said["name"],
            post=said["post"],
            room=said["room"],
            phone=said["phone"],
            email=said["email"],
        )
        done: Change = (house.change if person else house.add)(new)
        return done

    dialog.record(dialog.answers, write)


def remove_person(desk: Desk, person: Person) -> None:
    """Take a person out of the staff."""
    desk.do(lambda: desk.house.people.remove(person.number))
