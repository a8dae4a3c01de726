"""`schema`: the JSON Schema of what the other commands print."""

import json

import click

from core.cli.front import Face
from core.cli.schemas import NAMES, schema_of
from core.model.errors import Exit


@click.command()
@click.argument("name", type=click.Choice(NAMES))
@click.pass_obj
def command(face: Face, name: str) -> int:
    click.echo(json.dumps(schema_of(name), ensure_ascii=False, indent=2))
    return Exit.DONE
