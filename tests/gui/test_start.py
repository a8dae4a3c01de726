"""Starting: one window for each home, and the word that says it is painted."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import standin
from pytestqt.qtbot import QtBot

from core.engine.keeping import keep
from core.policy.settings import SettingsFile
from core.store.store import Store
from gui.face import Face
from gui.pages.overview.verdict import VerdictCard
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


LATER = """
    click click.core msgspec typst docx cryptography sqlite_utils rich psutil filelock tomli_w
    lunar_vn PySide6.QtNetwork core.cli.front core.checks core.probes core.duty core.report
    core.engine.codec core.engine.examination core.engine.explaining core.model.facts
    core.model.result core.model.run core.model.duty core.model.progress core.model.request
    gui.told gui.style gui.focus gui.models.progress gui.widgets.rows gui.widgets.error_panel
    gui.widgets.help_panel gui.pages.overview.steps gui.pages.overview.cards
"""
"""Modules that the first paint does not wait for; the last run is told from its card."""

WATCHED = f"""
import os, sys
sys.path.insert(0, ROOT)

class Watch:
    encoding = "utf-8"

    def write(self, text):
        loaded = sorted(set({LATER!r}.split()) & set(sys.modules))
        sys.__stdout__.write(text + " ".join(loaded))
        sys.__stdout__.flush()
        os._exit(0)

    def flush(self):
        pass

sys.stdout = Watch()
from main import main
main(["--announce-shown", "--home", HOME])
"""


@pytest.mark.parametrize("used", [False, True], ids=["first run", "with a run"])
def test_the_first_paint_waits_for_nothing_heavy(project: Path, tmp_path: Path, used: bool) -> None:
    if used:
        SettingsFile(tmp_path).change(standin.OFFICE)
        with Store.open(tmp_path) as store:
            keep(standin.run_of(standin.FINDINGS), store.runs)
    code = WATCHED.replace("ROOT", repr(str(project))).replace("HOME", repr(str(tmp_path)))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.stdout == "shown\n", done.stdout + done.stderr


def test_the_first_paint_shows_the_verdict_of_the_newest_whole_run(
    show: Callable[..., Face], house: standin.StandInHouse
) -> None:
    """The card tells the same as the run: verdict, numbers, what is open."""
    card, run = house.checks.latest_card(), house.checks.latest()
    face = show(house)

    assert card is not None
    assert run is not None
    assert (card.verdict, card.coverage, card.counts) == (run.verdict, run.coverage, run.counts)
    shown = face.window.page("overview").findChild(VerdictCard)
    assert isinstance(shown, VerdictCard)
    assert shown.accessibleName().startswith(house.words.say(f"common.verdict.{run.verdict}"))
