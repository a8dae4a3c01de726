"""Starting: one window for each home, and the word that says it is painted."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import invented
import pytest
import standin
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from core.engine.keeping import keep
from core.policy.settings import SettingsFile
from core.store.store import Store
from gui import numbers
from gui.face import Face
from gui.look import LIGHT
from gui.pages.overview.verdict import VerdictCard
from gui.single import SingleInstance
from gui.widgets.text import Prose

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
    lunar_vn core.campaign.lunar core.model.roster PySide6.QtNetwork
    core.cli.front core.checks core.probes core.duty core.report
    core.engine.codec core.engine.examination core.engine.explaining core.model.facts
    core.model.result core.model.run core.model.duty core.model.progress core.model.request
    gui.told gui.style gui.focus gui.models.progress gui.widgets.rows gui.widgets.error_panel
    gui.widgets.help_panel gui.pages.overview.steps gui.pages.overview.cards gui.hearing
    importlib.abc importlib.resources dataclasses
"""
"""Modules that the first paint does not wait for; the last run is told from its card."""

COSTLY = {
    "QtCore": {"Qt", "QItemSelectionModel"},
    "QtGui": {
        "QGradient",
        "QIcon",
        "QKeySequence",
        "QFontDatabase",
        "QAction",
        "QInputMethodEvent",
        "QEnterEvent",
    },
    "QtWidgets": {"QStyle", "QTabWidget", "QGraphicsView"},
}
"""Names of Qt whose first use makes dozens or hundreds of enums; see `gui.numbers`."""

WATCHED = f"""
import os, sys
sys.path.insert(0, ROOT)

class Watch:
    encoding = "utf-8"

    def write(self, text):
        loaded = sorted(set({LATER!r}.split()) & set(sys.modules))
        for kit, names in {COSTLY!r}.items():
            loaded += sorted(names & set(vars(sys.modules["PySide6." + kit])))
        sys.__stdout__.write(text + " ".join(loaded))
        sys.__stdout__.flush()
        os._exit(0)

    def flush(self):
        pass

sys.stdout = Watch()
from main import main
main(["--announce-shown", "--home", HOME])
"""


SCREEN = {"name": "office", "x": 0, "y": 0, "width": 1366, "height": 768}
"""Qt's screen without a screen is 800 wide, where the window shows no rail."""


@pytest.mark.parametrize("wide", [False, True], ids=["narrow", "wide"])
@pytest.mark.parametrize("used", [False, True], ids=["first run", "with a run"])
def test_the_first_paint_waits_for_nothing_heavy(
    project: Path, tmp_path: Path, used: bool, wide: bool
) -> None:
    screens = tmp_path / "screens.json"
    screens.write_text(json.dumps({"screens": [SCREEN]}))
    platform = f"offscreen:configfile={screens}" if wide else "offscreen"
    if used:
        SettingsFile(tmp_path).change(invented.OFFICE)
        with Store.open(tmp_path) as store:
            keep(invented.run_of(invented.FINDINGS), store.runs)
    code = WATCHED.replace("ROOT", repr(str(project))).replace("HOME", repr(str(tmp_path)))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "QT_QPA_PLATFORM": platform},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.stdout == "shown\n", done.stdout + done.stderr


def test_numbers_that_stand_for_names_of_qt_are_those_of_qt() -> None:
    align, role = Qt.AlignmentFlag, Qt.ItemDataRole
    assert {name: value for name, value in vars(numbers).items() if name.isupper()} == {
        "ALIGN_LEFT": int(align.AlignLeft),
        "ALIGN_RIGHT": int(align.AlignRight),
        "ALIGN_BOTTOM": int(align.AlignBottom),
        "ALIGN_V_CENTER": int(align.AlignVCenter),
        "ALIGN_CENTER": int(align.AlignCenter),
        "TEXT_SINGLE_LINE": int(Qt.TextFlag.TextSingleLine),
        "TEXT_HIDE_MNEMONIC": int(Qt.TextFlag.TextHideMnemonic),
        "DISPLAY_ROLE": int(role.DisplayRole),
        "TOOL_TIP_ROLE": int(role.ToolTipRole),
        "ACCESSIBLE_TEXT_ROLE": int(role.AccessibleTextRole),
        "USER_ROLE": int(role.UserRole),
        "PLAIN_TEXT": Qt.TextFormat.PlainText.value,
        "NO_FOCUS": Qt.FocusPolicy.NoFocus.value,
        "SCROLL_BAR_ALWAYS_OFF": Qt.ScrollBarPolicy.ScrollBarAlwaysOff.value,
    }


def test_properties_set_by_number_mean_the_same(qtbot: QtBot) -> None:
    text = Prose("<b>một</b>", LIGHT)
    area = QScrollArea()
    qtbot.addWidget(text)
    qtbot.addWidget(area)
    assert area.setProperty("horizontalScrollBarPolicy", numbers.SCROLL_BAR_ALWAYS_OFF)
    assert area.setProperty("focusPolicy", numbers.NO_FOCUS)

    assert text.textFormat() is Qt.TextFormat.PlainText, "markup in data is never read as markup"
    assert area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert area.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_pyside_reads_no_source() -> None:
    """PySide may read them in another way one day: then the start is slower, and this tells."""
    code = (
        "import sys, inspect; sys.path.insert(0, sys.argv[1]); read = []; ask = inspect.getsource\n"
        "inspect.getsource = lambda module: (read.append(module.__name__), ask(module))[1]\n"
        "from gui.imports import import_qt; import_qt(); before = len(read)\n"
        "import json, core.words, gui.face; print(read[before:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).resolve().parents[2])],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.stdout == "[]\n", done.stdout + done.stderr


def test_the_first_paint_shows_the_verdict_of_the_newest_whole_run(
    show: Callable[..., Face], house: standin.StandInHouse
) -> None:
    """The card tells the same as the run: verdict, numbers, what is open."""
    card, run = house.checks.latest_card(), house.checks.latest()
    face = show(house)

    assert card is not None
    assert run is not None
    assert (card.verdict, card.counts) == (run.verdict, run.counts)
    assert (card.answered, card.applicable) == (run.coverage.answered, run.coverage.applicable)
    shown = face.window.page("overview").findChild(VerdictCard)
    assert isinstance(shown, VerdictCard)
    assert shown.accessibleName().startswith(house.words.say(f"common.verdict.{run.verdict}"))
