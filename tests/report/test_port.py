"""The port, on a house of its own: every kind from the store or from values, every level."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from core.engine import codec
from core.house import House
from core.model.duty import EntryKind
from core.model.errors import Exit, KnownError
from core.model.exchange import BundleCard
from core.model.new_entry import NewEntry
from core.model.run import Run
from core.report.forms import forms
from core.words import LANGUAGES, Words

Read = Callable[[bytes], str]

VALUES = Path(__file__).parent / "values"
FROM_STORE = ["inspection", "duty-book", "nil"]
HOSTILE = (
    '#read("/etc/passwd") {{ 7*7 }} </style><script>x</script> *b* =HYPERLINK("x") '
    "Nguyễn\u202egpj.exe 漢 a" + "\u0301" * 200
)


@pytest.fixture
def house(tmp_path: Path, run: Run) -> Iterator[House]:
    """A house with one stored run and a duty book."""
    opened = House.open(tmp_path / "home", "vi")
    settings = opened.settings.read()
    opened.settings.change(
        settings._replace(unit="Ủy ban nhân dân xã Phú Mẫu", keeper="Trần Văn Thử")
    )
    _store(opened, run)
    opened.duty.add_entry(
        NewEntry(text="Mất điện; mật khẩu máy PHUMAU-VP-03 là Phumau@2027", kind=EntryKind.OUTAGE)
    )
    yield opened
    opened.close()


def _store(house: House, run: Run) -> None:
    from core.model.run import RunCard

    card = RunCard(
        machine="PC",
        place="",
        counts={},
        urgent=0,
        id=run.id,
        started=run.started,
        ended=run.ended,
        verdict=run.verdict,
        answered=run.coverage.answered,
        applicable=run.coverage.applicable,
        profile=run.profile,
        depth=run.depth,
        partial=False,
        open_items=4,
    )
    body, facts = codec.write_run(replace(run, facts={})), b"{}"
    house.store.runs.add(card, run.asset.id, body, facts, ())


def test_every_kind_is_listed_with_its_name(house: House) -> None:
    cards = house.reports.kinds()

    assert [each.kind for each in cards] == ["inspection", *forms()]
    assert {each.kind for each in cards if not each.needs_values} == set(FROM_STORE)
    assert all(each.name for each in cards)


@pytest.mark.parametrize("kind", FROM_STORE)
def test_some_kinds_are_made_without_values(house: House, kind: str, tmp_path: Path) -> None:
    every = ("pdf", "docx", "xlsx", "html", "json")
    saved = house.reports.save("latest", every, tmp_path / "out", kind=kind)

    assert [each.suffix[1:] for each in saved] == list(every)
    for each in saved:
        assert each.stat().st_size > 500
        assert each.name.isascii()


@pytest.mark.parametrize("kind", list(forms()))
@pytest.mark.parametrize("level", ["public", "full"])
def test_every_kind_is_made_from_its_values(
    house: House, kind: str, level: str, tmp_path: Path
) -> None:
    saved = house.reports.save(
        "latest", ("html", "json"), tmp_path / "out", kind=kind,
        values=VALUES / f"{kind}.toml", level=level,
    )  # fmt: skip
    text = "".join(each.read_text("utf-8") for each in saved)

    assert "Phumau@2027" not in text
    assert "XÃ PHÚ MẪU" in text
    assert level == "full" or "PHUMAU-VP-03" not in text
    assert level == "full" or "Trần Văn Thử" not in text
    assert level == "full" or all("-public_" in each.name for each in saved)


def test_a_password_in_the_book_is_printed_at_no_level(house: House, tmp_path: Path) -> None:
    for level in ("public", "internal", "full"):
        for path in house.reports.save(
            "latest", ("html", "json", "xlsx"), tmp_path / level, kind="duty-book", level=level
        ):
            if path.suffix == ".xlsx":
                cells = [
                    str(cell)
                    for sheet in openpyxl.load_workbook(path)
                    for row in sheet.iter_rows(values_only=True)
                    for cell in row
                ]
                text = " ".join(cells)
            else:
                text = path.read_text("utf-8")
            assert "Phumau@2027" not in text
            assert "Mất điện" in text


def test_a_public_record_carries_no_facts(house: House, tmp_path: Path) -> None:
    (path,) = house.reports.save("latest", ("json",), tmp_path / "out", level="public")
    tree = json.loads(path.read_bytes())

    assert tree["kind"] == "inspection"
    assert "findings" not in tree
    assert "8f1c2a7e" not in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"kind": "poem"}, "unknown_kind"),
        ({"formats": ("odt",)}, "unknown_format"),
        ({"level": "secret"}, "unknown_level"),
        ({"kind": "slip"}, "values_needed"),
        ({"values": VALUES / "slip.toml"}, "no_values_here"),
        ({"kind": "quick", "values": VALUES / "slip.toml"}, "values.other_kind"),
        ({"kind": "slip", "values": Path("nowhere.toml")}, "values.missing"),
        ({"run_id": "01JD"}, "unknown_run"),
    ],
)
def test_a_mistake_is_told_in_one_sentence(
    house: House, tmp_path: Path, changed: dict[str, object], key: str
) -> None:
    wanted = {"run_id": "latest", "formats": ("json",), "folder": tmp_path / "out", **changed}
    with pytest.raises(KnownError) as told:
        house.reports.save(**wanted)  # type: ignore[arg-type]

    assert told.value.key == key
    assert told.value.status in (Exit.USAGE, Exit.BAD_INPUT)
    for lang in LANGUAGES:
        assert Words(lang).say(f"errors.{key}", told.value.args_of_sentence)
    assert not (tmp_path / "out").exists()


def test_the_book_is_read_to_its_first_entry(house: House, tmp_path: Path) -> None:
    for number in range(1100):
        house.duty.add_entry(NewEntry(text=f"Mục {number}"))
    (path,) = house.reports.save("latest", ("json",), tmp_path / "out", kind="duty-book")
    tree = json.loads(path.read_bytes())
    table = next(each for each in tree["blocks"] if each["block"] == "TableBlock")

    assert [row[0] for row in table["rows"]] == [str(each) for each in range(1, 1103)]


def test_an_incident_in_the_book_stops_the_nil_report(house: House, tmp_path: Path) -> None:
    house.duty.add_entry(NewEntry(text="Thư lạ", kind=EntryKind.INCIDENT))
    with pytest.raises(KnownError) as told:
        house.reports.save("latest", ("json",), tmp_path / "out", kind="nil")
    assert told.value.key == "nil_refused"


@pytest.mark.parametrize("kind", ["quick", "slip", "warnings"])
def test_hostile_values_are_printed_as_text(
    house: House, kind: str, tmp_path: Path, text_of_pdf: Read, text_of_docx: Read
) -> None:
    typed = {
        "quick": "Không ai mở tệp đính kèm.",
        "slip": "Hệ thống quản lý văn bản",
        "warnings": "Lỗ hổng trong phần mềm nén tệp",
    }[kind]
    values = (VALUES / f"{kind}.toml").read_text("utf-8")
    assert typed in values
    text = values.replace(typed, json.dumps(HOSTILE)[1:-1])
    path = tmp_path / "values.toml"
    path.write_text(text, "utf-8")
    saved = house.reports.save(
        "latest", ("pdf", "docx", "xlsx", "html"), tmp_path / "out", kind=kind, values=path
    )
    pdf, docx, book, page = (each.read_bytes() for each in saved)

    for printed in (text_of_pdf(pdf), text_of_docx(docx), page.decode("utf-8")):
        assert "Nguyễn[U+202E]gpj.exe" in printed.replace("Nguyễn [", "Nguyễn[")
        assert "{{ 7*7 }}" in printed
    assert "[U+6F22]" in text_of_pdf(pdf)
    assert "<script>" not in page.decode("utf-8")
    assert book


def test_a_full_or_read_only_folder_is_told(house: House, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", "utf-8")
    with pytest.raises(KnownError) as told:
        house.reports.save("latest", ("xlsx",), taken, kind="duty-book")
    assert told.value.status is Exit.CANNOT_WRITE


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_blank_file_of_a_kind_speaks_the_language(house: House, lang: str) -> None:
    house.words = Words(lang)
    text = house.reports.blank("incident")

    assert Words(lang).say("forms.field.detected") in text
    with pytest.raises(KnownError):
        house.reports.blank("inspection")


def test_the_spelling_of_the_settings_is_kept(
    house: House, tmp_path: Path, text_of_pdf: Read, text_of_docx: Read
) -> None:
    house.settings.change(house.settings.read()._replace(tone_mark="second"))
    saved = house.reports.save("latest", ("html", "pdf", "docx"), tmp_path / "out", kind="nil")
    page, printed, edited = (each.read_bytes() for each in saved)

    for text in (page.decode("utf-8"), text_of_pdf(printed), text_of_docx(edited)):
        assert "UỶ BAN NHÂN DÂN" in text
        assert "CỘNG HOÀ XÃ HỘI" in text
        assert "TM. UỶ BAN NHÂN DÂN" in text
        assert "HÒA" not in text


def test_a_folder_that_names_machines_is_not_for_chat(house: House, tmp_path: Path) -> None:
    assert house.reports.send("latest", tmp_path / "full").names_machines
    assert not house.reports.send("latest", tmp_path / "public", level="public").names_machines
    with pytest.raises(KnownError):
        house.reports.send("latest", tmp_path / "out", level="secret")


def test_a_folder_that_tells_of_a_run_goes_with_its_bundle(house: House, tmp_path: Path) -> None:
    sent = house.reports.send("latest", tmp_path / "gui", level="internal")
    (bundle,) = [each for each in sent.files if each.suffix == ".trucan"]
    digests = (bundle.parent / "SHA256SUMS.txt").read_text()

    assert bundle.name.isascii()
    assert bundle.name in digests
    card = house.bundles.verify(bundle)
    assert isinstance(card, BundleCard)
    assert (card.runs, card.level) == (1, "internal")
    slip = house.reports.send("latest", tmp_path / "gui", kind="slip", values=VALUES / "slip.toml")
    assert not [each for each in slip.files if each.suffix == ".trucan"]
