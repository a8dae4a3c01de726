"""`doctor`: how the program itself is doing, and recording a machine."""

import platform
import sqlite3
from pathlib import Path

import click

from core.cli.front import Face
from core.model.errors import Exit
from core.words import Words


@click.command()
@click.option("--record", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.pass_obj
def command(face: Face, record: Path | None) -> int:
    house = face.house()
    words = house.words
    say = words.say
    click.echo(say("cli.doctor.version", {"version": house.version, "date": house.release_day}))
    click.echo(
        say("cli.doctor.python", version=platform.python_version(), text=sqlite3.sqlite_version)
    )
    click.echo(say("cli.doctor.home", path=str(house.home)))
    if record is not None:
        house.checks.record(record)
        click.echo(say("cli.doctor.recorded", path=str(record)))
        return Exit.DONE
    for examined in house.checks.examine_readers():
        click.echo(_line(words, examined.topic, examined.ended, examined.unread, examined.ms))
    return Exit.DONE


def _line(words: Words, topic: str, ended: str, unread: int, elapsed_ms: int) -> str:
    state = words.say(
        "cli.doctor.probe_state", state=words.say(f"cli.doctor.ended.{ended}"), count=unread
    )
    name = words.say(f"common.topic.{topic}")
    return words.say("cli.doctor.probe", name=name, text=state, duration=round(elapsed_ms / 1000))
