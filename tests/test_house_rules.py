"""Rules of the house that a machine can check."""

import ast
import os
import re
import subprocess
import sys
import typing
from dataclasses import fields
from pathlib import Path

import click
import pytest

from core.checks.catalogue import catalogue
from core.engine.codec import topics
from core.model.facts import Facts
from core.model.unknown import Unknown
from core.words import LANGUAGES, Words

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 400
SQL = re.compile(r"^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|PRAGMA)\b")
ASKS_WMI = ("win_wmi.py",)  # WQL is written like SQL, and asks no database
PRODUCT = [ROOT / "main.py", *sorted((ROOT / "core").rglob("*.py")), *(ROOT / "gui").rglob("*.py")]


def run_tool(*arguments: str) -> None:
    """Run a tool of the environment from the root; show what it says when it fails."""
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, timeout=300)

    assert done.returncode == 0, done.stdout + done.stderr


def tool(name: str) -> str:
    """Return the path of a tool that stands beside this interpreter."""
    return str(Path(sys.executable).parent / name)


def test_rooms_look_downwards_only() -> None:
    run_tool(tool("lint-imports"), "--no-cache")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_types_hold(platform: str, tmp_path: Path) -> None:
    run_tool(tool("mypy"), "--platform", platform, "--cache-dir", str(tmp_path))


def test_style_holds() -> None:
    run_tool(tool("ruff"), "check", "--no-cache", ".")
    run_tool(tool("ruff"), "format", "--no-cache", "--check", ".")


def test_the_house_brings_no_window() -> None:
    code = "import sys, core.house; sys.exit('PySide6' in sys.modules)"
    run_tool(sys.executable, "-c", code)


@pytest.mark.parametrize("path", PRODUCT, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_small_and_in_their_room(path: Path) -> None:
    text = path.read_text("utf-8")

    assert text.count("\n") <= LONGEST_FILE
    if "core/store" not in path.as_posix() and path.name not in ASKS_WMI:
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not SQL.match(node.value), f"SQL in line {node.lineno}"
    if path.name != "main.py" and "core" in path.parts:
        calls = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
        assert not [n.lineno for n in calls if getattr(n.func, "id", "") == "print"]


def test_the_front_door_is_small() -> None:
    assert (ROOT / "main.py").read_text("utf-8").count("\n") < 80


def test_every_known_check_is_found() -> None:
    """The list is renewed with UPDATE_GOLDEN=1; a check that got lost fails here."""
    golden = ROOT / "tests" / "golden" / "checks.txt"
    found = "".join(f"{check}\n" for check in catalogue())
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found)

    assert found == golden.read_text()


@pytest.mark.parametrize("check", sorted(catalogue()))
def test_every_check_is_complete(check: str) -> None:
    module = check.lower().replace("-", "_")

    assert (ROOT / "core" / "checks" / f"{module}.py").is_file()
    assert (ROOT / "tests" / "checks" / f"test_{module}.py").is_file()
    for lang in LANGUAGES:
        assert Words(lang).has(f"checks.{check}.title")
        assert (ROOT / "resources" / "help" / lang / "checks" / f"{check}.md").is_file()


def test_every_folder_of_modules_is_a_package() -> None:
    """What looks for rooms, topics and pages passes over a folder that is none."""
    folders = {path.parent for path in PRODUCT} - {ROOT}

    assert not {str(each) for each in folders if not (each / "__init__.py").is_file()}


@pytest.mark.parametrize("kind", topics().values(), ids=lambda kind: kind.TOPIC)
def test_every_fact_may_be_unread(kind: type[Facts]) -> None:
    hints = typing.get_type_hints(kind)
    for field in fields(kind):
        if field.name != "origin":
            assert Unknown in typing.get_args(hints[field.name]), field.name
    for lang in LANGUAGES:
        assert kind.TOPIC == "history" or Words(lang).has(f"common.topic.{kind.TOPIC}")


def commands(group: click.Group, context: click.Context) -> list[tuple[str, click.Command]]:
    """Return every command below a group with its path."""
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found.append((name, command))
        if isinstance(command, click.Group):
            found += [(f"{name} {path}", each) for path, each in commands(command, context)]
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_explains_itself(lang: str) -> None:
    from core.cli.front import Face, _group, explain

    face = Face(Words(lang), lambda home, lang, announce: 0)
    group = _group(face)
    context = click.Context(group, obj=face)
    found = commands(group, context)

    assert {"start", "check", "judge", "log add", "schema"} <= {path for path, _ in found}
    for path, command in found:
        explain(command, f"cli.{path.replace(' ', '.')}", face.words)
        assert command.help, path
        assert "trucan" in command.help, f"{path} shows no example"
        names = {each.name for each in command.params}
        assert {"home", "lang", "help"} <= names, path
        for each in command.params:
            if isinstance(each, click.Option):
                assert each.help, f"{path} --{each.name}"
