"""The sweep on the command line, on this machine."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Caller = Callable[..., Any]


@pytest.mark.system("machine-id")
def test_one_machine_and_the_next(trucan: Caller, tmp_path: Path) -> None:
    """Started, checked with its record, looked over, resumed; the machine keeps its tag."""
    (tmp_path / "may.csv").write_text("tag,place\nTS-01,Văn thư\nTS-02,\n", "utf-8")
    started = trucan("sweep", "start", "--results", "kq", "--title", "Tết", "--machines", "may.csv")
    checked = trucan("sweep", "check", "--results", "kq", "--tag", "TS-01")
    again = trucan("sweep", "check", "--results", "kq", "--no-record")
    state = trucan("sweep", "status", "--results", "kq")
    clean = trucan("sweep", "verify", "--results", "kq")
    (tmp_path / "kq" / "autorun.inf").write_text("x")
    dirty = trucan("sweep", "verify", "--results", "kq")

    assert started.status == 0, started.err
    assert checked.status == 0, checked.err
    assert "1/2 máy" in checked.out
    assert again.status == 0, again.err
    assert "replaced" in again.out
    assert "TS-01 · Văn thư · đã kiểm tra" in state.out
    assert (clean.status, dirty.status) == (0, 65)
    assert "autorun.inf: tệp lạ" in dirty.out
    assert len(list((tmp_path / "kq").glob("KQ_TS-01_*.trucan"))) == 1
    assert list((tmp_path / "kq").glob("*.docx"))
    assert trucan("sweep", "seal", "--results", "kq").status == 77


@pytest.mark.system("mount")
@pytest.mark.system("unshare")
def test_a_stick_that_cannot_be_written(trucan: Caller, tmp_path: Path) -> None:
    """A home on a write-protected medium, results elsewhere."""
    import subprocess
    import sys

    root = Path(__file__).resolve().parents[2]
    trucan("sweep", "start", "--results", "kq")
    command = (
        'mount -t tmpfs none "$1" && mount -o remount,ro "$1" && exec "$2" "$3" sweep check'
        ' --results "$4" --tag TS-7 --home "$1/home"'
    )
    (tmp_path / "medium").mkdir()
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", command, "sh", tmp_path / "medium", sys.executable,
         root / "main.py", tmp_path / "kq"],
        capture_output=True, text=True, timeout=100,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "kq").glob("KQ_TS-7_*.trucan"))
