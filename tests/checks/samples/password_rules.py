"""Rules of passwords of a machine in order."""

from core.model.facts import Origin
from core.probes.password_rules.facts import PasswordRulesFacts


def facts(sample):
    """Return facts that pass."""
    return PasswordRulesFacts(
        origin=Origin(backend="test", at=sample.now),
        min_length=14,
        history=5,
        max_age_days=60,
        lockout_after=10,
    )
