"""`report`: writes a run as documents."""

from pathlib import Path

import click

from core.cli.front import Face
from core.model.errors import Exit


@click.command()
@click.option("--run", default="latest", metavar="ID|latest")
@click.option("--kind", default="inspection")
@click.option("--format", "formats", default="pdf,docx,json", metavar="pdf,docx,json")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def command(face: Face, run: str, kind: str, formats: str, out: Path) -> int:
    house = face.house()
    wanted = tuple(each.strip() for each in formats.split(",") if each.strip())
    for path in house.reports.save(run, wanted, out, kind=kind):
        click.echo(house.words.say("cli.said.written", path=str(path)))
    return Exit.DONE
