"""The sweep on the command line, on this machine."""

import subprocess
import sys
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


def checked_from_a_protected_medium(folder: Path) -> "subprocess.CompletedProcess[str]":
    """Check this machine with a home on a write-protected medium, results elsewhere."""
    command = (
        'mount -t tmpfs none "$1" && mount -o remount,ro "$1" && exec "$2" "$3" sweep check'
        ' --results "$4" --tag TS-7 --home "$1/home"'
    )
    (folder / "medium").mkdir()
    main = Path(__file__).resolve().parents[2] / "main.py"
    return subprocess.run(
        ["unshare", "--mount", "sh", "-c", command, "sh", folder / "medium", sys.executable,
         main, folder / "kq"],
        capture_output=True, text=True, timeout=100,
    )  # fmt: skip


@pytest.mark.system("mount")
@pytest.mark.system("unshare")
def test_a_stick_that_cannot_be_written(trucan: Caller, tmp_path: Path) -> None:
    trucan("sweep", "start", "--results", "kq")
    done = checked_from_a_protected_medium(tmp_path)

    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "kq").glob("KQ_TS-7_*.trucan"))


@pytest.mark.system("mount")
@pytest.mark.system("unshare")
@pytest.mark.parametrize("name", ["home", "home/settings.toml"])
def test_a_home_by_the_results_that_leads_elsewhere(
    trucan: Caller, tmp_path: Path, name: str
) -> None:
    """Whoever prepared the stick does not choose what is written over on this machine."""
    own = tmp_path / "own"
    trucan("sweep", "start", "--results", "kq")
    (tmp_path / "kq" / name).parent.mkdir(exist_ok=True)
    (tmp_path / "kq" / name).symlink_to(own)
    done = checked_from_a_protected_medium(tmp_path)

    assert done.returncode == 65
    assert f"{tmp_path / 'kq' / name} là một liên kết" in done.stderr
    assert not own.exists()
