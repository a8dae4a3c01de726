"""`explain`: the offline help page of one check."""

import click

from core.cli.front import Face
from core.model.errors import Exit


@click.command()
@click.argument("id", metavar="ID")
@click.pass_obj
def command(face: Face, id: str) -> int:
    click.echo(face.house().checks.explain(id.upper()), nl=False)
    return Exit.DONE
