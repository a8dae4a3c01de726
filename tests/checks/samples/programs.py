"""Sample facts: programs that run on a machine in order."""

from typing import Any

from core.model.facts import Origin
from core.probes.programs.facts import ProgramsFacts, RunningProgram

NOW = "2027-01-20T03:00:00Z"


def facts(sample: Any) -> ProgramsFacts:
    file = sample.here("C:\\Windows\\explorer.exe", "/usr/bin/bash")
    return ProgramsFacts(
        origin=Origin(backend="test", at=NOW),
        programs=(RunningProgram(name="vỏ", file=file),),
        unseen=0,
    )
