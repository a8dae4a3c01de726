"""Reminding: the text to send to those who have not handed in, ready to be copied."""

from core.model.board import Board, Standing, UnitRow
from core.words import Words


def reminder(board: Board, words: Words) -> str:
    """Return who to remind, overdue first, each with whom to call; empty when nobody is missing."""
    missing = [each for each in board.rows if each.standing is not Standing.HANDED_IN]
    if not missing:
        return ""
    title = board.round.title or words.say("exchange.remind.plain")
    lines = [words.say("exchange.remind.head", title=title, count=len(missing))]
    lines += [_line(each, words) for each in missing]
    return "\n".join([*lines, words.say("exchange.remind.foot")])


def _line(row: UnitRow, words: Words) -> str:
    key = "line_due" if row.due else "line"
    standing = words.say(f"exchange.standing.{row.standing}")
    said = words.say(f"exchange.remind.{key}", unit=row.unit.name, text=standing, due=row.due)
    if not row.unit.contact:
        return said
    return f"{said} {words.say('exchange.remind.contact', text=row.unit.contact)}"
