"""Telling about bundles and keys on the command line."""

from collections.abc import Iterator, Mapping, Sequence

from core.model.board import Board, MachineRow, Standing, Trace
from core.model.exchange import BundleCard, Fate, FileResult, KeyCard
from core.words import Words, say_title, visible

WORST = 5
"""Units that need help first, as many as are told."""

_BLOCKS = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
"""Two rows of a picture in one line, light on a dark terminal; a phone reads it either way."""


def drawn(picture: Sequence[Sequence[bool]]) -> str:
    """Draw a QR code with half blocks."""
    rows = [*picture, [True] * len(picture[0])] if len(picture) % 2 else [*picture]
    return "\n".join(
        "".join(_BLOCKS[upper, lower] for upper, lower in zip(first, second, strict=True))
        for first, second in zip(rows[::2], rows[1::2], strict=True)
    )


def tell_key(words: Words, card: KeyCard) -> str:
    """Say a trusted key in one line."""
    scope = words.say(f"exchange.scope.{card.scope}")
    line = words.say(
        "exchange.key.line", text=card.fingerprint, name=card.owner, unit=card.unit or "–",
        use=scope, date=card.enrolled,
    )  # fmt: skip
    if not card.revoked:
        return line
    return f"{line} {words.say('exchange.key.revoked', date=card.revoked)}"


def tell_result(words: Words, result: FileResult) -> str:
    """Say what became of a file in one line."""
    parts = [words.say(f"exchange.fate.{result.fate}", file=result.file)]
    if result.why is not None:
        parts.append(words.say(f"exchange.why.{result.why}"))
    if result.day:
        key = "known" if result.fate.value == "known" else "held"
        key = "revoked_from" if result.why is not None else key
        parts.append(words.say(f"exchange.day.{key}", date=result.day))
    parts += [words.say(f"exchange.flag.{each}") for each in result.flags]
    if result.alarm is not None:
        parts.append(words.say(f"exchange.alarm.{result.alarm}"))
    return " ".join(parts)


def tell_machine(
    words: Words, machine: MachineRow, units: Mapping[str, str], traces: Sequence[Trace]
) -> Iterator[str]:
    """Say what counts of a machine, and each bundle that came of it; `units` are names by code."""
    name = " · ".join(filter(None, (machine.name, machine.tag, machine.place)))
    parts = [
        words.say(
            "exchange.machines.line",
            name=name,
            unit=units.get(machine.unit, machine.unit),
            text=words.say(f"common.verdict.{machine.verdict}"),
            to=machine.ended,
        ),
        *(words.say(f"exchange.flag.{each}") for each in machine.flags),
    ]
    yield " ".join(parts)
    for each in traces:
        state = words.say(f"exchange.trace.{each.fate}")
        said = {"file": each.file, "text": state, "old": each.ended, "new": each.received}
        yield "  " + words.say("exchange.trace.line", said)


def tell_units(words: Words, count: int, waited: Sequence[FileResult]) -> Iterator[str]:
    """Say how many units were taken, and how many files count now that waited for one."""
    yield words.say("exchange.units.taken", count=count)
    if counted := sum(each.fate in (Fate.COUNTED, Fate.REPLACED) for each in waited):
        yield words.say("exchange.units.counted", count=counted)


def tell_board(words: Words, board: Board, fates: Mapping[Fate, int]) -> Iterator[str]:
    """Say how many were taken in, where the units stand, and what many machines share."""
    say = words.say
    if fates:
        parts = [
            f"{say(f'exchange.fates.{fate}')} {words.number(number)}"
            for fate, number in sorted(fates.items())
        ]
        yield say("exchange.board.taken", count=sum(fates.values()), text=", ".join(parts))
    if not board.rows and not board.received:
        yield say("exchange.board.empty")
        return
    if board.round.title or board.round.due:
        key = "round_due" if board.round.due else "round"
        yield say(f"exchange.board.{key}", title=board.round.title or "–", due=board.round.due)
    yield say(
        "exchange.board.units",
        done=board.count(Standing.HANDED_IN),
        total=len(board.rows),
        count=board.count(Standing.WAITING),
        held=board.count(Standing.OVERDUE),
    )
    yield say(
        "exchange.board.machines", machines_checked=board.checked, machines_total=board.declared
    )
    for kind, number in board.verdicts.items():
        yield f"  {say(f'common.verdict.{kind}')}: {words.number(number)}"
    for row in board.rows:
        standing = say(f"exchange.standing.{row.standing}")
        of = "–" if row.unit.machines is None else words.number(row.unit.machines)
        yield f"  {standing}: {visible(row.unit.name)}, {words.number(row.checked)}/{of}"
    yield from _tell_common(words, board)
    if board.alarms:
        yield say("exchange.board.alarms", count=len(board.alarms))


def _tell_common(words: Words, board: Board) -> Iterator[str]:
    say = words.say
    if worst := board.worst(WORST):
        yield say("exchange.board.worst")
    for row in worst:
        yield f"  {visible(row.unit.name)}: {words.number(row.act_now)}/{words.number(row.checked)}"
    if board.faults:
        yield say("exchange.board.faults")
    for each in board.faults:
        result = say(f"common.result.{each.result}")
        title = say_title(words, each.check)
        yield "  " + say("exchange.board.fault", title=title, text=result, count=each.machines)


def tell_card(words: Words, card: BundleCard) -> Iterator[str]:
    """Say what a bundle holds, what is proven of it and what is not."""
    say = words.say
    yield say("exchange.card.from", unit=card.unit or "–", name=card.machine, to=card.made)
    if card.verdict is not None:
        verdict = say(f"common.verdict.{card.verdict}")
        yield say("exchange.card.run", text=verdict, to=card.ended)
    yield say("exchange.card.holds", entries=card.entries, count=card.documents)
    if card.withheld:
        yield say("exchange.made.withheld", count=card.withheld)
    if card.fingerprint:
        yield say("exchange.key.fingerprint", text=card.fingerprint)
    for key in card.proven:
        yield "  + " + say(f"exchange.proof.{key}", name=card.owner, count=card.log_size)
    for key in card.unproven:
        yield "  − " + say(f"exchange.proof.{key}", name=card.owner, count=card.log_size)
