"""Whom the names of sudo's rules mean on this machine, and who of them is asked for no password."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

from core.probes.accounts.files import Group, Person
from core.probes.accounts.sudoers import Grant, Sudoers


def belongs(person: Person, group: Group) -> bool:
    """Say whether somebody is in a group, by its list or as the person's own."""
    return person.name in group.members or person.gid == group.gid


def groups_of(who: str, groups: Collection[Group]) -> tuple[Group, ...]:
    """Return the groups that `%name` or `%#gid` means."""
    if who.startswith("%#"):
        return tuple(each for each in groups if str(each.gid) == who[2:])
    return tuple(each for each in groups if who == f"%{each.name}")


def is_meant(who: str, person: Person, groups: Collection[Group]) -> bool:
    """Say whether a name of a rule means somebody."""
    by_name = who in ("ALL", person.name, f"#{person.uid}")
    return by_name or any(belongs(person, each) for each in groups_of(who, groups))


def holds(grant: Grant, person: Person, groups: Collection[Group]) -> bool:
    """Say whether a rule gives somebody what it gives."""
    taken_out = any(is_meant(each, person, groups) for each in grant.but)
    return is_meant(grant.who, person, groups) and not taken_out


def unasked(rules: Sudoers, people: Sequence[Person], groups: Sequence[Group]) -> tuple[str, ...]:
    """Return who but root may do anything unasked: by a rule as it names them, else by name.

    Whom a name means nobody knows who is kept elsewhere; then the name itself is looked for.
    """
    found: list[str] = []
    for at, grant in enumerate(rules.grants):
        later = rules.grants[at + 1 :]
        meant = [each for each in people if is_meant(grant.who, each, groups)]
        if not meant and grant.who not in ("root", "#0"):
            last = not any(each.who in (grant.who, "ALL") for each in later)
            free = _is_free(rules, grant, {"ALL", grant.who}.__contains__)
            found += [grant.who] if last and free else []
        for person in meant:
            if not (person.uid and holds(grant, person, groups)) or any(
                holds(each, person, groups) for each in later
            ):
                continue
            if grant.asked is False:
                found.append(grant.who)
            elif _is_free(rules, grant, partial(is_meant, person=person, groups=groups)):
                found.append(person.name)
    return tuple(dict.fromkeys(found))


def _is_free(rules: Sudoers, grant: Grant, means: Callable[[str], bool]) -> bool:
    """Say whether somebody whom names may mean is not asked under a grant."""
    if rules.exempt and means(rules.exempt):
        return True
    if grant.asked is not None:
        return not grant.asked
    return next((spares for names, spares in reversed(rules.spared) if _names(names, means)), False)


def _names(names: Sequence[str], means: Callable[[str], bool]) -> bool:
    """Say whether a list names somebody; the last name that fits counts."""
    fitting = (each for each in reversed(names) if means(each.removeprefix("!")))
    return not next(fitting, "!").startswith("!")
