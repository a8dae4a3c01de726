"""Kinds of documents from a data pack: made by a province, filled in by an office."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

Caller = Callable[..., Any]

BODY = (Path(__file__).parents[1] / "policy" / "own_forms.toml").read_text("utf-8")
HOSTILE = "=HYPERLINK(1) {field} {{7*7}} #eval(1) <b>"


@pytest.fixture
def office(trucan: Caller, tmp_path: Path) -> Caller:
    """Return the command line of an office that took the kinds of a province in."""
    body = BODY.replace("2026-11-30", "2026-01-05").replace("2027-06-01", "2099-12-31")
    (tmp_path / "a.toml").write_text(body, "utf-8")
    (tmp_path / "secret").write_text("một câu dài dễ nhớ\n", "utf-8")
    made = trucan("pack", "make", "a.toml", "--key", "key", "--out", "out", "--new-key",
                  "--passphrase-file", "secret")  # fmt: skip
    assert made.status == 0, made.err
    found = re.search(r"(?:[A-Z]{4} ){7}[A-Z]{4}", made.out)
    assert found is not None
    taken = trucan("pack", "import", "out/forms-2099010101.pack", "--trust", found[0],
                   "--owner", "Sở mẫu")  # fmt: skip
    assert taken.status == 0, taken.err
    return trucan


def text_of(path: Path) -> str:
    document = Document(str(path))
    cells = [each.text for table in document.tables for row in table.rows for each in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_a_shipped_kind_stands_beside_those_of_the_program(office: Caller) -> None:
    vi, en = office("report", "--kinds").out, office("report", "--kinds", "--lang", "en").out

    assert "own-usb: Sổ theo dõi USB của tỉnh (cần --values)" in vi
    assert "own-usb: Register of sticks of the province" in en
    assert "slip: " in vi
    blank = office("report", "--kind", "own-usb", "--blank", "--lang", "en").out
    assert tomllib.loads(blank)["kind"] == "own-usb"
    assert "Port" in blank
    slip = office("report", "--kind", "slip", "--blank", "--lang", "en").out
    assert "Channel" in slip
    assert "Port" not in slip


def test_a_shipped_kind_becomes_a_document_in_which_nothing_is_evaluated(
    office: Caller, tmp_path: Path
) -> None:
    (tmp_path / "v.toml").write_text(
        'kind = "own-usb"\n[fields]\nperiod = "quarter"\nreason = "Tết"\n'
        f'channel = "{HOSTILE}"\nkeeper = "Nguyễn Thị Mẫu"\n'
        '[[rows.sticks]]\nlabel = "USB-01"\ngiven = 2027-01-05\n',
        "utf-8",
    )
    said = office("report", "--kind", "own-usb", "--values", "v.toml",
                  "--format", "pdf,docx,xlsx,html,json", "--out", "giay")  # fmt: skip
    assert said.status == 0, said.err
    (path,) = (tmp_path / "giay").glob("*.docx")
    text = text_of(path)

    for part in ("SỔ THEO DÕI", "USB trong quý", "I. THÔNG TIN CHUNG", "Kỳ: Quý", "USB-01",
                 f"Cổng cắm: {HOSTILE}", "NGƯỜI GIỮ SỔ USB",
                 "Lập theo hướng dẫn của Sở."):  # fmt: skip
        assert part in text
    public = office("report", "--kind", "own-usb", "--values", "v.toml", "--redact", "public",
                    "--format", "docx", "--out", "cong-khai")  # fmt: skip
    assert public.status == 0, public.err
    (path,) = (tmp_path / "cong-khai").glob("*.docx")
    assert "Nguyễn Thị Mẫu" not in text_of(path)


def test_the_values_of_a_shipped_kind_are_read_strictly(office: Caller, tmp_path: Path) -> None:
    (tmp_path / "v.toml").write_text(
        'kind = "own-usb"\n[fields]\nperiod = "quarter"\nchannel = "x"\n', "utf-8"
    )
    said = office("report", "--kind", "own-usb", "--values", "v.toml", "--out", "giay")

    assert said.status == 65
    assert "fields.reason" in said.err


def test_a_damaged_pack_takes_its_kinds_along_and_leaves_the_rest(
    office: Caller, tmp_path: Path
) -> None:
    (kept,) = tmp_path.rglob("packs/forms.pack")
    kept.write_bytes(kept.read_bytes()[:-9])
    listed = office("report", "--kinds")

    assert listed.status == 0
    assert "own-usb" not in listed.out
    assert "slip: " in listed.out
    assert office("report", "--kind", "own-usb", "--blank").status == 64
