"""`sign`: verifies, takes in and refuses; the token itself is tried in tests/signing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Caller = Callable[..., Any]


def test_an_unsigned_file_is_told_and_not_taken_in(trucan: Caller, tmp_path: Path) -> None:
    written = trucan("report", "--kind", "nil", "--format", "pdf", "--out", "out")
    (pdf,) = (tmp_path / "out").iterdir()
    assert written.status == 0, written.err

    verified = trucan("sign", "verify", str(pdf))
    taken = trucan("sign", "take", str(pdf), "--out", "den")

    assert verified.status == 65
    assert "chưa có chữ ký số" in verified.out
    assert taken.status == 65
    assert not (tmp_path / "den").exists()


def test_a_driver_that_is_not_there_is_named(trucan: Caller, tmp_path: Path) -> None:
    said = trucan("sign", "list", "--driver", "khong-co.so")

    assert said.status == 65
    assert "khong-co.so" in said.err
