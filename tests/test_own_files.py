"""Whether a program's folder is told apart from what was built."""

import sys
from hashlib import sha256
from pathlib import Path

import pytest

from core.house import House
from core.own_files import LIST, added, unlike

FILES = {"TrucAn.exe": b"MZ1", "bin/trucan.exe": b"MZ2", "runtime/python313.dll": b"MZ3"}


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A portable copy as it was built."""
    folder = tmp_path / "TrucAn"
    for name, content in {**FILES, "app/main.py": b"pass"}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    names = sorted(each for each in folder.rglob("*") if each.is_file())
    (folder / LIST).write_text(
        "".join(
            f"{sha256(each.read_bytes()).hexdigest()}  {each.relative_to(folder).as_posix()}\n"
            for each in names
        ),
        "utf-8",
    )
    (folder / "portable.txt").touch()
    (folder / "TrucAn-du-lieu").mkdir()
    (folder / "TrucAn-du-lieu" / "settings.toml").touch()
    return folder


def test_a_copy_as_it_was_built(program: Path) -> None:
    assert (list(unlike(program)), list(added(program))) == ([], [])


def test_what_befell_a_stick(program: Path) -> None:
    """A program that something fastened on to, one that is gone, libraries laid beside."""
    (program / "TrucAn.exe").write_bytes(b"MZ1virus")
    (program / "app" / "main.py").unlink()
    (program / "bin" / "version.dll").touch()
    (program / "autorun.inf").touch()

    assert set(unlike(program)) == {"TrucAn.exe", "app/main.py"}
    assert set(added(program)) == {"bin/version.dll", "autorun.inf"}


def test_the_sweep_looks_at_the_program_too(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only where it stands on the stick; without its list nothing about it can be believed."""
    results = tmp_path / "results"
    house = House.open(tmp_path / "home", "vi")
    house.sweep.start(results, "Tết")
    (program / "bin" / "version.dll").touch()
    assert house.sweep.verify(results).is_clean

    monkeypatch.setattr(sys, "_xoptions", {"trucan": str(program / "bin" / "trucan.exe")})
    found = house.sweep.verify(results)
    assert (found.program, found.is_clean) == (("bin/version.dll",), False)
    (program / LIST).unlink()
    assert house.sweep.verify(results).program == (LIST.as_posix(),)
    (program / "portable.txt").unlink()
    assert house.sweep.verify(results).is_clean
