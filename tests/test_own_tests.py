"""The test command itself, on a machine that has no laboratory for Windows."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_a_parameter_with_the_name_of_a_build_builds_nothing(tmp_path: Path) -> None:
    """The tier of Windows is collected along; only its own checks ask for a build."""
    (tmp_path / "test_named.py").write_text(
        "import pytest\n\n"
        "@pytest.mark.parametrize(('built', 'built_twice'), [(1, 2)])\n"
        "def test_named(built, built_twice):\n"
        "    pass\n"
    )
    cache = tmp_path / "cache"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRUCAN_")}
    options = ("-q", "-p", "no:cacheprovider", "--rootdir", str(ROOT))
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(tmp_path), "tests/windows/outside"],
        cwd=ROOT,
        env={**kept, "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "1 passed" in ended.stdout
    assert not cache.exists()
