"""Sample facts: packages as they were installed."""

from typing import Any

from core.model.facts import Origin
from core.probes.package_files.facts import PackageFilesFacts

NOW = "2027-01-20T03:00:00Z"


def facts(sample: Any) -> PackageFilesFacts:
    return PackageFilesFacts(
        origin=Origin(backend="test", at=NOW), changed=(), missing=(), verified=900
    )
