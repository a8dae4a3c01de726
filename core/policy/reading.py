"""Reading a policy file strictly: what does not fit is named by the path of its key."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

MOST_ROWS = 10_000
"""Rows and members of a list; every one is compared with all that a machine has installed."""

_SIZE_LIMIT = 4_000_000  # bytes; the largest file of ours is under 20 kB
MOST = 1_000_000
"""No limit is larger; what is, is a slip of the finger."""


class Misfit(Exception):  # noqa: N818 - it names what it is, like the problems it carries
    """Something in a file that does not fit: which key (empty for the whole file) and how.

    `problem` is a key of the words; `line` is given where the TOML itself is broken.
    """

    def __init__(self, problem: str, key: str = "", line: int = 0, detail: str = "") -> None:
        """Name the problem."""
        super().__init__(f"{problem} {key} {detail}".strip())
        self.problem = problem
        self.key = key
        self.line = line
        self.detail = detail


def read_toml(path: Path) -> tuple[dict[str, Any], str]:
    """Return the content of a TOML file and the SHA-256 of its bytes; Misfit when impossible."""
    try:
        with path.open("rb") as file:
            body = file.read(_SIZE_LIMIT + 1)
    except OSError as error:
        raise Misfit("missing", detail=str(error)) from error
    if len(body) > _SIZE_LIMIT:
        raise Misfit("too_long", detail=f"over {_SIZE_LIMIT} bytes")
    return parse_toml(body), sha256(body).hexdigest()


def parse_toml(body: bytes) -> dict[str, Any]:
    """Return the content of TOML; Misfit `broken` with the line when it is none."""
    try:
        text = body.decode("utf-8-sig")  # as Notepad writes it
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise Misfit("broken", line=line, detail=str(error)) from error
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise Misfit("broken", line=_line_of(text, error), detail=str(error)) from error


def _line_of(text: str, error: Exception) -> int:
    """Return the line of a TOML error; tomllib tells it only in its message."""
    _, found, rest = str(error).partition("(at line ")
    number = rest.partition(",")[0]
    return int(number) if found and number.isdigit() else text.count("\n") + 1


def only_keys(table: Mapping[str, Any], known: frozenset[str], path: str) -> None:
    """Refuse a key that is not known here."""
    for key in table:
        if key not in known:
            raise Misfit("unknown_key", join(path, key))


def table_at(table: Mapping[str, Any], key: str, path: str) -> dict[str, Any]:
    """Return a table under a key, an empty one when there is none."""
    found = table.get(key, {})
    if not isinstance(found, dict):
        raise Misfit("not_table", join(path, key))
    return found


def text_at(table: Mapping[str, Any], key: str, path: str = "") -> str:
    """Return a text that has to be there."""
    found = _needed(table, key, path)
    if not isinstance(found, str) or not found:
        raise Misfit("not_text", join(path, key))
    return found


def day_at(table: Mapping[str, Any], key: str, path: str = "") -> str:
    """Return a day that has to be there, as ISO text; a TOML date will do as well."""
    found = _needed(table, key, path)
    return day(found, join(path, key))


def day(value: object, path: str) -> str:
    """Return a value as an ISO day."""
    if type(value) is date:
        return value.isoformat()
    try:
        if isinstance(value, str) and date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise Misfit("not_day", path)


def whole_number(value: object, path: str) -> int:
    """Return a value as a count from 0 to a million; a truth value is none."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST:
        raise Misfit("not_number", path)
    return value


def join(path: str, key: str) -> str:
    """Write the path of a key as in TOML."""
    return f"{path}.{key}" if path else key


def _needed(table: Mapping[str, Any], key: str, path: str) -> object:
    if key not in table:
        raise Misfit("missing_key", join(path, key))
    return table[key]


def rows_at(
    table: Mapping[str, Any], key: str, known: frozenset[str], path: str = ""
) -> list[tuple[Any, str]]:
    """Return the tables of a list that has to be there, each with its path; none is fine."""
    rows = _needed(table, key, path)
    if not isinstance(rows, list):
        raise Misfit("not_list", join(path, key))
    if len(rows) > MOST_ROWS:
        raise Misfit("too_long", join(path, key))
    found = []
    for number, row in enumerate(rows, 1):
        at = f"{join(path, key)}[{number}]"
        if not isinstance(row, dict):
            raise Misfit("not_table", at)
        only_keys(row, known, at)
        found.append((row, at))
    return found


def list_at(
    row: Mapping[str, Any], key: str, path: str, fitted: Callable[[object, str], T]
) -> tuple[T, ...]:
    """Return a list with every member fitted, empty when there is none."""
    found = row.get(key, [])
    if not isinstance(found, list):
        raise Misfit("not_list", join(path, key))
    if len(found) > MOST_ROWS:
        raise Misfit("too_long", join(path, key))
    return tuple(fitted(each, join(path, key)) for each in found)


def text(value: object, path: str) -> str:
    """Return a value as a text that is not empty."""
    if not isinstance(value, str) or not value:
        raise Misfit("not_text", path)
    return value


def choice(value: object, path: str, known: frozenset[str]) -> str:
    """Return a value that is one of a closed list."""
    if not isinstance(value, str) or value not in known:
        raise Misfit("not_choice", path)
    return value


def text_or_empty(row: Mapping[str, Any], key: str, path: str) -> str:
    """Return a text, empty when the key is not there."""
    return text(row[key], join(path, key)) if key in row else ""


def day_or_empty(row: Mapping[str, Any], key: str, path: str) -> str:
    """Return an ISO day, empty when the key is not there."""
    return day(row[key], join(path, key)) if key in row else ""


_SHORTEST_MARK = 3  # characters; a shorter beginning would fit half of all programs


def mark(value: object, path: str) -> str:
    """Return what software is known by: plain text in lower case, no pattern and no path."""
    found = text(value, path)
    if len(found) < _SHORTEST_MARK or any(each in found for each in "*?\\/"):
        raise Misfit("not_text", path)
    return found.lower()
