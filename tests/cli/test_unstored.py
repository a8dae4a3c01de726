"""A check whose result the disk does not take is told all the same, and then why not stored."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.store.store import Store

ROOT = Path(__file__).resolve().parents[2]

# What is left is enough to open the store, which takes 32 kB beside it, and not for a run.
NEARLY_FULL = """
mount -t tmpfs -o size=4m none home || exit 99
"$1" "$2" check --only SYS-801 >/dev/null
cat /dev/zero >home/filler 2>/dev/null
truncate -s -44K home/filler
shift 2 && "$@"
status=$?
rm home/filler
cp -r home after
exit $status
"""

pytestmark = [pytest.mark.system("mount"), pytest.mark.system("unshare")]


def called(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Call a command whose home holds one run and no room for another; keep a copy of it."""
    (folder / "home").mkdir()
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    program = (sys.executable, str(ROOT / "main.py"))
    asked = (program[0], "-W", "error", program[1], "--lang", "en", *arguments)
    return subprocess.run(
        ["unshare", "--mount", "sh", "-c", NEARLY_FULL, "sh", *program, *asked],
        env={**kept, "TRUCAN_HOME": str(folder / "home")},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
    )


def stored(folder: Path) -> int:
    """Return how many runs the home holds; it is whole, and nothing half-written is beside it."""
    assert {each.name for each in (folder / "after").iterdir()} == {"trucan.db", "trucan.lock"}
    with Store.open(folder / "after", read_only=True) as store:
        assert store.examine() == ()
        return len(store.runs.cards(10))


@pytest.mark.parametrize("target", ["", "-", "out.json", "home/out.json"])
def test_a_check_is_told_before_that_it_is_not_stored(tmp_path: Path, target: str) -> None:
    asked = ("--json", target) if target else ()
    said = called(tmp_path, "check", "--only", "SYS-801", *asked)
    told, printed = said.stdout, said.stdout
    if target == "-":
        told, sentence = said.stderr.split("check again.\n")
        told += "check again."
    else:
        sentence = said.stderr
    lines = [each for each in sentence.splitlines() if not each.startswith("  ")]

    assert said.returncode == 73
    assert "Computer clock" in told
    assert told.rstrip().endswith("check again.")
    assert "Stored as run" not in told
    assert lines[0].startswith("Could not save trucan.db because drive")
    assert len(lines) == (2 if target == "home/out.json" else 1), "each file that is not there"
    assert stored(tmp_path) == 1
    if target in ("-", "out.json"):
        body = printed if target == "-" else (tmp_path / target).read_text()
        assert [each["check"] for each in json.loads(body)["findings"]] == ["SYS-801"]


def test_a_start_that_cannot_be_stored_tells_what_it_found(tmp_path: Path) -> None:
    said = called(tmp_path, "start", "--out", "reports")

    assert said.returncode == 73
    assert "checks gave an answer" in said.stdout
    assert said.stdout.rstrip().endswith("check again.")
    assert said.stderr.startswith("Could not save trucan.db because drive")
    assert stored(tmp_path) == 1
    assert not (tmp_path / "reports").exists()
