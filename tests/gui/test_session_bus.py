"""Session bus: the one that is there is asked, and none is started for us."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.processes import virtual_display
from gui.session_bus import none_started

pytestmark = pytest.mark.only("posix")

ADDRESS, RUNTIME = "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"


def test_without_a_bus_none_is_looked_for_until_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ADDRESS, raising=False)
    monkeypatch.delenv(RUNTIME, raising=False)

    with none_started():
        assert os.environ[ADDRESS] == "disabled:"
    assert ADDRESS not in os.environ, "what the window opens later finds its bus as ever"


def test_the_environment_is_put_back_when_the_window_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ADDRESS, raising=False)
    monkeypatch.delenv(RUNTIME, raising=False)

    with pytest.raises(RuntimeError), none_started():
        raise RuntimeError
    assert ADDRESS not in os.environ


def test_a_bus_that_is_named_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADDRESS, "unix:path=/run/user/1000/bus")

    with none_started():
        assert os.environ[ADDRESS] == "unix:path=/run/user/1000/bus"
    assert os.environ[ADDRESS] == "unix:path=/run/user/1000/bus"


def test_a_bus_where_the_system_keeps_it_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(ADDRESS, raising=False)
    monkeypatch.setenv(RUNTIME, str(tmp_path))
    monkeypatch.chdir(tmp_path)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind("bus")

        with none_started():
            assert ADDRESS not in os.environ


@pytest.mark.system("xvfb")
@pytest.mark.skipif(Path("/usr/bin/dbus-launch").exists(), reason="this one would be started")
def test_the_window_starts_no_bus(project: Path, tmp_path: Path) -> None:
    """`dbus-launch` is looked for in the path; here it only says that it was started."""
    tools, started = tmp_path / "tools", tmp_path / "started"
    tools.mkdir()
    launch = tools / "dbus-launch"
    launch.write_text(f"#!/bin/sh\n: >'{started}'\nexit 1\n")
    launch.chmod(0o755)
    path = os.pathsep.join((str(tools), os.environ.get("PATH", os.defpath)))
    command = [sys.executable, str(project / "main.py"), "--announce-shown"]
    with virtual_display() as display:
        more = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display, "PATH": path, "HOME": str(tmp_path)}
        kept = {name: text for name, text in os.environ.items() if name not in (ADDRESS, RUNTIME)}
        environment = {**kept, **more, "TRUCAN_HOME": str(tmp_path / "home")}
        assert shutil.which("dbus-launch", path=path) == str(launch)
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, text=True
        ) as window:
            said = window.stdout.readline() if window.stdout is not None else ""
            window.kill()

    assert said == "shown\n"
    assert not started.exists()
