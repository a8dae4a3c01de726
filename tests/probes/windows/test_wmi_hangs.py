"""A Windows on which every question to WMI hangs: a run still ends in time.

That a reader which hangs is killed at its limit and spoils nothing else is tested with real
processes (`tests/engine/test_spoilt_readers.py`). Here it is counted what that costs a whole run.
"""

from collections.abc import Callable
from typing import Any, cast

from core.engine import plan
from core.engine.asking import limit_of
from core.engine.plan import select
from core.model.depth import Depth
from core.model.selection import Selection
from core.model.severity import Severity
from core.probes.catalogue import facts_types, read
from core.probes.system import System

BUDGET = 60.0
"""Seconds that a full run may take on a slow machine."""

PARALLEL = 2
"""Probe hosts that read at the same time."""


class _HungError(BaseException):
    """Stands where the real call would never come back; no reader catches it."""


class _Wmi:
    """A described machine whose WMI never answers."""

    def __init__(self, machine: Any) -> None:
        self._machine = machine

    def __getattr__(self, name: str) -> Any:
        if name == "wmi":
            raise _HungError
        return getattr(self._machine, name)


def test_a_full_run_ends_within_its_budget(machine: Callable[[str], Any]) -> None:
    planned = [
        plan.PlannedCheck(check=each, params=each.params(), severity=Severity.LOW)
        for each in select(Selection(), Depth.FULL, "windows")
    ]
    hung, total = [], 0.0
    for question in plan.questions(planned, facts_types()):
        system = cast(System, _Wmi(machine("windows-10-home-vi")))
        try:
            read(question.topic, system, question.ask, "windows")
        except _HungError:
            hung.append(question.topic)
            total += limit_of(question.topic)

    assert "machine" in hung, "what WMI alone can tell is asked"
    longest = max(limit_of(each) for each in hung)
    assert total / PARALLEL + longest / 2 <= BUDGET, hung
