"""Timers of systemd: the units as systemd itself reads them, and a manager that refuses."""

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from core.model.errors import KnownError
from core.model.schedule import ScheduleState
from core.model.unknown import Unknown, UnknownCode
from core.schedule.linux import SystemdTimers

pytestmark = pytest.mark.only("posix")

NAME = "trucan-0123abcd"


@pytest.fixture
def units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of units of an account of its own, with a manager that answers `active`."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    answer(tmp_path, monkeypatch, "echo active")
    return tmp_path / "config" / "systemd" / "user"


def answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str) -> None:
    """Put a systemctl before the system's own, which notes its words and does something."""
    tool = tmp_path / "bin" / "systemctl"
    tool.parent.mkdir(exist_ok=True)
    noted = shlex.quote(str(tmp_path / "asked"))
    tool.write_text(f'#!/bin/sh\necho "$@" >> {noted}\n{does}\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}:{os.environ['PATH']}")


def test_a_timer_is_made_started_and_removed(units: Path, tmp_path: Path) -> None:
    timers = SystemdTimers()

    timers.create(NAME, ("/usr/bin/trucan", "schedule", "run"), "07:45")
    assert timers.state(NAME) == ScheduleState(on=True, at="07:45")
    timers.remove(NAME)

    assert list(units.iterdir()) == []
    assert timers.state(NAME) == ScheduleState(on=False, at="")
    asked = (tmp_path / "asked").read_text().splitlines()
    assert f"--user enable --now {NAME}.timer" in asked
    assert f"--user disable --now {NAME}.timer" in asked


def test_a_manager_that_refuses_leaves_nothing_behind(
    units: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(tmp_path, monkeypatch, "echo Failed to connect to bus >&2; exit 1")

    with pytest.raises(KnownError) as refused:
        SystemdTimers().create(NAME, ("trucan",), "07:45")

    assert refused.value.key == "no_scheduler"
    assert "bus" in refused.value.detail
    assert list(units.iterdir()) == []


def test_a_manager_that_does_not_answer_makes_it_unknown(
    units: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    SystemdTimers().create(NAME, ("trucan",), "07:45")
    answer(tmp_path, monkeypatch, "exit 1")

    state = SystemdTimers().state(NAME)

    assert isinstance(state.on, Unknown)
    assert state.on.code is UnknownCode.SERVICE_OFF


@pytest.mark.system("systemd")
@pytest.mark.parametrize("home", ["/srv/Trực An", '/a "b"', "/100% $HOME", "/a\\b", "/a;b'c"])
def test_systemd_accepts_the_units_and_understands_every_name(
    units: Path, home: str, tmp_path: Path
) -> None:
    SystemdTimers().create(NAME, ("/bin/echo", "run", "--home", home), "07:45")

    checked = subprocess.run(
        ["systemd-analyze", "--user", "verify", str(units / f"{NAME}.timer")],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
    )
    assert checked.returncode == 0, checked.stderr
    assert NAME not in checked.stderr
    calendar = subprocess.run(
        ["systemd-analyze", "calendar", "*-*-* 07:45:00"], capture_output=True, timeout=60
    )
    assert calendar.returncode == 0
