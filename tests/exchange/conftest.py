"""An office below and a receiver above."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.house import House
from core.model.board import Unit
from core.store.store import Store
from tests.exchange.offices import Above, Office


@pytest.fixture
def office() -> Office:
    """An office with a key of its own."""
    return Office()


@pytest.fixture
def above(tmp_path: Path) -> Iterator[Above]:
    """A receiver that knows two communes of a province."""
    with Store.open(tmp_path / "above") as store:
        found = Above(store)
        found.put(
            Unit(code="tinh", name="Tỉnh Mẫu"),
            Unit(code="phu", name="UBND xã Phú Mẫu", parent="tinh", machines=3),
            Unit(code="binh", name="UBND phường Bình Mẫu", parent="tinh", machines=2),
        )
        yield found


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house of the office above, on a day that the tests set."""
    monkeypatch.setattr(House, "now", lambda self: "2027-01-21T03:00:00Z")
    return House.open(tmp_path / "above", "vi")
