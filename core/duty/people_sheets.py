"""Rows of cells out of what people have: an Excel file, a CSV file, text they copied.

Files come from anywhere. Nothing in them is computed, followed or unpacked beyond the limits.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from core.model.errors import Exit, KnownError
from core.torn import TORN

LARGEST = 10_000_000
"""Bytes of a file at most."""

ROWS, COLUMNS = 2_000, 40
"""At most so much of a sheet is read; more is no list of people."""

_UNPACKED, _RATIO, _MEMBERS = 50_000_000, 100, 1_000
_SMALL = 1_000_000
"""Bytes up to which the ratio of a member does not count: empty sheets shrink a lot."""

_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_SHEETS = (".xlsx", ".xlsm")
_OLD_SHEETS = (".xls", ".ods")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins, in which Excel saves "Unicode text"."""

_DELIMITERS = "\t;,|"

Rows = tuple[tuple[str, ...], ...]


def rows_of_file(path: Path) -> Rows:
    """Return the rows of a file; KnownError for one that is not taken."""
    try:
        content = _read(path)
    except OSError as error:
        raise KnownError("list_unread", Exit.BAD_INPUT, str(error), file=path.name) from error
    ending = path.suffix.casefold()
    if content.startswith(b"PK"):
        if ending not in _SHEETS:
            raise KnownError("list_form", Exit.BAD_INPUT, file=path.name)
        return _rows_of_sheet(content, path.name)
    is_wide = content.startswith(_WIDE)
    if ending in (*_SHEETS, *_OLD_SHEETS) or (b"\0" in content and not is_wide):
        raise KnownError("list_form", Exit.BAD_INPUT, file=path.name)
    return rows_of_text(_decoded(content, path.name))


def rows_of_text(text: str) -> Rows:
    """Return the rows of a text: lines whose cells tabs, semicolons, commas or bars part."""
    text = text.removeprefix("\ufeff")
    if len(text) > LARGEST:
        raise KnownError("list_long", Exit.BAD_INPUT, limit=ROWS)
    delimiter = _delimiter(text)
    try:
        found = list(csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True))
    except csv.Error:
        found = [line.split(delimiter) for line in text.splitlines()]
    return _tidy(iter(found))


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise KnownError("list_large", Exit.BAD_INPUT, file=path.name, limit=LARGEST // 1_000_000)
    return content


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-16" if content.startswith(_WIDE) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise KnownError("list_letters", Exit.BAD_INPUT, str(error), file=name) from error


def _delimiter(text: str) -> str:
    """Return the mark that parts the cells: the first that many lines have."""
    lines = [line for line in text.splitlines() if line.strip()]
    for mark in _DELIMITERS:
        if sum(mark in line for line in lines) * 2 > len(lines):
            return mark
    return "\t"


def _rows_of_sheet(content: bytes, name: str) -> Rows:
    """Return the rows of the first sheet that has any, as Excel last showed them."""
    _refuse_bombs(content, name)
    from openpyxl import load_workbook

    try:
        book = load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False, keep_vba=False
        )
        for sheet in book.worksheets:
            # The size that the file claims for a sheet may be wrong.
            sheet.reset_dimensions()
            limits = {"max_row": ROWS + 1, "max_col": COLUMNS}
            rows = _tidy(iter(sheet.iter_rows(values_only=True, **limits)))
            if rows:
                return rows
    except KnownError:
        raise
    except Exception as error:
        # The reader has no error of its own: what it says of a file in pieces is of every kind.
        raise KnownError("list_broken", Exit.BAD_INPUT, repr(error), file=name) from error
    return ()


def _refuse_bombs(content: bytes, name: str) -> None:
    """Refuse a packed file that would unpack to too much, or whose XML declares entities.

    What a member says about its size is checked while it is read: `zipfile` stops there.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
            heavy = [
                each
                for each in members
                if each.file_size > _SMALL and each.file_size > _RATIO * max(1, each.compress_size)
            ]
            total = sum(each.file_size for each in members)
            if heavy or total > _UNPACKED or len(members) > _MEMBERS:
                raise KnownError("list_bomb", Exit.BAD_INPUT, file=name)
            for each in members:
                if each.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise KnownError("list_broken", Exit.BAD_INPUT, each.filename, file=name)
                # Drawings may begin with one; they are pictures, which nothing here reads.
                if not each.filename.casefold().endswith(".svg"):
                    _refuse_declarations(packed, each, name)
    except TORN as error:
        raise KnownError("list_broken", Exit.BAD_INPUT, str(error), file=name) from error


def _refuse_declarations(packed: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    """Refuse declarations wherever they stand: behind a remark of any length, in any member."""
    body = packed.read(member)
    # Excel writes UTF-8; in other encodings a declaration could not be seen.
    is_plain = body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"<", b"")
    is_xml = member.filename.casefold().endswith((".xml", ".rels"))
    if (is_xml and not is_plain) or _DECLARES.search(body):
        raise KnownError("list_broken", Exit.BAD_INPUT, member.filename, file=name)


def _tidy(rows: Iterator[object]) -> Rows:
    """Return rows of text without those that are empty; KnownError for too many."""
    found: list[tuple[str, ...]] = []
    for row in rows:
        cells = tuple(_text(each) for each in row)[:COLUMNS]  # type: ignore[attr-defined]
        if any(cells):
            found.append(cells)
        if len(found) > ROWS:
            raise KnownError("list_long", Exit.BAD_INPUT, limit=ROWS)
    return tuple(found)


def _text(cell: object) -> str:
    """Return a cell as text; a whole number without what a computer adds to it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
