"""`roster`: persons, who is on duty when, swaps, and the list to be hung up."""

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.cli.front import Face
from core.cli.output import write_json
from core.cli.typed import NUMBER, day_of, today
from core.model.errors import Exit, KnownError
from core.model.roster import NewSwap, Roster

if TYPE_CHECKING:
    from core.house import House

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FORMATS = "pdf,docx,xlsx"
_NUMBER = click.option("--number", type=NUMBER, metavar="N")
_JSON = click.option("--json", "json_to", metavar="FILE|-")


@click.group()
def command() -> None:
    """Group the commands of the roster; its help comes from the words."""


@command.command("people")
@_JSON
@click.pass_obj
def people(face: Face, json_to: str | None) -> int:
    house = face.house()
    persons = house.people.all()
    if json_to:
        write_json(_as_json([asdict(each) for each in persons]), json_to)
        return Exit.DONE
    if not persons:
        click.echo(house.words.say("cli.roster.people.none"))
    for each in persons:
        parts = (each.name, each.post, each.room, each.phone, each.email)
        click.echo(f"#{each.number:<4} {' · '.join(part for part in parts if part)}")
    return Exit.DONE


@command.command("import")
@click.argument("file", metavar="FILE|-")
@click.option("--dry-run", is_flag=True)
@click.pass_obj
def import_people(face: Face, file: str, dry_run: bool) -> int:
    house = face.house()
    say = house.words.say
    if file == "-":
        found = house.people.in_text(sys.stdin.read())
    else:
        found = house.people.in_file(Path(file))
    for each in found:
        marks = [say("cli.roster.import.known")] if each.is_known else []
        marks += [say(f"roster.doubt.{doubt}") for doubt in each.doubts]
        noted = f"  ({'; '.join(marks)})" if marks else ""
        click.echo(f"{each.person.name} · {each.person.post} · {each.person.phone}{noted}")
    new = sum(not each.is_known for each in found)
    if not dry_run:
        house.people.take(found)
    key = "would" if dry_run else "taken"
    click.echo(say(f"cli.roster.import.{key}", added=new, count=len(found)))
    return Exit.DONE


@command.command("make")
@click.option("--from", "first", default="", metavar="DAY")
@click.option("--to", "last", default="", metavar="DAY")
@click.option("--title", default="", metavar="TEXT")
@click.option("--place", default="", metavar="TEXT")
@click.pass_obj
def make(face: Face, first: str, last: str, title: str, place: str) -> int:
    house = face.house()
    roster = house.rosters.proposed(day_of(first) if first else today())
    if first:
        roster = replace(roster, first=day_of(first).isoformat(), title="")
    if last:
        roster = replace(roster, last=day_of(last).isoformat(), title="")
    roster = replace(roster, title=title or roster.title, place=place)
    house.rosters.make(roster)
    newest = max(house.rosters.cards(), key=lambda each: each.number)
    _show(house, _roster(house, newest.number))
    return Exit.DONE


@command.command("list")
@_JSON
@click.pass_obj
def list_rosters(face: Face, json_to: str | None) -> int:
    house = face.house()
    cards = house.rosters.cards()
    if json_to:
        write_json(_as_json([asdict(each) for each in cards]), json_to)
        return Exit.DONE
    if not cards:
        click.echo(house.words.say("cli.roster.list.none"))
    for each in cards:
        first, last = house.words.date(each.first), house.words.date(each.last)
        click.echo(f"{each.number:4} {first} – {last} {each.title}")
    return Exit.DONE


@command.command("show")
@_NUMBER
@_JSON
@click.pass_obj
def show(face: Face, number: int | None, json_to: str | None) -> int:
    house = face.house()
    roster = _roster(house, number)
    if json_to:
        write_json(_as_json(_told(roster)), json_to)
        return Exit.DONE
    _show(house, roster)
    return Exit.DONE


@command.command("check")
@_NUMBER
@_JSON
@click.pass_obj
def check(face: Face, number: int | None, json_to: str | None) -> int:
    house = face.house()
    roster = _roster(house, number)
    problems = house.rosters.problems(roster)
    if json_to:
        write_json(_as_json([asdict(each) for each in problems]), json_to)
        return Exit.DONE
    _tell_problems(house, roster)
    return Exit.DONE


@command.command("assign")
@click.argument("day", metavar="DAY")
@click.argument("line", type=NUMBER, metavar="LINE")
@click.argument("names", nargs=-1, metavar="NAME…")
@_NUMBER
@click.pass_obj
def assign(face: Face, day: str, line: int, names: tuple[str, ...], number: int | None) -> int:
    house = face.house()
    roster = _roster(house, number)
    chosen = tuple(house.people.named(each).number for each in names)
    house.rosters.assign(roster.number, (day_of(day).isoformat(), line), chosen)
    _show(house, _roster(house, roster.number))
    return Exit.DONE


@command.command("swap")
@click.argument("day", metavar="DAY")
@click.argument("line", type=NUMBER, metavar="LINE")
@click.option("--out", "leaves", required=True, metavar="NAME")
@click.option("--in", "comes", required=True, metavar="NAME")
@click.option("--for", "other", nargs=2, type=(str, int), metavar="DAY LINE")
@click.option("--reason", required=True, metavar="TEXT")
@click.option("--approver", required=True, metavar="NAME")
@click.option("--author", default="", metavar="NAME")
@_NUMBER
@click.pass_obj
def swap(
    face: Face,
    day: str,
    line: int,
    leaves: str,
    comes: str,
    other: tuple[str, int] | None,
    reason: str,
    approver: str,
    author: str,
    number: int | None,
) -> int:
    from core.duty.readable import line as said

    house = face.house()
    roster = _roster(house, number)
    house.rosters.swap(
        NewSwap(
            roster=roster.number,
            cell=(day_of(day).isoformat(), line),
            leaves=house.people.named(leaves).number,
            comes=house.people.named(comes).number,
            other=None if other is None else (day_of(other[0]).isoformat(), other[1]),
            reason=reason,
            approver=approver,
            author=author,
        )
    )
    click.echo(said(house.words, house.duty.page(limit=1)[0]))
    return Exit.DONE


@command.command("remove")
@click.argument("number", type=NUMBER, metavar="N")
@click.pass_obj
def remove(face: Face, number: int) -> int:
    face.house().rosters.remove(number)
    return Exit.DONE


@command.command("export")
@click.option("--format", "formats", default=_FORMATS, metavar="FORMATS")
@click.option("--redact", default="full", metavar="LEVEL")
@click.option("--out", type=_FOLDER, required=True, metavar="DIR")
@_NUMBER
@click.pass_obj
def export(face: Face, formats: str, redact: str, out: Path, number: int | None) -> int:
    house = face.house()
    roster = _roster(house, number)
    wanted = tuple(each.strip() for each in formats.split(","))
    for path in house.reports.save_roster(roster.number, wanted, out, level=redact):
        click.echo(house.words.say("cli.said.written", path=str(path)))
    _tell_problems(house, roster)
    return Exit.DONE


def _roster(house: "House", number: int | None) -> Roster:
    """Return the roster of a number, else the one at hand."""
    if number is None:
        found = house.rosters.at_hand(today())
        if found is None:
            raise KnownError("roster_none", Exit.USAGE)
        return found
    found = house.rosters.roster(number)
    if found is None:
        raise KnownError("roster_unknown", Exit.USAGE, seq=number)
    return found


def _show(house: "House", roster: Roster) -> None:
    words = house.words
    names = {each.number: each.name for each in house.people.all(also_removed=True)}
    click.echo(f"{roster.number}. {roster.title}")
    for day in roster.days:
        iso = day.isoformat()
        note = f" · {roster.notes[iso]}" if iso in roster.notes else ""
        click.echo(f"{words.weekday(iso)}, {words.date(iso)} ({house.lunar(day)}){note}")
        for line in roster.lines:
            title = line.title or words.say(f"roster.role.{line.role}")
            who = ", ".join(names.get(each, "…") for each in roster.at(iso, line.line))
            click.echo(f"  {line.line}. {title} {line.starts}–{line.ends}: {who or '…'}")
    _tell_problems(house, roster)


def _tell_problems(house: "House", roster: Roster) -> None:
    problems = house.rosters.problems(roster)
    click.echo(house.words.say("cli.roster.check.some" if problems else "cli.roster.check.none"))
    for each in problems:
        told = house.rosters.told(roster, each)
        click.echo(f"  - {told.title}. {told.detail}")


def _told(roster: Roster) -> dict[str, object]:
    """Return a roster as it is printed in JSON, whose keys are texts."""
    said = asdict(replace(roster, people={}))
    said["people"] = [
        {"day": day, "line": line, "people": people}
        for (day, line), people in sorted(roster.people.items())
    ]
    return said


def _as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
