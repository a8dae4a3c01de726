"""Running the program as an ordinary account, from a copy that such an account may read."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SYSTEM_PYTHON = Path("/usr/bin/python3")
_NOT_NEEDED = ("PySide6", "shiboken6", "mypy", "mypyc", "hypothesis", "pip", "PIL", "pypdfium2*")


def is_root() -> bool:
    """Say whether this is a POSIX system and the tests run as its root."""
    return sys.platform != "win32" and os.geteuid() == 0


def same_python() -> bool:
    """Say whether the system's Python can use the packages of this environment."""
    if not is_root() or not SYSTEM_PYTHON.exists():
        return False
    code = "import sys; print(sys.version_info[:2] == " + repr(tuple(sys.version_info[:2])) + ")"
    done = subprocess.run([SYSTEM_PYTHON, "-c", code], capture_output=True, text=True, timeout=20)
    return done.stdout.strip() == "True"


class Ordinary:
    """A copy of the program that the account `nobody` can read, and a home that it can write."""

    def __init__(self) -> None:
        """Make the copy."""
        self.folder = Path(tempfile.mkdtemp(prefix="trucan-ordinary-", dir="/tmp"))
        for name in ("core", "resources"):
            shutil.copytree(ROOT / name, self.folder / name)
        shutil.copy(ROOT / "main.py", self.folder)
        packages = Path(sysconfig.get_path("purelib"))
        ignore = shutil.ignore_patterns(*_NOT_NEEDED)
        shutil.copytree(packages, self.folder / "packages", ignore=ignore)
        # Hosts start isolated, where no environment variable is heard: a path file is.
        self.home = self.folder / "home"
        self.home.mkdir()
        shutil.chown(self.home, "nobody", "nogroup")
        venv = [str(SYSTEM_PYTHON), "-m", "venv", "--without-pip", str(self.folder / "venv")]
        subprocess.run(venv, check=True, timeout=60)
        site = next((self.folder / "venv").glob("lib/python*/site-packages"))
        (site / "copied.pth").write_text(f"{self.folder / 'packages'}\n")
        self.python = self.folder / "venv" / "bin" / "python"
        self.folder.chmod(0o755)

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run `main.py` with arguments as nobody, without a display."""
        return subprocess.run(
            [str(self.python), str(self.folder / "main.py"), *arguments],
            user="nobody",
            group="nogroup",
            extra_groups=[],
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.home), "TRUCAN_HOME": str(self.home)},
            cwd="/",
            capture_output=True,
            text=True,
            timeout=120,
        )

    def remove(self) -> None:
        """Remove the copy."""
        shutil.rmtree(self.folder)
