"""Carrying: one file takes an incident to another machine and back; nothing counts twice."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from clocks import SetClock

from core.house import House
from core.incident.case_file import CONTENTS, DRAFT, RECORDS, read_case
from core.incident.readable import heading, lines
from core.model.errors import KnownError
from core.model.incident import Incident, NewCall, NewIncident, Sent, StepDone
from core.model.shift import NewShift, Offer
from core.seal.canonical import write
from core.seal.trust import TrustedKeys

Rewrite = Callable[[dict[str, bytes]], None]


@pytest.fixture
def opened(house: House, tmp_path: Path) -> Incident:
    """Open an incident with a step, a picture as evidence, and a draft."""
    incident, _ = house.incidents.open(NewIncident(playbook="ransomware"))
    house.incidents.do_step(incident.id, StepDone(step="disconnect"))
    exif = (
        b"\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    )
    picture = tmp_path / "man-hinh.jpg"
    picture.write_bytes(b"\xff\xd8" + exif + b"\xff\xda\x00\x04ab\x12\x34\xff\xd9")
    house.incidents.add_evidence(incident.id, [picture], held_by="Lê Thị Ví Dụ")
    house.incidents.save_draft(incident.id, {"cause": "Mở tệp lạ"})
    return house.incidents.find(incident.id)


@pytest.fixture
def case(house: House, opened: Incident, tmp_path: Path) -> Path:
    """Write the case file of that incident."""
    return house.incidents.carry(opened.id, tmp_path / "usb")[0].file


def rewritten(case: Path, change: Rewrite) -> Path:
    """Return a copy of a case file whose members were changed."""
    with zipfile.ZipFile(case) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    change(parts)
    path = case.with_name("other.trucan-case")
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return path


def relisted(parts: dict[str, bytes], name: str, body: bytes) -> None:
    """Put a member and list it rightly, as somebody with a text editor would."""
    contents = json.loads(parts[CONTENTS])
    parts[name] = body
    digest = hashlib.sha256(body).hexdigest()
    contents["files"][name] = {"sha256": digest, "size": len(body)}
    parts[CONTENTS] = json.dumps(contents).encode()


def test_it_is_finished_on_another_machine(
    house: House,
    opened: Incident,
    case: Path,
    new_house: Callable[[str], House],
    clock: SetClock,
) -> None:
    """Scenario 8: everything arrives; what is done there is added, and comes home again."""
    other = new_house("PHUMAU-VP-03")
    clock.wait(hours=1)
    taken, *_ = other.incidents.take(case)

    assert (taken.code, taken.detected) == (opened.code, opened.detected)
    assert set(taken.done) == {"disconnect"}
    assert taken.evidence[0].sha256 == opened.evidence[0].sha256
    assert taken.draft == {"cause": "Mở tệp lạ"}
    assert other.store.log.file(taken.evidence[0].sha256) is not None
    assert not taken.opened.own

    other.incidents.do_step(taken.id, StepDone(step="keep_on"))
    other.incidents.close(taken.code, "Đã khôi phục")
    back, _ = other.incidents.carry(taken.id, case.parent)
    house.incidents.do_step(opened.id, StepDone(step="never_pay"))
    home, *_ = house.incidents.take(back.file)

    assert set(home.done) == {"disconnect", "keep_on", "never_pay"}
    assert not home.is_open
    assert len(home.of("opened")) == 1
    assert house.duty.verify().whole
    assert other.duty.verify().whole


def test_nothing_leaves_a_machine_for_state_secrets(
    house: House, opened: Incident, tmp_path: Path
) -> None:
    house.settings.change(house.settings.read()._replace(state_secrets=True))
    before = house.duty.count()
    with pytest.raises(KnownError, match="state_secrets"):
        house.incidents.carry(opened.id, tmp_path / "usb")

    assert house.duty.count() == before
    assert not (tmp_path / "usb").exists()


def test_taking_twice_adds_nothing(case: Path, new_house: Callable[[str], House]) -> None:
    other = new_house("PHUMAU-VP-03")
    other.incidents.take(case)
    before = other.duty.count()
    other.incidents.take(case)

    assert other.duty.count() == before


def test_a_later_file_brings_only_what_is_new(
    house: House, opened: Incident, case: Path, new_house: Callable[[str], House]
) -> None:
    other = new_house("PHUMAU-VP-03")
    other.incidents.take(case)
    house.incidents.do_step(opened.id, StepDone(step="keep_on"))
    later, _ = house.incidents.carry(opened.id, case.parent)
    taken, *_ = other.incidents.take(later.file)

    assert set(taken.done) == {"disconnect", "keep_on"}
    seqs = [(each.log_id, each.seq) for each in taken.events]
    assert len(set(seqs)) == len(seqs)


def test_two_machines_may_have_used_one_code(
    opened: Incident, case: Path, new_house: Callable[[str], House]
) -> None:
    """Both are kept; the code alone is then not enough, the id is."""
    other = new_house("PHUMAU-VP-03")
    own, _ = other.incidents.open(NewIncident(playbook="malware"))
    other.incidents.take(case)

    assert own.code == opened.code
    with pytest.raises(KnownError, match="incident_ambiguous"):
        other.incidents.find(opened.code)
    assert other.incidents.find(opened.id).playbook == "ransomware"


def test_more_files_than_one_entry_holds(
    house: House, opened: Incident, new_house: Callable[[str], House], tmp_path: Path
) -> None:
    for number in range(0, 44, 11):
        files = [tmp_path / f"{each}.txt" for each in range(number, number + 11)]
        for each in files:
            each.write_text(f"chứng cứ {each.name}")
        house.incidents.add_evidence(opened.id, files)
    made, _ = house.incidents.carry(opened.id, tmp_path / "usb")
    other = new_house("PHUMAU-VP-03")
    taken, *_ = other.incidents.take(made.file)

    assert len(taken.evidence) == 45
    assert all(other.store.log.file(each.sha256) for each in taken.evidence)


def test_the_file_reads_without_this_program(case: Path) -> None:
    with zipfile.ZipFile(case) as archive:
        records = archive.read(RECORDS).splitlines()
        contents = json.loads(archive.read(CONTENTS))

    assert (
        contents["files"][RECORDS]["sha256"]
        == hashlib.sha256(b"".join(each + b"\n" for each in records)).hexdigest()
    )
    assert json.loads(records[0])["about"]["act"] == "opened"


def _drop(name: str) -> Rewrite:
    return lambda parts: parts.pop(name) and None  # type: ignore[func-returns-value]


def _alter(parts: dict[str, bytes]) -> None:
    parts[RECORDS] = parts[RECORDS].replace(b"disconnect", b"disconnecT")


def _alter_and_relist(parts: dict[str, bytes]) -> None:
    relisted(parts, RECORDS, parts[RECORDS].replace(b'"about"', b'"abouT"'))


def _foreign_record(parts: dict[str, bytes]) -> None:
    text = parts[RECORDS].decode()
    incident = json.loads(parts[CONTENTS])["incident"]
    relisted(parts, RECORDS, text.replace(incident, "0" * 16).encode())


def _escape(parts: dict[str, bytes]) -> None:
    relisted(parts, "../../evil", b"x")


def _wrong_digest(parts: dict[str, bytes]) -> None:
    relisted(parts, f"evidence/{'0' * 64}", b"x")


def _unlisted(parts: dict[str, bytes]) -> None:
    parts["extra.txt"] = b"x"


def _deep(parts: dict[str, bytes]) -> None:
    relisted(parts, DRAFT, b"[" * 100_000)


def _odd_draft(parts: dict[str, bytes]) -> None:
    relisted(parts, DRAFT, b'{"cause": "x"}')


def _old_draft(parts: dict[str, bytes]) -> None:
    relisted(parts, DRAFT, b'{"cause": ["x", "0001-01-01T00:00:00+14:00"]}')


def _other_id(parts: dict[str, bytes]) -> None:
    incident = json.loads(parts[CONTENTS])["incident"]
    relisted(parts, RECORDS, parts[RECORDS].replace(incident.encode(), b"an incident"))
    contents = {**json.loads(parts[CONTENTS]), "incident": "an incident"}
    parts[CONTENTS] = json.dumps(contents).encode()


def edited(act: str, **instead: str) -> Rewrite:
    """Return what changes a text of every record of an act; one without a text takes it out."""

    def edit(parts: dict[str, bytes]) -> None:
        forms = [json.loads(each) for each in parts[RECORDS].splitlines()]
        for form in forms:
            if form["about"]["act"] == act:
                form.update({name: text for name, text in instead.items() if name in form})
                about = {name: text for name, text in instead.items() if name not in form}
                form["about"] = {n: t for n, t in (form["about"] | about).items() if t}
        relisted(parts, RECORDS, b"".join(write(each) + b"\n" for each in forms))

    return edit


UNTELLABLE = [
    edited("detected", detected=""),
    edited("detected", detected="lúc trưa"),
    edited("detected", detected="0001-01-01T00:00:00+14:00"),
    edited("detected", detected="9999-12-31T23:59:59Z"),
    edited("detected", t_event="0001-01-01T00:00:00+14:00"),
    edited("playbook", playbook=""),
    edited("step", step=""),
    edited("call", called=""),
    edited("call", outcome=""),
    edited("sent", stage=""),
    edited("sent", to=""),
]


def _no_opening(parts: dict[str, bytes]) -> None:
    relisted(parts, RECORDS, b"".join(parts[RECORDS].splitlines(keepends=True)[1:]))


@pytest.mark.parametrize(
    "change",
    [
        _drop(CONTENTS),
        _drop(RECORDS),
        _alter,
        _alter_and_relist,
        _foreign_record,
        _escape,
        _wrong_digest,
        _unlisted,
        _deep,
        _odd_draft,
        _old_draft,
        _other_id,
        _no_opening,
        edited("opened", code=""),
        edited("opened", playbook=""),
    ],
)
def test_a_file_that_was_tampered_with_is_refused_whole(
    case: Path, new_house: Callable[[str], House], change: Rewrite
) -> None:
    other = new_house("PHUMAU-VP-03")
    with pytest.raises(KnownError, match="case_broken"):
        other.incidents.take(rewritten(case, change))

    assert other.duty.count() == 0
    assert other.incidents.all() == ()


@pytest.fixture
def busy(house: House, opened: Incident, tmp_path: Path) -> Path:
    """Write the case file of an incident about which everything was recorded."""
    code = opened.id
    house.incidents.set_detected(code, "14:05", "Nghe lại")
    house.incidents.choose_playbook(code, "malware")
    house.incidents.add_call(code, NewCall(name="Trực lãnh đạo"))
    house.incidents.add_sent(code, Sent(stage="h24", to="Công an tỉnh", channel="fax"))
    return house.incidents.carry(code, tmp_path / "busy")[0].file


@pytest.mark.parametrize("change", UNTELLABLE)
def test_a_record_that_does_not_tell_what_it_should_is_refused(
    busy: Path, new_house: Callable[[str], House], change: Rewrite
) -> None:
    """It would stand in the book for ever."""
    other = new_house("PHUMAU-VP-03")
    with pytest.raises(KnownError, match="case_broken"):
        other.incidents.take(rewritten(busy, change))

    assert other.duty.count() == 0


@pytest.mark.parametrize("change", UNTELLABLE)
def test_a_book_that_holds_such_a_record_goes_on(
    busy: Path,
    new_house: Callable[[str], House],
    change: Rewrite,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An earlier version took it; every other record still counts."""
    monkeypatch.setattr("core.incident.carrying.UNTOLD", "nothing")
    other = new_house("PHUMAU-VP-03")
    taken, *_ = other.incidents.take(rewritten(busy, change))

    assert other.incidents.running() == (taken,)
    assert len(other.incidents.clocks(taken)) == 2
    assert len(taken.of("untold")) == 1
    other.reminders()
    other.incidents.write_summary("2027-01-01", "2027-12-31", ("html",), tmp_path)
    other.incidents.form_content(taken.id, "incident", "h24")
    assert list(lines(other.words, taken, other.incidents.playbook_of(taken), ()))
    assert other.incidents.open(NewIncident(playbook="malware"))[0].code == "SC-2027-002"


def test_an_incident_of_a_kind_that_came_later_is_gone_on_with(
    house: House, busy: Path, new_house: Callable[[str], House], tmp_path: Path
) -> None:
    """Every page and paper works: evidence, report and closing are there for any kind."""
    other = new_house("PHUMAU-VP-03")
    later = rewritten(busy, edited("playbook", playbook="<future>"))
    taken, *_ = other.incidents.take(later)
    stages = [each.id for each in other.incidents.playbook_of(taken).stages]

    assert taken.playbook == "<future>"
    assert stages == ["evidence", "report", "closing"]
    assert "<future>" in heading(other.words, taken)
    form = other.incidents.form_content(taken.id, "incident", "h24")
    assert (form["fields"]["group"], form["fields"]["severity"]) == ("other", "serious")
    (summary,) = other.incidents.write_summary("2027-01-01", "2027-12-31", ("html",), tmp_path)
    assert "Khác" in summary.read_text("utf-8")
    other.shifts.start(NewShift(person="An"))
    other.shifts.offer(Offer(to="Bình"))
    assert f"{taken.code} đang xử lý: <future>" in other.duty.page(limit=1)[0].text
    other.incidents.choose_playbook(taken.id, "malware")
    assert other.incidents.find(taken.id).playbook == "malware"


def test_a_file_cannot_crowd_out_what_is_handed_over(
    busy: Path, new_house: Callable[[str], House]
) -> None:
    """Neither by a code nor by a kind as long as a book."""
    other = new_house("PHUMAU-VP-03")
    other.open_items.add("Gọi lại điện lực")
    change = edited("opened", code="SC-" + "9" * 6000, playbook="x" * 6000)
    other.incidents.take(rewritten(busy, change))
    other.shifts.start(NewShift(person="An"))
    other.shifts.offer(Offer(to="Bình"))
    text = other.duty.page(limit=1)[0].text

    assert "Gọi lại điện lực" in text
    assert len(text) < 1000


@pytest.mark.parametrize("code", ["SC-2027-" + "9" * 5000, "SC-2027-٣", "?"])
def test_an_odd_code_does_not_keep_others_from_being_opened(
    case: Path, new_house: Callable[[str], House], code: str
) -> None:
    other = new_house("PHUMAU-VP-03")
    other.incidents.take(rewritten(case, edited("opened", code=code)))

    assert other.incidents.open(NewIncident(playbook="malware"))[0].code == "SC-2027-001"


def test_a_newer_format_is_told(case: Path, house: House) -> None:
    def newer(parts: dict[str, bytes]) -> None:
        contents = {**json.loads(parts[CONTENTS]), "format": 3}
        parts[CONTENTS] = json.dumps(contents).encode()

    with pytest.raises(KnownError, match="case_newer"):
        house.incidents.take(rewritten(case, newer))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"x" * 1000])
def test_what_is_no_case_file_is_told(house: House, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.trucan-case"
    path.write_bytes(content)
    with pytest.raises(KnownError, match="case_broken"):
        house.incidents.take(path)
    with pytest.raises(KnownError, match="case_broken"):
        house.incidents.take(tmp_path / "none")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [CONTENTS, RECORDS])
def test_a_name_that_stands_twice_is_refused(case: Path, house: House, name: str) -> None:
    """Readers differ in which of the two they take."""
    with zipfile.ZipFile(case) as archive:
        body = archive.read(name)
    with zipfile.ZipFile(case, "a") as archive:
        archive.writestr(name, body)
    with pytest.raises(KnownError, match="case_broken"):
        house.incidents.take(case)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_a_file_that_unfolds_is_refused(case: Path, house: House, method: int) -> None:
    """We pack nothing: a file that is larger inside than outside is not ours."""
    with zipfile.ZipFile(case) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(case, "w", method) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    with pytest.raises(KnownError, match="case_broken"):
        house.incidents.take(case)


def test_a_member_longer_than_it_may_be_is_not_read_to_its_end(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.incident.case_file.FILE_LIMIT", 100)
    with pytest.raises(KnownError, match="case_broken"):
        read_case(case, TrustedKeys(), "2027-02-07")
