"""Phone numbers in every style that dispatches print, and what is none."""

import pytest

from core.model.phone import digits_of, grouped, international, is_number, may_be_called

NUMBERS = [
    ("02053.800.000", "+842053800000", "0205 3800 000"),
    ("024.3700.1234", "+842437001234", "024 3700 1234"),
    ("0912.345678", "+84912345678", "0912 345 678"),
    ("0869.200.300", "+84869200300", "0869 200 300"),
    ("(024) 3700-1234", "+842437001234", "024 3700 1234"),
    ("+84 912 345 678", "+84912345678", "0912 345 678"),
    ("84912345678", "+84912345678", "0912 345 678"),
    ("912345678", "+84912345678", "0912 345 678"),
    ("\uff10912345678", "+84912345678", "0912 345 678"),
]


@pytest.mark.parametrize(("typed", "world", "shown"), NUMBERS)
def test_a_number_is_read_in_every_style(typed: str, world: str, shown: str) -> None:
    assert international(typed) == world
    assert grouped(typed) == shown
    assert is_number(typed)


@pytest.mark.parametrize("typed", ["113", "19001234", "1022"])
def test_short_numbers_can_be_called_but_not_from_abroad(typed: str) -> None:
    assert international(typed) == ""
    assert is_number(typed)


@pytest.mark.parametrize(
    "typed", ["", "không có", "0912 345 67", "+1 202 555 0100", "09123456789x"]
)
def test_what_is_no_number_stays_as_typed(typed: str) -> None:
    assert not is_number(typed)
    assert international(typed) == ""
    assert grouped(typed) == typed


def test_digits_are_what_is_dialled() -> None:
    assert digits_of("+84 (24) 3700.1234") == "02437001234"


@pytest.mark.parametrize(
    "typed",
    [
        *(typed for typed, _, _ in NUMBERS),
        "113",
        "1022",
        "1900 1234",
        "0205.3800.000 - 0912.345.678",
        "024 3700 1234, máy lẻ 12",
        "(024) 3700 1234/12 (giờ hành chính)",
        "Trực ban: 0205 3800 000; Zalo 0912 345 678",
        "053.800.000",
        "0912 345 67",
        "+856 20 5555 0100",
        "nội bộ 205",
        "số nhanh 1 1 4",
    ],
)
def test_what_an_office_writes_may_be_called(typed: str) -> None:
    assert may_be_called(typed)


@pytest.mark.parametrize("typed", ["", "abc", "không có", "09", "hỏi phòng 12", "—", "٠٩١٢٣٤٥٦٧٨"])
def test_what_has_nothing_to_dial_may_not(typed: str) -> None:
    assert not may_be_called(typed)
