"""What a finding says on paper: its title with its id, its steps without marks of code."""

from collections.abc import Mapping

from core.model.result import Finding, Value
from core.words import Words, say_steps, say_title


def title_of(finding: Finding, words: Words) -> str:
    """Return `Tường lửa (NET-501)`; the id alone for a check that this version does not know."""
    title = say_title(words, finding.check)
    if title == finding.check:
        return title
    return words.say("report.finding.named", title=title, id=finding.check)


def remedies_of(
    finding: Finding, words: Words, params: Mapping[str, Value]
) -> dict[str, tuple[str, ...]]:
    """Return the steps by who does them, with code between quotation marks."""
    found = say_steps(words, finding, params)
    return {who: tuple(_without_ticks(step) for step in steps) for who, steps in found.items()}


def _without_ticks(text: str) -> str:
    parts = text.split("`")
    marks = ("“", "”")
    return parts[0] + "".join(marks[index % 2] + part for index, part in enumerate(parts[1:]))
