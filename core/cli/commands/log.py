"""`log`: the duty log."""

import json
from dataclasses import asdict

import click

from core.cli.front import Face
from core.cli.output import write_json
from core.model.duty import BY_PROGRAM, Entry, EntryKind, LogVerdict, NewEntry
from core.model.errors import Exit
from core.model.severity import Severity
from core.words import Words, visible

_KINDS = [each.value for each in EntryKind if each not in BY_PROGRAM]


@click.group()
def command() -> None:
    """Group the commands of the duty log; its help comes from the words."""


@command.command("add")
@click.argument("text")
@click.option("--kind", type=click.Choice(_KINDS), default="other")
@click.option("--severity", type=click.Choice([each.value for each in Severity]), default="low")
@click.option("--at", default="", metavar="TIME")
@click.option("--author", default="", metavar="NAME")
@click.option("--json", "json_to", metavar="FILE|-")
@click.pass_obj
def add(
    face: Face, text: str, kind: str, severity: str, at: str, author: str, json_to: str | None
) -> int:
    house = face.house()
    house.duty.add_entry(
        NewEntry(text=text, kind=EntryKind(kind), severity=Severity(severity), at=at, author=author)
    )
    written = house.duty.page(limit=1)[0]
    if json_to:
        write_json(_as_json(asdict(written)), json_to)
    if json_to != "-":
        click.echo(_line(house.words, written))
    return Exit.DONE


@command.command("list")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50)
@click.option("--json", "json_to", metavar="FILE|-")
@click.pass_obj
def list_entries(face: Face, limit: int, json_to: str | None) -> int:
    house = face.house()
    entries = house.duty.page(limit=limit)[::-1]
    if json_to:
        write_json(_as_json([asdict(each) for each in entries]), json_to)
        return Exit.DONE
    if not entries:
        click.echo(house.words.say("duty.empty"))
    for each in entries:
        click.echo(_line(house.words, each))
    return Exit.DONE


@command.command("verify")
@click.option("--json", "json_to", metavar="FILE|-")
@click.pass_obj
def verify(face: Face, json_to: str | None) -> int:
    house = face.house()
    verdict = house.duty.verify()
    if json_to:
        said = {"whole": verdict.whole, "first_wrong": verdict.first_wrong, "what": verdict.what}
        write_json(_as_json(said), json_to)
    if json_to != "-":
        click.echo(_sentence(house.words, verdict))
    return Exit.DONE if verdict.whole else Exit.BAD_INPUT


def _as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def _line(words: Words, entry: Entry) -> str:
    kind = words.say(f"duty.kind.{entry.kind}.name")
    author = f"{visible(entry.author)} · " if entry.author else ""
    shown = entry.text or words.say(f"duty.kind.{entry.kind}.template")
    text = visible(shown).replace("\n", "\n      ")
    return f"{entry.seq:5} {words.moment(entry.at)} · {author}{kind}: {text}"


def _sentence(words: Words, verdict: LogVerdict) -> str:
    if verdict.whole:
        return words.say("duty.verdict.whole", count=verdict.count)
    return words.say(f"duty.verdict.{verdict.what}", seq=verdict.first_wrong or 0)
