"""What the checks from outside share: the laboratory, and what is built once."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from lab import ROOT, Lab, laboratory


@pytest.fixture(scope="session")
def lab() -> Iterator[Lab]:
    """Return Wine with a prefix of its own."""
    made = Lab()
    yield made
    made.remove()


@pytest.fixture(scope="session")
def source(lab: Lab) -> Path:
    """Return a copy of the project, in a folder of the user whose name is Vietnamese."""
    target = lab.drive / "users" / "Chị Hạnh" / "nguồn Trực An"
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
    return target


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Return where screenshots are kept for whoever wants to look: $TRUCAN_PICTURES or the lab."""
    return Path(os.environ.get("TRUCAN_PICTURES") or laboratory() / "pictures")


@pytest.fixture(scope="session")
def built_twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return two folders in which one command built everything, side by side on two processors."""
    folders = (tmp_path_factory.mktemp("built"), tmp_path_factory.mktemp("built again"))
    command = str(ROOT / "installer" / "build")
    logs = [(folder / "log.txt").open("w") for folder in folders]
    builds = [
        subprocess.Popen([command, str(folder)], stdout=log, stderr=subprocess.STDOUT)
        for folder, log in zip(folders, logs, strict=True)
    ]
    ended = [build.wait(1200) for build in builds]
    for log in logs:
        log.close()
    assert ended == [0, 0], "".join((each / "log.txt").read_text()[-3000:] for each in folders)
    return folders


@pytest.fixture(scope="session")
def built(request: pytest.FixtureRequest) -> Path:
    """Return a folder in which everything was built; $TRUCAN_BUILT names one that is ready."""
    if ready := os.environ.get("TRUCAN_BUILT"):
        return Path(ready)
    folder: Path = request.getfixturevalue("built_twice")[0]
    return folder
