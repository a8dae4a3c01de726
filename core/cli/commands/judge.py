"""`judge`: judges stored or recorded facts again, on any operating system."""

from pathlib import Path

import click

from core.cli.commands.check import EXIT_OF
from core.cli.front import Face
from core.cli.output import write_json
from core.cli.telling import Teller


@click.command()
@click.argument("run", type=click.Path(path_type=Path), metavar="RUN.json")
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--json", "json_to", metavar="FILE|-")
@click.pass_obj
def command(face: Face, run: Path, baseline: Path | None, json_to: str | None) -> int:
    house = face.house()
    judged = house.checks.judge(run, str(baseline) if baseline else "")
    Teller(house.words, to_errors=json_to == "-").tell_run(judged)
    if json_to:
        write_json(house.checks.as_json(judged), json_to)
    return EXIT_OF[judged.verdict]
