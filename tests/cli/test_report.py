"""`report`: kinds, blank values, levels, the folder to be sent."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

Caller = Callable[..., Any]

VALUES = Path(__file__).parents[1] / "report" / "values"


def test_kinds_are_listed_and_a_blank_file_can_be_filled_in(trucan: Caller) -> None:
    listed = trucan("report", "--kinds")
    assert "incident: Báo cáo sự cố an ninh mạng (cần --values)" in listed.out
    assert "duty-book: Sổ nhật ký trực\n" in listed.out

    blank = trucan("report", "--kind", "slip", "--blank", "--lang", "en")
    assert tomllib.loads(blank.out)["kind"] == "slip"
    assert "Channel" in blank.out


def test_values_become_documents_at_a_level(trucan: Caller, tmp_path: Path) -> None:
    said = trucan(
        "report", "--kind", "slip", "--values", str(VALUES / "slip.toml"),
        "--format", "docx,xlsx,html", "--redact", "internal", "--out", "out",
    )  # fmt: skip

    assert said.status == 0, said.err
    written = sorted((tmp_path / "out").iterdir())
    assert [each.suffix for each in written] == [".docx", ".html", ".xlsx"]
    assert all(each.name in said.out for each in written)
    assert "slip-internal" in written[0].name


def test_a_mistake_in_the_values_names_file_and_key(trucan: Caller, tmp_path: Path) -> None:
    (tmp_path / "sai.toml").write_text('kind = "slip"\n[fields]\nchanel = "x"\n', "utf-8")
    said = trucan("report", "--kind", "slip", "--values", "sai.toml", "--out", "out")

    assert said.status == 65
    assert "sai.toml" in said.err
    assert "fields.chanel" in said.err
    assert not (tmp_path / "out").exists()
    assert trucan("report", "--kind", "slip", "--out", "out").status == 64
    assert trucan("report", "--kind", "poem", "--out", "out").status == 64


def test_a_folder_to_be_sent_warns_of_chat_unless_it_is_public(
    trucan: Caller, tmp_path: Path
) -> None:
    asked = ("report", "--kind", "incident", "--values", str(VALUES / "incident.toml"), "--send")
    full = trucan(*asked, "--out", "full")
    public = trucan(*asked, "--out", "public", "--redact", "public")

    assert full.status == public.status == 0
    assert "--redact public" in full.err
    assert public.err == ""
    (folder,) = (tmp_path / "full").iterdir()
    assert len(list(folder.iterdir())) == 4
    listed = trucan("report", "--sent")
    assert listed.out.count("SC-2027") + listed.out.count("BÁO CÁO") >= 2
    assert listed.out.startswith("2. ")
    assert "bản công khai" in listed.out


def test_number_channel_and_receipt_are_written_into_the_register_later(trucan: Caller) -> None:
    values = str(VALUES / "slip.toml")
    trucan("report", "--kind", "slip", "--values", values, "--send", "--out", "gui")
    first = trucan(
        "report", "--sent", "--row", "1", "--document-number", "7/PG", "--channel", "USB"
    )
    assert first.status == 0, first.err
    assert "Số văn bản: 7/PG. Kênh gửi: USB." in first.out
    trucan("report", "--sent", "--row", "1", "--received", "10:40 05/02/2027", "--channel", "")
    listed = trucan("report", "--sent").out
    assert "Số văn bản: 7/PG. Nhận lúc 10:40 ngày 05/02/2027." in listed
    assert "Kênh gửi" not in listed

    assert trucan("report", "--sent", "--row", "9", "--channel", "USB").status == 64
    assert trucan("report", "--sent", "--channel", "USB").status == 64
    assert trucan("report", "--sent", "--row", "1").status == 64
    assert trucan("report", "--sent", "--row", "1", "--received", "mai").status == 65
    assert trucan("report", "--sent").out == listed


def test_an_empty_register_says_so(within: Caller) -> None:
    said = within("report", "--sent")

    assert (said.status, said.out.count("--send")) == (0, 1)
