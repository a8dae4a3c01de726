"""`checks`: the catalogue of checks."""

import json

import click

from core.cli.front import Face
from core.model.errors import Exit


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def command(face: Face, as_json: bool) -> int:
    listed = face.house().checks.catalogue_json()
    if as_json:
        click.echo(listed, nl=False)
        return Exit.DONE
    for check in json.loads(listed)["checks"]:
        click.echo(f"{check['id']:8} {check['title']}")
    return Exit.DONE
