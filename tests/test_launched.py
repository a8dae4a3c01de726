"""How the program finds out whether its own launcher started it."""

import sys
from pathlib import Path

import pytest

from core import launched
from core.house import default_home, host_command


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a program that its own launcher started."""
    folder = tmp_path / "Trực An"
    (folder / "bin").mkdir(parents=True)
    monkeypatch.setattr(sys, "_xoptions", {"trucan": str(folder / "bin" / "trucan.exe")})
    return folder


def test_from_a_source_tree_the_interpreter_starts_it_isolated(project: Path) -> None:
    assert launched.program_folder() is None
    assert launched.portable_home() is None
    assert host_command() == (sys.executable, "-I", str(project / "main.py"), "--probe-host")


def test_an_installed_program_starts_its_own_console_form(installed: Path) -> None:
    assert host_command() == (str(installed / "bin" / "trucan.exe"), "--probe-host")
    assert launched.program_folder() == installed


def test_only_a_marked_copy_carries_its_home_along(installed: Path) -> None:
    assert launched.portable_home() is None
    assert not default_home().is_relative_to(installed)

    (installed / "portable.txt").touch()

    assert default_home() == installed / "TrucAn-du-lieu"
