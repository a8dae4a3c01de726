"""Documents from the store: the duty book, the nil report, the situation, the deadlines."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.model.document import Chart, Document, Paragraph, TableBlock
from core.model.duty import ClockFlag, Entry, EntryKind
from core.model.errors import Exit, KnownError
from core.model.log_state import LogVerdict
from core.model.result import Result
from core.model.run import Run
from core.model.settings import Settings
from core.model.shift import HandoverProof, Proof
from core.report.charts import MOST_RUNS, areas_chart, trend_chart
from core.report.forms import forms
from core.report.from_store import Known, Made, made, period_of
from core.report.values import Values
from core.words import LANGUAGES, Words

Make = Callable[..., Document]
VI = Words("vi")
NOON = "2027-01-20T05:00:00Z"


def _made(kind: str, known: Known, settings: Settings, **fields: str) -> Made:
    return made(forms()[kind], Values(fields=fields), known, settings, VI)


def _texts(blocks: object) -> list[str]:
    assert isinstance(blocks, tuple)
    return [each.text for each in blocks if isinstance(each, Paragraph)]


def test_the_duty_book_shows_each_entry_with_its_times_and_marks(
    known: Known, settings: Settings
) -> None:
    table = _made("duty-book", known, settings).given["entries"][0]

    assert isinstance(table, TableBlock)
    assert [row[0] for row in table.rows] == ["1", "2", "3"]
    assert table.rows[0][4] == "Mở sổ trực."
    assert "Ghi muộn 1 giờ 20 phút" in table.rows[1][4]
    assert table.rows[2][4].startswith("Đính chính mục số 2: Mất điện 25 phút")
    assert "Giờ máy bị lùi" in table.rows[2][4]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("flag", ClockFlag)
@pytest.mark.parametrize(("minutes", "late"), [(4, False), (5, True), (9, True)])
def test_the_printed_book_marks_what_the_window_marks(
    known: Known, settings: Settings, lang: str, flag: ClockFlag, minutes: int, late: bool
) -> None:
    words = Words(lang)
    entry = replace(
        known.entries[0], clock_flag=flag, at=NOON, written=f"2027-01-20T05:{minutes:02}:00Z"
    )
    book = replace(known, entries=(entry,))
    (table,) = made(forms()["duty-book"], Values(fields={}), book, settings, words).given["entries"]

    assert isinstance(table, TableBlock)
    marks = table.rows[0][4].split("\n")[1:]
    wanted = [words.say("duty.mark.late", duration=minutes * 60)] if late else []
    assert marks == wanted + ([words.say(f"duty.mark.{flag}")] if flag else [])


def test_the_duty_book_tells_its_state_and_last_digest(known: Known, settings: Settings) -> None:
    lines = _texts(_made("duty-book", known, settings).given["seal"])

    assert lines[0].startswith("Sổ còn nguyên: 3 mục")
    assert lines[1].endswith("0" * 63 + "3")
    broken = replace(known, verdict=LogVerdict(whole=False, count=3, first_wrong=2, what="altered"))
    assert _texts(_made("duty-book", broken, settings).given["seal"])[0].startswith(
        "Bị sửa: mục số 2"
    )


def test_the_duty_book_says_whose_author_is_only_declared(known: Known, settings: Settings) -> None:
    """Said where an author gave no PIN, with the exceptions marked; silent where all gave one."""

    def printed(*numbers: int) -> tuple[str, list[str]]:
        entries = tuple(
            replace(each, author="A Bờ", supersedes=None, about={"verified": "1"})
            if each.seq in numbers
            else replace(each, author="A Bờ", supersedes=None)
            for each in known.entries
        )
        given = _made("duty-book", replace(known, entries=entries), settings).given
        (table,) = given["entries"]
        assert isinstance(table, TableBlock)
        marked = [row[0] for row in table.rows if "đã xác thực bằng mã PIN" in row[4]]
        return _texts(given["seal"])[-1], marked

    note, marked = printed()
    assert note.startswith("Người ghi tự khai, chưa xác thực.")
    assert marked == []
    note, marked = printed(2)
    assert note.startswith("Người ghi tự khai, chưa xác thực, trừ mục")
    assert marked == ["2"]
    note, marked = printed(1, 2, 3)
    assert "chưa xác thực" not in note
    assert marked == ["1", "2", "3"]


def test_a_correction_is_never_verified(known: Known, settings: Settings) -> None:
    entries = tuple(replace(each, author="A Bờ", about={"verified": "1"}) for each in known.entries)
    note = _texts(_made("duty-book", replace(known, entries=entries), settings).given["seal"])[-1]

    assert "trừ mục" in note, "entry 3 corrects entry 2 and was written without a PIN"


def test_a_period_leaves_out_what_is_not_in_it(known: Known, settings: Settings) -> None:
    fields = {"from": "2027-02-01T00:00:00Z", "to": "2027-02-06T00:00:00Z"}
    table = _made("duty-book", known, settings, **fields).given["entries"][0]
    assert isinstance(table, TableBlock)
    assert [row[0] for row in table.rows] == ["2", "3"]

    fields = {"from": "2028-02-01T00:00:00Z"}
    empty = _made("duty-book", known, settings, **fields).given["entries"][0]
    assert isinstance(empty, Paragraph)


def test_an_empty_book_can_be_printed(known: Known, settings: Settings) -> None:
    nothing = replace(known, entries=(), verdict=LogVerdict(whole=True, count=0))
    parts = _made("duty-book", nothing, settings)

    assert _texts(parts.given["entries"]) == ["Sổ không có mục nào trong thời gian này."]
    assert parts.values.date == known.now


@pytest.mark.parametrize("verdict", ["altered", "gap", "chain", "unreadable", "unguarded"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_verdict_of_the_book_has_its_sentence(
    known: Known, settings: Settings, verdict: str, lang: str
) -> None:
    book = replace(known, verdict=LogVerdict(whole=False, count=1, first_wrong=1, what=verdict))
    parts = made(forms()["duty-book"], Values(), book, settings, Words(lang))
    assert _texts(parts.given["seal"])[0]


def test_a_period_of_days_counts_its_last_day() -> None:
    values = Values(fields={"from": "2027-01-04", "to": "2027-02-10"})

    assert period_of(values, "now") == ("2027-01-03T17:00:00Z", "2027-02-10T16:59:59Z")
    assert period_of(Values(), "2027-02-10T00:00:00Z")[1] == "2027-02-10T00:00:00Z"


def test_a_nil_report_says_on_what_it_rests(known: Known, settings: Settings) -> None:
    fields = {"from": "2027-01-01T00:00:00Z", "to": "2027-02-11T00:00:00Z", "person": "A Bờ"}
    texts = _texts(_made("nil", known, settings, **fields).given["statement"])

    assert texts[0] == (
        "Từ 07 giờ 00 phút, ngày 01 tháng 01 năm 2027 đến 07 giờ 00 phút, ngày 11 tháng 02 năm 2027"
        ", Ủy ban nhân dân xã Phú Mẫu không phát sinh sự cố an ninh mạng."
    )
    assert "3 mục nhật ký trực" in texts[1]
    assert "3 lần kiểm tra máy" in texts[1]
    assert "PHUMAU-VP-04" in texts[2]
    assert texts[3] == "Người trực A Bờ xác nhận nội dung trên."


def test_a_nil_report_without_wishes_is_about_today(known: Known, settings: Settings) -> None:
    parts = _made("nil", replace(known, runs=(), cards=(), entries=()), settings)

    assert parts.values.at("from") == "2027-02-10T17:00:00Z"
    assert parts.values.at("to") == known.now
    assert "Chưa có lần kiểm tra máy nào được lưu." in _texts(parts.given["statement"])


def test_a_nil_report_is_refused_while_the_book_tells_of_an_incident(
    known: Known, settings: Settings, entry: Callable[..., Entry]
) -> None:
    incident = entry(4, EntryKind.INCIDENT, "Thư lạ", "2027-02-11T01:00:00Z")
    book = replace(known, entries=(*known.entries, incident))

    with pytest.raises(KnownError) as told:
        _made("nil", book, settings)
    assert (told.value.key, told.value.status) == ("nil_refused", Exit.BAD_INPUT)
    for lang in LANGUAGES:
        assert "1" in Words(lang).say("errors.nil_refused", told.value.args_of_sentence)

    corrected = entry(5, EntryKind.OTHER, "Thư thật", "2027-02-11T01:00:00Z", supersedes=4)
    assert _made("nil", replace(book, entries=(*book.entries, corrected)), settings)
    earlier = {"from": "2027-01-01T00:00:00Z", "to": "2027-02-01T00:00:00Z"}
    assert _made("nil", book, settings, **earlier)


def test_the_situation_counts_machines_runs_and_incidents(
    known: Known, settings: Settings, entry: Callable[..., Entry]
) -> None:
    incident = entry(4, EntryKind.INCIDENT, "Thư lạ", "2027-02-05T01:00:00Z")
    book = replace(known, entries=(*known.entries, incident))
    fields = {"from": "2027-01-04", "to": "2027-02-10"}
    given = _made("situation", book, settings, **fields).given

    assert _texts(given["machines"]) == ["Đã kiểm tra 2 máy, 3 lần."]
    assert _texts(given["incidents"]) == [
        "Nhật ký trực ghi 1 mục sự cố:",
        "1. 08:00 ngày 05/02/2027: Thư lạ",
    ]
    table = given["machine_list"][0]
    assert isinstance(table, TableBlock)
    assert [row[1] for row in table.rows] == ["PHUMAU-VP-03", "PHUMAU-VP-04"]

    later = {"from": "2028-01-04", "to": "2028-02-10"}
    given = _made("situation", book, settings, **later).given
    assert _texts(given["machines"]) == ["Không có lần kiểm tra máy nào trong kỳ."]
    assert _texts(given["incidents"]) == ["Không phát sinh sự cố (theo nhật ký trực)."]
    assert given["machine_list"] == given["duty_extract"] == ()


def test_a_machine_is_counted_with_its_latest_run(
    known: Known, settings: Settings, run: Run
) -> None:
    again = replace(run, id="later", ended="2027-01-06T02:00:00Z", findings=run.findings[:2])
    book = replace(known, runs=(run, again))
    fields = {"from": "2027-01-04", "to": "2027-02-10"}
    table = _made("situation", book, settings, **fields).given["machine_list"][0]

    assert isinstance(table, TableBlock)
    assert [row[4] for row in table.rows] == ["2027-01-06T02:00:00Z"]


def test_an_incident_report_prints_its_deadlines(kind_of: Make) -> None:
    texts = [each.text for each in kind_of("incident").blocks if isinstance(each, Paragraph)]

    assert "Báo cáo ngay: 14 giờ 20 phút, ngày 07 tháng 02 năm 2027." in texts
    assert "Thông báo ban đầu: chậm nhất 14 giờ 20 phút, ngày 08 tháng 02 năm 2027." in texts
    assert "Báo cáo: chậm nhất 14 giờ 20 phút, ngày 10 tháng 02 năm 2027." in texts


def test_a_roster_shows_both_calendars(kind_of: Make) -> None:
    table = next(each for each in kind_of("roster").blocks if isinstance(each, TableBlock))

    assert table.rows[0][1] == "Thứ Sáu, 05/02/2027 (ngày 5 âm lịch)"


def test_a_chart_of_areas_says_all_its_numbers(run: Run) -> None:
    chart = areas_chart((run,), VI)
    total = sum(share.count for bar in chart.bars for share in bar.shares)

    assert total == len(run.findings)
    assert "Mạng và tường lửa: Chưa đạt 1" in chart.text
    for bar in chart.bars:
        assert bar.label in chart.text
        assert len({share.result for share in bar.shares}) == len(bar.shares)
    assert all(share.result in Result for bar in chart.bars for share in bar.shares)


def test_a_trend_needs_two_whole_runs_and_shows_the_latest(known: Known) -> None:
    assert list(trend_chart(known.cards[:1], VI)) == []
    part = known.cards[0]._replace(partial=True)
    assert list(trend_chart((part, known.cards[1]), VI)) == []
    many = tuple(known.cards[0]._replace(open_items=number) for number in range(20))
    (chart,) = trend_chart(many, VI)
    assert isinstance(chart, Chart)
    assert len(chart.bars) == MOST_RUNS
    assert chart.bars[-1].shares[0].count == 19


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_hand_over_says_what_vouches_for_each_of_the_two(
    known: Known, settings: Settings, lang: str
) -> None:
    asked: list[tuple[str, ...]] = []

    def proof(*of: str) -> HandoverProof | None:
        asked.append(of)
        return HandoverProof(giver=Proof.PIN, receiver=Proof.WAITS)

    words, to = Words(lang), "2027-02-06T00:00:00Z"
    values = Values(fields={"giver": "Phạm Văn Thí", "receiver": "Trần Thị Giả", "to": to})

    def said(**instead: object) -> list[str]:
        told = replace(known, **instead)  # type: ignore[arg-type]
        return _texts(made(forms()["handover"], values, told, settings, words).given["proof"])

    pin, declared, waits = (words.say(f"shift.proof.{each}") for each in Proof)
    assert [each.rpartition(": ")[2] for each in said(proof=proof)] == [f"{pin}.", f"{waits}."]
    assert asked == [("Phạm Văn Thí", "Trần Thị Giả", to)]
    unknown = said(proof=lambda giver, receiver, to: None)
    assert [each.rpartition(": ")[2] for each in unknown] == [f"{declared}."] * 2
    assert "Phạm Văn Thí" in unknown[0]
    assert "Trần Thị Giả" in unknown[1]


def test_an_empty_hand_over_form_vouches_for_nobody(known: Known, settings: Settings) -> None:
    """A draft without names or time asks the book nothing."""
    texts = _texts(_made("handover", known, settings).given["proof"])

    assert len(texts) == 2
    assert all(each.endswith("người ghi tự khai, chưa xác thực.") for each in texts)
