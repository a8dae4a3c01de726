"""`trust`: the key of this account, and the keys whose seals count here."""

from pathlib import Path
from typing import TextIO

import click

from core.cli.front import Face
from core.cli.opening import open_key
from core.cli.output import write_json
from core.cli.telling_exchange import drawn, tell_key, tell_result
from core.cli.typed import NUMBER, day_of, key_text
from core.model.errors import Exit
from core.model.exchange import FileResult, KeyCard, KeyScope

_FILE = click.Path(dir_okay=False, exists=True, path_type=Path)


@click.group()
def command() -> None:
    """Group the commands of keys; its help comes from the words."""


@command.command("show")
@click.option("--out", metavar="FILE|-")
@click.option("--passphrase-file", type=click.File(encoding="utf-8"), metavar="FILE|-")
@click.pass_obj
def show(face: Face, out: str | None, passphrase_file: TextIO | None) -> int:
    house = face.house()
    open_key(house, passphrase_file)
    say, key = house.words.say, house.bundles.provide_key()
    if not key.text:
        click.echo(say("exchange.key.closed" if key.is_closed else "exchange.key.none"), err=True)
        return Exit.NO_RIGHT
    if out:
        write_json(f"{key.text}\n{key.receiving}\n".encode(), out)
        return Exit.DONE
    click.echo(drawn(key.picture))
    click.echo(say("exchange.key.fingerprint", text=key.fingerprint))
    click.echo(say("exchange.key.public", text=key.text))
    click.echo(say("exchange.key.receiving", text=key.receiving))
    click.echo(say("exchange.key.compare"))
    return Exit.DONE


@command.command("list")
@click.pass_obj
def list_keys(face: Face) -> int:
    house = face.house()
    cards = house.trust.cards()
    if not cards:
        click.echo(house.words.say("exchange.key.no_trusted"))
    for card in cards:
        click.echo(tell_key(house.words, card))
    return Exit.DONE


@command.command("add")
@click.argument("key")
@click.option("--fingerprint", required=True, metavar="LETTERS")
@click.option("--owner", required=True, metavar="NAME")
@click.option("--unit", default="", metavar="UNIT")
@click.option("--for", "scope", type=click.Choice([each.value for each in KeyScope]),
              default=KeyScope.MACHINE.value)  # fmt: skip
@click.pass_obj
def add(face: Face, key: str, fingerprint: str, owner: str, unit: str, scope: str) -> int:
    house = face.house()
    card, results = house.consolidation.enrol(_text(key), fingerprint, owner, unit, KeyScope(scope))
    return _tell(face, card, results)


@command.command("rotate")
@click.argument("old")
@click.argument("key")
@click.option("--fingerprint", required=True, metavar="LETTERS")
@click.pass_obj
def rotate(face: Face, old: str, key: str, fingerprint: str) -> int:
    card, results = face.house().consolidation.rotate(old, _text(key), fingerprint)
    return _tell(face, card, results)


@command.command("revoke")
@click.argument("key")
@click.option("--from", "day", default="", metavar="DAY")
@click.pass_obj
def revoke(face: Face, key: str, day: str) -> int:
    since = day_of(day).isoformat() if day else ""
    return _tell(face, face.house().consolidation.revoke(key, since), ())


@command.command("waiting")
@click.pass_obj
def waiting(face: Face) -> int:
    house = face.house()
    say, found = house.words.say, house.consolidation.held_back()
    if not found:
        click.echo(say("exchange.waiting.none"))
    for each in found:
        why = say(f"exchange.why.{each.why}")
        click.echo(
            say("exchange.waiting.line", id=each.digest[:12], file=each.file, reason=why,
                name=each.machine or "–", unit=each.unit or "–")
        )  # fmt: skip
        if each.fingerprint:
            click.echo("  " + say("exchange.key.fingerprint", text=each.fingerprint))
        if each.key_text:
            click.echo("  " + say("exchange.key.public", text=each.key_text))
    return Exit.DONE


@command.command("accept")
@click.argument("digest")
@click.option("--unit", required=True, metavar="UNIT")
@click.pass_obj
def accept(face: Face, digest: str, unit: str) -> int:
    house = face.house()
    for each in house.consolidation.accept(digest, unit):
        click.echo(tell_result(house.words, each))
    return Exit.DONE


@command.command("drop")
@click.argument("digest")
@click.pass_obj
def drop(face: Face, digest: str) -> int:
    house = face.house()
    dropped, _ = house.consolidation.drop(digest)
    click.echo(house.words.say("exchange.waiting.dropped", file=dropped.file))
    return Exit.DONE


@command.command("alarms")
@click.pass_obj
def alarms(face: Face) -> int:
    house = face.house()
    say, found = house.words.say, house.consolidation.alarms()
    if not found:
        click.echo(say("exchange.alarm.none"))
    for each in found:
        what = say(f"exchange.alarm.{each.kind}")
        line = say("exchange.alarm.line", number=str(each.number), text=what, name=each.machine,
                   unit=each.unit, file=each.file)  # fmt: skip
        click.echo(line)
        if each.settled:
            click.echo("  " + say("exchange.alarm.settled", text=each.settled))
    return Exit.DONE


@command.command("settle")
@click.argument("number", type=NUMBER)
@click.option("--by", "who", required=True, metavar="NAME")
@click.option("--reason", "why", required=True, metavar="TEXT")
@click.option("--take-log", is_flag=True)
@click.pass_obj
def settle(face: Face, number: int, who: str, why: str, take_log: bool) -> int:
    house = face.house()
    house.consolidation.settle(number, who, why, take_log=take_log)
    click.echo(house.words.say("exchange.alarm.closed", number=str(number)))
    return Exit.DONE


def _tell(face: Face, card: KeyCard, results: tuple[FileResult, ...]) -> int:
    words = face.house().words
    click.echo(tell_key(words, card))
    for each in results:
        click.echo(tell_result(words, each))
    return Exit.DONE


def _text(key: str) -> str:
    """Return the text of a key that was given as a file or as the word itself."""
    path = Path(key)
    return key_text(path) if len(key) < 260 and path.is_file() else key
