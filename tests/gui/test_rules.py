"""Rules of the window's code that a machine can check."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.words import LANGUAGES, Words

GUI = Path(__file__).resolve().parent.parent.parent / "gui"
FILES = sorted(GUI.rglob("*.py"))
SPEAKING = {
    "setText",
    "setWindowTitle",
    "setToolTip",
    "setPlaceholderText",
    "setAccessibleName",
    "setAccessibleDescription",
    "setStatusTip",
    "setWhatsThis",
    "addAction",
    "addMenu",
    "addItem",
    "setTitle",
    "setLabelText",
    "setInformativeText",
    "setPlainText",
    "setHtml",
    "setMarkdown",
}
"""Methods whose first text a person sees."""

KEY = re.compile(r"[a-z_]+\.[a-z_.]+[a-z_]")
ROOMS = (
    *("window", "pages", "overview", "first_run", "confirm", "buttons", "settings", "evidence"),
    *("duty", "common", "errors", "incident", "shift", "roster", "backup", "contacts"),
    *("exchange", "sweep", "packs"),
)


def calls(path: Path) -> Iterator[ast.Call]:
    tree = ast.parse(path.read_text("utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(GUI)))
def test_no_text_stands_in_the_code(path: Path) -> None:
    for call in calls(path):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        for argument in call.args if name in SPEAKING else ():
            spoken = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            assert not (spoken and argument.value.strip()), (
                f"line {call.lineno}: {argument.value!r}"
            )


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(GUI)))
def test_colours_stand_in_the_look_only(path: Path) -> None:
    found = re.findall(r"\"#[0-9A-Fa-f]{6}\"", path.read_text("utf-8"))

    assert not found or path.name == "look.py"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(GUI)))
def test_threads_stand_in_the_worker_only(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    names = {
        each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for each in node.names
    }

    assert not names & {"threading", "QThreadPool", "QRunnable"} or path.name == "worker.py"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(GUI)))
def test_long_lived_signals_reach_methods_only(path: Path) -> None:
    """A lambda on a signal of the desk outlives the part of the window it belongs to."""
    found = re.findall(r"(?:desk|runs)\.\w+\.connect\(lambda", path.read_text("utf-8"))

    assert not found


def keys_in(path: Path) -> Iterator[str]:
    """Yield every whole text of a file that looks like a key of the words."""
    tree = ast.parse(path.read_text("utf-8"))
    joined = (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
    parts = {id(part) for node in joined for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            room = node.value.partition(".")[0]
            if KEY.fullmatch(node.value) and room in ROOMS and not node.value.endswith(".json"):
                yield node.value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_in_the_code_has_words(lang: str) -> None:
    words = Words(lang)
    missing = {key for path in FILES for key in keys_in(path) if not words.has(key)}

    assert not missing


def test_every_icon_that_is_named_is_there_and_none_is_idle() -> None:
    folder = GUI.parent / "resources" / "icons"
    there = {each.stem for each in folder.glob("*.svg")}
    playbooks = sorted((GUI.parent / "resources" / "playbooks").glob("*.toml"))
    code = "\n".join(each.read_text("utf-8") for each in (*FILES, *playbooks))
    named = {each for each in there if f'"{each}"' in code}
    asked = set(re.findall(r"icon=\"([a-z-]+)\"", code))

    assert asked <= there
    assert named == there
    assert (folder / "LICENSE").read_text("utf-8").startswith("MIT License")
