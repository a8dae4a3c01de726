"""Lake: findings as Parquet files by week and province, and questions to them through DuckDB.

For what is beyond a table on one machine: the history of many weeks, of all offices. Files that
any other tool reads as well; a week that is written again takes the place of what it was.
"""

import csv
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
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
    "faults": "SELECT check_id, result, count(*) AS machines FROM lake"
    " WHERE result IN ('fail', 'warn') GROUP BY ALL ORDER BY machines DESC, check_id LIMIT 20",
    "units": "SELECT unit, count(DISTINCT asset) AS machines,"
    " count(*) FILTER (WHERE result = 'fail') AS failed FROM lake"
    " GROUP BY unit ORDER BY failed DESC, unit LIMIT 20",
    "weeks": "SELECT week, count(DISTINCT asset) AS machines,"
    " count(DISTINCT asset) FILTER (WHERE verdict = 'act_now') AS act_now FROM lake"
    " GROUP BY week ORDER BY week",
    "provinces": "SELECT province, count(DISTINCT asset) AS machines,"
    " count(*) FILTER (WHERE result = 'fail') * 100 // count(*) AS failed_percent FROM lake"
    " GROUP BY province ORDER BY failed_percent DESC, province",
}

QUESTIONS = tuple(_QUESTIONS)


def write_lake(rows: "BoardRows", folder: Path, province_of: Callable[[str], str]) -> int:
    """Write every finding held below a folder, by week and province; return how many.

    KnownError when DuckDB is not installed, or the folder cannot be written.
    """
    part = folder / f".{os.getpid()}.part"
    try:
        part.mkdir(parents=True)
        count = _write_rows(rows, part / "rows.csv", province_of)
        with _connection() as lake:
            found = lake.read_csv(str(part / "rows.csv"), header=True, all_varchar=True)
            found.write_parquet(str(part / "lake"), partition_by=["week", "province"])
        for week in sorted((part / "lake").iterdir()) if count else ():
            shutil.rmtree(folder / week.name, ignore_errors=True)
            week.rename(folder / week.name)
    except OSError as error:
        raise KnownError("no_write", Exit.CANNOT_WRITE, str(error), path=str(folder)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return count


def ask_lake(folder: Path, question: str) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]:
    """Return headings and rows that answer one of QUESTIONS; KnownError when nothing is there."""
    import duckdb

    files = str(folder / "week=*" / "province=*" / "*.parquet")
    with _connection() as lake:
        try:
            lake.execute(
                "CREATE TEMP TABLE lake AS SELECT * FROM read_parquet(?, hive_partitioning=true)",
                [files],
            )
        except duckdb.Error as error:
            path = str(folder)
            raise KnownError("exchange.no_folder", Exit.BAD_INPUT, str(error), path=path) from error
        found = lake.execute(_QUESTIONS[question])
        heads = tuple(each[0] for each in found.description or ())
        return heads, tuple(found.fetchall())


def _write_rows(rows: "BoardRows", file: Path, province_of: Callable[[str], str]) -> int:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        count = 0
        for row in _rows(rows, province_of):
            writer.writerow(row)
            count += 1
    return count


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


def _connection() -> "duckdb.DuckDBPyConnection":
    try:
        import duckdb
    except ImportError as error:
        raise KnownError("exchange.analyse_missing", Exit.USAGE, str(error)) from error
    # Nothing is fetched or installed: what is asked needs no extension.
    return duckdb.connect(
        ":memory:",
        config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"},
    )
