"""The commands of shifts, each in a process of its own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Caller = Callable[..., Any]


def test_a_shift_from_start_to_hand_over(trucan: Caller, tmp_path: Path) -> None:
    """Scenario 7, by commands: two names, an incident read, reservations, the sheet."""
    assert "Chưa có ai nhận ca." in trucan("shift", "show").out
    started = trucan("shift", "start", "--person", "An", "--keys", "2 chùm")
    assert (started.status, "Đang trực: An" in started.out) == (0, True)
    assert "chưa xác thực" in started.out
    code = json.loads(trucan("incident", "open", "phishing", "--json", "-").out)["code"]
    item = trucan("shift", "item", "Gọi lại điện lực", "--due", "00:00 01/01/2026")
    assert item.status == 0, item.err
    offered = trucan("shift", "handover", "--to", "Bình", "--note", "Có thư lừa đảo")
    assert "Đã bàn giao cho Bình" in offered.out
    blocked = trucan("shift", "accept")
    assert (blocked.status, code in blocked.err) == (65, True)
    accepted = trucan("shift", "accept", "--read", code, "--reservations", "Máy in kẹt giấy")
    assert (accepted.status, "Đang trực: Bình" in accepted.out) == (0, True), accepted.err

    said = json.loads(trucan("shift", "show", "--json", "-").out)
    assert (said["shift"]["taken_from"], said["shift"]["reservations"]) == ("An", "Máy in kẹt giấy")
    assert "Gọi lại điện lực" in trucan("shift", "remind").out
    done = trucan("shift", "item", "--done", str(said["items"][0]["seq"]))
    assert (done.status, "Không có việc còn tồn." in done.out) == (0, True)
    assert trucan("shift", "sheet", "--out", "out", "--format", "pdf").status == 0
    assert [each.suffix for each in (tmp_path / "out").iterdir()] == [".pdf"]
    assert trucan("shift", "handover", "--nobody").status == 0
    assert trucan("log", "verify").status == 0


def test_refusals_and_mistakes(trucan: Caller, tmp_path: Path) -> None:
    assert trucan("shift", "handover", "--to", "Bình").status == 64
    assert trucan("shift", "sheet", "--out", "out").status == 64
    trucan("shift", "start", "--person", "An")
    assert trucan("shift", "start", "--person", "Bình").status == 64
    trucan("shift", "handover", "--to", "Bình")
    refused = trucan("shift", "accept", "--refuse", "Chưa xem máy chủ")
    assert (refused.status, "Đang trực: An" in refused.out) == (0, True)
    taken = trucan("shift", "start", "--person", "Bình", "--without-handover")
    assert (taken.status, "Đang trực: Bình" in taken.out) == (0, True)
    assert trucan("shift", "remind").out.strip() == "Không có việc nào cần nhắc."
    assert trucan("shift", "pin", "Bình", "--forget", "quên").status == 64, "nobody of that name"
