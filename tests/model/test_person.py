"""Names are sorted as Vietnamese lists have them: by given name, letters before tones."""

from core.model.person import name_order

GIVEN = """
An Ảnh Ánh Ân Ấn Chính Dũng Đức Hải Hiệu Hoà Khanh Lan Oanh Ô Ơ Sáu Tuấn
"""


def test_given_names_come_in_the_order_of_the_alphabet() -> None:
    given = GIVEN.split()

    assert sorted(sorted(given), key=name_order) == given
    assert sorted(given) != given, "the usual sorting would not do"


def test_the_rest_of_the_name_decides_between_equals() -> None:
    names = ["Trần Thị Lan", "Đỗ Văn Lan", "Dương Văn Lan", "Trần Văn Anh"]

    assert sorted(names, key=name_order) == [
        "Trần Văn Anh",
        "Dương Văn Lan",
        "Đỗ Văn Lan",
        "Trần Thị Lan",
    ]


def test_marks_in_another_place_and_in_another_form_are_equal() -> None:
    assert name_order("Hòa")[:2] == name_order("Hoà")[:2] == name_order("Hoa\u0300")[:2]
