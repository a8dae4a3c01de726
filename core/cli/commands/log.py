"""`log`: the duty log."""

import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from core.cli.front import Face
from core.cli.opening import ask_hidden
from core.cli.output import write_json
from core.cli.typed import NUMBER
from core.model.duty import BY_PROGRAM, Entry, EntryKind
from core.model.errors import Exit, KnownError
from core.model.severity import Severity

if TYPE_CHECKING:
    from core.house import House

_KINDS = [each.value for each in EntryKind if each not in BY_PROGRAM]
_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Group the commands of the duty log; its help comes from the words."""


@command.command("add")
@click.argument("text")
@click.option("--kind", type=click.Choice(_KINDS), default="other")
@click.option("--severity", type=click.Choice([each.value for each in Severity]), default="low")
@click.option("--at", default="", metavar="TIME")
@click.option("--author", default="", metavar="NAME")
@click.option("--follows", type=NUMBER, metavar="SEQ")
@click.option("--told", default="", metavar="NAME")
@click.option("--channel", default="", metavar="TEXT")
@click.option("--page", default="", metavar="PAGE")
@click.option("--paper-author", default="", metavar="NAME")
@click.option("--attach", multiple=True, type=_FILE, metavar="FILE")
@click.option("--json", "json_to", metavar="FILE|-")
@click.pass_obj
def add(
    face: Face,
    text: str,
    kind: str,
    severity: str,
    at: str,
    author: str,
    follows: int | None,
    told: str,
    channel: str,
    page: str,
    paper_author: str,
    attach: tuple[Path, ...],
    json_to: str | None,
) -> int:
    from core.model.new_entry import NewEntry

    face.house().duty.add_entry(
        NewEntry(
            text=text,
            kind=EntryKind(kind),
            severity=Severity(severity),
            at=at,
            author=author,
            follows=follows,
            told=told,
            channel=channel,
            paper_page=page,
            paper_author=paper_author,
            files=attach,
        )
    )
    return _show_newest(face, json_to)


@command.command("correct")
@click.argument("seq", type=NUMBER)
@click.argument("text")
@click.option("--reason", required=True, metavar="TEXT")
@click.option("--at", default="", metavar="TIME")
@click.option("--author", default="", metavar="NAME")
@click.option("--json", "json_to", metavar="FILE|-")
@click.pass_obj
def correct(
    face: Face, seq: int, text: str, reason: str, at: str, author: str, json_to: str | None
) -> int:
    from core.model.new_entry import Correction

    correction = Correction(seq=seq, text=text, reason=reason, at=at, author=author)
    face.house().duty.correct(correction)
    return _show_newest(face, json_to)


@command.command("list")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50)
@click.option("--json", "json_to", metavar="FILE|-")
@click.pass_obj
def list_entries(face: Face, limit: int, json_to: str | None) -> int:
    entries = face.house().duty.page(limit=limit)
    return _show(face, entries, json_to, "duty.empty")


@command.command("search")
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, 1000), default=50)
@click.option("--json", "json_to", metavar="FILE|-")
@click.pass_obj
def search(face: Face, text: str, limit: int, json_to: str | None) -> int:
    entries = face.house().duty.search(text, limit=limit)
    return _show(face, entries, json_to, "cli.log.search.none")


@command.command("verify")
@click.option("--json", "json_to", metavar="FILE|-")
@click.pass_obj
def verify(face: Face, json_to: str | None) -> int:
    from core.duty.readable import verdict_sentence

    house = face.house()
    verdict = house.duty.verify()
    if json_to:
        said = {"whole": verdict.whole, "first_wrong": verdict.first_wrong, "what": verdict.what}
        write_json(_as_json(said), json_to)
    if json_to != "-":
        click.echo(verdict_sentence(house.words, verdict))
    return Exit.DONE if verdict.whole else Exit.BAD_INPUT


@command.command("export")
@click.option("--out", type=_FOLDER, required=True, metavar="DIR")
@click.option("--since", default="", metavar="DAY")
@click.option("--until", default="", metavar="DAY")
@click.option("--held", type=_FILE, metavar="FILE")
@click.option("--passphrase-file", type=click.File(encoding="utf-8"), metavar="FILE|-")
@click.pass_obj
def export(
    face: Face,
    out: Path,
    since: str,
    until: str,
    held: Path | None,
    passphrase_file: TextIO | None,
) -> int:
    from core.duty.readable import verdict_sentence

    house = face.house()
    if passphrase_file is not None:
        house.duty.open_key(passphrase_file.readline())
    content = None if held is None else _read(held)
    made = house.duty.export(out, _day(since), _day(until), content)
    say = house.words.say
    path = str(made.folder)
    click.echo(say("cli.log.export.written", first=made.first, last=made.last, path=path))
    click.echo(verdict_sentence(house.words, made.verdict))
    if not made.is_sealed:
        click.echo(say("duty.export.unsealed"))
    return Exit.DONE if made.verdict.whole else Exit.BAD_INPUT


@command.command("paper")
@click.option("--pages", type=click.IntRange(1, 50), default=2)
@click.option("--format", "formats", default="pdf,docx", metavar="FORMATS")
@click.option("--out", type=_FOLDER, required=True, metavar="DIR")
@click.pass_obj
def paper(face: Face, pages: int, formats: str, out: Path) -> int:
    house = face.house()
    wanted = tuple(each.strip() for each in formats.split(","))
    for path in house.reports.save_paper_book(wanted, out, pages=pages):
        click.echo(house.words.say("cli.said.written", path=str(path)))
    return Exit.DONE


@command.command("seal")
@click.option("--protect", is_flag=True)
@click.option("--rotate", is_flag=True)
@click.option("--reason", default="", metavar="TEXT")
@click.option("--passphrase-file", type=click.File(encoding="utf-8"), metavar="FILE|-")
@click.pass_obj
def seal(
    face: Face, protect: bool, rotate: bool, reason: str, passphrase_file: "TextIO | None"
) -> int:
    house = face.house()
    typed = None if passphrase_file is None else passphrase_file.readline()
    say = house.words.say
    if protect:
        again = say("cli.log.seal.ask_again")
        house.duty.protect_key(typed or ask_hidden(say("cli.log.seal.ask"), again))
    elif house.duty.seal_state().is_closed:
        typed = typed or ask_hidden(say("cli.log.seal.ask"))
        house.duty.open_key(typed)
    else:
        house.duty.seal()
    if rotate:
        house.duty.rotate_key(reason, typed or "")
    _tell_seal(house)
    return Exit.DONE


@command.command("remember")
@click.pass_obj
def remember(face: Face) -> int:
    house = face.house()
    house.remember_book()
    click.echo(house.words.say("cli.log.remember.done", count=house.duty.count()))
    return Exit.DONE


@command.command("attachment")
@click.argument("seq", type=NUMBER)
@click.option("--number", type=NUMBER, default=1)
@click.option("--out", type=_FOLDER, required=True, metavar="DIR")
@click.pass_obj
def attachment(face: Face, seq: int, number: int, out: Path) -> int:
    house = face.house()
    path = house.duty.save_attachment(seq, number, out)
    click.echo(house.words.say("cli.said.written", path=str(path)))
    return Exit.DONE


@command.command("erase")
@click.argument("seq", type=NUMBER)
@click.option("--number", type=NUMBER, default=1)
@click.option("--reason", required=True, metavar="TEXT")
@click.option("--author", default="", metavar="NAME")
@click.pass_obj
def erase(face: Face, seq: int, number: int, reason: str, author: str) -> int:
    face.house().duty.erase_attachment(seq, number, reason, author)
    return _show_newest(face, None)


def _tell_seal(house: "House") -> None:
    say, state = house.words.say, house.duty.seal_state()
    where = say(f"cli.log.seal.where.{state.place}")
    click.echo(say("cli.log.seal.place", text=where))
    if state.fingerprint:
        click.echo(say("cli.log.seal.key", text=state.fingerprint))
    if state.public_key:
        click.echo(say("cli.log.seal.public", text=state.public_key))
    if state.sealed:
        click.echo(say("cli.log.seal.covered", last=state.sealed, count=state.count))
    elif not state.fingerprint:
        click.echo(say("cli.log.seal.none"))


def _show_newest(face: Face, json_to: str | None) -> int:
    from core.duty.readable import line

    house = face.house()
    written = house.duty.page(limit=1)[0]
    if json_to:
        write_json(_as_json(asdict(written)), json_to)
    if json_to != "-":
        click.echo(line(house.words, written))
    return Exit.DONE


def _show(face: Face, entries: tuple[Entry, ...], json_to: str | None, nothing: str) -> int:
    from core.duty.readable import line

    words = face.house().words
    if json_to:
        write_json(_as_json([asdict(each) for each in entries[::-1]]), json_to)
        return Exit.DONE
    if not entries:
        click.echo(words.say(nothing))
    for each in entries[::-1]:
        click.echo(line(words, each))
    return Exit.DONE


def _day(typed: str) -> date | None:
    if not typed:
        return None
    try:
        return datetime.strptime(typed, "%Y-%m-%d").date()
    except ValueError as error:
        raise KnownError("export_day", Exit.USAGE, str(error), text=typed) from error


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(1_000_001)
    except OSError as error:
        raise KnownError("checkpoint_unread", Exit.BAD_INPUT, str(error)) from error


def _as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
