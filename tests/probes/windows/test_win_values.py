"""Values as Windows keeps them."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.win_com import iso_of_days
from core.probes.win_disks import disk_numbers, share_of
from core.probes.win_values import (
    ValuesByName,
    cim_moment,
    filetime,
    flag_of,
    iso_moment,
    number_of,
    text_of,
    unix_time,
    update_moment,
)


def told(value: object) -> object:
    return value.code if isinstance(value, Unknown) else value


MALFORMED, NOT_FOUND = UnknownCode.MALFORMED, UnknownCode.NOT_FOUND


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("20261119221500.000000+000", "2026-11-19T22:15:00Z"),
        ("20261120051500.000000+420", "2026-11-19T22:15:00Z"),
        ("20261119131500.000000-540", "2026-11-19T22:15:00Z"),
        (None, NOT_FOUND),
        ("20261399221500.000000+000", MALFORMED),
        ("19/11/2026", MALFORMED),
        (7, MALFORMED),
    ],
)
def test_cim_dates_carry_their_offset(value: object, expected: object) -> None:
    assert told(cim_moment(value, "asked")) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-11-19T18:42:10", "2026-11-19T18:42:10Z"),
        ("1899-12-30T00:00:00", ""),
        (None, ""),
        (Unknown(UnknownCode.NO_RIGHT), UnknownCode.NO_RIGHT),
        ("hôm qua", MALFORMED),
        (3, MALFORMED),
    ],
)
def test_update_agent_dates_are_utc_and_may_be_never(value: object, expected: object) -> None:
    assert told(update_moment(value, "asked")) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2052-09-01T00:00:00Z", "2052-09-01T00:00:00Z"),
        ("2026-11-20T09:00:00+07:00", "2026-11-20T02:00:00Z"),
        ("", MALFORMED),
        ("0001-01-01T00:00:00+07:00", MALFORMED),
        (b"2052", MALFORMED),
    ],
)
def test_iso_text(value: object, expected: object) -> None:
    assert told(iso_moment(value, "asked")) == expected


def test_file_times_as_bytes_and_numbers() -> None:
    ticks = 134_000_000_000_000_000
    as_bytes = ticks.to_bytes(8, "little")
    assert filetime(ticks, "asked") == filetime(as_bytes, "asked") == "2025-08-18T14:13:20Z"
    for wrong in (b"\0" * 8, b"\xff" * 8, b"ab", "text", -5, ()):
        assert told(filetime(wrong, "asked")) is MALFORMED


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1792540800, "2026-10-21T00:00:00Z"), (0, MALFORMED), (1 << 60, MALFORMED), ("x", MALFORMED)],
)
def test_unix_times(value: int | str, expected: object) -> None:
    assert told(unix_time(value, "asked")) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(19045, 19045), ("19045", 19045), (" 7 ", 7), ("²", MALFORMED), (True, MALFORMED)],
)
def test_numbers(value: object, expected: object) -> None:
    assert told(number_of(value, "asked")) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("Pro\0\0", "Pro"), (" ", NOT_FOUND), (5, MALFORMED), (None, MALFORMED)]
)
def test_texts(value: object, expected: object) -> None:
    assert told(text_of(value, "asked")) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(True, True), (-1, True), (0, False), (None, NOT_FOUND), (7, MALFORMED), ("True", MALFORMED)],
)
def test_flags(value: object, expected: object) -> None:
    assert told(flag_of(value, "asked")) == expected


def test_automation_dates() -> None:
    assert iso_of_days(0.0) == "1899-12-30T00:00:00"
    assert iso_of_days(46345.75) == "2026-11-19T18:00:00"
    with pytest.raises(ValueError, match="no date"):
        iso_of_days(float("nan"))


def test_extents_of_a_spanned_volume() -> None:
    def extent(disk: int) -> bytes:
        return disk.to_bytes(4, "little") + bytes(20)

    answer = (2).to_bytes(4, "little") + bytes(4) + extent(0) + extent(3)
    assert disk_numbers(answer) == (0, 3)


@pytest.mark.parametrize(
    ("path", "share"),
    [
        (r"\\NAS\SaoLuu\2026", r"\\nas\saoluu"),
        ("//nas/saoluu", r"\\nas\saoluu"),
        (r"\\?\UNC\nas\saoluu\a", r"\\nas\saoluu"),
        (r"\\?\C:\a", ""),
        (r"C:\a", ""),
        (r"\\nas", ""),
    ],
)
def test_shares(path: str, share: str) -> None:
    assert share_of(path) == share


def test_values_are_found_as_windows_finds_them_and_keep_their_names():
    kept = ValuesByName({"NoLmHash": 1, "shell": "x.exe"})

    assert (kept["NOLMHASH"], kept.get("Shell"), kept.get("Userinit")) == (1, "x.exe", None)
    assert (list(kept), len(kept)) == (["NoLmHash", "shell"], 2)
