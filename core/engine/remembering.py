"""What the program's own records tell about this machine, as facts for the next run."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.model.facts import Facts, Origin
from core.model.history import HistoryFacts, PasswordSeen, PlaceSeen
from core.model.run import PackUse, Run
from core.model.unknown import Unknown, UnknownCode, is_unknown
from core.probes.accounts.facts import AccountsFacts
from core.probes.backup.facts import BackupFacts, Presence
from core.probes.restart.facts import RestartFacts

_NEVER = Unknown(UnknownCode.NOT_FOUND, "no earlier record")


def remember(
    last: Run | None, last_entry_at: str, now: str, packs: Iterable[PackUse] = ()
) -> HistoryFacts:
    """Return what the last whole run, the duty log and the packs of this run tell.

    `last_entry_at` is empty for none.
    """
    facts = last.facts if last is not None else {}
    return HistoryFacts(
        origin=Origin(backend="store", at=now),
        last_entry_at=last_entry_at or _NEVER,
        last_run_at=last.ended if last is not None else _NEVER,
        administrators=_administrators(facts),
        places=_places(facts, last),
        restart_since=_restart_since(facts, last),
        passwords=_passwords(facts),
        pack_day=max((each.date for each in packs), default=_NEVER),
    )


def _before(facts: Mapping[str, Facts]) -> HistoryFacts | None:
    before = facts.get(HistoryFacts.TOPIC)
    return before if isinstance(before, HistoryFacts) else None


def _administrators(facts: Mapping[str, Facts]) -> tuple[str, ...] | Unknown:
    read = facts.get(AccountsFacts.TOPIC)
    if isinstance(read, AccountsFacts) and not isinstance(read.accounts, Unknown):
        return tuple(each.name for each in read.accounts if each.administrator is True)
    before = _before(facts)
    return _NEVER if before is None else before.administrators


def _places(facts: Mapping[str, Facts], last: Run | None) -> tuple[PlaceSeen, ...] | Unknown:
    before = _before(facts)
    seen: dict[str, PlaceSeen] = {}
    if before is not None and not isinstance(before.places, Unknown):
        seen = {each.place: each for each in before.places}
    read = facts.get(BackupFacts.TOPIC)
    if last is not None and isinstance(read, BackupFacts) and not isinstance(read.places, Unknown):
        for place in read.places:
            if place.presence is Presence.PRESENT:
                newest = "" if is_unknown(place.newest_at) else str(place.newest_at)
                known = seen.get(place.place)
                seen[place.place] = PlaceSeen(
                    place=place.place,
                    seen_at=read.origin.at,
                    newest_at=newest,
                    absent_at=known.absent_at if known else "",
                    lay_on="" if is_unknown(place.medium) else str(place.medium),
                )
            elif place.presence is Presence.ABSENT and place.place in seen:
                seen[place.place] = replace(seen[place.place], absent_at=read.origin.at)
    return tuple(seen.values()) or _NEVER


def _restart_since(facts: Mapping[str, Facts], last: Run | None) -> str | Unknown:
    read = facts.get(RestartFacts.TOPIC)
    if last is None or not isinstance(read, RestartFacts) or read.pending is not True:
        return _NEVER
    before = _before(facts)
    if before is not None and not isinstance(before.restart_since, Unknown):
        return before.restart_since
    return read.origin.at


def _passwords(facts: Mapping[str, Facts]) -> tuple[PasswordSeen, ...] | Unknown:
    """Carry on the record of password dates; a date that grew since is a change that was seen."""
    before = _before(facts)
    known: dict[str, PasswordSeen] = {}
    if before is not None and not isinstance(before.passwords, Unknown):
        known = {each.id: each for each in before.passwords}
    read = facts.get(AccountsFacts.TOPIC)
    if isinstance(read, AccountsFacts) and not isinstance(read.accounts, Unknown):
        for account in read.accounts:
            day = account.changed_on
            if account.administrator is not True or isinstance(day, Unknown) or not day:
                continue
            earlier = known.get(account.id)
            rotated = earlier is not None and day > earlier.changed_on
            known[account.id] = PasswordSeen(
                id=account.id,
                changed_on=day,
                first_seen_at=read.origin.at if earlier is None else earlier.first_seen_at,
                rotated_on=day if rotated else "" if earlier is None else earlier.rotated_on,
            )
    return tuple(known.values()) or _NEVER
