"""Measures every figure, or the topics that are named, and prints one table."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import (
    addresses,
    cancel,
    commands,
    consolidation,
    duty_log,
    full_check,
    log_search,
    machine,
    report,
    slow,
    soak,
    window,
)
from benchmarks.figures import Figure, table
from benchmarks.processes import compile_all

Topic = Callable[[Path], Iterable[Figure]]


def topics(chosen: argparse.Namespace) -> Mapping[str, Topic]:
    """Return every topic by name, with what was chosen on the command line."""
    times: int = chosen.times
    times_few = max(1, times // 3)
    return {
        "window": lambda folder: window.measure(folder, times),
        "commands": lambda folder: commands.measure(folder, 2 * times),
        "check": lambda folder: full_check.measure(folder, times, chosen.lynis_times),
        "cancel": lambda folder: cancel.measure(folder, 20),
        "slow": lambda folder: slow.measure(folder, chosen.slow_times),
        "duty": lambda folder: duty_log.measure(folder, chosen.entries, 20 * times),
        "search": lambda folder: log_search.measure(folder, chosen.searched, 5 * times),
        "addresses": lambda folder: addresses.measure(folder, chosen.listed, times_few),
        "report": lambda folder: report.measure(folder, times),
        "consolidation": lambda folder: consolidation.measure(folder, chosen.bundles),
        "soak": lambda folder: soak.measure(folder, chosen.soak_minutes),
    }


def main() -> int:
    """Measure what is asked for; return 1 when a limit is missed."""
    asked = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    asked.add_argument("topic", nargs="*", help="which topics, all when none is named")
    asked.add_argument("--times", type=int, default=10, help="how often; some topics more often")
    asked.add_argument("--slow-times", type=int, default=2)
    asked.add_argument("--lynis-times", type=int, default=1, help="0 leaves Lynis out")
    asked.add_argument("--entries", type=int, default=100_000, help="in the long duty log")
    asked.add_argument("--searched", type=int, default=100_000, help="entries to search in")
    asked.add_argument("--listed", type=int, default=1_000_000, help="addresses in a list")
    asked.add_argument(
        "--bundles", type=int, nargs="+", default=[1000, 3000], help="numbers to consolidate"
    )
    asked.add_argument("--soak-minutes", type=float, default=1.0)
    chosen = asked.parse_args()
    known = topics(chosen)
    if unknown := set(chosen.topic) - set(known):
        asked.error(f"{', '.join(sorted(unknown))}: not one of {', '.join(known)}")
    compile_all()
    sys.stdout.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine.describe()}\n\n")
    figures = machine.calibrate()
    with tempfile.TemporaryDirectory(prefix="trucan-benchmarks-") as folder:
        for name in chosen.topic or known:
            sys.stderr.write(f"{name} …\n")
            figures += known[name](Path(folder))
    sys.stdout.write(table(figures))
    return 1 if any(each.holds is False for each in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
