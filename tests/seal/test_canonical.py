"""Canonical JSON: the vectors of RFC 8785, strict reading, and that both agree."""

import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.seal.canonical import (
    LARGEST,
    CanonicalError,
    read,
    read_canonical,
    read_canonical_plain,
    write,
)

whole = st.integers(-LARGEST, LARGEST)
text = st.text(st.characters(exclude_categories=("Cs",)))
scalars = st.none() | st.booleans() | whole | text
# A double from 2^53 up to 1E21 is written as digits alone, which strict reading refuses.
fractions = st.floats(-(2**53), 2**53, exclude_min=True, exclude_max=True) | st.floats(1e21, 1e308)
values = st.recursive(
    scalars | fractions,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=20,
)
plain_names = st.text(st.characters(codec="ascii"))
plain_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(plain_names, inner, max_size=4),
    max_leaves=20,
)


def test_example_of_the_rfc() -> None:
    """RFC 8785 3.2.4: numbers, strings and literals in their canonical bytes."""
    source = (
        '{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],'
        '"string": "\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/",'
        '"literals": [null, true, false]}'
    )

    assert write(json.loads(source)) == bytes.fromhex(
        "7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b33333333"
        "33333333332e333333333333332c31652b33302c342e352c302e3030322c31652d32375d2c22737472696e6722"
        "3a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d"
    )


def test_names_are_sorted_by_their_utf16_units() -> None:
    """RFC 8785 3.2.3: the sorting example, where code points would sort otherwise."""
    source = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }

    assert list(json.loads(write(source)).values()) == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]


@pytest.mark.parametrize(
    ("bits", "written"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("8000000000000001", "-5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("ffefffffffffffff", "-1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("c340000000000000", "-9007199254740992"),
        ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("44b52d02c7e14af7", "1.0000000000000001e+23"),
        ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef4f", "999999999999999900000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555553", "333333333.3333332"),
        ("41b3de4355555554", "333333333.33333325"),
        ("41b3de4355555555", "333333333.3333333"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
        ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)
def test_numbers_of_the_rfc(bits: str, written: str) -> None:
    """RFC 8785 appendix B: doubles by their bits."""
    (number,) = struct.unpack(">d", bytes.fromhex(bits))

    assert write(number) == written.encode()


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 2**53, -(2**53), "\ud800"])
def test_what_has_no_canonical_form(number: float | str) -> None:
    """Values that readers would understand differently are not written."""
    with pytest.raises(CanonicalError):
        write(number)
    with pytest.raises(CanonicalError):
        write({"\udc00": 1})


@pytest.mark.parametrize(
    "source",
    [
        b"NaN",
        b"[Infinity]",
        b"-Infinity",
        b"1e400",
        b"-1e400",
        b"9007199254740992",
        b"-9007199254740992",
        b"1" * 5000,
        b'{"a":1,"a":1}',
        b'{"a":{"b":1,"b":2}}',
        b'{"a":1,"\\u0061":2}',
        b'"\\ud800"',
        b'["\\udc00\\ud800"]',
        b'{"\\ud800":1}',
        b'"\xed\xa0\x80"',
        b"\xff",
        b"\xef\xbb\xbf{}",
        '{"a":1}'.encode("utf-16"),
        b"{} {}",
        b"{",
        b"",
        b"'a'",
        b"[1,]",
        b'"\n"',
        b"[" * 65 + b"]" * 65,
        b'{"a":' * 65 + b"1" + b"}" * 65,
        b"[" * 200_000,
        b"[" * 200_000 + b"]" * 200_000,
    ],
    ids=lambda source: repr(source[:16]),
)
def test_strict_reading_refuses(source: bytes) -> None:
    """Cases 21 to 26 of the list of hostile input, and their near relatives."""
    for reader in (read, read_canonical, read_canonical_plain):
        with pytest.raises(CanonicalError):
            reader(source)


def test_size_is_refused_before_parsing() -> None:
    """More bytes than allowed are not even decoded; as many as allowed are fine."""
    with pytest.raises(CanonicalError, match="larger"):
        read(b"\xff" * 11, size_limit=10)

    assert read(b'"' + b"a" * 8 + b'"', size_limit=10) == "a" * 8


def test_depth_and_integers_up_to_the_limit_are_read() -> None:
    """The limits themselves are allowed."""
    assert read(b"[" * 64 + b"]" * 64) is not None
    assert read(b"[" + b"[]," * 200 + b"[]]") == [[]] * 201
    assert read(str(LARGEST).encode()) == LARGEST
    assert read(b'"\\ud83d\\ude00"') == "\U0001f600"


@pytest.mark.parametrize("source", [b'{"b":1,"a":2}', b"{ }", b"1.0", b'"\\u0041"', b"1E2", b"-0"])
def test_other_spellings_are_not_canonical(source: bytes) -> None:
    """The same value in other bytes is refused where the canonical form is asked for."""
    read(source)
    with pytest.raises(CanonicalError):
        read_canonical(source)


@pytest.mark.parametrize("source", [b'{"a":1e+21}', b'{"a":1.5}', b'{"\xc3\xb6":1}', b"[]", b"1"])
def test_the_quick_reader_refuses_what_it_cannot_be_sure_of(source: bytes) -> None:
    """Canonical or not, fractions and other names are not for the quick reader."""
    with pytest.raises(CanonicalError):
        read_canonical_plain(source)


@given(values)
def test_what_is_written_is_read_back(value: object) -> None:
    """Writing and reading are inverse, and the bytes of a value are stable."""
    written = write(value)  # type: ignore[arg-type]
    again = read_canonical(written)

    assert again == value
    assert write(again) == written


@given(st.dictionaries(plain_names, plain_values, max_size=4))
def test_the_quick_reader_agrees_with_the_library(value: dict[str, object]) -> None:
    """For plain objects the quick reader takes exactly the bytes that the library writes."""
    assert read_canonical_plain(write(value)) == value  # type: ignore[arg-type]


@given(st.dictionaries(plain_names, plain_values, max_size=3), st.data())
def test_no_other_bytes_pass_the_quick_reader(
    value: dict[str, object], data: st.DataObject
) -> None:
    """Whatever byte is changed: refused, or it is the canonical form of another value."""
    source = bytearray(write(value))  # type: ignore[arg-type]
    at = data.draw(st.integers(0, len(source) - 1))
    source[at] = data.draw(st.integers(0, 255))
    try:
        found = read_canonical_plain(bytes(source))
    except CanonicalError:
        return

    assert write(found) == bytes(source)
