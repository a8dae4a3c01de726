"""The record of a run says all that the run says, and leaves blanks for people."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.model.document import Document, Heading, Paragraph, Picture, SignatureBlock, TableBlock
from core.model.result import Finding, Message, Result, Severity
from core.model.run import Coverage, Run, Selection, VerdictKind
from core.model.settings import Settings

Make = Callable[..., Document]


def _texts(document: Document) -> str:
    return "\n".join(each.text for each in document.blocks if isinstance(each, Paragraph | Heading))


def _table(document: Document, columns: int) -> TableBlock:
    tables = [each for each in document.blocks if isinstance(each, TableBlock)]
    return next(each for each in tables if len(each.columns) == columns)


def test_the_head_leaves_number_and_day_to_the_records_clerk(inspection: Make) -> None:
    head = inspection().head

    assert head.office == "ỦY BAN NHÂN DÂN\nXÃ PHÚ MẪU"
    assert head.number.replace("\u00a0", " ").split() == ["Số:", "/BB-UBND"]
    assert " ".join(head.place_and_date.split()) == "Phú Mẫu, ngày tháng năm"


@pytest.mark.parametrize(
    ("unit", "office", "sign"),
    [
        ("UBND xã Phú Mẫu", "UBND XÃ PHÚ MẪU", "/BB-UBND"),
        ("Trường Tiểu học Phú Mẫu", "TRƯỜNG TIỂU HỌC PHÚ MẪU", "/BB-"),
    ],
)
def test_the_sign_is_filled_in_only_where_it_is_certain(
    inspection: Make, settings: Settings, unit: str, office: str, sign: str
) -> None:
    head = inspection("vi", settings._replace(unit=unit)).head

    assert head.office == office
    assert head.number.replace("\u00a0", " ").split()[-1] == sign


def test_the_opening_says_when_where_and_who_as_documents_do(inspection: Make) -> None:
    text = _texts(inspection())

    assert "Hồi 09 giờ 05 phút, ngày 05 tháng 01 năm 2027, tại Phòng Văn hóa – Xã hội" in text
    assert "1. Người kiểm tra: Trần Văn Thử; chức vụ: …" in text
    assert "2. Người phụ trách máy: Nguyễn Thị Mẫu; chức vụ: …" in text
    assert "áp dụng cho chế độ Tết." in text


@pytest.mark.parametrize(
    ("month", "said"), [(2, "tháng 02 năm"), (3, "tháng 3 năm"), (12, "tháng 12 năm")]
)
def test_only_the_first_two_months_take_a_zero(inspection: Make, month: int, said: str) -> None:
    text = _texts(inspection("vi", started=f"2027-{month:02}-04T17:30:00Z"))

    assert f"Hồi 00 giờ 30 phút, ngày 05 {said} 2027" in text


def test_each_finding_has_its_row_in_the_order_of_the_run(inspection: Make, run: Run) -> None:
    rows = _table(inspection(), 5).rows

    assert [row[0] for row in rows] == [str(number) for number in range(1, 13)]
    assert all(each.check in row[1] for each, row in zip(run.findings, rows, strict=True))
    by_check = {each.check: row for each, row in zip(run.findings, rows, strict=True)}
    assert by_check["NET-501"][2:] == (
        "Chưa đạt\nMức cao",
        "Tường lửa đang tắt ở mạng đang dùng (mạng công cộng).",
        "Bật tường lửa cho mạng đang dùng.",
    )
    assert by_check["AV-101"][2] == "Đạt"
    assert by_check["UPD-204"][2] == "Đã chấp nhận"
    assert by_check["UPD-204"][4] == "Đến ngày 31/03/2027, người chấp nhận: Lê Thị Ví Dụ"
    assert by_check["AV-102"][3].endswith("cập nhật hôm qua (04/01/2027).")


def test_coverage_stands_beside_the_verdict_and_is_no_score(inspection: Make) -> None:
    text = _texts(inspection())

    assert "Kết luận của chương trình: Có 2 việc cần xử lý ngay." in text
    assert "Kiểm tra được 9 trên 11 mục (81%)" in text
    assert "điểm" not in text.replace("thời điểm", "")
    assert "không thay chữ ký số của cơ quan" in text


def test_what_could_not_be_checked_is_listed_with_its_reason(inspection: Make) -> None:
    text = _texts(inspection())

    assert "1. Mật khẩu tài khoản quản trị (ACC-402): Mật khẩu của vanphong" in text
    assert "2. Bản cập nhật chờ cài (UPD-201): Windows Update chưa trả lời" in text


def test_a_reason_without_a_sentence_of_its_own_takes_the_general_one(
    inspection: Make, run: Run
) -> None:
    unread = next(each for each in run.findings if each.check == "UPD-201")
    lost = replace(unread, message=Message("unknown.crashed"), reason="crashed")

    seen = _table(inspection("vi", findings=(lost,)), 5).rows[0][3]
    assert seen.startswith("Bộ phận đọc thông tin dừng giữa chừng")


def test_remedies_come_most_urgent_first_and_in_lettered_steps(inspection: Make) -> None:
    document = inspection()

    headings = [each.text for each in document.blocks if isinstance(each, Heading)]
    todo = [each for each in headings if each[0].isdigit()]
    assert [each.split(":")[0] for each in todo] == [
        "1. Sao lưu dữ liệu (BAK-301)",
        "2. Tường lửa (NET-501)",
        "3. Tài khoản quản trị (ACC-401)",
        "4. Khởi động lại sau cập nhật (UPD-203)",
    ]
    text = _texts(document)
    assert "Nhờ cán bộ kỹ thuật:\na) Dịch vụ “mpssvc” và “BFE”" in text
    assert "`" not in text


def test_parts_are_numbered_without_gaps(inspection: Make, run: Run) -> None:
    def numbers(document: Document) -> list[str]:
        headings = [each.text for each in document.blocks if isinstance(each, Heading)]
        return [each.split(".")[0] for each in headings if not each[0].isdigit()]

    assert numbers(inspection()) == ["I", "II", "III", "IV", "V", "VI"]
    passed = tuple(each for each in run.findings if each.result is Result.PASS)
    assert numbers(inspection("vi", findings=passed)) == ["I", "II", "III", "IV", "V"]


def test_the_picture_counts_what_the_table_lists(inspection: Make, run: Run) -> None:
    picture = next(each for each in inspection().blocks if isinstance(each, Picture))

    assert {each.result: each.count for each in picture.shares} == dict(run.counts)
    assert "tổng số 12 mục: Đạt 5, Cần chú ý 2, Chưa đạt 2" in picture.text


def test_both_sides_sign_and_the_footer_tells_what_judged(inspection: Make, run: Run) -> None:
    document = inspection()

    assert isinstance(document.blocks[-1], SignatureBlock)
    names = [each.name for each in document.blocks[-1].signers]
    assert names == ["Trần Văn Thử", "Nguyễn Thị Mẫu"]
    for part in (run.id, run.baseline.id, "2026.11", "3b5d7f90a1c2…", "0.1.0", "09:05"):
        assert part in document.footer


def test_a_partial_run_says_so(inspection: Make) -> None:
    text = _texts(inspection("vi", selection=Selection(only=("NET-501",))))

    assert "chỉ xét một phần danh mục" in text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_run_without_findings_and_settings_is_still_a_document(
    inspection: Make, lang: str
) -> None:
    document = inspection(
        lang,
        Settings(),
        unit="",
        operator="",
        findings=(),
        waivers=(),
        verdict=VerdictKind.INCOMPLETE,
        coverage=Coverage(answered=0, applicable=0),
    )

    assert document.head.office.strip("…") == ""
    assert not [each for each in document.blocks if isinstance(each, Picture)]
    assert isinstance(document.blocks[-1], SignatureBlock)


def test_a_finding_of_another_version_does_not_stop_the_report(inspection: Make) -> None:
    strange = Finding(
        check="XYZ-999",
        result=Result.FAIL,
        severity=Severity.HIGH,
        message=Message("fail.strange", {"what": "x"}),
        remediation=("fix.windows.clerk",),
    )

    row = _table(inspection("vi", findings=(strange,)), 5).rows[0]
    assert row[1] == "XYZ-999"
    assert "fail.strange" in row[3]


def test_an_argument_that_a_run_does_not_hold_is_left_open(inspection: Make, run: Run) -> None:
    bare = next(each for each in run.findings if each.check == "BAK-301")
    bare = replace(bare, message=Message("fail.old", {"days": 23, "limit": 14}))

    assert "ở … đã 23 ngày" in _table(inspection("vi", findings=(bare,)), 5).rows[0][3]


def test_state_secrets_are_named_only_when_declared(inspection: Make, settings: Settings) -> None:
    declared = settings._replace(state_secrets=True)

    rows = dict(_table(inspection("vi", declared), 2).rows)
    assert rows["Soạn thảo bí mật nhà nước"] == "Có, theo khai báo của đơn vị"
    assert "Soạn thảo bí mật nhà nước" not in dict(_table(inspection(), 2).rows)
