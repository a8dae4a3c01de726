"""A roster to try things on: Tết 2027 in the office of the pictures, with its two mistakes."""

from datetime import date, timedelta

from core.duty.rosters import LINES
from core.model.person import Person
from core.model.roster import Cell, Roster

LEADER, OTHER_LEADER, MAU, NHAP, DU, DINH = range(1, 7)

PERSONS = tuple(
    Person(name=name, post=post, phone=phone)
    for name, post, phone in (
        ("Trần Văn Thử", "Chủ tịch", "0912.000.001"),
        ("Hoàng Thị Minh Họa", "Phó Chủ tịch", "0912.000.002"),
        ("Nguyễn Thị Mẫu", "Công chức", "0912.000.003"),
        ("Phạm Văn Nháp", "Công chức", "0912.000.004"),
        ("Lê Thị Ví Dụ", "Công chức", "0912.000.005"),
        ("Đặng Văn Giả Định", "Bảo vệ", ""),
    )
)

_ROWS = {
    1: (LEADER, LEADER, LEADER, OTHER_LEADER, OTHER_LEADER, OTHER_LEADER),
    2: (MAU, NHAP, DU, MAU, MAU, MAU),
    3: (DU, DU, DU, 0, NHAP, DU),
    4: (NHAP, MAU, NHAP, DINH, DINH, DINH),
}


def tet_2027() -> Roster:
    """Return the roster; nobody is on duty in the night of 08/02, and Dụ works for 36 hours."""
    people: dict[Cell, tuple[int, ...]] = {}
    for line, row in _ROWS.items():
        for place, person in enumerate(row):
            day = (date(2027, 2, 5) + timedelta(days=place)).isoformat()
            if person:
                people[day, line] = (person,)
    return Roster(
        title="Tết Nguyên đán Đinh Mùi 2027",
        first="2027-02-05",
        last="2027-02-10",
        lines=LINES,
        people=people,
        notes={"2027-02-09": "báo cáo 09:00"},
        place="Trụ sở UBND xã",
    )
