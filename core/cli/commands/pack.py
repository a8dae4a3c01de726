"""`pack`: data packs — those in use, taking one in from a stick, making one for others."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click

from core.cli.front import Face
from core.cli.opening import ask_hidden
from core.model.errors import Exit
from core.model.moments import VIETNAM
from core.model.pack import PackCard
from core.words import Words

_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Group the commands of data packs; its help comes from the words."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def _list(face: Face, as_json: bool) -> int:
    house = face.house()
    cards = house.packs.cards(_today())
    relying = house.checks.relying(cards)
    old = {
        card: tuple(each.check for each in relying.get(card.id, ()) if each.is_old)
        for card in cards
        if card.is_looked_up
    }
    if as_json:
        told = [{**asdict(each), "old_for": list(old.get(each, ()))} for each in cards]
        click.echo(json.dumps(told, ensure_ascii=False))
        return Exit.DONE
    for card in cards:
        click.echo(_line(card, house.words))
        if names := old.get(card):
            click.echo(f"    {house.words.say('cli.pack.old', names=names)}")
    return Exit.DONE


@command.command("import")
@click.argument("file", type=_FILE)
@click.option("--trust", default="", metavar="FINGERPRINT")
@click.option("--owner", default="", metavar="NAME")
@click.pass_obj
def _import(face: Face, file: Path, trust: str, owner: str) -> int:
    house, today = face.house(), _today()
    seen = house.packs.preview(file, today)
    card = house.packs.take(file, today, confirmed=trust, owner=owner)
    click.echo(
        house.words.say(
            "cli.pack.taken",
            id=card.id,
            version=card.version,
            date=card.date,
            issuer=card.issuer,
        )
    )
    if seen.gone:
        click.echo(
            house.words.say("cli.pack.gone", names=seen.gone, count=len(seen.gone)), err=True
        )
    return Exit.DONE


@command.command("drop")
@click.argument("pack_id", metavar="ID")
@click.option("--undo", is_flag=True)
@click.pass_obj
def _drop(face: Face, pack_id: str, undo: bool) -> int:
    house = face.house()
    if undo:
        house.packs.put_back(pack_id)
    else:
        house.packs.set_aside(pack_id)
    click.echo(house.words.say("cli.pack.back" if undo else "cli.pack.dropped", id=pack_id))
    return Exit.DONE


@command.command("revoke")
@click.argument("fingerprint")
@click.pass_obj
def _revoke(face: Face, fingerprint: str) -> int:
    house = face.house()
    key = house.packs.revoke(fingerprint, _today())
    click.echo(house.words.say("cli.pack.revoked", issuer=key.owner))
    return Exit.DONE


@command.command("make")
@click.argument("source", type=_FILE)
@click.option("--key", type=_FOLDER, required=True, metavar="DIR")
@click.option("--new-key", is_flag=True)
@click.option("--out", type=_FOLDER, default=Path(), metavar="DIR")
@click.option("--passphrase-file", type=click.File(encoding="utf-8"), metavar="FILE|-")
@click.pass_obj
def _make(
    face: Face, source: Path, key: Path, new_key: bool, out: Path, passphrase_file: TextIO | None
) -> int:
    house = face.house()
    say, secrets = house.words.say, house.issuer_secrets(key)
    typed = None if passphrase_file is None else passphrase_file.readline()
    if new_key:
        held = secrets.protect(typed or ask_hidden(say("cli.pack.ask"), say("cli.pack.ask_again")))
    else:
        held = secrets.open(typed or ask_hidden(say("cli.pack.ask")))
    if held.key is None:
        raise RuntimeError("an opened key is missing")
    path = house.packs.make(source, held.key, out)
    click.echo(say("cli.pack.made", path=str(path)))
    click.echo(say("cli.pack.fingerprint", text=held.key.verify_key.fingerprint))
    return Exit.DONE


def _today() -> str:
    return datetime.now(VIETNAM).date().isoformat()


def _line(card: PackCard, words: Words) -> str:
    told = {
        "id": card.id,
        "origin": words.say(f"cli.pack.origin.{card.origin}"),
        "state": words.say(f"cli.pack.state.{card.state}"),
    }
    if card.problem:
        reason = words.say(f"cli.pack.problem.{card.problem}")
        return words.say("cli.pack.unreadable", text=reason, **told)
    key = words.say("cli.pack.key", text=card.fingerprint) if card.fingerprint else ""
    line = words.say(
        "cli.pack.columns",
        version=card.version,
        date=card.date,
        expires=words.date(card.expires),
        issuer=card.issuer,
        **told,
    )
    return f"{line}\n    {key}" if key else line
