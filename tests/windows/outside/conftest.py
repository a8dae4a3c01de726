"""What the checks from outside share: the laboratory, and what is built once."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from builds import Builds
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


BUILDS = pytest.StashKey[Builds]()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Begin to build when a check will want it, so that it is ready when its turn comes.

    Of the checks in this folder only: tests elsewhere have parameters of the same names.
    """
    here = Path(__file__).resolve().parent
    checks = [item for item in session.items if item.path.is_relative_to(here)]
    wanted = {name for item in checks for name in getattr(item, "fixturenames", ())}
    ready = os.environ.get("TRUCAN_BUILT")
    if not session.config.option.collectonly and (
        "built_twice" in wanted or ("built" in wanted and not ready)
    ):
        folder = Path(tempfile.mkdtemp(prefix="build-", dir=laboratory()))
        session.config.stash[BUILDS] = Builds(folder)
        session.config.add_cleanup(lambda: _leave(session.config.stash[BUILDS], folder))


def _leave(builds: Builds, folder: Path) -> None:
    builds.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def built_twice(request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """Return two folders in which one command built everything, one after the other."""
    return request.config.stash[BUILDS].both()


@pytest.fixture(scope="session")
def built(request: pytest.FixtureRequest) -> Path:
    """Return a folder in which everything was built; $TRUCAN_BUILT names one that is ready."""
    if ready := os.environ.get("TRUCAN_BUILT"):
        return Path(ready)
    return request.config.stash[BUILDS].first()
