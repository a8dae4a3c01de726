"""Where the output of a command goes: a reader that leaves, a full disk, nowhere at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.only("posix")  # /dev/full, and how a pipe breaks

ROOT = Path(__file__).resolve().parents[2]


def ended(arguments: list[str], home: Path, out: int, *, unbuffered: str = "") -> tuple[int, str]:
    """Return how a command ended that prints to a descriptor, and what it said of that."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-W", "error", str(ROOT / "main.py"), *arguments, "--home", str(home)],
        env={**environment, "PYTHONUNBUFFERED": unbuffered},
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.PIPE,
        text=True,
        timeout=100,
    )
    return done.returncode, done.stderr


def broken_pipe() -> int:
    """Return the end of a pipe that nobody reads any more."""
    reading, writing = os.pipe()
    os.close(reading)
    return writing


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["checks"], 0),
        (["--help"], 0),
        (["check", "--help"], 0),
        (["explain", "XYZ-1"], 64),
        (["log", "verify", "--json", "-"], 0),
    ],
)
def test_a_reader_that_leaves_changes_no_status(
    tmp_path: Path, arguments: list[str], status: int, unbuffered: str
) -> None:
    out = broken_pipe()
    try:
        found, said = ended(arguments, tmp_path, out, unbuffered=unbuffered)
    finally:
        os.close(out)

    assert found == status, said
    assert "Traceback" not in said
    assert bool(said) == (status != 0)


def test_a_check_whose_reader_leaves_still_ends_with_its_verdict(tmp_path: Path) -> None:
    arguments = ["check", "--only", "SYS-801"]
    seen, _ = ended(arguments, tmp_path, subprocess.DEVNULL)
    out = broken_pipe()
    try:
        unseen, said = ended(arguments, tmp_path, out)
    finally:
        os.close(out)

    assert unseen == seen
    assert said == ""


@pytest.mark.parametrize(
    "arguments",
    [["checks"], ["--help"], ["log", "add", "một"], ["check", "--only", "SYS-801", "--json", "-"]],
)
def test_a_full_disk_that_takes_the_output_is_told_in_one_sentence(
    tmp_path: Path, arguments: list[str]
) -> None:
    with open("/dev/full", "wb") as full:
        status, said = ended(arguments, tmp_path, full.fileno())

    assert status == 73, said
    assert "Traceback" not in said
    assert said.count("Chưa in hết được kết quả") == 1


def test_an_error_that_cannot_be_printed_keeps_its_status(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), "explain", "XYZ-1", "--home", str(tmp_path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=full,
            timeout=60,
        )

    assert done.returncode == 64


def test_without_an_output_json_is_refused_and_sentences_go_nowhere(tmp_path: Path) -> None:
    def closed(*arguments: str) -> tuple[int, str]:
        told = ("sh", "-c", 'exec "$@" >&-', "sh", sys.executable, str(ROOT / "main.py"))
        done = subprocess.run(
            [*told, *arguments, "--home", str(tmp_path)],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
        return done.returncode, done.stderr

    assert closed("log", "verify") == (0, "")
    status, said = closed("log", "verify", "--json", "-")
    assert status == 73
    assert "Traceback" not in said
