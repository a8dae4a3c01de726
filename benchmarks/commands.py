"""Commands without a window: how long until they have answered, beside three imports."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, alternate, figure, ratio
from benchmarks.homes import with_run
from benchmarks.processes import run, trucan

LIMIT = 1.5
IMPORTS = [sys.executable, "-c", "import click, sqlite3, tomllib"]
COMMANDS = (("--help",), ("log", "list"), ("checks", "--json"))


def measure(folder: Path, times: int) -> Iterator[Figure]:
    """Measure each command in turn with the imports alone."""
    home = with_run(folder / "commands")
    for command in COMMANDS:
        name = " ".join(command)
        ours, bare = alternate(
            lambda command=command: run(trucan(home, *command)),  # type: ignore[misc]
            lambda: run(IMPORTS),
            times,
        )
        yield ratio(f"`{name}` ÷ `import click, sqlite3, tomllib`", ours, bare, LIMIT)
        yield figure(f"`{name}`", ours, "ms", factor=1000)
        yield figure("`import click, sqlite3, tomllib`", bare, "ms", factor=1000)
