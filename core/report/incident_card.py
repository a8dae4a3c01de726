"""The incident card as one page of paper: steps and calls, with room for time and signature."""

from collections.abc import Sequence
from pathlib import Path

from core.model.document import (
    Align,
    Block,
    Column,
    Document,
    Paragraph,
    Private,
    PrivateKind,
    TableBlock,
)
from core.model.incident import CallTarget, Deadline, Incident, Playbook
from core.model.settings import Settings
from core.report.files import save
from core.report.official import DOTS, GAP, head_of, long_moment, sign_of
from core.report.private import of_settings
from core.report.redaction import Level, redacted
from core.report.spelling import respelled
from core.words import Words

KIND = "incident-card"


def build(
    playbook: Playbook,
    incident: Incident | None,
    clocks: Sequence[Deadline],
    targets: Sequence[CallTarget],
    settings: Settings,
    words: Words,
    now: str,
) -> Document:
    """Return the card of an incident, or the empty card of a playbook for the wall."""

    def say(key: str, **args: str | int) -> str:
        return words.say(f"incident.{key}", args)

    code = DOTS if incident is None else incident.code
    found = DOTS if incident is None else long_moment(incident.detected, words)
    machine = DOTS if incident is None or not incident.machine else incident.machine
    blocks: list[Block] = [
        Paragraph(text=say("card.code", title=code)),
        Paragraph(text=say("card.detected", text=found)),
        Paragraph(text=say("card.machine", text=machine)),
    ]
    for clock in clocks:
        due = long_moment(clock.due, words)
        blocks.append(Paragraph(text=say("card.due", title=say(f"report.{clock.stage}"), text=due)))
    blocks += [_steps(playbook, incident, words), _calls(targets, words)]
    number = words.say("forms.number", gap=GAP, code=say("card.sign"), sign=sign_of(settings.unit))
    title = say(f"kind.{playbook.id}.name")
    return Document(
        kind=KIND,
        lang=words.lang,
        title=say("card.title"),
        subject=title,
        head=head_of(settings, settings.unit, number, words),
        blocks=tuple(blocks),
        footer=say("card.footer", title=title, t0=now),
        date=now,
        about=f"{KIND} {code if incident else playbook.id}",
        private=(*of_settings(settings), *_private(incident, targets)),
    )


def write(document: Document, settings: Settings, words: Words, folder: Path) -> tuple[Path, ...]:
    """Write a card as PDF into a folder and return the file."""
    full = redacted(respelled(document, settings.tone_mark), Level.FULL, words)
    return save(full, ("pdf",), folder)


def _steps(playbook: Playbook, incident: Incident | None, words: Words) -> TableBlock:
    def say(key: str) -> str:
        return words.say(f"incident.{key}")

    rows = []
    for number, step in enumerate(playbook.stages[0].steps, 1):
        done = None if incident is None else incident.done.get(step.id)
        text = words.say(
            "incident.card.step",
            title=say(f"step.{step.id}.title"),
            text=say(f"step.{step.id}.text"),
        )
        when = "" if done is None else words.moment(done.at)
        rows.append((str(number), text, when, "" if done is None else done.author))
    return TableBlock(
        caption=say("page.first_head"),
        columns=(
            Column(title=say("card.number"), share=6, align=Align.CENTRE),
            Column(title=say("card.what"), share=52),
            Column(title=say("card.when"), share=20),
            Column(title=say("card.who"), share=22),
        ),
        rows=tuple(rows),
    )


def _calls(targets: Sequence[CallTarget], words: Words) -> TableBlock:
    def say(key: str) -> str:
        return words.say(f"incident.{key}")

    rows = [
        (
            " – ".join(filter(None, (each.role, each.name))),
            each.phone,
            " ".join(
                filter(
                    None,
                    (
                        say(f"page.trust_{each.trust}"),
                        words.date(each.since) if each.since else "",
                    ),
                )
            ),
            "",
        )
        for each in targets
    ]
    return TableBlock(
        caption=say("step.call.title"),
        columns=(
            Column(title=say("card.whom"), share=36),
            Column(title=say("card.phone"), share=20),
            Column(title=say("card.trust"), share=22),
            Column(title=say("card.outcome"), share=22),
        ),
        # Room to write by hand where nobody is known yet.
        rows=tuple(rows or [("", "", "", "")] * 3),
    )


def _private(incident: Incident | None, targets: Sequence[CallTarget]) -> tuple[Private, ...]:
    found = [Private(kind=PrivateKind.CONTACT, text=each.phone) for each in targets if each.phone]
    found += [Private(kind=PrivateKind.PERSON, text=each.name) for each in targets if each.name]
    if incident is not None:
        if incident.machine:
            found.append(Private(kind=PrivateKind.MACHINE, text=incident.machine))
        found += [
            Private(kind=PrivateKind.PERSON, text=each.author)
            for each in incident.done.values()
            if each.author
        ]
    return tuple(found)
