"""What is said of rosters: lines, cells, and what is wrong."""

from collections.abc import Mapping
from datetime import date

from core.model.moments import to_text
from core.model.roster import (
    Cell,
    Problem,
    ProblemKind,
    Role,
    Roster,
    RosterLine,
    ToldProblem,
)
from core.words import Words


def said_line(line: RosterLine, words: Words) -> str:
    """Return what a line is called."""
    return line.title or words.say(f"roster.role.{line.role}")


def said_cell(roster: Roster, cell: Cell, words: Words) -> str:
    """Return line and hours of a cell: `Trực kỹ thuật, 19:00 ngày 08/02/2027 đến …`.

    KeyError for a cell that is not in the roster.
    """
    line = roster.line(cell[1])
    if line is None:
        raise KeyError(cell)
    starts, ends = (to_text(each) for each in line.span(date.fromisoformat(cell[0])))
    return words.say("roster.cell", name=said_line(line, words), text=_span(starts, ends, words))


def told_problem(roster: Roster, problem: Problem, name: str, words: Words) -> ToldProblem:
    """Return what to say of a problem; `name` is the person's whom it is about, if any."""
    span = _span(problem.starts, problem.ends, words)
    if problem.kind is ProblemKind.TOO_LONG:
        return _told("too_long", words, {"name": name, "hours": problem.hours, "text": span})
    if problem.kind is ProblemKind.OVERLAP:
        cells = [said_cell(roster, each, words) for each in problem.cells]
        return _told("overlap", words, {"name": name, "text": cells[0], "other": cells[1]})
    if not problem.cells:
        return _told("no_line", words, {"role": _role(problem.role, words), "text": span})
    day = problem.cells[0][0]
    role, weekday = _role(problem.role, words), words.weekday(day)
    return _told("gap", words, {"role": role, "day": weekday, "date": day, "text": span})


def _told(key: str, words: Words, args: Mapping[str, str | int]) -> ToldProblem:
    return ToldProblem(
        title=words.say(f"roster.problem.{key}.title", args),
        detail=words.say(f"roster.problem.{key}.detail", args),
    )


def _role(role: Role, words: Words) -> str:
    """Return the word of a role as it stands inside a sentence."""
    word = words.say(f"roster.role.{role}")
    return word[:1].lower() + word[1:]


def _span(starts: str, ends: str, words: Words) -> str:
    return words.say("roster.span", {"from": starts, "to": ends})
