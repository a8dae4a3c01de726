"""Incidents as text that people read: the card, the deadlines, what was done."""

from collections.abc import Iterator, Sequence

from core.incident import acts
from core.incident.acts import Act
from core.model.incident import CaseMade, CaseSeal, Deadline, Incident, Playbook
from core.words import Words


def heading(words: Words, incident: Incident) -> str:
    """Return an incident in one line."""
    title = words.name(f"incident.kind.{incident.playbook}.name", incident.playbook)
    head = words.say("incident.show.head", code=incident.code, title=title)
    found = words.say("incident.show.detected", t0=incident.detected)
    return ". ".join((head, found, _state(words, incident)))


def lines(
    words: Words, incident: Incident, playbook: Playbook, clocks: Sequence[Deadline]
) -> Iterator[str]:
    """Yield the card of an incident line by line."""
    say = words.say
    yield heading(words, incident)
    if not all(each.own for each in incident.events):
        yield say("incident.show.carried", count=sum(not each.own for each in incident.events))
    for seal in incident.seals:
        yield seal_sentence(words, seal)
    for each in clocks if incident.is_open else ():
        yield f"  {clock_sentence(words, each)}"
    for stage in playbook.stages:
        if stage.steps:
            yield say(f"incident.stage.{stage.id}")
        for number, step in enumerate(stage.steps, 1):
            title = say(f"incident.step.{step.id}.title")
            state = step_state(words, incident, step.id)
            args = {"number": str(number), "id": step.id, "title": title, "text": state}
            yield "  " + say("incident.show.step", args)
    for call in incident.of(Act.CALL):
        outcome = call.about[acts.OUTCOME]
        outcome = words.name(f"incident.outcome.{outcome}", outcome)
        phone = call.about.get(acts.PHONE) or say("common.no_value")
        args = {"time": call.at, "name": call.about[acts.CALLED], "phone": phone, "text": outcome}
        yield "  " + say("incident.show.call", args)
    for number, proof in enumerate(incident.evidence, 1):
        size = say("common.no_value") if not proof.sha256 else words.number(proof.size)
        args = {
            "number": str(number),
            "name": proof.name,
            "size": size,
            "id": proof.sha256 or say("common.no_value"),
            "text": proof.held_by,
        }
        yield "  " + say("incident.show.evidence", args)


def step_state(words: Words, incident: Incident, step: str) -> str:
    """Say who did a step and when, or that it is still to be done."""
    done = incident.done.get(step)
    if done is None:
        return words.say("incident.show.todo")
    return words.say("incident.show.done", time=done.at, name=done.author)


def clock_sentence(words: Words, clock: Deadline) -> str:
    """Say how a deadline stands, in one sentence."""
    left = abs(clock.left) // 60 * 60
    return words.say(
        f"incident.clock.{clock.tone}",
        {
            "title": words.say(f"incident.report.{clock.stage}"),
            "due": clock.due,
            "left": left,
            "duration": left,
            "t0": clock.met,
        },
    )


def seal_sentence(words: Words, seal: CaseSeal) -> str:
    """Say what the seal of a file that brought an incident is worth."""
    return words.say(f"incident.case.{seal.kind}", name=seal.owner, id=seal.fingerprint)


def made_sentence(words: Words, made: CaseMade) -> str:
    """Say whether a file that an incident was written into is sealed."""
    return words.say("incident.case.made_sealed" if made.is_sealed else "incident.case.made_none")


def _state(words: Words, incident: Incident) -> str:
    if incident.closed is None:
        return words.say("incident.show.open")
    text = incident.closed.about.get(acts.RESULT, "")
    return words.say("incident.show.closed", t0=incident.closed.at, text=text)
