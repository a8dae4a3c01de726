"""The list of units, as offices have it."""

from pathlib import Path

import pytest

from core.exchange.units import due_of, read_units
from core.model.errors import KnownError
from tests.exchange.offices import table

UNITS = "Mã;Tên đơn vị;Cấp trên;Hạn nộp;Số máy;Liên hệ\n"


def test_a_tree_of_units_from_a_table(tmp_path: Path) -> None:
    """As Excel saves it, with semicolons; codes are made where there are none."""
    text = UNITS + "T;Tỉnh Mẫu;;;;\nP;Xã Phú;T;21/01/2027 09:00;12;Bà Hạnh\n\n;Xã Ổi;T;;;\n"
    found = read_units(table(tmp_path, text))

    assert [each.code for each in found] == ["T", "P", "xa-oi"]
    assert (found[1].parent, found[1].due, found[1].machines, found[1].contact) == (
        "T", "2027-01-21T02:00:00Z", 12, "Bà Hạnh",
    )  # fmt: skip
    assert read_units(table(tmp_path, "name\tmachines\nA\t3\n"))[0].machines == 3
    assert due_of("2027-01-21") == "2027-01-21T16:59:59Z"


def test_an_office_above_may_be_named(tmp_path: Path) -> None:
    """As in a table that has no codes; a code counts before a name."""
    text = "Tên đơn vị;Đơn vị cấp trên\nUBND tỉnh Mẫu;\nXã Phú;ubnd tỉnh mẫu\n"
    assert [each.parent for each in read_units(table(tmp_path, text))] == ["", "ubnd-tinh-mau"]
    text = UNITS + "A;B;;;;\nB;C;;;;\nD;Xã;B;;;\n"
    assert read_units(table(tmp_path, text))[2].parent == "B"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "units_heading"),
        ("a,b\n1,2\n", "units_heading"),
        (UNITS + "P;;T;;;\n", "units_line"),
        (UNITS + "P;Xã;;;mười;\n", "units_line"),
        (UNITS + "P;Xã;;hôm nào;;\n", "units_line"),
        (UNITS + "P;Xã;Q;;;\n", "units_above"),
        (UNITS + "P;Xã;P;;;\n", "units_above"),
        (UNITS + "P;Xã;Q;;;\nQ;Xã;P;;;\n", "units_above"),
        (UNITS + "P;Xã Phú;;;;\nQ;xã phú;;;;\nR;Xã;Xã Phú;;;\n", "units_above"),
        (UNITS + "P;Xã;;;;\nP;Xã;;;;\n", "units_line"),
        (UNITS + "P;Xã;;;" + "9" * 5000 + ";\n", "units_line"),
        (UNITS + "P;Xã;;;99999999999999999999;\n", "units_line"),
        (UNITS + "P;Xã;;;-3;\n", "units_line"),
        (UNITS + "P;Xã;;9999-12-31T23:59:59-12:00;;\n", "units_line"),
        (UNITS + 'P;"Xã;;;;\n', "units_unread"),
    ],
)
def test_a_table_that_does_not_fit(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(KnownError, match=key):
        read_units(table(tmp_path, text))


def test_a_table_in_another_encoding(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="units_unread"):
        read_units(table(tmp_path, "Tên đơn vị\nXã Phú\n", "utf-16"))
