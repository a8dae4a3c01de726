"""`start`: the main job in one word."""

from pathlib import Path

import click

from core.cli.front import Face
from core.cli.straight import has_display
from core.cli.telling import Teller, examine
from core.model.errors import Exit
from core.model.progress import Cancel
from core.model.request import RunRequest

_FORMATS = ("pdf", "docx", "json")


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("reports"),
    metavar="DIR",
)
@click.pass_obj
def command(face: Face, out: Path) -> int:
    if has_display():
        return face.open_window(face.home, face.lang, False)
    house = face.house()
    cancel = Cancel()
    run, refusal = examine(house, RunRequest(), cancel)
    teller = Teller(house.words)
    teller.tell_run(run)
    teller.tell_stored(run, stored=refusal is None)
    if refusal is not None:
        raise refusal
    written = house.reports.save(run.id, _FORMATS, out)
    for path in written:
        click.echo(house.words.say("cli.said.written", path=str(path)))
    return Exit.CANCELLED if cancel.requested else Exit.DONE
