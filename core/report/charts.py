"""Charts of a report: results by area, things to do over the latest runs."""

from collections.abc import Iterable, Iterator, Sequence

from core.model.document import Bar, Chart, Share
from core.model.result import Result
from core.model.run import Run, RunCard
from core.words import Words

MOST_RUNS = 8
"""Runs that a trend shows; more bars would not be read."""


def areas_chart(runs: Iterable[Run], words: Words) -> Chart:
    """Return the results of runs by area, each result counted."""
    counts: dict[str, dict[Result, int]] = {}
    for run in runs:
        for finding in run.findings:
            area = counts.setdefault(finding.check.partition("-")[0], dict.fromkeys(Result, 0))
            area[finding.result] += 1
    bars = tuple(
        Bar(
            label=_area(code, words),
            shares=tuple(
                Share(result=each, word=words.say(f"common.result.{each}"), count=count)
                for each, count in area.items()
                if count
            ),
        )
        for code, area in counts.items()
    )
    return _chart("areas", bars, words)


def coverage_chart(checked: int, total: int, words: Words) -> Iterator[Chart]:
    """Give how many of the office's machines were checked; none where their number is unknown."""
    if total < max(1, checked):
        return
    shares = (
        Share(result=Result.PASS, word=words.say("forms.machines.covered_yes"), count=checked),
        Share(
            result=Result.UNKNOWN,
            word=words.say("forms.machines.covered_no"),
            count=total - checked,
        ),
    )
    bar = Bar(
        label=words.say("forms.machines.covered_label"),
        shares=tuple(each for each in shares if each.count),
    )
    yield _chart("covered", (bar,), words)


def trend_chart(cards: Sequence[RunCard], words: Words) -> Iterator[Chart]:
    """Give the things to do over the latest whole runs, oldest first; none where one run is."""
    whole = [each for each in cards if not each.partial][-MOST_RUNS:]
    if len(whole) < 2:
        return
    bars = tuple(
        Bar(
            label=words.moment(each.ended),
            shares=(Share(result=None, word="", count=each.open_items),),
        )
        for each in whole
    )
    yield _chart("trend", bars, words)


def _chart(name: str, bars: tuple[Bar, ...], words: Words) -> Chart:
    """Return a chart with its text, which says all that its bars show."""
    caption = words.say(f"forms.machines.{name}")
    said = (words.say("forms.machines.bar", title=each.label, text=_numbers(each)) for each in bars)
    text = words.say("forms.machines.chart", title=caption, text="; ".join(said))
    return Chart(caption=caption, text=text, bars=bars)


def _numbers(bar: Bar) -> str:
    shares = (f"{each.word} {each.count}".strip() for each in bar.shares)
    return ", ".join(shares)


def _area(code: str, words: Words) -> str:
    key = f"common.family.{code}"
    return words.say(key) if words.has(key) else code
