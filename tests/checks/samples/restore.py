"""Sample facts: a test restore that went well."""

from typing import Any

from core.model.facts import Origin
from core.probes.restore.facts import RestoredSample, RestoreFacts

NOW = "2027-01-20T03:00:00Z"


def facts(sample: Any) -> RestoreFacts:
    one = RestoredSample(
        place="/srv/backup", restored=8, megabytes=12, failed=(), proof="0" * 64, sealed=False
    )
    return RestoreFacts(origin=Origin(backend="test", at=NOW), samples=(one,))
