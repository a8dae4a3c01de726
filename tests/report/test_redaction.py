"""Redaction: seeded secrets and names are nowhere in any file below the level that allows them."""

import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from core.model.document import (
    Annex,
    Document,
    Paragraph,
    Private,
    PrivateKind,
    SignatureBlock,
)
from core.model.duty import Entry, EntryKind
from core.model.run import Run, Waiver
from core.model.settings import Settings
from core.report import inspection
from core.report.files import WRITERS, name_of, save
from core.report.form_document import build
from core.report.forms import forms
from core.report.from_store import Known, made
from core.report.private import of_run
from core.report.redaction import Level, redacted, secret_mark
from core.report.secrets_out import (
    scrubbed_entry,
    scrubbed_run,
    scrubbed_values,
    without_keys,
    without_secrets,
)
from core.report.values import Values
from core.words import Words

Make = Callable[..., Document]
Read = Callable[[bytes], str]
VI = Words("vi")
MARK = secret_mark(VI)

SECRETS = {
    "Phumau@2027": "Mật khẩu máy chủ là Phumau@2027, đã ghi lên bảng",
    "hoamai99": "mk wifi: hoamai99",
    "wifikhoa1": "Khóa Wi-Fi = “wifikhoa1”",
    "836215": "mã PIN 836215 của thẻ",
    "ghp_a1B2c3D4e5F6g7H8i9J0k1L2": "token ghp_a1B2c3D4e5F6g7H8i9J0k1L2",
    "eyJhbGciOiJIUzI1NiJ9": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
    "111111-222222": "111111-222222-333333-444444-555555-666666-777777-000000",
}
FULL_ONLY = {
    "001099012345": "căn cước 001099012345",
    "AA:BB:CC:00:11:22": "card mạng AA:BB:CC:00:11:22",
    "PF3XK9T2": "S/N: PF3XK9T2",
}
INTERNAL = {
    "0912.345.678": "gọi 0912.345.678",
    "+84 91 234 5679": "hoặc +84 91 234 5679",
    "thu.tran@phumau.example": "thư thu.tran@phumau.example",
    "10.20.30.40": "máy 10.20.30.40",
    "2001:db8::7": "địa chỉ 2001:db8::7",
    "Trần Văn Thử": "Trần Văn Thử trực",
    "PHUMAU-VP-03": "máy PHUMAU-VP-03 treo",
    "ketoan01": r"C:\Users\ketoan01\Desktop",
}


def _all_bytes(content: bytes, form: str, tmp_path: Path) -> str:
    """Return everything that can be dug out of a file, properties and attachments included."""
    if form in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            texts = [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
            pieces = [re.sub(r"<[^>]+>", "", each) for each in texts]
            return "\n".join((*parts.namelist(), *texts, *pieces))
    if form != "pdf":
        return content.decode("utf-8")
    path = tmp_path / "dug.pdf"
    path.write_bytes(content)
    with pikepdf.open(path) as opened:
        found = [str(opened.docinfo), opened.Root.Metadata.read_bytes().decode("utf-8")]
        found += list(opened.attachments)
        found += [
            opened.attachments[name].get_file().read_bytes().decode("utf-8")
            for name in opened.attachments
        ]
        for each in opened.objects:
            if isinstance(each, pikepdf.Stream):
                try:
                    found.append(each.read_bytes().decode("latin-1"))
                except (pikepdf.PdfError, zlib.error):
                    continue
            else:
                found.append(str(each))
    return "\n".join(found)


@pytest.fixture
def dug(tmp_path: Path, text_of_pdf: Read) -> Callable[[Document], dict[str, str]]:
    """Write a document in every form and return all that is in each file, names included."""

    def dig(document: Document) -> dict[str, str]:
        folder = tmp_path / "out"
        found = {}
        for path in save(document, tuple(WRITERS), folder):
            content = path.read_bytes()
            form = path.suffix[1:]
            found[form] = path.name + "\n" + _all_bytes(content, form, tmp_path)
            if form == "pdf":
                found[form] += text_of_pdf(content)
            path.unlink()
        return found

    return dig


@pytest.fixture
def leaky(known: Known, settings: Settings, entry: Callable[..., Entry]) -> Callable[[], Document]:
    """The duty book of somebody who wrote down everything."""

    def make() -> Document:
        seeds = (*SECRETS.values(), *FULL_ONLY.values(), *INTERNAL.values())
        entries = tuple(
            entry(number, EntryKind.OTHER, text, "2027-02-05T15:10:00Z", author="Trần Văn Thử")
            for number, text in enumerate(seeds, 1)
        )
        book = replace(known, entries=tuple(scrubbed_entry(each, MARK) for each in entries))
        office = settings._replace(keeper="Trần Văn Thử", asset_tag="PHUMAU-VP-03")
        form = forms()["duty-book"]
        parts = made(form, Values(), book, office, VI)
        return build(form, parts.values, office, VI, date=known.now, given=parts.given,
                     private=parts.private)  # fmt: skip

    return make


def _found(seeds: dict[str, str], text: str) -> list[str]:
    spread = text.replace("\u00a0", " ")
    squeezed = spread.replace(" ", "").replace("\n", "")
    return [each for each in seeds if each in spread or each.replace(" ", "") in squeezed]


@pytest.mark.parametrize(
    ("level", "gone", "kept"),
    [
        (Level.PUBLIC, SECRETS | FULL_ONLY | INTERNAL, {}),
        (Level.INTERNAL, SECRETS | FULL_ONLY, INTERNAL),
        (Level.FULL, SECRETS, FULL_ONLY | INTERNAL),
    ],
)
def test_seeded_secrets_are_in_no_file_below_their_level(
    leaky: Callable[[], Document],
    dug: Callable[[Document], dict[str, str]],
    level: Level,
    gone: dict[str, str],
    kept: dict[str, str],
) -> None:
    for form, text in dug(redacted(leaky(), level, VI)).items():
        assert _found(gone, text) == [], form
        if form != "docx":
            assert _found(kept, text.replace("\\\\", "\\")) == list(kept), form


def test_the_seeds_would_be_found(
    leaky: Callable[[], Document], dug: Callable[[Document], dict[str, str]],
    entry: Callable[..., Entry],
) -> None:  # fmt: skip
    """The search itself works: unscrubbed text is found in every form."""
    texts = (*SECRETS.values(), *FULL_ONLY.values(), *INTERNAL.values())
    plain = replace(leaky(), blocks=tuple(Paragraph(text=each) for each in texts), private=())
    for form, text in dug(plain).items():
        assert _found(SECRETS | FULL_ONLY | INTERNAL, text.replace("\\\\", "\\")) == list(
            SECRETS | FULL_ONLY | INTERNAL
        ), form


@pytest.fixture
def private_run(run: Run) -> Run:
    """The run with a password in the reason of a waiver."""
    waiver = Waiver(
        check="UPD-204",
        who="Lê Thị Ví Dụ",
        why="Chờ thay; mật khẩu quản trị: Phumau@2027",
        until="2027-03-31",
    )
    return scrubbed_run(replace(run, waivers=(waiver,)), MARK)


PEOPLE_AND_MACHINES = dict.fromkeys(
    ("PHUMAU-VP-03", "TS-0147", "Trần Văn Thử", "Nguyễn Thị Mẫu", "Lê Thị Ví Dụ", "ketoan",
     "lan.nguyen", "8f1c2a7e-4b90-4d53-9a61-0c5f7be2d418", "E:\\SaoLuu")
)  # fmt: skip


def test_a_public_record_names_nobody_and_no_machine(
    private_run: Run, settings: Settings, dug: Callable[[Document], dict[str, str]]
) -> None:
    data = json.dumps({"asset": {"name": "PHUMAU-VP-03"}, "facts": ["ketoan"]}).encode()
    document = inspection.build(private_run, settings, VI, data)
    shown = redacted(document, Level.PUBLIC, VI)

    for form, text in dug(shown).items():
        assert _found(PEOPLE_AND_MACHINES | {"Phumau@2027": ""}, text.replace("\\\\", "\\")) == []
        assert "họ tên" in text or form in ("pdf", "docx")
    assert name_of(shown) == "TRUCAN_inspection-public_20270105T0905"
    assert "Phumau@2027" not in str(redacted(document, Level.FULL, VI))
    signers = next(each for each in shown.blocks if isinstance(each, SignatureBlock)).signers
    assert [each.name for each in signers] == ["", ""]
    notes = [each.text for each in shown.blocks if isinstance(each, Paragraph)]
    assert any(each.startswith("Bản công khai. Đã lược:") for each in notes)


def test_why_a_risk_is_accepted_stays_in_the_office(
    run: Run, settings: Settings, dug: Callable[[Document], dict[str, str]]
) -> None:
    (waiver,) = run.waivers
    record = inspection.build(run, settings, VI, b"{}")

    for text in dug(redacted(record, Level.PUBLIC, VI)).values():
        assert waiver.why not in text
    assert any(waiver.why in text for text in dug(redacted(record, Level.INTERNAL, VI)).values())


def test_a_full_record_keeps_its_data_byte_for_byte(run: Run, settings: Settings) -> None:
    document = inspection.build(run, settings, VI, b'{"id": 1}')

    assert redacted(document, Level.FULL, VI) == document


def test_an_internal_record_keeps_names_but_not_the_number_of_the_machine(
    run: Run, settings: Settings
) -> None:
    shown = str(redacted(inspection.build(run, settings, VI, b"{}"), Level.INTERNAL, VI))

    assert "PHUMAU-VP-03" in shown
    assert "Nguyễn Thị Mẫu" in shown
    assert run.asset.id not in shown


@pytest.mark.parametrize("level", [Level.PUBLIC, Level.INTERNAL])
def test_redacting_twice_changes_nothing_more(kind_of: Make, level: Level) -> None:
    once = redacted(kind_of("incident"), level, VI)
    twice = redacted(replace(once, about=once.about), level, VI)
    texts = [each.text for each in twice.blocks if isinstance(each, Paragraph)]

    assert [t for t in texts if "Đã lược" not in t] == [
        each.text
        for each in once.blocks
        if isinstance(each, Paragraph) and "Đã lược" not in each.text
    ]


@pytest.mark.parametrize("kind", ["inspection", *forms()])
def test_every_kind_can_go_out_in_public(kind: str, kind_of: Make, run: Run) -> None:
    document = kind_of(kind)
    known_here = replace(document, private=(*document.private, *of_run(run)))
    shown = redacted(known_here, Level.PUBLIC, VI)
    text = str(shown)

    for each in ("Phạm Văn Thí", "Trần Thị Giả", "PHUMAU-VP-03", "0900.000.001", "203.0.113.7"):
        assert each not in text
    for write in WRITERS.values():
        assert write(shown)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Đổi mật khẩu quản trị theo quy định, người đổi: An", True),
        ("Mật khẩu: đã đổi ngày 05/01/2027", True),
        ("Mật khẩu quản trị (ACC-402): Không kiểm tra được", True),
        ("Tài khoản … trên máy …, người đổi: …. Không ghi mật khẩu vào đây.", True),
        ("3b5d7f90a1c2e4f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e", True),
        ("01JGTFX5N0Q8Z3K4V7M2R9C6DW", True),
        ("mật khẩu mới của máy chủ: admin", False),
        ("password: hunter2", False),
        ("pass=abcd", False),
        ("PIN: 4821", False),
        ("mk Phumau@2027", False),
        ("mật khẩu (abc123)", False),
        ("mật khẩu mới → Abc12345", False),
        ("mật khẩu wifi -> tet2027", False),
        ("mật khẩu - abc123", False),
        ("mật khẩu wifi tetnguyendan2027", False),
        ("mật khẩu wifi 12345678", False),
        ("Đổi mật khẩu 90 ngày một lần", True),
        ("Mật khẩu - đã đổi", True),
        ("mật khẩu (xem công văn 12/UBND)", True),
        ("mật khẩu Windows 10, máy PHUMAU-VP-03", True),
        ("Chính sách mật khẩu theo Thông tư 12/2022/TT-BTTTT", True),
        ("MẬT KHẨU LÀ HoaMai2027!", False),
        ("recovery key: 123456-123456", False),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----", False),
        ("khóa b64 QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo5OA==", False),
    ],
)
def test_what_is_a_secret_and_what_only_speaks_of_one(text: str, kept: bool) -> None:
    shown = without_secrets(text, MARK)

    assert (shown == text) is kept
    assert (MARK in shown) is not kept
    assert without_secrets(shown, MARK) == shown


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_secret_is_found_however_it_was_typed(form: str) -> None:
    for text in (
        "Mật khẩu: Phumau2027",
        "mật\u200b khẩu là Phumau2027",
        "mật\u00a0khẩu: Phumau2027",
    ):
        assert "Phumau2027" not in without_secrets(unicodedata.normalize(form, text), MARK)


@pytest.mark.parametrize("gap", [" ", "\u00a0", "\n", "  "])
def test_a_name_is_found_whatever_stands_between_its_words(kind_of: Make, gap: str) -> None:
    document = replace(
        kind_of("quick"),
        blocks=(Paragraph(text=f"trực: LÊ{gap}Văn{gap}Hai."),),
        private=(Private(kind=PrivateKind.PERSON, text="Lê Văn Hai"),),
    )
    first = redacted(document, Level.PUBLIC, VI).blocks[0]

    assert isinstance(first, Paragraph)
    assert first.text == "trực: [đã lược: họ tên]."


def test_typed_values_lose_their_secrets_at_once() -> None:
    values = Values(
        fields={"left": "mật khẩu: Abc@1234"}, rows={"events": ({"content": "PIN 123456"},)}
    )
    shown = scrubbed_values(values, MARK)

    assert "Abc@1234" not in str(shown)
    assert "123456" not in str(shown)
    assert without_keys("an toàn", MARK) == "an toàn"


@pytest.mark.parametrize(
    "text",
    ["0912\u00a0345\u00a0678", "0912\u2013345\u2013678", "(0912) 345 678", "(+84) 912 345 678",
     "84912345678", "+84 (0)912 345 678", "0\u200b912345678", "\uff10\uff19\uff11\uff12345678",
     r"C:\Users\An Nguyen\x.txt", "C:/Users/An Nguyen/x.txt", r"D:\users\An và E:\x"],
)  # fmt: skip
def test_however_people_write_a_number_or_a_path(kind_of: Make, text: str) -> None:
    document = replace(kind_of("quick"), blocks=(Paragraph(text=f"gọi {text} nhé"),), private=())
    first = redacted(document, Level.PUBLIC, VI).blocks[0]

    assert isinstance(first, Paragraph)
    assert "[đã lược: " in first.text
    assert not re.search(r"345|678|An|Nguyen", first.text)


@pytest.mark.parametrize(
    "text",
    ["09:05:12 ngày 05/01/2027", "phiên bản 10.0.19045.6456", "Nghị định 30/2020/NĐ-CP",
     "SHA-256 3b5d7f90a1c2", "1.234.567 đồng", "TCVN 14423", "Trực An 0.1.0"],
)  # fmt: skip
def test_ordinary_numbers_stay(kind_of: Make, text: str) -> None:
    document = replace(kind_of("quick"), blocks=(Paragraph(text=text),), private=())
    first = redacted(document, Level.PUBLIC, VI).blocks[0]

    assert isinstance(first, Paragraph)
    assert first.text == text


def test_a_short_name_does_not_spoil_other_words(kind_of: Make) -> None:
    document = replace(
        kind_of("quick"),
        blocks=(
            Paragraph(text="An trực; an ninh mạng an toàn; Trực an", style="basis"),
            Annex(label="Phụ lục", title="vi body"),
        ),
        private=(
            Private(kind=PrivateKind.PERSON, text="An"),
            Private(kind=PrivateKind.ACCOUNT, text="basis"),
            Private(kind=PrivateKind.ACCOUNT, text="vi"),
        ),
    )
    shown = redacted(document, Level.PUBLIC, VI)
    first = shown.blocks[0]

    assert isinstance(first, Paragraph)
    assert first.text == "[đã lược: họ tên] trực; an ninh mạng an toàn; Trực an"
    assert (first.style, shown.lang, shown.kind) == ("basis", "vi", "quick")
