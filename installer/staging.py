"""The tree that is installed: Python, the packages of the lock for Windows, and the program.

TrucAn.exe        the window
bin/trucan.exe    the console; a folder of its own, since Windows sees no case in names
runtime/          Python and, in packages, what the two locks name
app/              main.py with its rooms
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

LOCKS = ("requirements.lock", "requirements-sign.lock")
"""The base and the signing of PDF by a token; nothing else that is optional. They must agree."""

NEVER_CALLED = (
    # A dependency of sqlite-utils asks for pip; installing from the network has no place here.
    "pip",
    "pip-*",
    # rich asks for these to colour code and Markdown, of which the program shows none.
    "pygments",
    "pygments-*",
    "markdown_it",
    "markdown_it_py-*",
    "mdurl",
    "mdurl-*",
    # cffi asks for it to compile.
    "pycparser",
    "pycparser-*",
)

ROOMS = ("main.py", "core", "gui", "resources", "LICENSE", "README.md", "CHANGELOG.md")
NOT_NEEDED = ("*.pyi", "*.pxd", "*.pyx", "*.c", "*.h", "*.lib", "py.typed", "__pycache__")
WITHOUT = ("python.exe", "pythonw.exe", "python.cat", "python313._pth", "winsound.pyd")
PATHS = "python313.zip\r\n.\r\npackages\r\n..\\app\r\n"


def stage(root: Path, lab: Path, tree: Path, qt: dict[str, Any]) -> None:
    """Fill a folder with everything but the launchers."""
    runtime = tree / "runtime"
    shutil.copytree(lab / "python", runtime, ignore=shutil.ignore_patterns(*WITHOUT))
    (runtime / "python313._pth").write_text(PATHS, "ascii", newline="")
    packages = runtime / "packages"
    _bring_packages(root, lab, packages)
    _keep_qt(packages / "PySide6", qt)
    _thin_shiboken(packages)
    _bring_program(root, tree / "app")
    _compile(lab, tree)


def _bring_packages(root: Path, lab: Path, packages: Path) -> None:
    """Resolve the lock for Windows; uv knows the markers of another system, pip does not."""
    command = [str(lab / "tools" / "bin" / "uv"), "--quiet", "pip", "install", "--require-hashes"]
    command += ["--only-binary", ":all:", "--python-platform", "x86_64-pc-windows-msvc"]
    command += ["--python-version", "3.13", "--link-mode", "copy", "--target", str(packages)]
    asked = [word for lock in LOCKS for word in ("-r", str(root / lock))]
    subprocess.run([*command, *asked], check=True)
    (packages / ".lock").unlink(missing_ok=True)
    never_called = [found for name in NEVER_CALLED for found in packages.glob(name)]
    for folder in (
        packages / "bin",
        *never_called,
        *packages.glob("*/test"),
        *packages.glob("*/tests"),
    ):
        shutil.rmtree(folder)
    for pattern in NOT_NEEDED:
        for found in sorted(packages.rglob(pattern), reverse=True):
            shutil.rmtree(found) if found.is_dir() else found.unlink()
    for left in ("INSTALLER", "REQUESTED", "RECORD", "direct_url.json", "uv_cache.json"):
        for found in packages.glob(f"*.dist-info/{left}"):
            found.unlink()


def _keep_qt(folder: Path, qt: dict[str, Any]) -> None:
    """Leave the named parts of PySide6, and its Python files at the top."""
    wanted = {folder / name for name in qt["libraries"]}
    wanted |= {folder / "plugins" / name for name in qt["plugins"]}
    for module in qt["modules"]:
        wanted |= {folder / f"Qt6{module}.dll", folder / f"Qt{module}.pyd"}
    missing = sorted(str(each.relative_to(folder)) for each in wanted if not each.is_file())
    if missing:
        raise SystemExit(f"PySide6 has no {', '.join(missing)}; see installer/qt.toml")
    wanted |= {each for each in folder.glob("*.py") if each.name != "PySide6_QtAsyncio.py"}
    _remove_all_but(folder, wanted)


def _thin_shiboken(packages: Path) -> None:
    folder = packages / "shiboken6"
    runtime = ("shiboken6.abi3.dll", "Shiboken.pyd", "msvcp140.dll", "vcruntime140.dll")
    wanted = {folder / name for name in (*runtime, "vcruntime140_1.dll")}
    _remove_all_but(folder, wanted | set(folder.rglob("*.py")))


def _remove_all_but(folder: Path, wanted: set[Path]) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in wanted:
            path.unlink()


def _bring_program(root: Path, target: Path) -> None:
    """Copy what the project holds under version control, nothing that merely lies there."""
    asked = ["git", "-C", str(root), "ls-files", "-z", "--", *ROOMS]
    listed = subprocess.run(asked, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, target / name)


def _compile(lab: Path, tree: Path) -> None:
    """Compile all Python files by the Python that will run them.

    By hash and unchecked: a program folder is often read-only, and the bytes of a build must not
    depend on file times.
    """
    command = [str(lab / "python" / "python.exe"), "-m", "compileall", "-q"]
    command += ["--invalidation-mode", "unchecked-hash", "app", "runtime/packages"]
    with tempfile.TemporaryDirectory() as prefix:
        environment = {
            **os.environ,
            "WINEPREFIX": prefix,
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe=",
        }
        environment.pop("DISPLAY", None)
        quiet = subprocess.DEVNULL
        try:
            subprocess.run(
                ["wine", "wineboot", "-i"], env=environment, stdin=quiet, stdout=quiet,
                stderr=quiet, check=True,
            )  # fmt: skip
            ended = subprocess.run(
                ["wine", *command], env=environment, stdin=quiet, stdout=subprocess.PIPE,
                stderr=quiet, cwd=tree,
            )  # fmt: skip
        finally:
            subprocess.run(["wineserver", "-k"], env=environment, check=False)
            subprocess.run(["wineserver", "-w"], env=environment, check=False)
    if ended.returncode != 0 or not any((tree / "app" / "core").rglob("*.pyc")):
        raise SystemExit(f"compiling failed: {ended.stdout.decode('utf-8', 'replace')}")
