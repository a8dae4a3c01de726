"""Signatures of real programs: the interpreter that runs this is signed by its makers."""

import sys
from pathlib import Path

import pytest

from core.model.unknown import Unknown
from core.probes.system_windows import RealWindows

pytestmark = pytest.mark.only("windows")

PROGRAM = Path(sys.executable)


def state_of(path: Path) -> object:
    (found,) = RealWindows().signatures((str(path),), 20.0) or ()
    return found.state  # type: ignore[union-attr]


def test_a_signed_program() -> None:
    assert state_of(PROGRAM) == "valid"


def test_a_program_that_was_changed_is_never_valid(tmp_path: Path) -> None:
    changed = tmp_path / "đã sửa.exe"
    whole = bytearray(PROGRAM.read_bytes())
    place = whole.index(b"This program cannot be run in DOS mode")
    whole[place] ^= 1
    changed.write_bytes(whole)

    state = state_of(changed)

    # Wine has no catalogues, so that it cannot say whether one names this file.
    assert state == "broken" or isinstance(state, Unknown)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert isinstance(state_of(tmp_path / "gone.exe"), Unknown)
