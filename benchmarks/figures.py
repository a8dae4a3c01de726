"""Figures: what was measured, how often, and what it may be at most."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table.

    `value` is a median unless `what` says otherwise; `low` and `high` are the ends of the range of
    `times` measurements. `limit` None means that the figure is told and not judged.
    """

    what: str
    value: float
    unit: str
    times: int
    low: float
    high: float
    limit: float | None = None

    @property
    def holds(self) -> bool | None:
        """Say whether the limit is kept; None without one."""
        return None if self.limit is None else self.value <= self.limit


def figure(
    what: str, values: Sequence[float], unit: str, limit: float | None = None, factor: float = 1.0
) -> Figure:
    """Return the median of measurements as a figure, each multiplied by `factor`."""
    scaled = [each * factor for each in values]
    return Figure(
        what=what,
        value=statistics.median(scaled),
        unit=unit,
        times=len(scaled),
        low=min(scaled),
        high=max(scaled),
        limit=limit,
    )


def ratio(
    what: str, ours: Sequence[float], bare: Sequence[float], limit: float | None = None
) -> Figure:
    """Return how many times longer ours takes: median by median; the range is that of pairs."""
    pairs = [one / other for one, other in zip(ours, bare, strict=False)]
    return Figure(
        what=what,
        value=statistics.median(ours) / statistics.median(bare),
        unit="×",
        times=len(pairs),
        low=min(pairs),
        high=max(pairs),
        limit=limit,
    )


def at_share(what: str, values: Sequence[float], share: float, unit: str, factor: float) -> Figure:
    """Return the value below which `share` of the measurements lie (0.99 for the p99)."""
    ordered = sorted(values)
    return Figure(
        what=what,
        value=ordered[min(len(ordered) - 1, int(share * len(ordered)))] * factor,
        unit=unit,
        times=len(ordered),
        low=ordered[0] * factor,
        high=ordered[-1] * factor,
    )


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def alternate(
    first: Callable[[], float], second: Callable[[], float], times: int
) -> tuple[list[float], list[float]]:
    """Measure two things in turn, so that both see the same machine; drop the first pair."""
    ours, bare = [], []
    for turn in range(times + 1):
        one, other = first(), second()
        if turn:
            ours.append(one)
            bare.append(other)
    return ours, bare


HEAD = ("figure", "measured", "limit", "", "times", "range")


def table(figures: Sequence[Figure]) -> str:
    """Return figures as a Markdown table."""
    rows = [HEAD, ("---",) * len(HEAD), *(_cells(each) for each in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "".join(
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        + " |\n"
        for row in rows
    )


def _cells(each: Figure) -> tuple[str, ...]:
    verdict = {None: "", True: "kept", False: "MISSED"}[each.holds]
    limit = "" if each.limit is None else f"≤ {each.limit:g} {each.unit}"
    span = f"{_number(each.low)}–{_number(each.high)}"
    return (each.what, f"{_number(each.value)} {each.unit}", limit, verdict, str(each.times), span)


def _number(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
