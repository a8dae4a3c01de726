"""What was built: whole, and nothing in it that does not belong there."""

import re
import shutil
import subprocess
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from lab import ROOT

from core.version import VERSION

LAUNCHERS = ("TrucAn.exe", "bin/trucan.exe")
SYSTEM = {"KERNEL32.DLL", "MSVCRT.DLL", "USER32.DLL"}
"""Libraries that Windows itself maps into every process: none can be put in their place."""


def tree_of(built: Path) -> Path:
    """Return the tree that is installed."""
    return built / "work" / "tree"


def test_the_list_of_files_is_true(built: Path) -> None:
    tree = tree_of(built)
    listed = dict(
        reversed(line.split("  ", 1))
        for line in (tree / "app" / "files.txt").read_text("utf-8").splitlines()
    )
    there = {each.relative_to(tree).as_posix() for each in tree.rglob("*") if each.is_file()}

    assert set(listed) == there - {"app/files.txt"}
    for name, digest in listed.items():
        assert sha256((tree / name).read_bytes()).hexdigest() == digest, name


def test_the_portable_folder_is_the_installed_tree(built: Path) -> None:
    tree = tree_of(built)
    with zipfile.ZipFile(next(built.glob("*-mang-theo.zip"))) as packed:
        names = {name.removeprefix("TrucAn/") for name in packed.namelist()}

    there = {each.relative_to(tree).as_posix() for each in tree.rglob("*") if each.is_file()}
    assert names == there | {"portable.txt"}


def test_python_in_the_tree_is_still_signed(built: Path, tmp_path: Path) -> None:
    for each in (tree_of(built) / "runtime").iterdir():
        if each.suffix in (".dll", ".pyd"):
            shutil.copy(each, tmp_path)
    assert len(list(tmp_path.iterdir())) > 20

    command = [str(ROOT / "installer" / "verify-signatures"), str(tmp_path)]
    assert subprocess.run(command, timeout=300).returncode == 0


def test_a_changed_library_does_not_verify(built: Path, tmp_path: Path) -> None:
    content = bytearray((tree_of(built) / "runtime" / "select.pyd").read_bytes())
    content[len(content) // 3] ^= 1
    (tmp_path / "select.pyd").write_bytes(content)

    command = [str(ROOT / "installer" / "verify-signatures"), str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)

    assert ended.returncode != 0
    assert "select.pyd" in ended.stderr


@pytest.mark.parametrize("name", LAUNCHERS)
def test_a_launcher_loads_only_what_cannot_be_replaced(built: Path, name: str) -> None:
    asked = ["x86_64-w64-mingw32-objdump", "-p", str(tree_of(built) / name)]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    imported = {each.upper() for each in re.findall(r"DLL Name: (\S+)", said)}

    assert imported
    assert imported <= SYSTEM


@pytest.mark.parametrize("name", LAUNCHERS)
def test_a_launcher_says_what_it_is(built: Path, name: str) -> None:
    content = (tree_of(built) / name).read_bytes()

    for each in (b'level="asInvoker"', b"PerMonitorV2", b"longPathAware", b">UTF-8<"):
        assert each in content
    for words in (VERSION, "Trực An"):
        assert words.encode("utf-16-le") in content


def test_nothing_is_shipped_that_does_not_belong(built: Path) -> None:
    tree = tree_of(built)
    packages = {each.name for each in (tree / "runtime" / "packages").iterdir()}

    assert not {
        name for name in packages if name.startswith(("pip", "pytest", "duckdb", "psycopg"))
    }
    assert {"pyhanko", "pkcs11"} <= packages
    assert not list(tree.rglob("python.exe"))
    assert not list(tree.rglob("opengl32sw.dll"))
    assert not list(tree.rglob("*Qml*"))
    for each in (tree / "app").rglob("*.toml"):
        assert str(ROOT) not in each.read_text("utf-8")
    shims = {"icuuc.dll", "mscms.dll", "propsys.dll", "bcryptprimitives.dll"}
    assert not {each.name.lower() for each in tree.rglob("*.dll")} & shims
