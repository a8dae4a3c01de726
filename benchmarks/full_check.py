"""A full check, beside Lynis and beside reading the same facts bare."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, alternate, figure, ratio
from benchmarks.homes import with_backup, with_run
from benchmarks.processes import BARE, run, trucan

LIMIT = 1.5
LYNIS_LIMIT = 0.05


def measure(folder: Path, times: int, lynis_times: int) -> Iterator[Figure]:
    """Measure `check --json` with a backup folder of 20,000 files, the bare cost, and Lynis."""
    home, backup = with_run(folder / "check"), with_backup(folder / "backup")
    command = trucan(home, "check", "--param", f"BAK-301.places={backup}", "--json", "-")
    ours, bare = alternate(
        lambda: run(command),
        lambda: run([sys.executable, str(BARE / "facts.py"), str(backup)]),
        times,
    )
    yield ratio("full check ÷ reading the same facts bare", ours, bare, LIMIT)
    yield figure("full check, 20,000 backup files", ours, "s")
    yield figure("reading the same facts bare", bare, "s")
    lynis = shutil.which("lynis", path="/usr/sbin:/usr/bin:/usr/local/bin")
    if lynis and lynis_times:
        audits = [run([lynis, "audit", "system", "--quick"]) for _ in range(lynis_times)]
        yield ratio("full check ÷ `lynis audit system --quick`", ours, audits, LYNIS_LIMIT)
        yield figure("`lynis audit system --quick`", audits, "s")
