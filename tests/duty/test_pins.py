"""PINs: asked of their person only, slow to guess, forgotten with a trace."""

import unicodedata
from pathlib import Path

import pytest

from core.duty.pins import PAUSE, TRIES, Pins
from core.house import House
from core.model.errors import KnownError
from core.model.new_entry import NewEntry
from core.model.person import Person
from core.model.shift import Acceptance, NewShift, Offer

AN, BINH = "Nguyễn Văn An", "Trần Thị Bình"


def test_a_pin_is_asked_of_its_person_only(house: House) -> None:
    house.people.add(Person(name=AN), Person(name=BINH))
    house.pins.set(AN, "2468")
    for pin, key in (("", "person_pin_needed"), ("1234", "person_pin_wrong")):
        with pytest.raises(KnownError, match=key):
            house.shifts.start(NewShift(person=AN, pin=pin))
    assert house.duty.count() == 0
    house.shifts.start(NewShift(person=AN, pin="2468"))
    shift = house.shifts.current()
    assert shift is not None
    assert shift.verified
    with pytest.raises(KnownError, match="person_pin_needed"):
        house.shifts.offer(Offer(to=BINH))
    house.shifts.offer(Offer(to=BINH, pin="2468"))
    house.shifts.accept(Acceptance(person=BINH))
    taken = house.shifts.current()

    assert taken is not None
    assert not taken.verified, "who has no PIN is as declared"


def test_an_export_says_whose_author_gave_no_pin(house: House, tmp_path: Path) -> None:
    house.people.add(Person(name=AN), Person(name=BINH))
    house.pins.set(AN, "2468")
    house.shifts.start(NewShift(person=AN, pin="2468"))
    house.duty.write(NewEntry(text="Kiểm tra phòng máy", author=BINH))
    made = house.duty.export(tmp_path / "out")
    lines = (made.folder / "so-truc.txt").read_text(encoding="utf-8").split("\n")
    marked = [at for at, each in enumerate(lines) if "đã xác thực bằng mã PIN)" in each]

    assert any(each.startswith("Người ghi tự khai, chưa xác thực, trừ mục") for each in lines)
    (place,) = marked
    above = next(each for each in reversed(lines[:place]) if " · " in each)
    assert AN in above


def test_a_pin_is_nowhere_to_be_read(house: House) -> None:
    house.people.add(Person(name=AN))
    house.pins.set(AN, "8642097")
    house.shifts.start(NewShift(person=AN, pin="8642097"))
    house.store.close()

    for path in house.home.rglob("*"):
        assert not path.is_file() or b"8642097" not in path.read_bytes(), path


def test_a_pin_is_changed_with_the_old_one_and_forgotten_with_a_trace(house: House) -> None:
    house.people.add(Person(name=AN))
    house.pins.set(AN, "2468")
    with pytest.raises(KnownError, match="person_pin_needed"):
        house.pins.set(AN, "1357")
    house.pins.set(AN, "1357", "2468")
    with pytest.raises(KnownError, match="person_pin_wrong"):
        house.pins.drop(AN, "2468")
    with pytest.raises(KnownError, match="reason_empty"):
        house.pins.forget(AN, "")
    house.pins.forget(AN, "Quên mã sau kỳ nghỉ")

    assert not house.pins.has(AN)
    assert "Quên mã sau kỳ nghỉ" in house.duty.page(limit=1)[0].text
    with pytest.raises(KnownError, match="person_pin_short"):
        house.pins.set(AN, "123")


def test_a_pin_of_letters_is_the_same_however_the_keyboard_makes_them(house: House) -> None:
    """Two keyboards of one office write `ộ` as one character, or as three."""
    house.people.add(Person(name=AN))
    house.pins.set(AN, unicodedata.normalize("NFD", "mật mã một"))

    house.pins.drop(AN, unicodedata.normalize("NFC", "mật mã một"))
    assert not house.pins.has(AN)


def test_guessing_a_pin_is_slowed_down(house: House) -> None:
    house.people.add(Person(name=AN))
    now = [0.0]
    pins = Pins(
        lambda: house.store,
        house.people,
        lambda: house.words,
        house.duty.write,
        cost=16,
        steady=lambda: now[0],
    )
    pins.set(AN, "2468")
    an = house.people.named(AN)
    for _ in range(TRIES):
        with pytest.raises(KnownError, match="person_pin_wrong"):
            pins.check(an, "0000")
    with pytest.raises(KnownError, match="person_pin_pause"):
        pins.check(an, "2468")
    now[0] = PAUSE

    assert pins.check(an, "2468")


def test_two_of_one_name_are_told_apart_by_their_numbers(house: House) -> None:
    """The book names them as people do; whose PIN is asked for is decided by the number."""
    house.people.add(Person(name=AN, post="Kế toán"), Person(name=AN, post="Văn thư"))
    one, two = (each.number for each in house.people.all())
    for number, pin in ((one, "1111"), (two, "2222")):
        house.pins.set(f"#{number}", pin)
    with pytest.raises(KnownError, match="person_several") as caught:
        house.shifts.start(NewShift(person=AN, pin="1111"))
    posts = {each.number: each.post for each in house.people.all()}
    told = caught.value.args_of_sentence["text"]
    assert told == f"#{one} ({posts[one]}), #{two} ({posts[two]})"
    with pytest.raises(KnownError, match="person_unknown"):
        house.shifts.start(NewShift(person="#99"))
    house.shifts.start(NewShift(person=f"#{one}", pin="1111"))
    assert house.duty.person_on_duty() == AN
    assert house.duty.page(limit=1)[0].text.startswith(f"{AN} nhận ca")

    with pytest.raises(KnownError, match="handover_self"):
        house.shifts.offer(Offer(to=f"#{one}", pin="1111"))
    with pytest.raises(KnownError, match="person_pin_wrong"):
        house.shifts.offer(Offer(to=f"#{two}", pin="2222"))
    house.shifts.offer(Offer(to=f"#{two}", pin="1111"))
    with pytest.raises(KnownError, match="handover_other"):
        house.shifts.accept(Acceptance(person=f"#{one}", pin="1111"))
    with pytest.raises(KnownError, match="person_pin_wrong"):
        house.shifts.accept(Acceptance(person=f"#{two}", pin="1111"))
    house.shifts.accept(Acceptance(person=f"#{two}", pin="2222"))
    shift = house.shifts.current()

    assert shift is not None
    assert (shift.person, shift.number, shift.verified) == (AN, two, True)
    house.shifts.end("2222")
    assert house.shifts.current() is None
