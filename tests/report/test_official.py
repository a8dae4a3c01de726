"""The official frame: who signs by what authority, to whom it goes, how it is measured in Word."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import docx as word
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Twips

from core.model.document import Addressees, Annex, Document, DocumentHead, Urgency
from core.model.settings import Settings
from core.report import docx, pdf
from core.report.lines import addressee_lines, dashed
from core.report.official import closing_of, head_of, long_day, long_moment, role_of, sign_of
from core.report.values import Authority, Layout
from core.words import Words

Make = Callable[..., Document]
VI = Words("vi")


@pytest.mark.parametrize(
    ("layout", "unit", "lines"),
    [
        (Layout(), "Ủy ban nhân dân xã Phú Mẫu", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        (Layout(), "UBND xã Phú Mẫu", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        (Layout(), "Trường Tiểu học Phú Mẫu", ["THỦ TRƯỞNG ĐƠN VỊ"]),
        (Layout(post="Giám đốc"), "Sở Mẫu", ["GIÁM ĐỐC"]),
        (
            Layout(
                authority=(Authority.TM, Authority.KT),
                on_behalf="Ủy ban nhân dân",
                head="Chủ tịch",
                post="Phó Chủ tịch",
            ),
            "UBND xã Phú Mẫu",
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
        (
            Layout(authority=(Authority.KT,), head="Giám đốc", post="Phó Giám đốc"),
            "Sở Mẫu",
            ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
        ),
        (
            Layout(authority=(Authority.TL,), head="Chủ tịch", post="Chánh Văn phòng"),
            "UBND tỉnh Mẫu Sơn",
            ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"],
        ),
        (
            Layout(authority=(Authority.TUQ,), head="Giám đốc", post="Trưởng phòng"),
            "Sở Mẫu",
            ["TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG"],
        ),
        (Layout(authority=(Authority.Q,), post="Giám đốc"), "Sở Mẫu", ["Q. GIÁM ĐỐC"]),
        (
            Layout(authority=(Authority.TM, Authority.Q), on_behalf="Ủy ban nhân dân",
                   post="Chủ tịch"),
            "UBND xã Phú Mẫu",
            ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"],
        ),
    ],
)  # fmt: skip
def test_the_lines_above_a_signature_follow_authority(
    layout: Layout, unit: str, lines: list[str]
) -> None:
    assert role_of(layout, unit, VI).split("\n") == lines


def test_one_addressee_stands_on_the_line_and_several_below_it() -> None:
    assert addressee_lines(Addressees(names=("Sở A",)), VI) == ("Kính gửi: Sở A", ())
    assert addressee_lines(Addressees(names=("Sở A;", "Sở B")), VI) == (
        "Kính gửi:",
        ("- Sở A;", "- Sở B."),
    )
    assert dashed(()) == ()


def test_recipients_end_with_the_file_copy_where_none_are_named() -> None:
    assert closing_of(Layout(), "Sở Mẫu", VI).recipients == ("- Lưu: VT.",)
    layout = Layout(addressees=("Sở A",))
    assert closing_of(layout, "Sở Mẫu", VI).recipients == ("- Như trên;", "- Lưu: VT.")
    layout = Layout(recipients=("Như trên", "Lưu: VT, VHXH."))
    assert closing_of(layout, "Sở Mẫu", VI).recipients == ("- Như trên;", "- Lưu: VT, VHXH.")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2027-01-04T18:00:00Z", "ngày 05 tháng 01 năm 2027"),
        ("2027-02-10", "ngày 10 tháng 02 năm 2027"),
        ("2027-06-29", "ngày 29 tháng 6 năm 2027"),
        ("2027-12-09", "ngày 09 tháng 12 năm 2027"),
    ],
)
def test_days_carry_a_zero_where_the_decree_asks_for_it(moment: str, day: str) -> None:
    assert long_day(moment, VI) == day


def test_moments_are_written_out() -> None:
    assert long_moment("2027-01-05T02:05:00Z", VI) == "09 giờ 05 phút, ngày 05 tháng 01 năm 2027"


def test_the_head_comes_from_the_settings_and_leaves_number_and_day_open() -> None:
    settings = Settings(
        unit="Ủy ban nhân dân xã Phú Mẫu", parent="Ủy ban nhân dân tỉnh Mẫu Sơn",
        locality="Phú Mẫu",
    )  # fmt: skip
    head = head_of(settings, settings.unit, "Số:  /BC-UBND", VI)

    assert head == DocumentHead(
        parent="ỦY BAN NHÂN DÂN\nTỈNH MẪU SƠN",
        office="ỦY BAN NHÂN DÂN\nXÃ PHÚ MẪU",
        number="Số:  /BC-UBND",
        place_and_date="Phú Mẫu, ngày {0} tháng {0} năm {0}".format("\u00a0" * 6),
    )
    assert sign_of(settings.unit) == "UBND"
    assert sign_of("Trường Tiểu học").strip("\u00a0") == ""


# Word, measured.


@pytest.fixture
def file(kind_of: Make) -> Any:
    """The incident report, opened again as Word would."""
    return word.Document(io.BytesIO(docx.write(kind_of("incident"))))


def _style_of(file: Any, text: str) -> Any:
    from docx.text.paragraph import Paragraph

    for each in file.element.body.iter(qn("w:p")):
        found = Paragraph(each, file)
        if text in found.text:
            return file.styles[found.style.name]
    raise AssertionError(text)


@pytest.mark.parametrize(
    ("text", "least", "most", "bold", "italic", "align"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13, True, False, "center"),
        ("Độc lập - Tự do - Hạnh phúc", 13, 14, True, False, "center"),
        ("ỦY BAN NHÂN DÂN\nXÃ PHÚ MẪU", 12, 13, True, False, "center"),
        ("/BC-UBND", 13, 13, False, False, "center"),
        ("Phú Mẫu, ngày", 13, 14, False, True, "center"),
        ("BÁO CÁO", 13, 14, True, False, "center"),
        ("Thông báo ban đầu", 13, 14, True, False, "center"),
        ("Kính gửi:", 13, 14, False, False, "left"),
        ("I. THÔNG TIN CHUNG", 13, 14, True, False, "both"),
        ("Mã sự cố:", 13, 14, False, False, "both"),
        ("Nơi nhận:", 12, 12, True, True, "left"),
        ("- Như trên;", 11, 11, False, False, "left"),
        ("KT. CHỦ TỊCH", 13, 14, True, False, "center"),
        ("Lê Văn Thử", 13, 14, True, False, "center"),
    ],
)
def test_an_incident_report_obeys_the_decree_to_the_point(
    file: Any, text: str, least: float, most: float, bold: bool, italic: bool, align: str
) -> None:
    style = _style_of(file, text)

    assert least <= style.font.size.pt <= most
    assert bool(style.font.bold) is bold
    assert bool(style.font.italic) is italic
    assert style.element.find(f".//{qn('w:jc')}").get(qn("w:val")) == align


@pytest.mark.parametrize("kind", ["incident", "situation", "systems", "duty-book"])
def test_every_section_obeys_the_decree_to_the_millimetre(kind_of: Make, kind: str) -> None:
    document = kind_of(kind)
    file = word.Document(io.BytesIO(docx.write(document)))
    annexes = [each for each in document.blocks if isinstance(each, Annex)]
    lying = [document.landscape, *(each.landscape for each in annexes)]

    assert len(file.sections) == len(lying)
    for section, landscape in zip(file.sections, lying, strict=True):
        wide, tall = (297, 210) if landscape else (210, 297)
        for length, millimetres in (
            (section.page_width, wide),
            (section.page_height, tall),
            (section.top_margin, 20),
            (section.bottom_margin, 20),
            (section.left_margin, 30),
            (section.right_margin, 15),
        ):
            assert abs(length - Mm(millimetres)) < Mm(0.1)
        assert section.different_first_page_header_footer


def test_the_pages_of_an_annex_are_counted_anew(kind_of: Make) -> None:
    file = word.Document(io.BytesIO(docx.write(kind_of("situation"))))
    starts = [
        None if (each := section._sectPr.find(qn("w:pgNumType"))) is None
        else each.get(qn("w:start"))
        for section in file.sections
    ]  # fmt: skip
    assert starts == [None, "1", "1", "1"]
    label = _style_of(file, "Phụ lục II")
    title = _style_of(file, "TRÍCH NHẬT KÝ TRỰC")
    assert (label.font.size.pt, label.font.bold) == (14, True)
    assert 13 <= title.font.size.pt <= 14
    assert title.font.bold


@pytest.mark.parametrize(
    ("urgency", "text", "width"),
    [
        (Urgency.FLASH, "HỎA TỐC", 30),
        (Urgency.VERY_URGENT, "THƯỢNG KHẨN", 40),
        (Urgency.URGENT, "KHẨN", 20),
    ],
)
def test_the_box_of_urgency_has_the_size_of_the_decree(
    kind_of: Make, urgency: Urgency, text: str, width: int, text_of_pdf: Callable[[bytes], str]
) -> None:
    document = kind_of("quick")
    document = replace(document, head=replace(document.head, urgency=urgency))
    body = word.Document(io.BytesIO(docx.write(document))).element.body
    box = next(
        each for each in body.iter(qn("w:tbl")) if [t.text for t in each.iter(qn("w:t"))] == [text]
    )

    assert abs(int(box.find(f".//{qn('w:tblW')}").get(qn("w:w"))) - Mm(width) / Twips(1)) <= 1
    height = box.find(f".//{qn('w:trHeight')}")
    assert abs(int(height.get(qn("w:val"))) - Mm(8) / Twips(1)) <= 1
    assert height.get(qn("w:hRule")) == "exact"
    assert text in text_of_pdf(pdf.write(document))


def test_dashes_stand_under_the_colon(file: Any, kind_of: Make, opened: Any) -> None:
    body = file.element.body
    lines = [
        each
        for each in body.iter(qn("w:p"))
        if (style := each.find(f".//{qn('w:pStyle')}")) is not None
        and style.get(qn("w:val")) == "Addressee"
    ]
    indents = [each.find(f".//{qn('w:ind')}") for each in lines]
    colon = int(indents[0].get(qn("w:left")))
    from core.report.fonts import width_of

    under = colon + width_of("Kính gửi", "Regular") * 13 * 20
    for each in indents[1:]:
        dash = int(each.get(qn("w:left"))) - int(each.get(qn("w:hanging")))
        assert abs(dash - under) <= 20, "one point"

    with opened(pdf.write(kind_of("incident"))) as pages:
        text = pages[0].get_textpage()
        at = text.get_text_range().index("Kính gửi:") + len("Kính gửi")
        dash = text.get_text_range().index("- Phòng An ninh")
        assert abs(text.get_charbox(at)[0] - text.get_charbox(dash)[0]) < 2


def test_the_signature_has_room_for_its_image(kind_of: Make, opened: Any) -> None:
    with opened(pdf.write(kind_of("quick"))) as pages:
        page = pages[0]
        text = page.get_textpage()
        said = text.get_text_range()
        post = text.get_charbox(said.index("PHÓ CHỦ TỊCH"))
        name = text.get_charbox(said.index("Lê Văn Thử"))
        assert post[1] - name[3] >= 24 / 25.4 * 72
        first = "TM. ỦY BAN NHÂN DÂN"
        assert text.get_charbox(said.index(first))[0] > page.get_width() / 2

    file = word.Document(io.BytesIO(docx.write(kind_of("quick"))))
    assert file.styles["Signer Name"].paragraph_format.space_before >= Mm(23.9)


def test_a_page_number_stands_on_the_second_page_of_a_part_only(kind_of: Make, opened: Any) -> None:
    with opened(pdf.write(kind_of("situation"))) as pages:
        tops = []
        for page in pages:
            text = page.get_textpage()
            wide, tall = page.get_size()
            tops.append(text.get_text_bounded(0, tall - 45, wide, tall).strip())
    assert tops == ["", "2", "", "", ""]
