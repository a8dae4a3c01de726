"""`consolidate`: a folder of bundles, verified and loaded, and the board that comes of it."""

import json
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.cli.fitting import demand, demand_alone
from core.cli.front import Face
from core.cli.output import write_json
from core.cli.telling_exchange import tell_board, tell_machine, tell_result, tell_units
from core.model.errors import Exit, KnownError
from core.model.exchange import Fate, FileResult
from core.model.progress import Cancel

if TYPE_CHECKING:
    from core.house import House

_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)
_PAUSE = 2.0
_QUIET = (Fate.COUNTED, Fate.REPLACED)


@click.command()
@click.argument("folder", metavar="DIR|-", required=False)
@click.option("--watch", is_flag=True)
@click.option("--units", type=_FILE, metavar="FILE.csv")
@click.option("--round", "title", metavar="TEXT")
@click.option("--since", default="", metavar="DAY")
@click.option("--due", default="", metavar="TIME")
@click.option("--below", default="", metavar="UNIT")
@click.option("--find", metavar="TEXT")
@click.option("--remind", is_flag=True)
@click.option("--receipts", type=_FOLDER, metavar="DIR")
@click.option("--parquet", type=_FOLDER, metavar="DIR")
@click.option("--ask", type=click.Choice(["faults", "units", "weeks", "provinces"]))
@click.option("--json", "json_to", metavar="FILE|-")
@click.option("--out", type=_FILE, metavar="FILE.xlsx")
@click.pass_obj
def command(
    face: Face,
    folder: str | None,
    watch: bool,
    units: Path | None,
    title: str | None,
    since: str,
    due: str,
    below: str,
    find: str | None,
    remind: bool,
    receipts: Path | None,
    parquet: Path | None,
    ask: str | None,
    json_to: str | None,
    out: Path | None,
) -> int:
    _demand_fitting(folder, watch)
    house = face.house()
    if ask is not None and parquet is not None:
        heads, rows = house.consolidation.ask_lake(parquet, ask)
        for row in (heads, *rows):
            click.echo("\t".join(map(str, row)))
        return Exit.DONE
    if find is not None:
        return _find(house, find, json_to)
    waited = _prepare(house, units, title, since, due, below)
    fates: Counter[Fate] = Counter()
    found = chain(waited, _results(house, folder, watch) if folder else ())
    results = _take(house, found, watch, fates, to_errors=json_to == "-")
    # Only what is to be printed is kept: a watched folder may bring files for weeks.
    kept = [asdict(each) for each in results if json_to]
    board = house.consolidation.board(below)
    if json_to:
        said = {**asdict(board), "results": kept}
        write_json(json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n", json_to)
    if json_to != "-":
        for line in tell_board(house.words, board, fates):
            click.echo(line)
    if remind and (text := house.consolidation.reminder(board)):
        click.echo(text, err=json_to == "-")
    if out is not None:
        from core.whole_file import write_whole

        write_whole(out, house.board_papers.sheet(board))
        click.echo(house.words.say("cli.said.written", path=str(out)), err=True)
    _write_along(house, parquet, receipts)
    return Exit.DONE


def _write_along(house: "House", parquet: Path | None, receipts: Path | None) -> None:
    if parquet is not None:
        count = house.consolidation.write_lake(parquet)
        told = house.words.say("exchange.lake", count=count, path=str(parquet))
        click.echo(told, err=True)
    if receipts is not None:
        count = house.consolidation.write_receipts(receipts)
        told = house.words.say("exchange.receipt.count", count=count, path=str(receipts))
        click.echo(told, err=True)


def _demand_fitting(folder: str | None, watch: bool) -> None:
    demand("--ask", "--parquet")
    demand_alone("--ask", "--parquet")
    demand_alone("--find", "--json")
    if watch and folder in (None, "-"):
        raise KnownError("option_needs", Exit.USAGE, text="--watch", name="DIR")


def _find(house: "House", typed: str, json_to: str | None) -> int:
    """Tell the machines that are called so, and every bundle of each."""
    consolidation = house.consolidation
    found = [
        (each, consolidation.trace(each.unit, each.asset)) for each in consolidation.search(typed)
    ]
    if json_to:
        said = [{**asdict(machine), "trace": [asdict(each) for each in traces]}
                for machine, traces in found]  # fmt: skip
        body = json.dumps({"machines": said}, ensure_ascii=False, indent=1).encode() + b"\n"
        write_json(body, json_to)
    if json_to != "-":
        units = {each.code: each.name for each in consolidation.units()}
        for machine, traces in found:
            for line in tell_machine(house.words, machine, units, traces):
                click.echo(line)
        if not found:
            click.echo(house.words.say("exchange.machines.none", text=typed))
    return Exit.DONE


def _prepare(
    house: "House", units: Path | None, title: str | None, since: str, due: str, below: str
) -> tuple[FileResult, ...]:
    """Set up what the board is of; return what became of files that waited for it."""
    waited: tuple[FileResult, ...] = ()
    if units is not None:
        count, waited = house.consolidation.take_units(units)
        for each in tell_units(house.words, count, waited):
            click.echo(each, err=True)
    if below:
        # Told before the files are taken in, not after.
        house.consolidation.unit_of(below)
    if title is not None or since or due:
        house.consolidation.start_round(title or "", since, due)
    return waited


def _take(
    house: "House",
    results: Iterable[FileResult],
    watch: bool,
    fates: Counter[Fate],
    *,
    to_errors: bool,
) -> Iterator[FileResult]:
    """Take files in, counting them by fate and telling each that is not simply counted."""
    for result in results:
        fates[result.fate] += 1
        if result.fate not in _QUIET or result.alarm is not None or watch:
            click.echo(tell_result(house.words, result), err=to_errors)
        yield result


def _results(house: "House", folder: str, watch: bool) -> Iterator[FileResult]:
    if folder == "-":
        yield from house.consolidation.take_stream(sys.stdin.buffer)
    elif watch:
        cancel = Cancel()
        click.echo(house.words.say("exchange.watching", path=folder), err=True)
        # A stop between two files, never inside one: then the board of what is stored is printed.
        before = signal.signal(signal.SIGINT, lambda number, frame: cancel.request())
        try:
            yield from house.consolidation.watch_folder(
                Path(folder), cancel, lambda: time.sleep(_PAUSE)
            )
        finally:
            signal.signal(signal.SIGINT, before)
    else:
        yield from house.consolidation.take_folder(Path(folder))
