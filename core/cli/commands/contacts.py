"""`contacts`: whom to call, how far each number can be trusted, what came of calling it."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from core.cli.front import Face
from core.cli.output import write_json
from core.cli.typed import NUMBER, day_of
from core.model.contact import CallOutcome, Contact, ContactRole
from core.model.errors import Exit
from core.model.phone import grouped

if TYPE_CHECKING:
    from core.house import House


@click.group()
def command() -> None:
    """Group the commands of the contacts; its help comes from the words."""


@command.command("list")
@click.option("--to-call", is_flag=True)
@click.option("--json", "json_to", metavar="FILE|-")
@click.pass_obj
def list_contacts(face: Face, to_call: bool, json_to: str | None) -> int:
    house = face.house()
    found = house.contacts.to_call() if to_call else house.contacts.all()
    if json_to:
        said = [{**asdict(each), "trust": house.contacts.trust(each)} for each in found]
        write_json(json.dumps(said, ensure_ascii=False, indent=2).encode() + b"\n", json_to)
        return Exit.DONE
    if not found:
        click.echo(house.words.say("cli.contacts.list.none"))
    for each in found:
        click.echo(_line(house, each))
    return Exit.DONE


@command.command("add")
@click.argument("name", metavar="NAME")
@click.option("--role", type=click.Choice([each.value for each in ContactRole]), default="other")
@click.option("--office", default="", metavar="TEXT")
@click.option("--post", default="", metavar="TEXT")
@click.option("--duty-phone", default="", metavar="PHONE")
@click.option("--own-phone", default="", metavar="PHONE")
@click.option("--email", default="", metavar="TEXT")
@click.option("--source", default="", metavar="TEXT")
@click.option("--source-day", default="", metavar="DAY")
@click.option("--note", default="", metavar="TEXT")
@click.pass_obj
def add(
    face: Face,
    name: str,
    role: str,
    office: str,
    post: str,
    duty_phone: str,
    own_phone: str,
    email: str,
    source: str,
    source_day: str,
    note: str,
) -> int:
    house = face.house()
    contact = Contact(
        name=name,
        role=ContactRole(role),
        office=office,
        post=post,
        duty_phone=duty_phone,
        own_phone=own_phone,
        email=email,
        source=source,
        source_day=day_of(source_day).isoformat() if source_day else "",
        note=note,
    )
    house.contacts.add(contact)
    newest = max(house.contacts.all(), key=lambda each: each.number)
    click.echo(_line(house, newest))
    return Exit.DONE


@command.command("verify")
@click.argument("number", type=NUMBER, metavar="N")
@click.argument("outcome", type=click.Choice([each.value for each in CallOutcome]))
@click.option("--by", required=True, metavar="NAME")
@click.option("--note", default="", metavar="TEXT")
@click.pass_obj
def verify(face: Face, number: int, outcome: str, by: str, note: str) -> int:
    house = face.house()
    house.contacts.record_call(number, CallOutcome(outcome), by, note)
    contact = house.contacts.contact(number)
    if contact is not None:
        click.echo(_line(house, contact))
    return Exit.DONE


@command.command("remove")
@click.argument("number", type=NUMBER, metavar="N")
@click.pass_obj
def remove(face: Face, number: int) -> int:
    face.house().contacts.remove(number)
    return Exit.DONE


def _line(house: "House", contact: Contact) -> str:
    """Return a contact on one line: number, role, who, phone, trust and since when."""
    words = house.words
    trust = words.say(f"contacts.trust.{house.contacts.trust(contact)}")
    since = f" ({words.date(contact.since)})" if contact.since else ""
    who = ", ".join(filter(None, (contact.name, contact.post, contact.office)))
    role = words.say(f"contacts.role.{contact.role}")
    return f"{contact.number:4} {role} · {who} · {grouped(contact.phone)} · {trust}{since}"
