"""`report`: writes documents; lists the kinds and prints a blank file of values."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.cli.front import Face
from core.cli.typed import NUMBER
from core.model.errors import Exit, KnownError

if TYPE_CHECKING:
    from core.house import House
from core.model.exchange import RUN_FORMS


@click.command()
@click.option("--run", default="latest", metavar="ID|latest")
@click.option("--kind", default="inspection")
@click.option("--kinds", is_flag=True)
@click.option("--values", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.toml")
@click.option("--blank", is_flag=True)
@click.option("--redact", "level", default="full", metavar="public|internal|full")
@click.option("--format", "formats", default="pdf,docx,json", metavar="pdf,docx,xlsx,ocsf,oscal…")
@click.option("--send", is_flag=True)
@click.option("--sent", "show_sent", is_flag=True)
@click.option("--row", "sent_row", type=NUMBER, metavar="N")
@click.option("--document-number")
@click.option("--channel")
@click.option("--receiver")
@click.option("--received", metavar="HH:MM DD/MM/YYYY")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("reports"),
    metavar="DIR",
)
@click.pass_obj
def command(
    face: Face,
    /,
    run: str,
    kind: str,
    kinds: bool,
    values: Path | None,
    blank: bool,
    level: str,
    formats: str,
    send: bool,
    show_sent: bool,
    sent_row: int | None,
    out: Path,
    **later: str | None,
) -> int:
    house = face.house()
    if kinds:
        return _list_kinds(house)
    if blank:
        click.echo(house.reports.blank(kind), nl=False)
        return Exit.DONE
    typed = {name: text for name, text in later.items() if text is not None}
    if typed or show_sent or sent_row is not None:
        return _sent(house, sent_row, typed)
    if send:
        sent = house.reports.send(run, out, kind=kind, values=values, level=level)
        for path in sent.files:
            click.echo(house.words.say("cli.said.written", path=str(path)))
        if sent.names_machines:
            click.echo(house.words.say("cli.said.not_for_chat"), err=True)
        return Exit.DONE
    wanted = [each.strip() for each in formats.split(",") if each.strip()]
    for_machines = tuple(each for each in wanted if each in RUN_FORMS)
    for_people = tuple(each for each in wanted if each not in RUN_FORMS)
    saved: tuple[Path, ...] = ()
    if for_people:
        saved = house.reports.save(run, for_people, out, kind=kind, values=values, level=level)
    if for_machines:
        saved += house.bundles.export(run, for_machines, out, level)
    for path in saved:
        click.echo(house.words.say("cli.said.written", path=str(path)))
    return Exit.DONE


def _sent(house: "House", number: int | None, typed: dict[str, str]) -> int:
    """Print the register, after writing into a row what became known later."""
    if (number is None) != (not typed):
        raise KnownError("sent_fill", Exit.USAGE)
    if number is not None:
        house.reports.fill_sent(number, typed)
    rows = house.reports.sent()
    for row in rows:
        click.echo(house.reports.told_sent(row))
    if not rows:
        click.echo(house.words.say("cli.said.none_sent"))
    return Exit.DONE


def _list_kinds(house: "House") -> int:
    for each in house.reports.kinds():
        key = "kind_of_values" if each.needs_values else "kind"
        click.echo(house.words.say(f"cli.said.{key}", name=each.kind, title=each.name))
    return Exit.DONE
