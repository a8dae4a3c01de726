"""`schedule`: the daily check, on, off and how it stands; `run` is what the system calls."""

import click

from core.cli.front import Face
from core.cli.straight import has_display
from core.model.errors import Exit
from core.model.progress import Cancel
from core.model.request import RunRequest
from core.model.unknown import Unknown
from core.schedule.port import DEFAULT_AT


@click.group()
def command() -> None:
    """Group the commands of the daily check; its help comes from the words."""


@command.command("on")
@click.option("--at", default=DEFAULT_AT, metavar="HH:MM")
@click.pass_obj
def _on(face: Face, at: str) -> int:
    house = face.house()
    house.schedule.on(at)
    click.echo(house.words.say("cli.schedule.is_on", text=at))
    return Exit.DONE


@command.command("off")
@click.pass_obj
def _off(face: Face) -> int:
    house = face.house()
    house.schedule.off()
    click.echo(house.words.say("cli.schedule.is_off"))
    return Exit.DONE


@command.command("status")
@click.pass_obj
def _status(face: Face) -> int:
    house = face.house()
    state = house.schedule.state()
    if isinstance(state.on, Unknown):
        click.echo(house.words.say("cli.schedule.is_unknown", reason=state.on.detail))
    elif state.on:
        click.echo(house.words.say("cli.schedule.is_on", text=state.at))
    else:
        click.echo(house.words.say("cli.schedule.is_off"))
    return Exit.DONE


@command.command("run")
@click.pass_obj
def _run(face: Face) -> int:
    house = face.house()
    run, _ = house.checks.run(RunRequest(), lambda progress: None, Cancel())
    lines = house.notices(run)
    if not lines or not has_display() or not face.show_notice(house.words, lines):
        return Exit.DONE
    face.close()
    return face.open_window(face.home, face.lang, False)
