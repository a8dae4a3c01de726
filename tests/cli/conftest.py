"""The command line, called as a user calls it."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.cli.front import run

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def trucan(tmp_path: Path) -> Callable[..., Said]:
    """Return a caller of commands in a home of their own, without a display."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "TRUCAN_HOME")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}

    def call(*arguments: str, **more: str) -> Said:
        done = subprocess.run(
            [sys.executable, "-W", "error", str(ROOT / "main.py"), *arguments],
            env={**environment, "TRUCAN_HOME": str(tmp_path / "home"), **more},
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=100,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture
def within(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Said]:
    """Return a caller of commands in this process, where there are many of them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRUCAN_HOME", str(tmp_path / "home"))

    def call(*arguments: str) -> Said:
        status = run(list(arguments), lambda home, lang, announce: 0)
        return Said(status, *capsys.readouterr())

    return call
