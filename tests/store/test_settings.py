"""Settings: JSON values by key, stored together, with what stood there for undo."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.store.settings import Setting
from core.store.store import Store

values = st.recursive(
    st.booleans() | st.integers() | st.text(st.characters(exclude_categories=("Cs",))),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab"), inner, max_size=3),
    max_leaves=5,
)


def test_putting_taking_away_and_undoing(store: Store) -> None:
    """What comes back from a change, put again, undoes it."""
    store.settings.put({"a": 1, "b": ["x"]})
    before = store.settings.put({"a": None, "b": "Đà Nẵng", "c": True})
    assert store.settings.all() == {"b": "Đà Nẵng", "c": True}
    store.settings.put(before)

    assert store.settings.all() == {"a": 1, "b": ["x"]}


@given(st.dictionaries(st.text("abc đ.", min_size=1), values, max_size=4))
def test_values_come_back(
    tmp_path_factory: pytest.TempPathFactory, wanted: dict[str, Setting]
) -> None:
    """Any JSON value is stored as it is."""
    with Store.open(tmp_path_factory.mktemp("home")) as store:
        store.settings.put(wanted)
        assert store.settings.all() == wanted
