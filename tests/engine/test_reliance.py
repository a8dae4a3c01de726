"""Which checks rest on a pack, and when a pack has become old for them."""

from pathlib import Path

from core.checks.catalogue import catalogue
from core.engine.plan import PlannedCheck
from core.engine.reliance import reliances
from core.house import House
from core.policy.kinds import kinds
from core.policy.shelf import PackShelf

TODAY = "2027-01-20"


def planned(**days: int) -> tuple[PlannedCheck, ...]:
    """Return every check, with limits of trust by id where given."""
    return tuple(
        PlannedCheck(
            check=each,
            params=each.params(
                **({"table_days": days[key]} if (key := each.id.replace("-", "_")) in days else {})
            ),
            severity=each.severity,
        )
        for each in catalogue().values()
    )


def resting(tmp_path: Path, today: str, pack_id: str, **days: int) -> dict[str, bool]:
    """Return which checks rest on a pack, and for which it is old."""
    found = reliances(PackShelf(tmp_path).cards(today), planned(**days))
    return {each.check: each.is_old for each in found[pack_id]}


def test_every_table_of_a_check_is_told_with_its_pack(tmp_path: Path) -> None:
    cards = PackShelf(tmp_path).cards(TODAY)
    found = reliances(cards, planned())
    tables = {kind.table: pack_id for pack_id, kind in kinds().items()}

    told = {(each.check, pack_id) for pack_id, all_ in found.items() for each in all_}
    assert told == {
        (check.id, tables[table]) for check in catalogue().values() for table in check.tables
    }


def test_a_pack_is_old_for_a_check_by_that_checks_own_limit(tmp_path: Path) -> None:
    age = next(c.age_days for c in PackShelf(tmp_path).cards(TODAY) if c.id == "software")
    limits = {"NET_506": age, "SYS_802": age - 1}
    found = resting(tmp_path, TODAY, "software", **limits)

    assert (found["NET-506"], found["SYS-802"]) == (False, True)


def test_past_its_last_day_a_pack_is_old_for_every_check(tmp_path: Path) -> None:
    card = next(c for c in PackShelf(tmp_path).cards(TODAY) if c.id == "software")
    assert not any(resting(tmp_path, card.expires, "software", **_LONG).values())
    later = f"{int(card.expires[:4]) + 1}{card.expires[4:]}"
    assert all(resting(tmp_path, later, "software", **_LONG).values())


_LONG = {"NET_506": 9999, "SYS_802": 9999, "UPD_208": 9999}


def test_the_house_tells_it_of_this_system_by_the_limits_in_force(tmp_path: Path) -> None:
    house = House.open(tmp_path, "vi")
    found = house.checks.relying(house.packs.cards(TODAY))

    assert set(found) == set(kinds())
    assert {each.check for each in found["software"]} == {"NET-506", "SYS-802", "UPD-208"}
    assert all(each.most_days > 0 for each in found["software"])
    house.close()
