"""The commands of incidents, each in a process of its own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Caller = Callable[..., Any]


def test_one_command_opens_an_incident_and_prints_what_to_do(trucan: Caller) -> None:
    """Scenario 8: the first card, both deadlines, nothing asked."""
    said = trucan("incident", "open", "ransomware", "--at", "14:20 07/02/2027")

    assert said.status == 0, said.err
    assert "Phát hiện lúc 14:20 ngày 07/02/2027" in said.out
    assert "14:20 ngày 08/02/2027" in said.out
    assert "14:20 ngày 10/02/2027" in said.out
    places = [said.out.index(each) for each in ("Ngắt mạng", "Không tắt máy", "Chụp", "Gọi")]
    assert places == sorted(places)


def test_an_incident_from_the_first_minute_to_its_end(trucan: Caller, tmp_path: Path) -> None:
    """Scenario 9, by commands: steps, password without password, evidence, sent, closed."""
    (tmp_path / "trang.txt").write_text("abc")
    opened = trucan("incident", "open", "defacement", "--reporter", "Ông Ba", "--json", "-")
    code = json.loads(opened.out)["code"]
    for arguments in (
        ("notify", code, "--url", "http://phumau.example", "--text", "Hình lạ"),
        ("step", code, "photograph_site"),
        ("step", code, "change_password", "--account", "web", "--by", "Bà Tư"),
        ("call", code, "Đơn vị vận hành", "--phone", "0123", "--outcome", "reached"),
        ("evidence", code, "trang.txt", "--held-by", "Bà Tư"),
        ("detected", code, "13:05", "--reason", "Nghe lại cuộc gọi"),
        ("kind", code, "malware"),
        ("kind", code, "defacement"),
        ("sent", code, "h24", "--to", "Công an tỉnh", "--channel", "fax"),
        ("close", code, "Đã khôi phục trang"),
    ):
        said = trucan("incident", *arguments)
        assert said.status == 0, said.err
    shown = json.loads(trucan("incident", "show", code, "--json", "-").out)

    assert (shown["reporter"], shown["url"]) == ("Ông Ba", "http://phumau.example")
    assert set(shown["done"]) == {"photograph_site", "change_password"}
    assert shown["evidence"][0]["sha256"].startswith("ba7816bf")
    assert [each["tone"] for each in shown["clocks"]] == ["met", "running"]
    assert shown["closed"]["about"]["result"] == "Đã khôi phục trang"
    assert "Đã kết thúc" in trucan("incident", "list").out
    assert "người đổi: Bà Tư" in trucan("log", "list").out
    assert trucan("log", "verify").status == 0


def test_mistakes_are_told_with_what_to_do(trucan: Caller) -> None:
    assert trucan("incident", "list").out.strip() == "Chưa có sự cố nào."
    wrong = trucan("incident", "open", "flood")
    assert (wrong.status, "ransomware" in wrong.err) == (64, True)
    assert trucan("incident", "show", "SC-1999-001").status == 64
    assert "ransomware: Dữ liệu bị mã hóa" in trucan("incident", "kinds").out


def test_reports_cards_and_files_to_carry(trucan: Caller, tmp_path: Path) -> None:
    """Scenario 8, by commands: form A, the card, one file that another home goes on with."""
    code = json.loads(trucan("incident", "open", "ransomware", "--json", "-").out)["code"]
    missing = trucan("incident", "report", code, "--out", "out")
    assert (missing.status, "an ninh quốc gia" in missing.err) == (65, True)
    assert trucan("incident", "fill", code, "national=false", "cause=Mở tệp").status == 0
    written = trucan("incident", "report", code, "--out", "out")
    card = trucan("incident", "card", code, "--out", "out")
    carried = trucan("incident", "carry", code, "--out", "out")
    (case,) = (tmp_path / "out").glob("*.trucan-case")
    taken = trucan("incident", "take", str(case), "--home", str(tmp_path / "other"))

    assert [each.status for each in (written, card, carried, taken)] == [0, 0, 0, 0]
    assert sorted(each.suffix for each in (tmp_path / "out").iterdir()) == [
        ".docx",
        ".pdf",
        ".pdf",
        ".trucan-case",
    ]
    assert code in taken.out
    assert "KHÔNG NIÊM PHONG" in carried.err
    assert "KHÔNG NIÊM PHONG" in taken.err
    assert "KHÔNG NIÊM PHONG" in taken.out, "the card goes on saying so"
    assert "từ máy khác" in trucan("log", "list", "--home", str(tmp_path / "other")).out


def test_a_nil_report_is_refused_until_the_incident_is_told_of(
    trucan: Caller, tmp_path: Path
) -> None:
    """Scenario 15: the statement names its person, shows its basis, is in time or late."""
    said = trucan(
        "incident", "nil", "--person", "Bà Tư", "--from", "01/11/2026", "--due", "02/11/2026",
        "--out", "out", "--format", "pdf",
    )  # fmt: skip
    assert said.status == 0, said.err
    assert "0 sự cố" in said.out
    assert "Người xác nhận: Bà Tư. Muộn" in trucan("log", "list").out
    trucan("incident", "open", "malware")
    refused = trucan("incident", "nil", "--person", "Bà Tư", "--from", "01/11/2026", "--out", "out")

    assert (refused.status, "1 mục sự cố" in refused.err) == (65, True)
