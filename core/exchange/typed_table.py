"""Tables that offices type or copy: CSV as Excel saves it, or tabs, with headings in any order."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from core.model.errors import Exit, KnownError
from core.words import fold, visible

FILE_LIMIT = 10_000_000
ROW_LIMIT = 50_000

Headings = Mapping[str, Sequence[str]]
"""By key, the headings a column may have, without marks and case."""


def read_table(
    file: Path, headings: Headings, needed: str, kind: str
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and cells by key of each row that holds anything.

    `kind` is what the table lists, `units` or `machines`. KnownError when the file cannot be read
    as UTF-8, or has no column for `needed`.
    """
    try:
        with file.open("rb") as stream:
            source = stream.read(FILE_LIMIT + 1)
        text = source.decode("utf-8-sig")
    except OSError as error:
        raise KnownError("attachment_unread", Exit.BAD_INPUT, str(error), file=str(file)) from error
    except UnicodeDecodeError as error:
        raise _unread(kind, file.name, str(error)) from error
    if len(source) > FILE_LIMIT:
        raise _unread(kind, file.name, "too large")
    head = text.split("\n", 1)[0]
    mark = max("\t;,", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=mark, strict=True))
    except csv.Error as error:
        raise _unread(kind, file.name, str(error)) from error
    if len(rows) > ROW_LIMIT:
        raise _unread(kind, file.name, "too long")
    columns = _columns(rows[0] if rows else (), headings)
    if needed not in columns:
        raise KnownError(f"exchange.{kind}_heading", Exit.BAD_INPUT, file=file.name)
    for line, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            yield (
                line,
                {
                    key: visible(row[at]).strip() if at < len(row) else ""
                    for key, at in columns.items()
                },
            )


def wrong_line(file: str, line: int, text: str) -> KnownError:
    """Return the error of a line that does not fit."""
    return KnownError("exchange.units_line", Exit.BAD_INPUT, file=file, line=line, text=text)


def _unread(kind: str, name: str, detail: str) -> KnownError:
    return KnownError(f"exchange.{kind}_unread", Exit.BAD_INPUT, detail, file=name)


def _columns(head: Sequence[str], headings: Headings) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, title in enumerate(head):
        plain = fold(title).strip()
        for key, names in headings.items():
            if plain in names and key not in found:
                found[key] = at
    return found
