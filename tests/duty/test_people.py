"""Persons: kept under their number, found by name, taken back."""

import pytest

from core.duty.people import People
from core.model.errors import KnownError
from core.model.person import Person
from core.store.store import Store
from tests.duty.rostering import PERSONS


@pytest.fixture
def people(store: Store) -> People:
    return People(lambda: store)


def names(people: People) -> list[str]:
    """Return the names in the order of the list."""
    return [each.name for each in people.all()]


def test_persons_are_listed_by_given_name(people: People) -> None:
    people.add(*PERSONS)

    assert names(people) == [
        "Lê Thị Ví Dụ",
        "Đặng Văn Giả Định",
        "Hoàng Thị Minh Họa",
        "Nguyễn Thị Mẫu",
        "Phạm Văn Nháp",
        "Trần Văn Thử",
    ]


def test_everything_is_taken_back(people: People) -> None:
    added = people.add(Person(name="Nguyễn Thị Mẫu"))
    (first,) = people.all()
    changed = people.change(
        Person(name="Nguyễn Thị Mẫu", phone="0912.000.003", number=first.number)
    )
    removed = people.remove(first.number)
    assert people.all() == ()
    assert people.person(first.number) is not None, "old rosters still name the person"

    for change in (removed, changed):
        assert change.undo is not None
        change.undo.act()

    assert people.all() == (first,)
    assert added.undo is not None
    again = added.undo.act()
    assert people.all() == ()
    assert again.undo is not None
    again.undo.act()
    assert people.all() == (first,)


def test_a_name_finds_one_person(people: People) -> None:
    people.add(*PERSONS, Person(name="Le Thi Vi Du"))

    assert people.named("nguyen  thi mau").name == "Nguyễn Thị Mẫu"
    assert people.named("Lê Thị Ví Dụ").name == "Lê Thị Ví Dụ", "marks decide where typed"
    with pytest.raises(KnownError, match="person_several"):
        people.named("lê thi ví du")
    with pytest.raises(KnownError, match="person_unknown"):
        people.named("Người Lạ")
    number = people.named("Phạm Văn Nháp").number
    assert people.named(f"#{number}").name == "Phạm Văn Nháp"


def test_names_are_cleaned_visibly(people: People) -> None:
    people.add(Person(name=" Nguye\u0302\u0303n\n Thị\tMẫu\u202e "))

    assert names(people) == ["Nguyễn Thị Mẫu[U+202E]"]


def test_a_person_needs_a_name_and_a_number(people: People) -> None:
    with pytest.raises(KnownError, match="person_nameless"):
        people.add(Person(name="Nguyễn Thị Mẫu"), Person(name=" \n"))
    assert people.all() == (), "all or none"
    with pytest.raises(KnownError, match="person_unknown"):
        people.change(Person(name="Ai đó", number=9))
    with pytest.raises(KnownError, match="person_unknown"):
        people.remove(9)
