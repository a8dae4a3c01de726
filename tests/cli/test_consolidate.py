"""Consolidating on the command line: the board, every file that does not count, the exports."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.cli.schemas import schema_of
from core.house import House
from core.model.exchange import KeyScope
from tests.exchange.offices import Office, make_run

Caller = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Two bundles of a unit that is trusted, one damaged file, one stranger."""
    office, folder = Office(), tmp_path / "in"
    house = House.open(tmp_path / "home", "vi")
    named = office.named
    house.consolidation.enrol(
        named.to_text(), named.key.fingerprint, "An", "UBND xã Phú Mẫu", KeyScope.SWEEP
    )
    house.close()
    folder.mkdir()
    for number in (1, 2):
        run = make_run(number, ended=f"2026-11-1{number}T09:00:00+07:00")
        (folder / f"{number}.trucan").write_bytes(office.bundle(run, made="2026-11-19T03:00:00Z"))
    (folder / "hong.trucan").write_bytes(b"PK")
    (folder / "la.trucan").write_bytes(Office().bundle())
    return folder


def test_a_folder_becomes_a_board(trucan: Caller, inbox: Path, tmp_path: Path) -> None:
    import jsonschema

    (tmp_path / "units.csv").write_text("Tên đơn vị;Số máy\nXã Trễ;4\n", "utf-8")
    done = trucan(
        "consolidate", str(inbox), "--units", "units.csv", "--round", "Tết", "--since",
        "2026-01-01", "--due", "2026-02-01", "--remind", "--out", "board.xlsx",
    )  # fmt: skip
    again = trucan("consolidate", str(inbox), "--json", "-")
    said = json.loads(again.out)

    assert done.status == 0, done.err
    assert "hong.trucan: không nhận. Không phải gói báo cáo của Trực An." in done.out
    assert "la.trucan: giữ lại" in done.out
    assert "Máy đã kiểm tra: 2/6." in done.out
    assert "Đơn vị cần giúp trước (máy cần xử lý ngay/máy đã kiểm tra):" in done.out
    assert "  UBND xã Phú Mẫu: 2/2" in done.out
    assert "Quá hạn: Xã Trễ, 0/4" in done.out
    assert "Xã Trễ: Quá hạn, hạn" in done.out
    assert openpyxl.load_workbook(tmp_path / "board.xlsx").sheetnames
    jsonschema.validate(said, schema_of("board"))
    assert {each["fate"] for each in said["results"]} == {"known", "refused", "held_back"}
    assert sum(sum(each["verdicts"].values()) for each in said["rows"]) == 2


def test_a_folder_that_is_not_there(trucan: Caller) -> None:
    assert trucan("consolidate", "absent").status == 65
    assert trucan("consolidate", "--units", "absent.csv").status == 65
    assert trucan("consolidate", "--round", "x", "--since", "hôm qua").status == 64
    assert trucan("consolidate", "--receipts", "out").status == 77
    assert "Chưa nhận gói" in trucan("consolidate").out


@pytest.mark.parametrize(
    ("lang", "states", "none"),
    [("vi", ("đã có bản mới thay", "đang tính"), "Không có máy nào"),
     ("en", ("replaced by a newer one", "counts now"), "No computer")],
)  # fmt: skip
def test_what_came_of_a_machine(
    within: Caller, inbox: Path, lang: str, states: tuple[str, str], none: str
) -> None:
    """Found without marks; every bundle of it, and which one counts."""
    office = Office()
    within("trust", "add", office.named.to_text(), "--fingerprint", office.named.key.fingerprint,
           "--owner", "An", "--unit", "Xã Đặng", "--for", "sweep")  # fmt: skip
    for hour in (9, 10):
        run = make_run(
            9,
            unit="Xã Đặng",
            asset=replace(make_run(9).asset, name="MÁY-ĐỎ", tag="TS-09"),
            ended=f"2026-11-11T{hour:02}:00:00+07:00",
        )
        (inbox / f"{hour}.trucan").write_bytes(office.bundle(run, made="2026-11-19T03:00:00Z"))
        within("consolidate", str(inbox))
    found = within("consolidate", "--find", "may-do", "--lang", lang)
    first, *traces = found.out.splitlines()

    assert found.status == 0, found
    assert "MÁY-ĐỎ · TS-09, Xã Đặng" in first
    assert [state in line for state, line in zip(states, traces, strict=True)] == [True, True]
    assert "9.trucan" in traces[0]
    said = json.loads(within("consolidate", "--find", "TS-09", "--json", "-").out)
    assert [each["fate"] for each in said["machines"][0]["trace"]] == ["replaced", "counted"]
    nobody = within("consolidate", "--find", "xyz", "--lang", lang)
    assert (nobody.status, none in nobody.out) == (0, True)
    assert within("consolidate", str(inbox), "--find", "x").status == 64


def test_a_unit_that_comes_later(within: Caller, inbox: Path, tmp_path: Path) -> None:
    """Files that waited for it are taken in without being brought again, and told."""
    office = Office()
    (tmp_path / "key.txt").write_text(office.named.to_text())
    within("trust", "add", "key.txt", "--fingerprint", office.named.key.fingerprint, "--owner",
           "An", "--unit", "Tỉnh", "--for", "sweep")  # fmt: skip
    run = make_run(7, unit="Xã Mới", ended="2026-11-11T09:00:00+07:00")
    (inbox / "moi.trucan").write_bytes(office.bundle(run, made="2026-11-19T03:00:00Z"))
    first = within("consolidate", str(inbox))
    (tmp_path / "units.csv").write_text("Tên;Cấp trên\nTỉnh;\nXã Mới;tinh\n", "utf-8")
    later = within("consolidate", "--units", "units.csv", "--json", "-")

    assert "moi.trucan: giữ lại" in first.out
    assert "1 gói trước đây chưa rõ đơn vị nay đã được tính." in later.err, later
    said = json.loads(later.out)
    assert [(each["file"], each["fate"]) for each in said["results"]] == [("moi.trucan", "counted")]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["--ask", "faults"], ["--ask", "--parquet"]),
        (["in", "--ask", "faults", "--parquet", "kho"], ["--ask", "DIR"]),
        (["--ask", "faults", "--parquet", "kho", "--out", "x.xlsx"], ["--ask", "--out"]),
        (["--ask", "faults", "--parquet", "kho", "--round", ""], ["--ask", "--round"]),
        (["--watch"], ["--watch", "DIR"]),
        (["-", "--watch"], ["--watch", "DIR"]),
        (["in", "--below", "Xã Không Đâu", "--round", "Tết"], ["Xã Không Đâu"]),
    ],
)
def test_what_would_do_nothing_is_refused(
    within: Caller, inbox: Path, lang: str, arguments: list[str], parts: list[str]
) -> None:
    """With one sentence that names it, and nothing done."""
    done = within("consolidate", *arguments, "--lang", lang)

    assert (done.status, done.out) == (64, ""), done
    assert len(done.err.splitlines()) == 1
    assert all(each in done.err for each in parts), done.err
    assert "Tết" not in within("consolidate").out


def test_the_board_of_one_unit(within: Caller, inbox: Path, tmp_path: Path) -> None:
    """By its code or its name; where two have the name, by the code that the sentence tells."""
    text = "Mã;Tên đơn vị;Số máy\nT1;Xã Trùng;4\nT2;Xã Trùng;9\n"
    (tmp_path / "units.csv").write_text(text, "utf-8")
    several = within("consolidate", str(inbox), "--units", "units.csv", "--below", "xa trung")

    assert (several.status, "T1, T2" in several.err) == (64, True), several
    assert "0/9" in within("consolidate", str(inbox), "--below", "T2").out
    assert "2/2" in within("consolidate", "--below", "UBND xã Phú Mẫu").out


@pytest.mark.only("posix")
def test_watching_takes_what_comes(inbox: Path, tmp_path: Path) -> None:
    """Until it is stopped; then the board is printed."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "consolidate", str(inbox), "--watch",
         "--home", str(tmp_path / "home")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        first = [process.stdout.readline() for _ in range(4)]
        import signal

        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
    finally:
        process.kill()
    assert sum("đã nhận và tính" in line for line in first) == 2
    assert "Máy đã kiểm tra: 2/2." in rest
