"""Sample facts: a machine that speaks with an ordinary server."""

from typing import Any

from core.model.facts import Origin
from core.probes.connections.facts import Connection, ConnectionsFacts

NOW = "2027-01-20T03:00:00Z"


def facts(sample: Any) -> ConnectionsFacts:
    program = sample.here("C:\\Program Files\\Office\\mail.exe", "/usr/bin/mail")
    return ConnectionsFacts(
        origin=Origin(backend="test", at=NOW),
        connections=(Connection(address="203.0.113.9", port=443, program=program),),
        left_out=0,
    )
