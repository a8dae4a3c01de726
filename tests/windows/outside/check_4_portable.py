"""The portable folder: from a stick, writable or not, under any letter, leaving no trace."""

import os
import subprocess
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from lab import Lab

SHELF = "TrucAn-du-lieu"


@pytest.fixture(scope="module")
def stick(lab: Lab, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a stick, known as drive E:, with the portable folder on it."""
    folder = tmp_path_factory.mktemp("USB của anh Tú")
    with zipfile.ZipFile(next(built.glob("*-mang-theo.zip"))) as packed:
        packed.extractall(folder)
    letter(lab, "e", folder)
    return folder


def letter(lab: Lab, name: str, folder: Path) -> None:
    """Make a folder known as a drive."""
    link = lab.prefix / "dosdevices" / f"{name}:"
    link.unlink(missing_ok=True)
    link.symlink_to(folder)


def traces(lab: Lab) -> set[str]:
    """Return every file of the users and of the programs' own folders on the PC."""
    places = (lab.drive / "users", lab.drive / "ProgramData")
    return {str(each) for place in places for each in place.rglob("*")}


def test_it_keeps_everything_beside_itself(lab: Lab, stick: Path) -> None:
    before = traces(lab)
    program = "E:\\TrucAn\\bin\\trucan.exe"

    assert lab.run(program, "selftest", limit=200).returncode == 0
    checked = lab.run(program, "check", limit=200)
    assert checked.returncode in (20, 30), checked.stderr

    assert (stick / "TrucAn" / SHELF / "trucan.db").is_file()
    assert traces(lab) == before


def test_it_goes_on_under_another_letter(lab: Lab, stick: Path) -> None:
    letter(lab, "k", stick)

    ended = lab.run("K:\\TrucAn\\bin\\trucan.exe", "report", "--out", "K:\\bao-cao", limit=200)

    assert ended.returncode == 0, ended.stderr
    assert {each.suffix for each in (stick / "bao-cao").iterdir()} == {".pdf", ".docx", ".json"}


def test_a_write_protected_stick_works_with_results_elsewhere(
    lab: Lab, stick: Path, tmp_path: Path
) -> None:
    """The stick is mounted read-only, which stops root as a switch on the stick would."""
    letter(lab, "f", tmp_path / "stick")
    (tmp_path / "stick").mkdir()
    bound = ["mount", "--bind", str(stick), str(tmp_path / "stick")]
    subprocess.run(bound, check=True)
    try:
        locked = ["mount", "-o", "remount,bind,ro", str(tmp_path / "stick")]
        subprocess.run(locked, check=True)
        program = "F:\\TrucAn\\bin\\trucan.exe"

        refused = lab.run(program, "log", "add", "x")
        elsewhere = lab.run(program, "check", "--home", "C:\\kết quả", limit=200)
    finally:
        subprocess.run(["umount", str(tmp_path / "stick")], check=True)

    assert refused.returncode == 73, refused.stderr
    assert "Traceback" not in refused.stderr
    assert elsewhere.returncode in (20, 30), elsewhere.stderr
    assert (lab.drive / "kết quả" / "trucan.db").is_file()


def test_it_runs_from_a_profile_with_vietnamese_letters_and_spaces(lab: Lab, built: Path) -> None:
    folder = (
        lab.drive / "users" / "Nguyễn Thị Ngọc Ánh" / "Màn hình nền" / "Trực An (bản mang theo)"
    )
    with zipfile.ZipFile(next(built.glob("*-mang-theo.zip"))) as packed:
        packed.extractall(folder)
    program = folder / "TrucAn" / "bin" / "trucan.exe"

    tested = lab.run(program, "selftest", limit=200)
    written = lab.run(program, "log", "add", "Ca trực của chị Ánh", limit=200)
    listed = lab.run(program, "log", "list", limit=200)

    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert written.returncode == 0, written.stderr
    assert "Ca trực của chị Ánh" in listed.stdout
    assert (folder / "TrucAn" / SHELF).is_dir()


def test_a_full_stick_is_told_and_loses_nothing(lab: Lab, stick: Path, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    letter(lab, "g", full)
    program = "E:\\TrucAn\\bin\\trucan.exe"
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(full)], check=True)
    try:
        kept = lab.run(program, "log", "add", "giữ lại", "--home", "G:\\nhà", limit=200)
        with suppress(OSError), (full / "filling").open("wb", buffering=0) as filling:
            while True:
                filling.write(bytes(4096))
        refused = lab.run(program, "log", "add", "x" * 8000, "--home", "G:\\nhà", limit=200)
        (full / "filling").unlink()
        listed = lab.run(program, "log", "list", "--home", "G:\\nhà", limit=200)
        verified = lab.run(program, "log", "verify", "--home", "G:\\nhà", limit=200)
    finally:
        subprocess.run(["umount", str(full)], check=True)

    assert kept.returncode == 0, kept.stderr
    assert refused.returncode == 73, refused.stdout + refused.stderr
    assert "Traceback" not in refused.stderr
    assert "giữ lại" in listed.stdout
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_a_stick_copied_by_half_says_so(lab: Lab, built: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*-mang-theo.zip"))) as packed:
        names = packed.namelist()
        packed.extractall(tmp_path, [name for name in names if "/core/" not in name])

    ended = lab.run(tmp_path / "TrucAn" / "bin" / "trucan.exe", "check")

    assert ended.returncode == 70
    assert "core" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert os.linesep not in ended.stderr.strip()
