"""Straight to the window: only what the command line would take in the same way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.cli.straight import window_asked


@pytest.fixture(autouse=True)
def _display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ([], (None, None, False)),
        (["--announce-shown"], (None, None, True)),
        (["--home", "a", "--announce-shown"], (Path("a"), None, True)),
        (["--lang", "en", "--home", "a", "--home", "b"], (Path("b"), "en", False)),
    ],
)
def test_plain_arguments_go_straight(arguments: list[str], asked: tuple[object, ...]) -> None:
    assert window_asked(arguments, {}) == asked


def test_the_home_may_come_from_the_environment() -> None:
    assert window_asked([], {"TRUCAN_HOME": "there"}) == (Path("there"), None, False)
    assert window_asked(["--home", "here"], {"TRUCAN_HOME": "there"}) == (Path("here"), None, False)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["--version"],
        ["--help"],
        ["--home"],
        ["--home", ""],
        ["--home=a"],
        ["--home", __file__],
        ["--lang", "fr"],
        ["--home", "a", "check"],
        ["--announce-shown", "--lang", "--home"],
    ],
)
def test_anything_else_is_left_to_the_command_line(arguments: list[str]) -> None:
    assert window_asked(arguments, {}) is None


def test_without_a_display_the_command_line_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("core.probes.catalogue.this_os", lambda: "linux")
    assert window_asked([], {}) is None


def test_what_fails_is_told_as_by_the_command_line(project: Path, tmp_path: Path) -> None:
    """A home whose settings make no sense: one sentence, and the status for bad input."""
    (tmp_path / "settings.toml").write_text("lang = 1\n", "utf-8")
    done = subprocess.run(
        [sys.executable, str(project / "main.py"), "--home", str(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )

    assert done.returncode == 65, done.stderr
    assert "settings.toml" in done.stderr
    assert "Traceback" not in done.stderr
