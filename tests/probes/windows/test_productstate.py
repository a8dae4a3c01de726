"""The undocumented `productState`: compared by its nibbles, never masked."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.unknown import Unknown
from core.probes.win_products import (
    EXPIRED,
    OFF,
    ON,
    SNOOZED,
    definitions_old,
    made_by_microsoft,
    run_state,
)

NAMES = {OFF: "off", ON: "on", SNOOZED: "snoozed", EXPIRED: "expired"}
TABLE = Path(__file__).with_name("productstate.csv")


def rows() -> list[tuple[int, str, bool, bool]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            (int(row["productState"]), row["state"], row["old"] == "1", row["microsoft"] == "1")
            for row in csv.DictReader(file)
        ]


@pytest.mark.parametrize(("state", "expected", "old", "microsoft"), rows())
def test_decoding(state: int, expected: str, old: bool, microsoft: bool) -> None:
    found = run_state(state)
    assert ("unknown" if isinstance(found, Unknown) else NAMES[found]) == expected
    assert definitions_old(state) is old
    assert made_by_microsoft(state) is microsoft


@given(st.integers(0, 0xFFFFFFFF))
def test_only_documented_nibbles_are_states(state: int) -> None:
    nibble = f"{state:08x}"[-4]
    assert isinstance(run_state(state), Unknown) == (nibble not in "0123")
