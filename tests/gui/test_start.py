"""Starting: one window for each home, and the word that says it is painted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.single import SingleInstance

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_second_start_raises_the_first_window(tmp_path: Path, qtbot: QtBot) -> None:
    raised: list[bool] = []
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.is_first()
    first.listen(lambda: raised.append(True))

    assert not second.is_first()
    assert second.raise_first()
    qtbot.waitUntil(lambda: raised == [True])
    first.leave()
    assert second.is_first(), "the lock is free once the first has gone"
    second.leave()


def test_another_home_has_its_own_window(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    first, second = SingleInstance(one), SingleInstance(other)

    assert first.is_first()
    assert second.is_first()
    first.leave()
    second.leave()


def test_a_home_without_a_folder_still_opens_a_window(tmp_path: Path) -> None:
    assert SingleInstance(tmp_path / "absent" / "home").is_first()


def test_shown_is_said_after_the_first_paint(project: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TRUCAN_HOME": str(tmp_path)}
    command = [sys.executable, str(project / "main.py"), "--announce-shown"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        said = window.stdout.readline()
        assert window.poll() is None, "the window stays"
        window.kill()

    assert said == "shown\n"


def test_the_window_loads_nothing_heavy(project: Path) -> None:
    heavy = "typst docx cryptography sqlite_utils msgspec rich psutil filelock tomli_w lunar_vn"
    code = (
        f"import sys; sys.path.insert(0, {str(project)!r}); import gui.face;"
        f" print([each for each in {heavy.split()!r} if each in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )

    assert done.stdout.strip() == "[]"
