"""What every test may use, and what no test may do."""

import os
import socket
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "tests"))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# No test may put a key into the keyring of the person who runs it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from components import COMPONENTS  # noqa: E402 - found through the line above
from ordinary import Ordinary  # noqa: E402


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that makes an absent component a failure."""
    parser.addoption("--require-system", action="store_true", help="absent components fail")
    parser.addoption("--full-counts", action="store_true", help="all kills and power cuts: minutes")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect tests of another family of systems, and those whose component is absent, by name.

    With `--require-system`, an absent component stops the run.
    """
    # Asked only where a test needs it: some answers take a second.
    is_present = cache(lambda name: COMPONENTS[name]())
    absent: Counter[str] = Counter()
    elsewhere: Counter[str] = Counter()
    kept, left_out = [], []
    here = "windows" if sys.platform == "win32" else "posix"
    for item in items:
        families = {str(mark.args[0]) for mark in item.iter_markers("only")}
        if families - FAMILIES:
            raise pytest.UsageError(f"{item.nodeid} is only for {families}")
        if families - {here}:
            elsewhere.update(families)
            left_out.append(item)
            continue
        needed = [str(mark.args[0]) for mark in item.iter_markers("system")]
        unknown = [name for name in needed if name not in COMPONENTS]
        if unknown:
            raise pytest.UsageError(f"{item.nodeid} needs an unknown component: {unknown}")
        lacking = [name for name in needed if not is_present(name)]
        absent.update(lacking)
        (left_out if lacking else kept).append(item)
    if absent and config.getoption("--require-system"):
        raise pytest.UsageError(f"absent components: {', '.join(sorted(absent))}")
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept
    config.stash[ABSENT] = absent
    config.stash[ELSEWHERE] = elsewhere


LINUX_ONLY = (
    ROOT / "tests" / "probes" / "linux",
    ROOT / "tests" / "fat",
    ROOT / "tests" / "store" / "test_power_cuts.py",
    ROOT / "tests" / "store" / "test_stick.py",
)
"""Folders and files that cannot even be imported elsewhere; named in the summary."""


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave what is of Linux out elsewhere."""
    return True if sys.platform == "win32" and collection_path in LINUX_ONLY else None


# How busy this machine is says nothing about a property.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("here")
if sys.platform == "win32":
    # A first call may wait for a virus scanner there, or for Wine, where opening a file takes long;
    # the many examples are tried on Linux.
    settings.register_profile(
        "windows",
        deadline=None,
        database=None,
        max_examples=25,
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("windows")

FAMILIES = frozenset({"posix", "windows"})
ABSENT = pytest.StashKey[Counter[str]]()
ELSEWHERE = pytest.StashKey[Counter[str]]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was left out, and why, just before the closing line."""
    absent = terminalreporter.config.stash.get(ABSENT, Counter())
    for name, count in sorted(absent.items()):
        terminalreporter.write_line(f"deselected, {name} is absent: {count}")
    for folder in LINUX_ONLY if sys.platform == "win32" else ():
        terminalreporter.write_line(f"left out, only for posix: {folder.relative_to(ROOT)}")
    elsewhere = terminalreporter.config.stash.get(ELSEWHERE, Counter())
    for name, count in sorted(elsewhere.items()):
        terminalreporter.write_line(f"deselected, only for {name}: {count}")


@pytest.fixture
def project() -> Path:
    """Return the root of the project."""
    return ROOT


@pytest.fixture(scope="session")
def ordinary() -> Iterator[Ordinary]:
    """Return a copy of the program that runs as an ordinary account."""
    copy = Ordinary()
    yield copy
    copy.remove()


@pytest.fixture(scope="session", autouse=True)
def _own_account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what belongs to an account, keys above all, out of the one that runs the tests.

    Windows has no such variable: there the folder of the account is asked of the system.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("account")))
        yield


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trap every connection that leaves this machine; local sockets of the system stay open."""
    connect = socket.socket.connect

    def refuse(sock: socket.socket, address: object) -> None:
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            raise AssertionError(f"a test tried to connect to {address}")
        connect(sock, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", refuse)
