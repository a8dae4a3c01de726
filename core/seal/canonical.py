"""Canonical JSON (RFC 8785): one value, one sequence of bytes; and reading that trusts nothing."""

import json
import re
from collections.abc import Callable

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
"""What JSON can say."""

SIZE_LIMIT = 20_000_000
"""Bytes of JSON that are read at most; larger input is refused before it is parsed."""

DEPTH_LIMIT = 64
"""How deep lists and objects may stand in one another."""

LARGEST = 2**53 - 1
"""The largest integer that every reader of JSON keeps exactly (RFC 8785, RFC 7493 2.2)."""


class CanonicalError(ValueError):
    """The bytes or the value cannot be, or are not, canonical JSON; the text says why."""


def write(value: Json) -> bytes:
    """Return the canonical bytes of a value; CanonicalError if it has none."""
    import rfc8785

    try:
        return rfc8785.dumps(value)
    except (ValueError, RecursionError) as error:
        raise CanonicalError(str(error) or "too deep") from error


def read(source: bytes, *, size_limit: int = SIZE_LIMIT, depth_limit: int = DEPTH_LIMIT) -> Json:
    """Read JSON strictly; CanonicalError for what two readers could understand differently.

    Refused: more than `size_limit` bytes, other encodings than UTF-8, repeated names, NaN and
    Infinity, digits alone that say 2^53 or more, lone surrogates, more than `depth_limit` levels.
    """
    return _read(source, size_limit, depth_limit, _decode)


def read_canonical(
    source: bytes, *, size_limit: int = SIZE_LIMIT, depth_limit: int = DEPTH_LIMIT
) -> Json:
    """Read JSON strictly and refuse bytes that are not the canonical form of their value."""
    value = read(source, size_limit=size_limit, depth_limit=depth_limit)
    if write(value) != source:
        raise CanonicalError("not in canonical form")
    return value


def read_canonical_plain(source: bytes, *, size_limit: int = SIZE_LIMIT) -> dict[str, Json]:
    """Read one canonical object whose names are ASCII and which holds no fractions, quickly.

    For such objects the C encoder of the standard library writes what RFC 8785 asks for, several
    times faster; that is what makes a long log verifiable in seconds. CanonicalError otherwise.
    """
    # Names that stand twice need no look of their own: one is lost, and the bytes are others.
    value = _read(source, size_limit, DEPTH_LIMIT, _decode_plain)
    if not isinstance(value, dict):
        raise CanonicalError("not an object")
    if not _names_are_ascii(value):
        raise CanonicalError("a name is not ASCII")
    if _encode_plain(value).encode() != source:
        raise CanonicalError("not in canonical form")
    return value


def _names_are_ascii(value: dict[str, Json] | list[Json]) -> bool:
    if isinstance(value, dict):
        if not "".join(value).isascii():
            return False
        value = list(value.values())
    return all(_names_are_ascii(each) for each in value if isinstance(each, dict | list) and each)


def _read(source: bytes, size_limit: int, depth_limit: int, decode: Callable[[str], Json]) -> Json:
    if len(source) > size_limit:
        raise CanonicalError(f"larger than {size_limit} bytes")
    try:
        value = decode(source.decode("utf-8"))
    except RecursionError as error:
        raise CanonicalError("too deep") from error
    except ValueError as error:
        raise CanonicalError(str(error)) from error
    if source.count(b"[") + source.count(b"{") > depth_limit:
        _refuse_depth(source, depth_limit)
    if b"\\u" in source:
        _refuse_surrogates(value)
    return value


def _pairs(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise CanonicalError("a name stands twice")
    return value


def _whole(text: str) -> int:
    # Length first: Python refuses to convert thousands of digits, and conversion is quadratic.
    if len(text) > 17 or abs(int(text)) > LARGEST:
        raise CanonicalError("an integer is too large to be kept exactly")
    return int(text)


def _fraction(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise CanonicalError("a number is too large")
    return value


def _no_fraction(text: str) -> float:
    raise CanonicalError(f"{text} is not a whole number")


def _no_constant(text: str) -> float:
    raise CanonicalError(f"{text} is not JSON")


_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"')
_OPENING = b"[{"
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))

_decode = json.JSONDecoder(
    object_pairs_hook=_pairs,
    parse_int=_whole,
    parse_float=_fraction,
    parse_constant=_no_constant,
).decode

_decode_plain = json.JSONDecoder(
    parse_int=_whole,
    parse_float=_no_fraction,
    parse_constant=_no_constant,
).decode

_encode_plain = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode


def _refuse_depth(source: bytes, limit: int) -> None:
    """Refuse text that is known to be JSON and goes deeper than a limit."""
    depth = 0
    for each in _STRING.sub(b"", source).translate(None, _NO_BRACKETS):
        depth += 1 if each in _OPENING else -1
        if depth > limit:
            raise CanonicalError(f"more than {limit} levels")


def _refuse_surrogates(value: Json) -> None:
    try:
        _encode_plain(value).encode()
    except UnicodeEncodeError as error:
        raise CanonicalError("half a character") from error
