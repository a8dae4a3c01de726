"""`backup`: the program's own backups of everything it has stored."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.cli.front import Face
from core.cli.output import write_json
from core.model.errors import Exit

if TYPE_CHECKING:
    from core.model.backup import BackupCard
    from core.words import Words

_FOLDER = click.Path(file_okay=False, path_type=Path)
_SHOWN = 16


@click.group()
def command() -> None:
    """Group the commands of backups; its help comes from the words."""


@command.command("make")
@click.option("--out", type=_FOLDER, metavar="DIR")
@click.pass_obj
def make(face: Face, out: Path | None) -> int:
    house = face.house()
    card = house.backups.make(out)
    click.echo(house.words.say("cli.backup.make.made", path=str(card.file)))
    click.echo(told(house.words, card))
    return Exit.DONE


@command.command("list")
@click.option("--out", type=_FOLDER, metavar="DIR")
@click.option("--json", "json_to", metavar="FILE|-")
@click.pass_obj
def list_copies(face: Face, out: Path | None, json_to: str | None) -> int:
    house = face.house()
    cards = house.backups.all(out)
    if json_to:
        said = [
            {
                "file": str(each.file),
                "at": each.at,
                "size": each.size,
                "entries": each.entries,
                "root": each.root,
                "whole": each.whole,
                "what": each.what,
            }
            for each in cards
        ]
        write_json(json.dumps(said, ensure_ascii=False, indent=2).encode() + b"\n", json_to)
        return Exit.DONE
    if not cards:
        click.echo(house.words.say("cli.backup.list.none"))
    for each in cards:
        click.echo(f"{each.file.name}: {told(house.words, each)}")
    return Exit.DONE


@command.command("restore")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--reason", required=True, metavar="TEXT")
@click.option("--author", default="", metavar="NAME")
@click.pass_obj
def restore(face: Face, file: Path, reason: str, author: str) -> int:
    from core.duty.readable import line

    house = face.house()
    house.backups.restore(file, reason, author)
    click.echo(line(house.words, house.duty.page(limit=1)[0]))
    return Exit.DONE


def told(words: "Words", card: "BackupCard") -> str:
    """Say what a copy holds, or that it cannot be used."""
    if not card.whole:
        return words.say("cli.backup.list.broken", date=card.at)
    root = card.root[:_SHOWN] or "…"
    return words.say("cli.backup.list.whole", new=card.at, count=card.entries, id=root)
