"""`shift`: shifts, hand-over, what is carried on, reminders, PINs."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

import click

from core.cli.front import Face
from core.cli.opening import ask_hidden
from core.cli.output import write_json
from core.cli.typed import NUMBER
from core.model.errors import Exit, KnownError
from core.model.shift import Acceptance, Condition, NewShift, Offer

_PIN = click.option("--pin-file", type=click.File(encoding="utf-8"), metavar="FILE|-")
_UNTIL = click.option("--until", default="", metavar="TIME")
_PERSON = click.option("--person", default="", metavar="NAME")
_FOLDER = click.Path(file_okay=False, path_type=Path)


def _condition(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options that say how things stand."""
    for name in ("devices", "keys", "network", "power", "systems"):
        command = click.option(f"--{name}", default="", metavar="TEXT")(command)
    return command


@click.group()
def command() -> None:
    """Group the commands of shifts; its help comes from the words."""


@command.command("show")
@click.option("--json", "json_to", metavar="FILE|-")
@click.pass_obj
def show(face: Face, json_to: str | None) -> int:
    house = face.house()
    if json_to:
        shift = house.shifts.current()
        said = {
            "shift": None if shift is None else asdict(shift),
            "items": [asdict(each) for each in house.open_items.all()],
            "reminders": [asdict(each) for each in house.reminders()],
        }
        write_json(json.dumps(said, ensure_ascii=False, indent=2).encode() + b"\n", json_to)
        return Exit.DONE
    return _show(face)


@command.command("start")
@_PERSON
@_UNTIL
@_condition
@click.option("--without-handover", is_flag=True)
@_PIN
@click.pass_obj
def start(
    face: Face,
    /,
    person: str,
    until: str,
    without_handover: bool,
    pin_file: TextIO | None,
    **condition: Any,
) -> int:
    house = face.house()
    house.shifts.start(
        NewShift(
            person=person or house.settings.read().keeper,
            until=until,
            condition=Condition(**condition),
            without_handover=without_handover,
            pin=_pin(pin_file),
        )
    )
    return _show(face)


@command.command("handover")
@click.option("--to", default="", metavar="NAME")
@click.option("--note", default="", metavar="TEXT")
@click.option("--instruction", default="", metavar="TEXT")
@_condition
@click.option("--nobody", is_flag=True)
@_PIN
@click.pass_obj
def handover(
    face: Face,
    /,
    to: str,
    note: str,
    instruction: str,
    nobody: bool,
    pin_file: TextIO | None,
    **condition: Any,
) -> int:
    shifts = face.house().shifts
    if nobody:
        shifts.end(_pin(pin_file))
    else:
        offer = Offer(
            to=to,
            note=note,
            instruction=instruction,
            condition=Condition(**condition),
            pin=_pin(pin_file),
        )
        shifts.offer(offer)
    return _show(face)


@command.command("accept")
@_PERSON
@click.option("--reservations", default="", metavar="TEXT")
@click.option("--read", multiple=True, metavar="CODE")
@click.option("--refuse", default="", metavar="TEXT")
@_UNTIL
@_PIN
@click.pass_obj
def accept(
    face: Face,
    /,
    person: str,
    reservations: str,
    read: tuple[str, ...],
    refuse: str,
    until: str,
    pin_file: TextIO | None,
) -> int:
    house = face.house()
    shift = house.shifts.current()
    offered = shift.offer.to if shift is not None and shift.offer is not None else ""
    name = person or offered or house.settings.read().keeper
    if refuse:
        house.shifts.refuse(name, refuse, _pin(pin_file))
        return _show(face)
    accepted = Acceptance(
        person=name,
        reservations=reservations,
        read=tuple(house.incidents.find(each).id for each in read),
        until=until,
        pin=_pin(pin_file),
    )
    house.shifts.accept(accepted)
    return _show(face)


@command.command("sheet")
@click.option("--out", type=_FOLDER, required=True, metavar="DIR")
@click.option("--format", "formats", default="pdf,docx", metavar="NAMES")
@click.pass_obj
def sheet(face: Face, out: Path, formats: str) -> int:
    wanted = tuple(each.strip() for each in formats.split(","))
    for each in face.house().write_handover(wanted, out):
        click.echo(face.house().words.say("cli.said.written", path=str(each)))
    return Exit.DONE


@command.command("item")
@click.argument("text", default="")
@click.option("--due", default="", metavar="TIME")
@click.option("--done", type=NUMBER, metavar="SEQ")
@click.option("--author", default="", metavar="NAME")
@click.pass_obj
def item(face: Face, text: str, due: str, done: int | None, author: str) -> int:
    items = face.house().open_items
    if done is None:
        items.add(text, due, author)
    else:
        items.close(done, text, author)
    return _show(face)


@command.command("remind")
@click.pass_obj
def remind(face: Face) -> int:
    house = face.house()
    found = house.reminders()
    for each in found:
        click.echo(each.text)
    if not found:
        click.echo(house.words.say("shift.reminder.none"))
    return Exit.DONE


@command.command("pin")
@click.argument("name")
@click.option("--old-file", type=click.File(encoding="utf-8"), metavar="FILE|-")
@_PIN
@click.option("--drop", is_flag=True)
@click.option("--forget", default="", metavar="TEXT")
@click.pass_obj
def pin(
    face: Face,
    /,
    name: str,
    old_file: TextIO | None,
    pin_file: TextIO | None,
    drop: bool,
    forget: str,
) -> int:
    house = face.house()
    say = house.words.say
    if forget:
        house.pins.forget(name, forget)
    elif drop:
        house.pins.drop(name, _pin(old_file))
    else:
        if house.pins.has(name) and old_file is None:
            raise KnownError("person_pin_needed", Exit.NO_RIGHT, name=name)
        typed = _pin(pin_file) or ask_hidden(
            say("cli.shift.pin.ask"),
            say("cli.shift.pin.ask_again"),
            instead="--pin-file",
            differ="person_pin_differs",
        )
        house.pins.set(name, typed, _pin(old_file))
    click.echo(say("cli.shift.pin.has" if house.pins.has(name) else "cli.shift.pin.none"))
    return Exit.DONE


def _pin(stream: TextIO | None) -> str:
    return "" if stream is None else stream.readline().strip()


def _show(face: Face) -> int:
    from core.duty.shift_readable import lines

    house = face.house()
    for each in lines(house.words, house.shifts.current(), house.open_items.all()):
        click.echo(each)
    return Exit.DONE
