"""Fitting checks with their limits: the baseline's, what the office declared, what was typed."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path

from core.checks.catalogue import Check, catalogue
from core.engine.explaining import find
from core.engine.plan import PlannedCheck
from core.model.profile import Profile
from core.model.result import Value
from core.policy.baseline import BUILT_IN, Baseline, limits, override, read_baseline

PLACES_OF = "BAK-301"
"""The check whose places the office declares in its settings, not in a baseline.

Every other check of backups takes the same places, also those typed for this one.
"""


def baseline_at(path: str) -> Baseline:
    """Read the baseline in a file, the built-in one for an empty path."""
    shapes = {check.id: check.params for check in catalogue().values()}
    return read_baseline(Path(path) if path else BUILT_IN, shapes)


def _full(place: str) -> str:
    """Return a place typed from here on as a full path: the probe host stands elsewhere."""
    from_here = place.startswith(("./", "../", ".\\", "..\\")) or place in (".", "..")
    return os.path.abspath(place) if from_here or Path(place).is_dir() else place


def fit(
    checks: Iterable[Check],
    baseline: Baseline,
    profile: Profile,
    typed: Mapping[str, Mapping[str, str]],
    declared: Mapping[str, Value],
) -> tuple[PlannedCheck, ...]:
    """Return each check with the limits and the severity in force.

    `typed` are raw texts by check id and name, `declared` the limits that come from the settings.
    KnownError for an unknown check or limit, and for a value that does not fit.
    """
    for check_id in typed:
        find(check_id)
    places_of = catalogue()[PLACES_OF]
    told = override(places_of.params, typed.get(PLACES_OF, {}), PLACES_OF)
    declared = {**declared, **({"places": told["places"]} if "places" in told else {})}
    planned = []
    for check in checks:
        values = baseline.params_for(check.id, profile)
        if any(each.name == "places" for each in fields(check.params)):
            values |= declared
        values |= override(check.params, typed.get(check.id, {}), check.id)
        if isinstance(places := values.get("places"), tuple):
            values["places"] = tuple(_full(place) for place in places)
        planned.append(
            PlannedCheck(
                check=check,
                params=limits(check.params, values, check.id),
                severity=baseline.severity_of(check.id, check.severity),
            )
        )
    return tuple(planned)
