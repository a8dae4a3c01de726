"""Telling a run in a terminal: progress, verdict, what to do next."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from core.cli.ending import heard_by
from core.model.errors import UnstoredError
from core.model.progress import Cancel, Progress
from core.model.result import Finding, Result
from core.model.run import Run, VerdictKind
from core.words import Words, say_difference, say_finding, say_next

if TYPE_CHECKING:
    from core.house import House
    from core.model.difference import Comparison
    from core.model.request import RunRequest

_TO_DO = (Result.FAIL, Result.WARN)


@contextmanager
def progress_for(words: Words, cancel: Cancel) -> Iterator[Callable[[Progress], None]]:
    """Show progress on standard error where it is a terminal; a request to end stops the run."""
    with heard_by(lambda *_: cancel.request()):
        if sys.stderr.isatty():
            with _bar(words) as show:
                yield show
        else:
            yield lambda progress: None


@contextmanager
def _bar(words: Words) -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns: tuple[Any, ...] = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words.say("cli.said.checking"), total=None)

        def show(progress: Progress) -> None:
            names = ", ".join(words.say(f"common.topic.{topic}") for topic in progress.reading)
            said = words.say("cli.said.reading", text=names) if names else ""
            bar.update(task, completed=progress.done, total=progress.total, description=said)

        yield show


def examine(
    house: "House", request: "RunRequest", cancel: Cancel
) -> tuple[Run, UnstoredError | None]:
    """Run the checks and show progress; return the run, and why it is not stored if it is not."""
    with progress_for(house.words, cancel) as show:
        try:
            run, _ = house.checks.run(request, show, cancel)
        except UnstoredError as refusal:
            return refusal.run, refusal
    return run, None


class Teller:
    """Tells a run in sentences."""

    def __init__(self, words: Words, *, to_errors: bool = False) -> None:
        """Choose the words, and whether standard output belongs to something else."""
        self._words = words
        self._to_errors = to_errors

    def tell_run(self, run: Run) -> None:
        """Tell the verdict, the coverage, what to do next, and what could not be checked."""
        words = self._words
        self._say(click.style(self._verdict(run), bold=True))
        machine = " · ".join(part for part in (run.asset.name, run.asset.os_name) if part)
        self._say(words.say("cli.said.machine", text=machine))
        self._say(words.say("common.coverage.sentence", _coverage(run)) + ".")
        if run.selection.partial:
            self._say(words.say("cli.said.partial"))
        self._tell_list("cli.said.to_do", run, _TO_DO)
        self._tell_list("cli.said.not_checked", run, (Result.UNKNOWN,))
        if run.selection.partial:  # whoever asked for a check wants to hear of it
            self._tell_list("cli.said.not_applicable", run, (Result.NOT_APPLICABLE,))

    def tell_stored(self, run: Run, *, stored: bool) -> None:
        """Tell whether a run is stored, and if it is, under which id."""
        self._say("")
        self._say(self._words.say("cli.said.stored" if stored else "cli.said.unstored", id=run.id))

    def tell_comparison(self, before: Run, comparison: "Comparison") -> None:
        """Tell what is different from an earlier run: on the machine, then by check."""
        words = self._words
        self._say("")
        if comparison.machines_differ:
            self._say(words.say("differences.other_machine", name=before.asset.name))
        if not comparison.findings and not comparison.differences:
            self._say(words.say("cli.said.no_change"))
        else:
            self._say(words.say("cli.said.changes", time=before.ended, date=before.ended))
        for difference in comparison.differences:
            self._say(f"  {say_difference(words, difference)}")
        if comparison.uncompared:
            names = tuple(words.say(f"differences.of.{each}") for each in comparison.uncompared)
            self._say("  " + words.say("differences.uncompared", names=names))
        for each in comparison.findings:
            title = words.say(f"checks.{each.check}.title")
            one, other = (_word(words, side) for side in (each.before, each.after))
            self._say(f"  {title} ({each.check}): {one} → {other}")

    def _verdict(self, run: Run) -> str:
        words = self._words
        to_do = sum(finding.result in _TO_DO for finding in run.findings)
        verdict = words.say(f"common.verdict.{run.verdict}")
        urgent = sum(
            each.result is Result.FAIL and each.severity.rank >= 2 for each in run.findings
        )
        sentence = words.say(
            f"common.verdict_sentence.{run.verdict}",
            {"count": urgent if run.verdict is VerdictKind.ACT_NOW else to_do, **_coverage(run)},
        )
        return sentence if sentence.startswith(verdict) else f"{verdict}. {sentence}"

    def _tell_list(self, heading: str, run: Run, results: tuple[Result, ...]) -> None:
        chosen = [
            finding for result in results for finding in run.findings if finding.result is result
        ]
        chosen.sort(key=lambda each: (results.index(each.result), -each.severity.rank))
        if not chosen:
            return
        self._say("")
        self._say(self._words.say(heading))
        for number, finding in enumerate(chosen, 1):
            self._tell_finding(number, finding, run)

    def _tell_finding(self, number: int, finding: Finding, run: Run) -> None:
        words = self._words
        title = words.say(f"checks.{finding.check}.title")
        result = words.say(f"common.result.{finding.result}")
        severity = words.say(f"common.severity_of.{finding.severity}").lower()
        self._say(f"{number:3}. {title} · {finding.check} – {result}, {severity}")
        self._say(f"     {say_finding(words, finding, run.ended)}")
        if finding.result in _TO_DO:
            self._say(f"     → {say_next(words, finding)}")

    def _say(self, text: str) -> None:
        click.echo(text, err=self._to_errors)


def _coverage(run: Run) -> dict[str, int]:
    return {"answered": run.coverage.answered, "applicable": run.coverage.applicable}


def _word(words: Words, finding: Finding | None) -> str:
    if finding is None:
        return words.say("common.no_value")
    return words.say(f"common.result.{finding.result}")
