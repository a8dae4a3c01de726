"""Incidents: each act is an entry of the book; what is known is what the entries say."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from clocks import SetClock
from PIL import Image

from core.house import House
from core.incident.port import Incidents
from core.model.change import Kind
from core.model.contact import CallOutcome, Contact, ContactRole
from core.model.duty import EntryKind
from core.model.errors import KnownError
from core.model.incident import (
    CallResult,
    Incident,
    NewCall,
    NewIncident,
    Notification,
    Sent,
    StepDone,
    Tone,
    Trust,
)
from core.model.new_entry import Correction, NewEntry


@pytest.fixture
def opened(incidents: Incidents) -> Incident:
    """Open an incident with nothing but its kind."""
    return incidents.open(NewIncident(playbook="ransomware"))[0]


def test_opening_takes_the_minute_and_needs_nothing_else(opened: Incident, house: House) -> None:
    entry = house.duty.page(limit=1)[0]

    assert opened.code == "SC-2027-001"
    assert opened.detected == "2027-02-07T07:20:00Z"
    assert entry.kind is EntryKind.INCIDENT
    assert "SC-2027-001" in entry.text
    assert opened.opened.author == "Nguyễn Thị Mẫu"
    assert house.incidents.running() == (opened,)


def test_codes_count_on_within_a_year(incidents: Incidents, clock: SetClock) -> None:
    codes = [incidents.open(NewIncident(playbook="malware"))[0].code for _ in range(2)]
    clock.wait(days=360)
    codes.append(incidents.open(NewIncident(playbook="malware"))[0].code)

    assert codes == ["SC-2027-001", "SC-2027-002", "SC-2028-001"]
    assert [each.code for each in incidents.all()] == codes[::-1]


def test_a_call_from_outside_is_kept_with_all_that_was_said(
    incidents: Incidents, house: House, tmp_path: Path
) -> None:
    """Scenario 9: caller, time, address, screenshot."""
    picture = tmp_path / "trang.png"
    Image.new("RGB", (4, 3)).save(picture)
    incident, _ = incidents.open(
        NewIncident(
            playbook="defacement",
            text="Trang chủ hiện hình lạ",
            detected="13:05",
            reporter="Ông Ba, 0123 456 789",
            url="http://phumau.example",
            files=(picture,),
        )
    )
    text = house.duty.page(limit=1)[0].text

    assert incident.detected == "2027-02-07T06:05:00Z"
    assert all(each in text for each in ("Ông Ba", "http://phumau.example", "hình lạ"))
    (proof,) = incident.evidence
    assert (proof.name, proof.held_by, len(proof.sha256)) == ("trang.png", "Nguyễn Thị Mẫu", 64)


def test_what_is_told_later_adds_to_what_is_known(
    incidents: Incidents, house: House, tmp_path: Path
) -> None:
    """The newest word of each counts; what was not said stays; the book keeps every word."""
    picture = tmp_path / "trang.png"
    Image.new("RGB", (4, 3)).save(picture)
    code = incidents.open(NewIncident(playbook="defacement", text="Hình lạ"))[0].code
    incidents.add_notification(code, Notification(reporter="Ông Ba", url="http://a.example"))
    incidents.add_notification(
        code, Notification(reporter="Ông Ba", url="http://b.example", files=(picture,))
    )
    told = incidents.find(code)
    newest = house.duty.page(limit=1)[0].text

    assert (told.reporter, told.url, told.text) == ("Ông Ba", "http://b.example", "Hình lạ")
    assert [each.name for each in told.evidence] == ["trang.png"]
    assert "http://b.example" in newest
    assert "trang.png" in newest
    assert "Ông Ba" not in newest, "only what is new"
    fields = incidents.form_content(code, "incident", "h24")["fields"]
    assert fields["source"] == "Ông Ba"


def test_a_notification_that_says_nothing_new_is_refused(
    incidents: Incidents, opened: Incident
) -> None:
    with pytest.raises(KnownError, match="notification_empty"):
        incidents.add_notification(opened.code, Notification(reporter=" ", author="Bà Tư"))
    incidents.add_notification(opened.code, Notification(url="http://a.example"))
    with pytest.raises(KnownError, match="notification_empty"):
        incidents.add_notification(opened.code, Notification(url="http://a.example "))


def test_a_step_says_who_and_when(incidents: Incidents, opened: Incident, clock: SetClock) -> None:
    clock.wait(minutes=2)
    incidents.do_step(opened.code, StepDone(step="disconnect", author="Lê Thị Ví Dụ"))
    done = incidents.find(opened.code).done

    assert set(done) == {"disconnect"}
    assert (done["disconnect"].at, done["disconnect"].author) == (
        "2027-02-07T07:22:40Z",
        "Lê Thị Ví Dụ",
    )


def test_a_step_recorded_by_mistake_is_corrected_in_the_book(
    incidents: Incidents, opened: Incident, house: House
) -> None:
    incidents.do_step(opened.code, StepDone(step="keep_on"))
    seq = incidents.find(opened.code).done["keep_on"].seq
    house.duty.correct(Correction(seq=seq, text="Chưa làm.", reason="Bấm nhầm"))

    assert not incidents.find(opened.code).done


def test_an_incident_stays_when_the_sentence_of_its_opening_is_corrected(
    incidents: Incidents, opened: Incident, house: House
) -> None:
    house.duty.correct(Correction(seq=opened.opened.seq, text="Máy kế toán.", reason="Gõ nhầm"))

    assert [each.id for each in incidents.running()] == [opened.id]
    assert incidents.clocks(incidents.find(opened.code)) == incidents.clocks(opened)
    assert incidents.open(NewIncident(playbook="malware"))[0].code == "SC-2027-002"


def test_a_corrected_closing_or_reopening_stands(
    incidents: Incidents, opened: Incident, house: House
) -> None:
    """It neither runs again nor ends in silence; both are acts of their own."""
    incidents.close(opened.code, "Đã khôi phuc")
    closed = incidents.find(opened.code).closed
    assert closed is not None
    house.duty.correct(Correction(seq=closed.seq, text="Đã khôi phục", reason="Gõ nhầm"))
    assert not incidents.running()

    incidents.reopen(opened.code, "Thêm một may")
    seq = house.duty.count()
    house.duty.correct(Correction(seq=seq, text="Thêm một máy", reason="Gõ nhầm"))
    assert [each.id for each in incidents.running()] == [opened.id]


def test_a_changed_password_is_recorded_without_the_password(
    incidents: Incidents, opened: Incident, house: House
) -> None:
    """Scenario 9: who and when; there is no place where a password could be typed."""
    with pytest.raises(KnownError, match="password_step"):
        incidents.do_step(opened.code, StepDone(step="change_password", by="Phạm Văn Nháp"))
    done = StepDone(
        step="change_password", account="quantri", machine="WEB", by="Phạm Văn Nháp", note="bi-mat"
    )
    incidents.do_step(opened.code, done)
    entry = house.duty.page(limit=1)[0]

    assert entry.kind is EntryKind.ADMIN_PASSWORD
    assert "quantri" in entry.text
    assert "Phạm Văn Nháp" in entry.text
    assert "bi-mat" not in entry.text + "".join(entry.about.values())
    assert "password" not in StepDone.__slots__


def test_a_step_of_another_card_is_refused(incidents: Incidents, opened: Incident) -> None:
    with pytest.raises(KnownError, match="no_step"):
        incidents.do_step(opened.code, StepDone(step="spokesperson"))
    incidents.choose_playbook(opened.code, "defacement")
    incidents.do_step(opened.code, StepDone(step="spokesperson"))

    assert incidents.find(opened.code).playbook == "defacement"


def test_detection_is_changed_only_with_a_reason(incidents: Incidents, opened: Incident) -> None:
    for reason in ("", "  "):
        with pytest.raises(KnownError, match="reason_empty"):
            incidents.set_detected(opened.code, "14:05", reason)
    with pytest.raises(KnownError, match="event_time"):
        incidents.set_detected(opened.code, "lúc trưa", "Nghe lại")
    incidents.set_detected(opened.code, "14:05", "Xem lại ảnh chụp")
    changed = incidents.find(opened.code)

    assert changed.detected == "2027-02-07T07:05:00Z"
    assert "14:20" in changed.events[-1].text, "the old time stays to be read"
    assert "Xem lại ảnh chụp" in changed.events[-1].text


@pytest.mark.parametrize(
    ("hours", "tones"),
    [
        (0, [Tone.RUNNING, Tone.RUNNING]),
        (17.9, [Tone.RUNNING, Tone.RUNNING]),
        (18.1, [Tone.SOON, Tone.RUNNING]),
        (24.1, [Tone.OVER, Tone.RUNNING]),
        (66.1, [Tone.OVER, Tone.SOON]),
        (72.1, [Tone.OVER, Tone.OVER]),
    ],
)
def test_clocks_run_from_detection(
    incidents: Incidents, opened: Incident, clock: SetClock, hours: float, tones: list[Tone]
) -> None:
    clock.wait(hours=hours)
    found = incidents.clocks(opened)
    start = datetime.fromisoformat(opened.detected)

    assert [each.tone for each in found] == tones
    assert [datetime.fromisoformat(each.due) - start for each in found] == [
        timedelta(hours=24),
        timedelta(hours=72),
    ]


def test_a_clock_stops_when_the_report_went_out(
    incidents: Incidents, opened: Incident, clock: SetClock
) -> None:
    clock.wait(hours=26)
    sent = Sent(stage="h24", to="Công an tỉnh", channel="trục văn bản", at="15:00")
    incidents.add_sent(opened.code, sent)
    clock.wait(hours=26)
    first, report = incidents.clocks(incidents.find(opened.code))

    assert (first.tone, first.left) == (Tone.MET_LATE, -40 * 60)
    assert report.tone is Tone.RUNNING
    with pytest.raises(KnownError, match="sent_incomplete"):
        incidents.add_sent(opened.code, Sent(stage="h72", to="", channel="fax"))


def test_a_leak_of_data_has_a_clock_of_its_own(incidents: Incidents) -> None:
    leak, _ = incidents.open(NewIncident(playbook="data_leak"))

    assert [each.stage for each in incidents.clocks(leak)] == ["h24", "h72", "personal"]


def test_a_clock_set_back_is_marked_and_never_refused(
    incidents: Incidents, opened: Incident, clock: SetClock, house: House
) -> None:
    clock.turn(days=-2)
    incidents.do_step(opened.code, StepDone(step="disconnect"))
    entry = house.duty.page(limit=1)[0]

    assert entry.clock_flag == "turned_back"
    assert "disconnect" in incidents.find(opened.code).done


def test_calls_and_things_kept_are_listed(incidents: Incidents, opened: Incident) -> None:
    call = NewCall(name="Trực lãnh đạo", phone="0123 456 001", outcome=CallResult.NO_ANSWER)
    incidents.add_call(opened.code, call)
    incidents.add_evidence(opened.code, (), what="Ổ cứng máy kế toán", held_by="Công an xã")
    found = incidents.find(opened.code)

    assert [each.about["outcome"] for each in found.of("call")] == ["no_answer"]
    assert [(each.name, each.sha256, each.held_by) for each in found.evidence] == [
        ("Ổ cứng máy kế toán", "", "Công an xã")
    ]
    with pytest.raises(KnownError, match="no_evidence"):
        incidents.add_evidence(opened.code, ())
    with pytest.raises(KnownError, match="call_name"):
        incidents.add_call(opened.code, NewCall(name=" "))


def test_closing_needs_a_result_and_reopening_a_reason(
    incidents: Incidents, opened: Incident
) -> None:
    with pytest.raises(KnownError, match="result_empty"):
        incidents.close(opened.code, " ")
    incidents.close(opened.code, "Đã khôi phục")
    assert not incidents.running()
    with pytest.raises(KnownError, match="incident_closed"):
        incidents.close(opened.code, "Lần nữa")
    incidents.reopen(opened.code, "Thêm một máy")

    assert incidents.find(opened.code).is_open
    with pytest.raises(KnownError, match="incident_open"):
        incidents.reopen(opened.code, "Lần nữa")


def test_a_draft_outlives_the_program(incidents: Incidents, opened: Incident, house: House) -> None:
    """Saved at once, read by another process; it is no entry of the book."""
    before = house.duty.count()
    incidents.save_draft(opened.code, {"description": "  Tệp đổi đuôi .abc "})
    house.close()
    again = House(house.home, "vi", ())

    found = again.incidents.find("sc-2027-001")
    assert found.draft == {"description": "Tệp đổi đuôi .abc"}
    assert found.saved == "2027-02-07T07:20:40Z"
    assert again.duty.count() == before
    again.close()


def test_unknown_names_are_told(incidents: Incidents) -> None:
    with pytest.raises(KnownError, match="no_playbook"):
        incidents.open(NewIncident(playbook="flood"))
    with pytest.raises(KnownError, match="no_incident"):
        incidents.find("SC-2027-009")


def test_what_people_type_by_hand_is_no_incident(incidents: Incidents, house: House) -> None:
    house.duty.add_entry(NewEntry(text="Sự cố SC-2027-001", kind=EntryKind.INCIDENT))

    assert incidents.all() == ()


def test_the_book_stays_whole(incidents: Incidents, opened: Incident, house: House) -> None:
    incidents.do_step(opened.code, StepDone(step="disconnect"))
    incidents.close(opened.code, "Xong")

    assert house.duty.verify().whole
    assert [each.seq for each in house.duty.search("ngat mang")] == [3]


DESK = Contact(
    role=ContactRole.RESPONSE,
    name="Trực ban",
    office="Đội ứng cứu tỉnh Mẫu",
    duty_phone="0205.3800.000",
    own_phone="0912.345.678",
    source_day="2019-01-28",
)


def only_contact(house: House) -> Contact:
    (contact,) = house.contacts.all()
    return contact


def test_a_call_that_reached_a_contact_verifies_it_with_day_and_entry(
    incidents: Incidents, opened: Incident, house: House
) -> None:
    """Undone, the contact is as before; the entry stays, and what was undone can be done again."""
    house.contacts.add(DESK)
    before = only_contact(house)
    change = incidents.add_call(
        opened.code,
        NewCall(name="Đồng chí Nháp, trực ban", phone="0205 3800 000", author="Nguyễn Thị Mẫu"),
    )
    entry = house.duty.page(limit=1)[0]
    contact = only_contact(house)

    assert house.contacts.trust(contact) is Trust.VERIFIED
    assert (contact.verified, contact.verified_by) == ("2027-02-07", "Nguyễn Thị Mẫu")
    assert (contact.verified_in, contact.outcome) == (entry.seq, CallOutcome.RIGHT)
    assert Kind.CONTACTS in change.kinds
    assert change.undo is not None
    undone = change.undo.act()
    assert only_contact(house) == before
    assert house.duty.page(limit=1)[0] == entry
    assert undone.undo is not None
    undone.undo.act()
    assert only_contact(house) == contact


@pytest.mark.parametrize(
    ("outcome", "noted", "trust"),
    [
        (CallResult.WRONG_NUMBER, CallOutcome.WRONG, Trust.OLD),
        (CallResult.NO_ANSWER, CallOutcome.NO_ANSWER, Trust.AGED),
    ],
)
def test_a_call_that_did_not_reach_verifies_nothing(
    incidents: Incidents,
    opened: Incident,
    house: House,
    outcome: CallResult,
    noted: CallOutcome,
    trust: Trust,
) -> None:
    house.contacts.add(replace(DESK, source_day="2027-01-28"))
    incidents.add_call(opened.code, NewCall(name="Trực ban", phone="02053800000", outcome=outcome))
    contact = only_contact(house)

    assert (contact.verified, contact.verified_in) == ("", 0)
    assert (contact.outcome, contact.called) == (noted, "2027-02-07")
    assert house.contacts.trust(contact) is trust


@pytest.mark.parametrize("phone", ["", "113", "0205 3800 001", "0912 345 678", "số của đội"])
def test_a_call_at_another_number_verifies_nothing(
    incidents: Incidents, opened: Incident, house: House, phone: str
) -> None:
    """Also at the person's own number: which one is called first is the duty number."""
    house.contacts.add(DESK)
    before = only_contact(house)
    change = incidents.add_call(opened.code, NewCall(name="Trực ban", phone=phone))

    assert only_contact(house) == before
    assert change.undo is None


def test_of_two_at_one_number_the_one_called_by_name_is_verified(
    incidents: Incidents, opened: Incident, house: House
) -> None:
    house.contacts.add(DESK)
    house.contacts.add(replace(DESK, name="Văn thư"))
    incidents.add_call(opened.code, NewCall(name="tổng đài", phone=DESK.duty_phone))
    assert not any(each.verified for each in house.contacts.all())
    incidents.add_call(opened.code, NewCall(name="chị Hoa, văn thư", phone=DESK.duty_phone))

    assert [each.name for each in house.contacts.all() if each.verified] == ["Văn thư"]
