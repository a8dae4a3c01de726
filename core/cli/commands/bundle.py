"""`bundle`: what goes upward in one file, and what came back."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

import click

from core.cli.fitting import demand
from core.cli.front import Face
from core.cli.opening import open_key
from core.cli.output import write_json
from core.cli.telling_exchange import tell_card, tell_result
from core.cli.typed import key_text
from core.model.errors import Exit
from core.model.exchange import BundleCard, BundleRequest, Fate, FileResult

_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Group the commands of bundles; its help comes from the words."""


@command.command("make")
@click.option("--run", default="latest", metavar="ID|latest")
@click.option("--redact", "level", default="internal", metavar="public|internal|full")
@click.option("--since", default="", metavar="DAY")
@click.option("--until", default="", metavar="DAY")
@click.option("--document", multiple=True, type=_FILE, metavar="FILE")
@click.option("--close-for", default="", metavar="KEY")
@click.option("--passphrase-file", type=click.File(encoding="utf-8"), metavar="FILE|-")
@click.option("--out", type=_FOLDER, default=Path("reports"), metavar="DIR")
@click.option("--json", "json_to", metavar="FILE|-")
@click.pass_obj
def make(
    face: Face,
    run: str,
    level: str,
    since: str,
    until: str,
    document: tuple[Path, ...],
    close_for: str,
    passphrase_file: TextIO | None,
    out: Path,
    json_to: str | None,
) -> int:
    demand("--until", "--since")
    house = face.house()
    open_key(house, passphrase_file)
    request = BundleRequest(
        run=run, level=level, since=since, until=until, documents=document, receiver=close_for
    )
    made = house.bundles.make(request, out)
    say = house.words.say
    if json_to:
        write_json(_as_json({**asdict(made), "file": str(made.file)}), json_to)
    if json_to != "-":
        click.echo(say("cli.said.written", path=str(made.file)))
        if made.withheld:
            click.echo(say("exchange.made.withheld", count=made.withheld))
    if made.left:
        click.echo(say("exchange.made.left", count=made.left), err=True)
    how = "closed" if house.bundles.own_key().is_closed else "unsealed"
    click.echo(say(f"exchange.made.{'sealed' if made.is_sealed else how}"), err=True)
    return Exit.DONE


@command.command("verify")
@click.argument("file", type=_FILE)
@click.option("--key", type=_FILE, metavar="FILE")
@click.option("--json", "json_to", metavar="FILE|-")
@click.pass_obj
def verify(face: Face, file: Path, key: Path | None, json_to: str | None) -> int:
    house = face.house()
    card = house.bundles.verify(file, None if key is None else key_text(key))
    if json_to:
        write_json(_as_json(asdict(card)), json_to)
    if json_to != "-":
        if isinstance(card, FileResult):
            click.echo(tell_result(house.words, card))
        else:
            click.echo("\n".join(tell_card(house.words, card)))
    is_good = isinstance(card, BundleCard) and card.held_back is None
    return Exit.DONE if is_good else Exit.BAD_INPUT


@command.command("import")
@click.argument("file", type=_FILE)
@click.option("--json", "json_to", metavar="FILE|-")
@click.pass_obj
def import_file(face: Face, file: Path, json_to: str | None) -> int:
    house = face.house()
    if file.suffix == ".receipt":
        receipt, _ = house.bundles.take_receipt(file)
        if json_to:
            write_json(_as_json(asdict(receipt)), json_to)
        if json_to != "-":
            time, name = receipt.at, receipt.receiver
            click.echo(house.words.say("exchange.receipt.taken", to=time, name=name))
        return Exit.DONE
    result = house.consolidation.take_file(file)
    if json_to:
        write_json(_as_json(asdict(result)), json_to)
    if json_to != "-":
        click.echo(tell_result(house.words, result))
    taken = result.fate in (Fate.COUNTED, Fate.REPLACED, Fate.KNOWN, Fate.OLDER)
    return Exit.DONE if taken else Exit.BAD_INPUT


def _as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
