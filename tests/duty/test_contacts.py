"""Contacts: green, yellow and red by age and source; a pass of calls that the book tells."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.duty.book import DutyBook
from core.duty.contacts import Contacts
from core.house import House
from core.model.contact import CallOutcome, Contact, ContactRole
from core.model.duty import EntryKind
from core.model.errors import KnownError
from core.model.incident import Trust
from core.store.store import Store
from core.words import LANGUAGES, Words

TODAY = "2027-01-21T01:00:00Z"
DESK = Contact(
    role=ContactRole.RESPONSE,
    name="Trực ban",
    office="Đội ứng cứu tỉnh Mẫu",
    duty_phone="0205.3800.000",
    source="QĐ 01/QĐ-UBND",
    source_day="2026-03-01",
)


@pytest.fixture
def contacts(store: Store, book: DutyBook) -> Contacts:
    return Contacts(lambda: store, lambda: Words("vi"), book.add, lambda: TODAY)


@pytest.mark.parametrize(
    ("verified", "source_day", "outcome", "trust"),
    [
        ("2027-01-21", "", None, Trust.VERIFIED),
        ("2026-10-23", "2019-01-01", None, Trust.VERIFIED),
        ("2026-10-22", "", None, Trust.AGED),
        ("2026-01-21", "", None, Trust.AGED),
        ("2026-01-20", "", None, Trust.OLD),
        ("", "2026-12-31", None, Trust.AGED),
        ("", "2025-07-01", None, Trust.OLD),
        ("", "2025-06-30", None, Trust.OLD),
        ("", "", None, Trust.UNKNOWN),
        ("2027-01-20", "", CallOutcome.NO_ANSWER, Trust.VERIFIED),
        ("2027-01-20", "", CallOutcome.WRONG, Trust.OLD),
    ],
)
def test_age_and_source_decide_the_colour(
    verified: str, source_day: str, outcome: CallOutcome | None, trust: Trust
) -> None:
    contact = replace(DESK, verified=verified, source_day=source_day, outcome=outcome)

    assert contact.trust(date(2027, 1, 21)) is trust


def test_a_source_from_before_the_reorganisation_is_old_at_any_age() -> None:
    """On that day the source was a day old, and named offices that were no more."""
    contact = replace(DESK, source_day="2025-06-30")

    assert contact.trust(date(2025, 7, 1)) is Trust.OLD
    assert replace(contact, source_day="2025-07-01").trust(date(2025, 7, 1)) is Trust.AGED


def test_a_call_that_was_right_makes_it_green_and_stands_in_the_book(
    contacts: Contacts, book: DutyBook
) -> None:
    contacts.add(DESK)
    assert [each.number for each in contacts.to_call()] == [1]
    contacts.record_call(1, CallOutcome.RIGHT, "Nguyễn Thị Mẫu", "Gặp đồng chí Nháp")

    contact = contacts.contact(1)
    assert contact is not None
    assert (contact.verified, contact.verified_by) == ("2027-01-21", "Nguyễn Thị Mẫu")
    assert contacts.trust(contact) is Trust.VERIFIED
    assert contacts.to_call() == ()
    entry = book.page(None, 1)[0]
    assert entry.kind is EntryKind.CONTACT_CHECK
    assert entry.author == "Nguyễn Thị Mẫu"
    assert entry.text == (
        "Gọi kiểm tra danh bạ: Trực ban, Đội ứng cứu tỉnh Mẫu, số 0205 3800 000: đúng."
        " Người gọi: Nguyễn Thị Mẫu. Gặp đồng chí Nháp"
    )


def test_a_wrong_number_stays_red_until_another_is_found(contacts: Contacts) -> None:
    contacts.add(replace(DESK, source_day="2027-01-20"))
    contacts.record_call(1, CallOutcome.WRONG, "Nguyễn Thị Mẫu")
    contact = contacts.contact(1)
    assert contact is not None
    assert contacts.trust(contact) is Trust.OLD
    change = contacts.change(replace(contact, duty_phone="0205.3800.111"))

    changed = contacts.contact(1)
    assert changed is not None
    assert (changed.outcome, changed.verified) == (None, "")
    assert contacts.trust(changed) is Trust.AGED, "to be verified anew"
    assert change.undo is not None
    change.undo.act()
    assert contacts.contact(1) == contact


def test_red_ones_are_called_too_in_order(contacts: Contacts) -> None:
    contacts.add(replace(DESK, role=ContactRole.SUPPLIER, name="Nhà mạng", office=""))
    contacts.add(replace(DESK, source_day="2019-01-28"))
    contacts.add(replace(DESK, role=ContactRole.POLICE, name="Trực ban Công an xã", source_day=""))

    said = [(each.role, each.name, each.trust) for each in contacts.targets()]
    assert said == [
        ("Ứng cứu sự cố", "Trực ban, Đội ứng cứu tỉnh Mẫu", Trust.OLD),
        ("Công an", "Trực ban Công an xã, Đội ứng cứu tỉnh Mẫu", Trust.UNKNOWN),
        ("Nhà cung cấp", "Nhà mạng", Trust.AGED),
    ]


def test_adding_and_removing_are_taken_back(contacts: Contacts) -> None:
    added = contacts.add(DESK)
    removed = contacts.remove(1)
    assert contacts.all() == ()
    assert contacts.contact(1) is not None, "entries that name it stay readable"
    assert removed.undo is not None
    removed.undo.act()
    assert [each.number for each in contacts.all()] == [1]
    assert added.undo is not None
    added.undo.act()
    assert contacts.all() == ()


@pytest.mark.parametrize(
    ("contact", "key"),
    [
        (replace(DESK, name=" "), "contact_incomplete"),
        (replace(DESK, duty_phone=""), "contact_incomplete"),
        (replace(DESK, source_day="31/02/2026"), "day_typed"),
        (replace(DESK, source_day="15/02/26"), "day_typed"),
    ],
)
def test_what_is_incomplete_is_refused(contacts: Contacts, contact: Contact, key: str) -> None:
    with pytest.raises(KnownError, match=key):
        contacts.add(contact)
    assert contacts.all() == ()


@pytest.mark.parametrize("typed", ["01/03/2026", "1/3/2026", "2026-03-01"])
def test_a_day_is_kept_the_same_however_it_is_typed(contacts: Contacts, typed: str) -> None:
    contacts.add(replace(DESK, source_day=typed))

    assert [each.source_day for each in contacts.all()] == ["2026-03-01"]


def test_a_call_needs_a_caller_and_a_contact(contacts: Contacts, book: DutyBook) -> None:
    contacts.add(DESK)
    with pytest.raises(KnownError, match="contact_no_caller"):
        contacts.record_call(1, CallOutcome.RIGHT, " ")
    with pytest.raises(KnownError, match="contact_unknown"):
        contacts.record_call(2, CallOutcome.RIGHT, "Mẫu")
    assert book.count() == 0


def test_the_call_list_of_an_incident_ends_with_the_contacts(tmp_path: Path) -> None:
    house = House.open(tmp_path / "home", "vi")
    house.contacts.add(replace(DESK, source_day="2019-01-28"))

    assert [(each.phone, each.trust) for each in house.call_list()] == [
        ("0205 3800 000", Trust.OLD)
    ]
    house.close()


def test_no_number_ships() -> None:
    """Words, helps and packs name nobody: numbers are the office's own."""
    import re

    root = Path(__file__).resolve().parents[2] / "resources"
    numbers = re.compile(r"\b0[235789]\d{2}[. ]?\d{3}[. ]?\d{3,4}\b")
    made_up = ("0900", "0205")
    for path in root.rglob("*.toml"):
        found = numbers.findall(path.read_text("utf-8"))
        assert all(each.startswith(made_up) for each in found), path


@pytest.mark.parametrize("field", ["duty_phone", "own_phone"])
def test_what_nobody_can_call_is_refused_with_an_example(contacts: Contacts, field: str) -> None:
    with pytest.raises(KnownError) as told:
        contacts.add(replace(DESK, **{field: " abc "}))  # type: ignore[arg-type]

    assert contacts.all() == ()
    for lang in LANGUAGES:
        said = Words(lang).say(f"errors.{told.value.key}", told.value.args_of_sentence)
        assert "“abc”" in said
        assert "0900 123 456" in said


def test_an_odd_number_of_old_stays_until_somebody_changes_it(
    contacts: Contacts, store: Store
) -> None:
    number = store.contacts.add(replace(DESK, duty_phone="hỏi văn thư"))
    kept = contacts.contact(number)
    assert kept is not None
    contacts.change(replace(kept, post="Trực ban"))

    changed = contacts.contact(number)
    assert changed is not None
    assert (changed.post, changed.duty_phone) == ("Trực ban", "hỏi văn thư")
    with pytest.raises(KnownError, match="contact_phone"):
        contacts.change(replace(changed, duty_phone="hỏi kế toán"))
    contacts.change(replace(changed, duty_phone="0205 3800 111"))
