"""Asking: what is asked before the plan is made is what the plan then asks."""

import pytest

from core.engine.asking import asked_at_once
from core.engine.fitting import baseline_at, fit
from core.engine.plan import questions, select
from core.model.profile import Profile
from core.model.result import Depth
from core.model.selection import Selection
from core.probes.catalogue import facts_types


@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize("os", ["linux", "windows"])
def test_every_whole_run_asks_what_was_asked_at_once(os: str, depth: Depth) -> None:
    chosen = select(Selection(), depth, os)
    planned = fit(chosen, baseline_at(""), Profile.NORMAL, {}, {"places": ("/srv/backup",)})
    asked = questions(planned, facts_types(), "/home/an/restore-test")

    early = asked_at_once(Selection(), "/home/an/restore-test")
    assert early
    assert asked[: len(early)] == early


@pytest.mark.parametrize(
    "selection", [Selection(only=("SYS-801",)), Selection(skip=("UPD-201",))], ids=["only", "skip"]
)
def test_a_run_of_single_checks_asks_nothing_before_it_is_planned(selection: Selection) -> None:
    assert asked_at_once(selection, "") == ()
