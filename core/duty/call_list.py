"""The call list: whom to call, in order, with how far each number can be trusted."""

from collections.abc import Iterator

from core.duty.people import People
from core.duty.rosters import Rosters
from core.model.incident import CallTarget
from core.model.roster import Role
from core.model.settings import Settings
from core.words import Words

_ORDER = (Role.LEADER, Role.TECHNICIAN, Role.OPERATIONS, Role.STANDBY)


def call_list(
    rosters: Rosters, people: People, settings: Settings, now: str, words: Words
) -> tuple[CallTarget, ...]:
    """Return those on duty now by their role, then the technician of the settings."""
    on_duty = {each.line.role: each for each in reversed(rosters.on_duty(now))}
    found: list[CallTarget] = []
    for role in _ORDER:
        shift = on_duty.get(role)
        for number in shift.people if shift is not None else ():
            person = people.person(number)
            if person is not None:
                name = words.say(f"roster.role.{role}")
                found.append(CallTarget(role=name, name=person.name, phone=person.phone))
    return (*found, *_technician(settings, found, words))


def _technician(settings: Settings, found: list[CallTarget], words: Words) -> Iterator[CallTarget]:
    if settings.technician and all(each.name not in settings.technician for each in found):
        name, _, phone = settings.technician.partition(",")
        role = words.say("roster.role.technician")
        yield CallTarget(role=role, name=name.strip(), phone=phone.strip())
