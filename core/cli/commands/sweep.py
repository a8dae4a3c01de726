"""`sweep`: many machines with one stick, one file of results for each."""

from pathlib import Path
from typing import TextIO

import click

from core.cli.front import Face
from core.cli.opening import open_key
from core.cli.telling import progress_for
from core.model.errors import Exit
from core.model.progress import Cancel
from core.model.sweep import SweepStanding, SweepState
from core.words import Words

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_results = click.option("--results", type=_FOLDER, default=Path("ra-soat"), metavar="DIR")


@click.group()
def command() -> None:
    """Group the commands of the sweep; its help comes from the words."""


@command.command("start")
@_results
@click.option("--title", default="", metavar="TEXT")
@click.option("--machines", type=_FILE, metavar="FILE.csv")
@click.pass_obj
def start(face: Face, results: Path, title: str, machines: Path | None) -> int:
    house = face.house()
    found = house.sweep.read_machines(machines) if machines is not None else ()
    _tell(house.words, house.sweep.start(results, title, found))
    return Exit.DONE


@command.command("check")
@_results
@click.option("--tag", default="", metavar="TEXT")
@click.option("--place", default="", metavar="TEXT")
@click.option("--unit", default="", metavar="TEXT")
@click.option("--no-record", is_flag=True)
@click.pass_obj
def check(face: Face, results: Path, tag: str, place: str, unit: str, no_record: bool) -> int:
    house = face.house()
    say, cancel = house.words.say, Cancel()
    with progress_for(house.words, cancel) as show:
        done = house.sweep.check(results, tag, place, show, cancel, unit=unit, record=not no_record)
    verdict = say(f"common.verdict.{done.row.verdict}")
    click.echo(say("sweep.checked", name=done.row.tag, text=verdict))
    for path in done.files:
        click.echo(say("cli.said.written", path=str(path)))
    if done.replaced:
        click.echo(say("sweep.replaced"))
    if not done.is_sealed:
        click.echo(say("sweep.unsealed"), err=True)
    _tell(house.words, house.sweep.state(results))
    return Exit.DONE


@command.command("status")
@_results
@click.pass_obj
def status(face: Face, results: Path) -> int:
    house = face.house()
    _tell(house.words, house.sweep.state(results))
    return Exit.DONE


@command.command("verify")
@_results
@click.pass_obj
def verify(face: Face, results: Path) -> int:
    house = face.house()
    say, found = house.words.say, house.sweep.verify(results)
    for kind, names in (
        ("changed", found.changed), ("gone", found.gone), ("foreign", found.foreign),
        ("program", found.program),
    ):  # fmt: skip
        for name in names:
            click.echo(say(f"sweep.stick.{kind}", file=name))
    click.echo(say("sweep.code", text=found.code))
    if found.is_clean:
        click.echo(say("sweep.stick.clean"))
    return Exit.DONE if found.is_clean else Exit.BAD_INPUT


@command.command("seal")
@_results
@click.option("--passphrase-file", type=click.File(encoding="utf-8"), metavar="FILE|-")
@click.pass_obj
def seal(face: Face, results: Path, passphrase_file: TextIO | None) -> int:
    house = face.house()
    open_key(house, passphrase_file)
    click.echo(house.words.say("sweep.sealed", count=house.sweep.seal(results)))
    return Exit.DONE


def _tell(words: Words, state: SweepState) -> None:
    done, total = state.count(SweepStanding.DONE), len(state.rows)
    click.echo(words.say("sweep.state", title=state.title or "–", done=done, total=total))
    for row in state.rows:
        standing = words.say(f"sweep.standing.{row.standing}")
        verdict = words.say(f"common.verdict.{row.verdict}") if row.verdict else ""
        parts = (row.tag, row.place, standing, verdict)
        click.echo("  " + " · ".join(each for each in parts if each))
    click.echo(words.say("sweep.code", text=state.code))
