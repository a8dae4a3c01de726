"""Reports of incidents: prefilled from records, nothing guessed, what was written recorded."""

import hashlib
from pathlib import Path

import pypdfium2
import pytest
from clocks import SetClock

from core.house import House
from core.incident import prefill
from core.incident.port import Incidents
from core.model.duty import EntryKind
from core.model.errors import KnownError
from core.model.form import Holds
from core.model.incident import Incident, NewCall, NewIncident, NilStatement, Sent, StepDone
from core.model.new_entry import Correction, NewEntry
from core.report.forms import forms
from core.words import LANGUAGES, Words

MORNING, NOW = "2027-02-07T00:00:00Z", "2027-02-07T07:20:00Z"


@pytest.fixture
def opened(incidents: Incidents) -> Incident:
    """Open an incident about which something is known."""
    incident, _ = incidents.open(
        NewIncident(playbook="ransomware", text="Tệp đổi đuôi .abc", machine="PHUMAU-TC-01")
    )
    return incident


def text_of(path: Path) -> str:
    """Return the text of a PDF as another reader sees it."""
    document = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


@pytest.mark.parametrize("form", prefill.FORMS)
def test_the_fields_are_those_of_the_forms(form: str) -> None:
    fields = forms()[form].fields

    assert prefill._FIELDS[form] == set(fields)
    for name, each in fields.items():
        assert (name in prefill.TRUTHS) == (each.holds is Holds.TRUTH), name
        assert (name in prefill.COUNTS) == (each.holds is Holds.COUNT), name
        assert (name in prefill.MOMENTS) == (each.holds is Holds.MOMENT), name
    for name in prefill._NEEDED_TEXTS[form]:
        assert fields[name].holds is Holds.TEXT


def test_form_a_is_prefilled(
    incidents: Incidents, opened: Incident, clock: SetClock, tmp_path: Path
) -> None:
    """Scenario 8: what the records say, both deadlines, the evidence with its digest."""
    (tmp_path / "anh.txt").write_text("abc")
    clock.wait(minutes=2)
    incidents.do_step(opened.id, StepDone(step="disconnect"))
    incidents.add_evidence(opened.id, [tmp_path / "anh.txt"], held_by="Lê Thị Ví Dụ")
    incidents.save_draft(opened.id, {"national": "false", "users": "3"})
    paths, _ = incidents.write_form(opened.id, "incident", "h24", ("pdf", "docx"), tmp_path)

    text = text_of(paths[0])
    assert all(
        each in text
        for each in (
            "SC-2027-001",
            "14 giờ 20 phút, ngày 07 tháng 02 năm 2027",
            "14 giờ 20 phút, ngày 08 tháng 02 năm 2027",
            "14 giờ 20 phút, ngày 10 tháng 02 năm 2027",
            "Tệp đổi đuôi .abc",
            "Ngắt mạng: đã làm 14:22",
            "anh.txt",
            "Lê Thị Ví Dụ",
            "UBND xã Phú Mẫu",
        )
    ), text
    assert "ba7816bf" in text.replace(" ", "")
    assert [each.suffix for each in paths] == [".pdf", ".docx"]
    event = incidents.find(opened.id).of("form")[0]
    digest = hashlib.sha256(paths[0].read_bytes()).hexdigest()
    assert f"{paths[0].name} {digest}" in event.about["files"]


def test_what_only_a_person_can_decide_is_asked_for(
    incidents: Incidents, opened: Incident, tmp_path: Path
) -> None:
    with pytest.raises(KnownError, match="field_missing") as caught:
        incidents.write_form(opened.id, "incident", "closing", ("pdf",), tmp_path)

    said = Words("vi").say(f"errors.{caught.value.key}", caught.value.args_of_sentence)
    for field in ("national", "restored"):
        assert Words("vi").say(f"forms.field.{field}") in said, "all of it is asked for at once"
    assert list(tmp_path.glob("*.pdf")) == []
    assert not incidents.find(opened.id).of("form"), "nothing was written, nothing is recorded"


def test_what_a_person_filled_in_goes_before_what_was_read(
    incidents: Incidents, opened: Incident
) -> None:
    incidents.save_draft(
        opened.id, {"description": "Mở tệp giả mạo", "happened": "13:00 07/02/2027"}
    )
    fields = incidents.form_content(opened.id, "incident", "h24")["fields"]

    assert fields["description"] == "Mở tệp giả mạo"
    assert fields["happened"] == "2027-02-07T06:00:00Z"


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"detected": "14:00"}, "draft_field"),
        ({"nothing": "x"}, "draft_field"),
        ({"users": "ba"}, "draft_value"),
        ({"national": "có"}, "draft_value"),
        ({"happened": "hôm nọ"}, "event_time"),
    ],
)
def test_a_draft_takes_only_what_fits(
    incidents: Incidents, opened: Incident, values: dict[str, str], key: str
) -> None:
    with pytest.raises(KnownError, match=key):
        incidents.save_draft(opened.id, values)


def test_the_older_forms_say_whom_was_told(
    incidents: Incidents, opened: Incident, tmp_path: Path
) -> None:
    """Forms B and C."""
    incidents.add_call(opened.id, NewCall(name="Đội ứng cứu", phone="0123"))
    incidents.add_sent(opened.id, Sent(stage="h24", to="Công an tỉnh", channel="fax"))
    incidents.close(opened.id, "Đã khôi phục từ bản sao lưu")
    first, _ = incidents.write_form(opened.id, "legacy-03", "h24", ("pdf",), tmp_path)
    final, _ = incidents.write_form(opened.id, "legacy-04", "closing", ("pdf",), tmp_path)

    assert "Đội ứng cứu" in text_of(first[0])
    assert "Công an tỉnh" in text_of(first[0])
    assert "Đã khôi phục từ bản sao lưu" in text_of(final[0])


def test_an_unknown_form_is_refused(incidents: Incidents, opened: Incident) -> None:
    with pytest.raises(KnownError, match="unknown_kind"):
        incidents.form_content(opened.id, "roster", "h24")


@pytest.mark.parametrize("name", ["SC-2027-001", "ransomware", "defacement", "phishing"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_card_is_one_page(
    incidents: Incidents, opened: Incident, house: House, tmp_path: Path, name: str, lang: str
) -> None:
    """Of an incident, or empty for the wall: steps with room for time and signature."""
    from core.words import Words

    house.words = Words(lang)
    incidents.do_step(opened.id, StepDone(step="disconnect"))
    (path,) = incidents.write_card(name, tmp_path)
    text = text_of(path)

    assert len(pypdfium2.PdfDocument(path)) == 1
    filled = "Nguyễn Thị Mẫu" in text
    assert filled == (name == opened.code)


def test_a_nil_report_is_somebodys_statement(
    incidents: Incidents, house: House, tmp_path: Path, clock: SetClock
) -> None:
    """Scenario 15: it shows what it rests on, and whether it was in time."""
    house.duty.add_entry(NewEntry(text="Nhận ca"))
    statement = NilStatement(
        start=MORNING, end=NOW, person="Lê Thị Ví Dụ", due="2027-02-07T08:00:00Z"
    )
    paths, _ = incidents.confirm_nil(statement, ("pdf",), tmp_path)
    entry = house.duty.page(limit=1)[0]

    assert "không phát sinh sự cố an ninh mạng" in text_of(paths[0])
    assert "Lê Thị Ví Dụ" in text_of(paths[0])
    assert (entry.kind, entry.author) == (EntryKind.DOCUMENT, "Lê Thị Ví Dụ")
    assert "Đúng hạn" in entry.text
    clock.wait(hours=1)
    incidents.confirm_nil(statement, ("pdf",), tmp_path)
    assert "Muộn 20 phút" in house.duty.page(limit=1)[0].text


def test_a_nil_report_is_refused_while_there_is_an_incident(
    incidents: Incidents, opened: Incident, house: House, tmp_path: Path, clock: SetClock
) -> None:
    """Running, or opened before and still running, or merely written down by hand."""
    statement = NilStatement(start=MORNING, end=NOW, person="Lê Thị Ví Dụ")
    with pytest.raises(KnownError, match="nil_refused"):
        incidents.confirm_nil(statement, ("pdf",), tmp_path)
    clock.wait(days=3)
    later = NilStatement(
        start="2027-02-09T00:00:00Z", end="2027-02-10T00:00:00Z", person="Lê Thị Ví Dụ"
    )
    assert incidents.nil_basis(later.start, later.end).incidents_open == (opened.code,)
    with pytest.raises(KnownError, match="nil_refused"):
        incidents.confirm_nil(later, ("pdf",), tmp_path)
    incidents.close(opened.id, "Xong")
    clock.wait(days=1)
    after = NilStatement(
        start="2027-02-11T00:00:00Z", end="2027-02-11T01:00:00Z", person="Lê Thị Ví Dụ"
    )
    assert incidents.confirm_nil(after, ("pdf",), tmp_path)[0]
    house.duty.add_entry(
        NewEntry(text="Máy lạ", kind=EntryKind.INCIDENT, at="2027-02-11T00:30:00Z")
    )
    with pytest.raises(KnownError, match="nil_refused"):
        incidents.confirm_nil(after, ("pdf",), tmp_path)
    assert len(list(tmp_path.glob("*.pdf"))) == 1


@pytest.mark.parametrize("written", ["opened", "by hand"])
def test_a_corrected_word_does_not_make_an_incident_nothing(
    incidents: Incidents, house: House, tmp_path: Path, written: str
) -> None:
    if written == "opened":
        incidents.open(NewIncident(playbook="ransomware"))
    else:
        house.duty.add_entry(NewEntry(text="Máy lạ", kind=EntryKind.INCIDENT))
    house.duty.correct(Correction(seq=2, text="Máy kế toán bị lạ", reason="Gõ thiếu"))

    with pytest.raises(KnownError, match="nil_refused"):
        incidents.confirm_nil(
            NilStatement(start=MORNING, end=house.now(), person="An"), ("pdf",), tmp_path
        )


@pytest.mark.parametrize(
    ("start", "end", "person", "key"),
    [
        (MORNING, NOW, " ", "nil_person"),
        (NOW, MORNING, "An", "nil_period"),
        (MORNING, "2027-02-08T07:20:00Z", "An", "nil_period"),
    ],
)
def test_a_nil_report_needs_a_person_and_a_time(
    incidents: Incidents, tmp_path: Path, start: str, end: str, person: str, key: str
) -> None:
    with pytest.raises(KnownError, match=key):
        incidents.confirm_nil(NilStatement(start=start, end=end, person=person), ("pdf",), tmp_path)


def test_a_basis_counts_what_there_is(incidents: Incidents, house: House) -> None:
    house.duty.add_entry(NewEntry(text="Nhận ca"))
    basis = incidents.nil_basis(MORNING, "2027-02-07T08:00:00Z")

    assert (basis.entries, basis.incidents_open, basis.checks, basis.machines) == (2, (), 0, 0)
    assert basis.last_check == ""


def test_the_forms_about_personal_data_are_prefilled(incidents: Incidents, tmp_path: Path) -> None:
    """Form M: only the count of persons has to be given; the rest is there or left open."""
    leak, _ = incidents.open(NewIncident(playbook="data_leak", text="Mất USB có danh sách hộ"))
    incidents.do_step(leak.id, StepDone(step="stop_leak"))
    with pytest.raises(KnownError, match="field_missing"):
        incidents.write_form(leak.id, "breach-notice", "personal", ("pdf",), tmp_path)
    incidents.save_draft(
        leak.id, {"personal_subjects": "120", "held_at": "08:00 08/02/2027", "act": "Mất USB"}
    )
    notice, _ = incidents.write_form(leak.id, "breach-notice", "personal", ("pdf",), tmp_path)
    record, _ = incidents.write_form(leak.id, "breach", "personal", ("pdf",), tmp_path)

    for (path,) in (notice, record):
        text = text_of(path)
        assert "Mất USB" in text
        assert "120" in text
        assert "Chặn chỗ đang lộ" in text


def test_incidents_of_a_year_are_summed_up_by_group(
    incidents: Incidents, clock: SetClock, tmp_path: Path
) -> None:
    """Form D."""
    for kind in ("ransomware", "malware", "phishing"):
        incidents.open(NewIncident(playbook=kind))
    clock.wait(days=400)
    incidents.open(NewIncident(playbook="phishing"))
    (path,) = incidents.write_summary("2027-01-01", "2027-12-14", ("pdf",), tmp_path)
    text = text_of(path)

    assert "Mã độc, mã hóa dữ liệu tống tiền 2" in text
    assert "Lừa đảo, giả mạo 1" in text
