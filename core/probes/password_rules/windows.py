"""The rules of local accounts on Windows, as the account API tells them. Needs no rights."""

from core.model.facts import Origin
from core.probes.ask import Ask
from core.probes.password_rules.facts import PasswordRulesFacts
from core.probes.seen import NEVER, AccountPolicy
from core.probes.system import WindowsSystem

_DAY_S = 86_400


def read(system: WindowsSystem, ask: Ask) -> PasswordRulesFacts:
    """Read the rules in numbers, never from translated text."""
    policy = system.account_policy()
    origin = Origin(backend="account API", at=system.now())
    if not isinstance(policy, AccountPolicy):
        return PasswordRulesFacts(
            origin=origin,
            min_length=policy,
            history=policy,
            max_age_days=policy,
            lockout_after=policy,
        )
    return PasswordRulesFacts(
        origin=origin,
        min_length=policy.min_length,
        history=policy.history,
        max_age_days=0 if policy.max_age_s == NEVER else policy.max_age_s // _DAY_S,
        lockout_after=policy.lockout_after,
    )
