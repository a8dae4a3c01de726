"""The sheet of a hand-over: as the two found it, and whether a PIN vouches for each."""

from pathlib import Path

import pypdfium2
import pytest
from clocks import SetClock

from core.house import House
from core.model.duty import EntryKind
from core.model.errors import KnownError
from core.model.incident import NewIncident
from core.model.new_entry import Correction, NewEntry
from core.model.person import Person
from core.model.shift import Acceptance, Condition, NewShift, Offer

AN, BINH = "Nguyễn Văn An", "Trần Thị Bình"


def test_the_sheet_names_both_and_says_that_they_are_as_declared(
    house: House, tmp_path: Path, watch: SetClock
) -> None:
    house.shifts.start(NewShift(person=AN))
    watch.wait(hours=3)
    house.duty.add_entry(NewEntry(text="Mất điện từ 9:40 đến 9:52", kind=EntryKind.OUTAGE))
    house.open_items.add("Gọi lại điện lực")
    with pytest.raises(KnownError, match="handover_sheet"):
        house.write_handover(("pdf",), tmp_path)
    house.shifts.offer(Offer(to=BINH, condition=Condition(keys="2 chùm")))
    house.shifts.accept(Acceptance(person=BINH))
    (path,) = house.write_handover(("pdf",), tmp_path)
    pages = pypdfium2.PdfDocument(path)
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)

    for each in (AN, BINH, "2 chùm", "Mất điện từ 9:40", "Gọi lại điện lực", "chưa xác thực"):
        assert each in text, each


def sheet_of(house: House, folder: Path) -> str:
    """Write the sheet of the newest hand-over and return its text."""
    (path,) = house.write_handover(("html",), folder)
    return path.read_text("utf-8")


PIN_SAID = "đã xác thực bằng mã PIN"
DECLARED_SAID = "người ghi tự khai, chưa xác thực"


@pytest.mark.parametrize("giver_has", [True, False])
@pytest.mark.parametrize("receiver_has", [True, False])
def test_the_sheet_says_of_each_of_the_two_whether_a_pin_vouches(
    house: House, watch: SetClock, tmp_path: Path, giver_has: bool, receiver_has: bool
) -> None:
    house.people.add(Person(name=AN), Person(name=BINH))
    pins = {name: "2468" * has for name, has in ((AN, giver_has), (BINH, receiver_has))}
    for name, pin in pins.items():
        if pin:
            house.pins.set(name, pin)
    house.shifts.start(NewShift(person=AN, pin=pins[AN]))
    watch.wait(hours=12)
    house.shifts.offer(Offer(to=BINH, pin=pins[AN]))
    watch.wait(minutes=5)
    said = {True: PIN_SAID, False: DECLARED_SAID}
    before = sheet_of(house, tmp_path)
    assert f"Người giao {AN}: {said[giver_has]}." in before
    assert f"Người nhận {BINH}: chưa nhận ca." in before

    house.shifts.accept(Acceptance(person=BINH, pin=pins[BINH]))
    watch.wait(minutes=5)
    after = sheet_of(house, tmp_path)
    assert f"Người giao {AN}: {said[giver_has]}." in after
    assert f"Người nhận {BINH}: {said[receiver_has]}." in after


def test_the_sheet_tells_the_hand_over_as_it_was(
    house: House, watch: SetClock, tmp_path: Path
) -> None:
    """Printed the next day: what was open then, what both said then, nothing of the next shift."""
    house.shifts.start(NewShift(person=AN))
    incident, _ = house.incidents.open(NewIncident(playbook="phishing"))
    house.open_items.add("Gọi lại điện lực")
    wrong = house.duty.write(NewEntry(text="Mất điện 2 giờ"))
    house.duty.correct(Correction(seq=wrong.seq, text="Mất điện 12 phút", reason="Ghi nhầm"))
    watch.wait(hours=11)
    house.shifts.offer(Offer(to=BINH, note="Người dân báo thư giả"))
    accepted = Acceptance(person=BINH, reservations="Máy in kẹt giấy", read=(incident.id,))
    house.shifts.accept(accepted)
    watch.wait(hours=9)
    house.open_items.close(house.open_items.all()[0].seq, "Điện lực hẹn 15 giờ")
    house.incidents.close(incident.code, "Đã xử lý xong")
    house.open_items.add("Việc của ca sau")
    text = sheet_of(house, tmp_path)

    for each in (
        f"Sự cố {incident.code} đang xử lý",
        "Gọi lại điện lực",
        "Mất điện 12 phút",
        "Người dân báo thư giả",
        "Máy in kẹt giấy",
    ):
        assert each in text, each
    for each in ("Mất điện 2 giờ", "Điện lực hẹn", "Đã xử lý xong", "Việc của ca sau"):
        assert each not in text, each


def test_a_sheet_filled_in_by_hand_vouches_for_nobody(house: House, tmp_path: Path) -> None:
    """The same two on another day: what the book says is of their one hand-over only."""
    house.people.add(Person(name=AN), Person(name=BINH))
    for name in (AN, BINH):
        house.pins.set(name, "2468")
    house.shifts.start(NewShift(person=AN, pin="2468"))
    house.shifts.offer(Offer(to=BINH, pin="2468"))
    house.shifts.accept(Acceptance(person=BINH, pin="2468"))
    fields = {"from": "05/02/2027 07:00", "to": "05/02/2027 19:00", "left": "Không"}
    content = {"kind": "handover", "fields": {"giver": AN, "receiver": BINH, **fields}}
    (path,) = house.reports.save("latest", ("html",), tmp_path, kind="handover", values=content)
    text = path.read_text("utf-8")

    assert PIN_SAID not in text
    for who in (f"Người giao {AN}", f"Người nhận {BINH}"):
        assert f"{who}: {DECLARED_SAID}." in text
