"""Lake: findings as Parquet files by week and province, and questions to them through DuckDB.

For what is beyond a table on one machine: the history of many weeks, of all offices. Files that
any other tool reads as well. A machine that is written again takes the place of what it was in
that week; one that was checked anew in a later week stays in the earlier one too.
"""

import csv
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from core.model.errors import Exit, KnownError
from core.model.moments import day_of

if TYPE_CHECKING:
    import duckdb

    from core.store.board import BoardRows

COLUMNS = (
    "week", "province", "unit", "asset", "machine", "os", "ended", "verdict", "check_id", "result",
    "severity", "message",
)  # fmt: skip

_QUESTIONS = {
    "faults": "SELECT check_id, result, count(*) AS machines FROM newest"
    " WHERE result IN ('fail', 'warn') GROUP BY ALL ORDER BY machines DESC, check_id LIMIT 20",
    "units": "SELECT unit, count(DISTINCT asset) AS machines,"
    " count(*) FILTER (WHERE result = 'fail') AS failed FROM newest"
    " GROUP BY unit ORDER BY failed DESC, unit LIMIT 20",
    "weeks": "SELECT week, count(DISTINCT asset) AS machines,"
    " count(DISTINCT asset) FILTER (WHERE verdict = 'act_now') AS act_now FROM lake"
    " GROUP BY week ORDER BY week",
    "provinces": "SELECT province, count(DISTINCT asset) AS machines,"
    " count(*) FILTER (WHERE result = 'fail') * 100 // count(*) AS failed_percent FROM newest"
    " GROUP BY province ORDER BY failed_percent DESC, province",
}

QUESTIONS = tuple(_QUESTIONS)

_NEWEST = (
    "CREATE TEMP VIEW newest AS SELECT * FROM lake"
    " QUALIFY week = max(week) OVER (PARTITION BY unit, asset)"
)
"""Every machine once, as it was seen last."""

_KEPT = (
    "SELECT * FROM written UNION ALL BY NAME SELECT * FROM there"
    " ANTI JOIN written USING (week, unit, asset)"
)
"""What is written, and what stands in the same weeks of machines that are not written there."""


def write_lake(rows: "BoardRows", folder: Path, province_of: Callable[[str], str]) -> int:
    """Write every finding held below a folder, by week and province; return how many.

    KnownError when DuckDB is not installed, when a week that is there cannot be read, or the
    folder cannot be written; what is there stays then.
    """
    part = folder / f".{os.getpid()}.part"
    try:
        part.mkdir(parents=True)
        count, weeks = _write_rows(rows, part / "rows.csv", province_of)
        _write_weeks(folder, part, weeks)
        for week in sorted((part / "lake").iterdir()) if count else ():
            _put_in_place(week, folder / week.name, part / f"before {week.name}")
    except OSError as error:
        raise KnownError("no_write", Exit.CANNOT_WRITE, str(error), path=str(folder)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return count


def ask_lake(folder: Path, question: str) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]:
    """Return headings and rows that answer one of QUESTIONS; KnownError when nothing is there."""
    broken = _engine().Error
    files = str(folder / "week=*" / "province=*" / "*.parquet")
    with _connection() as lake:
        try:
            lake.execute(
                "CREATE TEMP TABLE lake AS SELECT * FROM read_parquet(?, hive_partitioning=true)",
                [files],
            )
        except broken as error:
            path = str(folder)
            raise KnownError("no_folder", Exit.BAD_INPUT, str(error), path=path) from error
        lake.execute(_NEWEST)
        found = lake.execute(_QUESTIONS[question])
        heads = tuple(each[0] for each in found.description or ())
        return heads, tuple(found.fetchall())


def _write_rows(
    rows: "BoardRows", file: Path, province_of: Callable[[str], str]
) -> tuple[int, set[str]]:
    """Write every finding as a line of a table; return how many, and the weeks they are of."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        count = 0
        weeks = set()
        for row in _rows(rows, province_of):
            writer.writerow(row)
            weeks.add(row[0])
            count += 1
    return count, weeks


def _write_weeks(folder: Path, part: Path, weeks: set[str]) -> None:
    """Write the weeks of the rows beside those that are there, with what is to be kept of them."""
    broken = _engine().Error
    there = [
        str(file) for week in sorted(weeks) for file in folder.glob(f"week={week}/*/*.parquet")
    ]
    with _connection() as lake:
        written = lake.read_csv(str(part / "rows.csv"), header=True, all_varchar=True)
        if there:
            try:
                lake.register("written", written)
                lake.execute(
                    "CREATE TEMP TABLE there AS SELECT * FROM read_parquet(?,"
                    " hive_partitioning=true, hive_types_autocast=false, union_by_name=true)",
                    [there],
                )
                written = lake.sql(_KEPT).select(*COLUMNS)
            except broken as error:
                path = str(folder)
                raise KnownError("exchange.lake", Exit.BAD_INPUT, str(error), path=path) from error
        written.write_parquet(str(part / "lake"), partition_by=["week", "province"])


def _put_in_place(week: Path, place: Path, aside: Path) -> None:
    """Let a week take the place of what was there, which goes back if that fails."""
    if place.exists():
        place.rename(aside)
    try:
        week.rename(place)
    except OSError:
        if aside.exists():
            aside.rename(place)
        raise


def _rows(rows: "BoardRows", province_of: Callable[[str], str]) -> Iterator[tuple[str, ...]]:
    from datetime import timedelta

    for machine, order_at, findings in rows.findings():
        day = day_of(order_at)
        week = (day - timedelta(days=day.weekday())).isoformat()
        about = (
            week, province_of(machine.unit), machine.unit, machine.asset, machine.name,
            machine.os_name, machine.ended, machine.verdict.value,
        )  # fmt: skip
        yield from ((*about, *each) for each in findings)


def _engine() -> ModuleType:
    try:
        import duckdb
    except ImportError as error:
        raise KnownError("exchange.analyse_missing", Exit.USAGE, str(error)) from error
    return duckdb


def _connection() -> "duckdb.DuckDBPyConnection":
    # Nothing is fetched or installed: what is asked needs no extension.
    connection: duckdb.DuckDBPyConnection = _engine().connect(
        ":memory:",
        config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"},
    )
    return connection
