"""`checks`: the catalogue of checks."""

import click

from core.cli.front import Face
from core.model.errors import Exit


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def command(face: Face, as_json: bool) -> int:
    house = face.house()
    if as_json:
        click.echo(house.checks.catalogue_json(), nl=False)
        return Exit.DONE
    for card in house.checks.all_cards():
        click.echo(f"{card.id:8} {house.words.say(f'checks.{card.id}.title')}")
    return Exit.DONE
