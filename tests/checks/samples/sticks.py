"""Sample facts: a stick in order."""

from typing import Any

from core.model.facts import Origin
from core.probes.sticks.facts import Stick, SticksFacts

NOW = "2027-01-20T03:00:00Z"


def facts(sample: Any) -> SticksFacts:
    root = sample.here("E:/", "/media/an/USB")
    return SticksFacts(origin=Origin(backend="test", at=NOW), sticks=(Stick(root=root, traces=()),))
