"""A run to work on, made from values."""

from collections.abc import Callable, Iterable

import pytest

from core.engine import verdict
from core.model.facts import Origin
from core.model.profile import Profile
from core.model.result import Depth, Finding, Message, Result, Severity
from core.model.run import Asset, BaselineUse, Rights, Run, Selection
from core.model.unknown import UnknownCode
from core.probes.clock.facts import ClockFacts

FindingMaker = Callable[..., Finding]
RunMaker = Callable[..., Run]


@pytest.fixture
def make_finding() -> FindingMaker:
    """Return a maker of findings of which only the result and severity matter."""

    def make(
        result: Result, severity: Severity = Severity.MEDIUM, check: str = "SYS-801"
    ) -> Finding:
        return Finding(
            check=check,
            result=result,
            severity=severity,
            message=Message(f"{result}.case", {"days": 3, "names": ("a", "b"), "name": "x"}),
            reason=UnknownCode.NO_RIGHT if result is Result.UNKNOWN else None,
        )

    return make


@pytest.fixture
def make_run() -> RunMaker:
    """Return a maker of runs with the given findings and the facts of one clock."""

    def make(findings: Iterable[Finding] = (), **other: object) -> Run:
        found = tuple(findings)
        at = "2026-11-22T01:00:00Z"
        given: dict[str, object] = {
            "id": "01JD0000000000000000000000",
            "asset": Asset(id="a1", name="PC", os="linux", os_name="Debian"),
            "unit": "UBND xã Phú Mẫu",
            "operator": "",
            "rights": Rights.USER,
            "started": "2026-11-22T08:00:00+07:00",
            "ended": "2026-11-22T08:00:05+07:00",
            "app_version": "0.1.0",
            "baseline": BaselineUse(id="default", version="1", sha256="00"),
            "profile": Profile.NORMAL,
            "depth": Depth.FULL,
            "selection": Selection(),
            "params": {"BAK-301": {"places": ("/srv",), "warn_days": 7}},
            "waivers": (),
            "packs": (),
            "verdict": verdict.conclude(found),
            "coverage": verdict.cover(found),
            "counts": verdict.count(found),
            "findings": found,
            "probes": (),
            "facts": {"clock": ClockFacts.unread(UnknownCode.TIMED_OUT, "12", at)},
        }
        return Run(**{**given, **other})  # type: ignore[arg-type]

    return make


@pytest.fixture
def origin() -> Origin:
    """Return where made-up facts came from."""
    return Origin(backend="files", at="2026-11-22T01:00:00Z")
