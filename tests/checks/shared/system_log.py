"""A system log with some of its facts changed, and which of them a check passes over."""

from dataclasses import fields, replace

from core.model.unknown import Unknown, UnknownCode
from core.probes.system_log.facts import SystemLogFacts


def spared_but(*names):
    """Return what a check that rests on `names` does without."""
    others = {each.name for each in fields(SystemLogFacts)} - {"origin", *names}
    return {"windows": dict.fromkeys(others, "a matter of another check")}


def unread(code="no_right"):
    return Unknown(UnknownCode(code), "")


def log(sample, **changes):
    return replace(
        next(each for each in sample.all() if isinstance(each, SystemLogFacts)), **changes
    )
