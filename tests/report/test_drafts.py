"""Drafts: what people type, pages as they will be printed, what to know before it goes out."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops

from core.house import House
from core.model.document import Document
from core.model.errors import KnownError
from core.model.outcome import Result
from core.model.paper import Draft, Preview
from core.report import pdf
from core.report.forms import forms

Make = Callable[..., Document]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    opened = House.open(tmp_path / "home", "vi")
    settings = opened.settings.read()
    opened.settings.change(settings._replace(unit="UBND xã Phú Mẫu", locality="Phú Mẫu"))
    yield opened
    opened.close()


SLIP: dict[str, Any] = {
    "fields": {
        "document": "Báo cáo 12/BC-UBND",
        "recipient": "Sở mẫu",
        "channel": "Trục liên thông",
        "sent_at": "10:40 05/02/2027",
        "sender": "Nguyễn Thị Mẫu",
        "receiver": " ",
    }
}


def results(preview: Preview) -> dict[str, Result]:
    """Return what is to be known, by key."""
    return {each.key: each.result for each in preview.before}


@pytest.mark.parametrize("kind", ["situation", "slip", "systems"])
def test_the_preview_is_the_print(kind_of: Make, kind: str) -> None:
    """The pages are those of the PDF as another renderer draws them: the same breaks."""
    document = kind_of(kind)
    pages = [Image.open(io.BytesIO(each)).convert("L") for each in pdf.pages(document, 72)]
    printed = pypdfium2.PdfDocument(pdf.write(document))

    assert len(pages) == len(printed)
    for number, page in enumerate(pages):
        other = printed[number].render(scale=1).to_pil().convert("L").resize(page.size)
        small = [each.resize((100, 140), Image.Resampling.BOX) for each in (page, other)]
        apart = ImageChops.difference(*small).getextrema()
        assert apart[1] < 70, (number, apart)
    printed.close()


def test_what_people_type_is_read_as_they_mean_it(house: House) -> None:
    pages = house.reports.preview(Draft(kind="slip", content=SLIP), 40).pages
    assert pages[0].startswith(b"\x89PNG")

    written = house.reports.save("latest", ["json"], house.home / "out", kind="slip", values=SLIP)
    text = written[0].read_text("utf-8")
    assert "10 giờ 40 phút, ngày 05 tháng 02 năm 2027" in text


@pytest.mark.parametrize(
    ("name", "text"),
    [("sent_at", "hôm qua"), ("sent_at", "31/02/2027"), ("sent_at", "25:10 05/02/2027")],
)
def test_what_cannot_be_read_is_named_as_the_form_names_it(
    house: House, name: str, text: str
) -> None:
    content = {"fields": {**SLIP["fields"], name: text}}
    with pytest.raises(KnownError) as told:
        house.reports.preview(Draft(kind="slip", content=content), 40)

    assert told.value.key == "field_unreadable"
    assert told.value.args_of_sentence["name"] == house.words.say(f"forms.field.{name}")


def test_a_draft_is_shown_with_what_it_lacks_but_not_written(house: House) -> None:
    shown = house.reports.preview(Draft(kind="incident", content={"fields": {"code": "SC-1"}}), 40)
    missing = next(each for each in shown.before if each.key == "missing")

    assert missing.result is Result.FAIL
    assert house.words.say("forms.field.detected") in missing.args["missing"]  # type: ignore[operator]
    with pytest.raises(KnownError) as told:
        house.reports.save(
            "latest", ["pdf"], house.home, kind="incident", values={"fields": {"code": "SC-1"}}
        )
    assert told.value.key == "field_missing"
    assert told.value.args_of_sentence["missing"] == missing.args["missing"]
    said = house.words.say("errors.field_missing", told.value.args_of_sentence)
    assert said.count("“") == len(missing.args["missing"]) > 3  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", sorted(forms()))
def test_every_kind_can_be_looked_at_empty(house: House, kind: str) -> None:
    card = house.reports.form(kind)
    shown = house.reports.preview(Draft(kind=kind), 30)

    assert card is not None
    assert card.name
    assert all(each.label for part in card.parts for each in part.fields)
    assert shown.pages
    assert [each for each in shown.files if not each.isascii()] == []


def test_a_part_is_left_out_on_request_and_the_rest_is_counted_anew(house: House) -> None:
    period = {"from": "05/02/2027", "to": "10/02/2027"}
    content = {"fields": period, "document": {"without": ["direction", "proposals"]}}
    (file,) = house.reports.save("latest", ["html"], house.home, kind="situation", values=content)
    text = file.read_text("utf-8")

    assert "I. KẾT QUẢ" in text
    assert "ĐỀ XUẤT" not in text
    with pytest.raises(KnownError) as told:
        house.reports.save(
            "latest", ["html"], house.home, kind="slip",
            values={**SLIP, "document": {"without": ["sent"]}},
        )  # fmt: skip
    assert told.value.key == "field_unreadable"


def test_before_it_goes_out(house: House) -> None:
    plain = house.reports.preview(Draft(kind="slip", content=SLIP), 30)
    content = {"fields": {**SLIP["fields"], "document": "Máy chủ 10.1.2.3 漢"}}
    full = house.reports.preview(Draft(kind="slip", content=content), 30)
    public = house.reports.preview(Draft(kind="slip", level="public", content=content), 30)

    assert results(plain) == {"room": Result.PASS, "number": Result.PASS}
    assert results(full)["not_for_chat"] is Result.WARN
    assert results(full)["letters"] is Result.WARN
    assert full.names_machines
    assert "not_for_chat" not in results(public)
    assert not public.names_machines


def test_only_what_stands_in_the_document_counts_as_named(house: House) -> None:
    """The office's machine and keeper are known as private, and named nowhere in an empty slip."""
    settings = house.settings.read()
    house.settings.change(settings._replace(asset_tag="TS-0147", keeper="Trần Thị Giả"))
    empty = house.reports.preview(Draft(kind="slip", content=SLIP), 30)
    named = {"fields": {**SLIP["fields"], "document": "Báo cáo về máy TS-0147"}}

    assert not empty.names_machines
    for level, names in (("full", True), ("internal", True), ("public", False)):
        draft = Draft(kind="slip", level=level, content=named)
        assert house.reports.preview(draft, 30).names_machines is names, level


def test_a_draft_is_kept_as_it_was_typed(house: House) -> None:
    house.reports.keep(Draft(kind="slip", content=SLIP))

    assert house.reports.kept("slip") == SLIP
    assert house.reports.kept("nil") == {}
    (house.home / "drafts" / "slip.toml").write_text("not toml at all", "utf-8")
    assert house.reports.kept("slip") == {}


def test_what_goes_out_gets_a_row_that_can_be_completed(house: House, tmp_path: Path) -> None:
    content = {**SLIP, "document": {"addressees": ["Sở mẫu"]}}
    sent = house.reports.send("latest", tmp_path / "gui", kind="slip", values=content)
    (row,) = house.reports.sent()

    assert row.number == sent.number == 1
    assert (row.kind, row.level, row.addressees) == ("slip", "full", ("Sở mẫu",))
    assert dict(row.files) == {
        each.name: sha256(each.read_bytes()).hexdigest()
        for each in sent.files
        if each.suffix != ".txt"
    }
    typed = {"channel": " USB ", "receiver": "Văn thư", "received": "9:05 05/02/2027"}
    change = house.reports.fill_sent(1, typed)
    (again,) = house.reports.sent()
    known = replace(row, channel="USB", receiver="Văn thư", received="2027-02-05T02:05:00Z")
    assert again == known
    house.reports.fill_sent(1, {"document_number": "7/PG", "receiver": ""})
    assert house.reports.sent() == (replace(known, document_number="7/PG", receiver=""),)
    assert change.undo is not None
    back = change.undo.act()
    assert house.reports.sent() == (row,)
    assert back.undo is not None
    back.undo.act()
    assert house.reports.sent() == (known,)


@pytest.mark.parametrize("text", ["hôm qua", "10:40", "31/02/2027", "25:00 05/02/2027"])
def test_a_receipt_without_a_time_that_can_be_read_changes_nothing(
    house: House, tmp_path: Path, text: str
) -> None:
    house.reports.send("latest", tmp_path / "gui", kind="slip", values=SLIP)
    before = house.reports.sent()
    with pytest.raises(KnownError) as told:
        house.reports.fill_sent(1, {"channel": "USB", "received": text})

    assert told.value.key == "field_unreadable"
    assert told.value.args_of_sentence["name"] == "Lúc nhận"
    assert house.reports.sent() == before


def test_a_row_that_is_not_there_is_told(house: House) -> None:
    with pytest.raises(KnownError) as told:
        house.reports.fill_sent(9, {"channel": "USB"})
    assert told.value.key == "sent_unknown"


def test_a_register_that_cannot_be_written_takes_no_folder_back(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.model.errors import Exit
    from core.store.sent import SentRegister

    def refuse(register: SentRegister, row: object) -> int:
        raise KnownError("no_write", Exit.CANNOT_WRITE, path="x")

    monkeypatch.setattr(SentRegister, "add", refuse)
    sent = house.reports.send("latest", tmp_path / "gui", kind="slip", values=SLIP)
    assert sent.number == 0
    assert all(each.exists() for each in sent.files)
