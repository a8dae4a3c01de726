"""Waivers: they always end, may be withdrawn, and both can be undone."""

import pytest

from core.model.run import Waiver
from core.store.store import Store

WAIVER = Waiver(check="AV-101", who="Trưởng phòng", why="Chờ bản quyền", until="2027-02-10")
AT = "2027-01-05T02:00:00Z"


def test_a_waiver_holds_until_its_day(store: Store) -> None:
    """The last day is included; afterwards it is kept but not active."""
    number = store.waivers.add(WAIVER)

    assert store.waivers.active("2027-01-05") == {number: WAIVER}
    assert store.waivers.active("2027-02-10") == {number: WAIVER}
    assert store.waivers.active("2027-02-11") == {}
    assert store.waivers.all() == {number: WAIVER}


def test_withdrawing_and_undoing(store: Store) -> None:
    """Withdrawing one leaves others; reinstating brings back the same."""
    first, second = store.waivers.add(WAIVER), store.waivers.add(WAIVER)
    store.waivers.withdraw(first, AT)
    assert store.waivers.active("2027-01-05") == {second: WAIVER}
    store.waivers.reinstate(first)

    assert store.waivers.active("2027-01-05") == {first: WAIVER, second: WAIVER}


def test_unknown_numbers(store: Store) -> None:
    """A number that does not exist is told, not passed over."""
    with pytest.raises(KeyError):
        store.waivers.withdraw(1, AT)
    with pytest.raises(KeyError):
        store.waivers.reinstate(1)
