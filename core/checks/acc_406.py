"""ACC-406: wrong passwords lock an account.

Rule: never locking is a fail, locking after more than `attempts` wrong passwords a warning. Local
accounts only. Source: TCVN 14423 levels 1-2 (locked after at most 10 wrong tries).

Severity medium: it slows guessing down, it does not stop a thief of passwords.
"""

from dataclasses import dataclass

from core.checks._saying import failed, warned
from core.checks._weighing import weighed
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.probes.machine.facts import MachineFacts
from core.probes.password_rules.facts import PasswordRulesFacts

ID = "ACC-406"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (PasswordRulesFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """After how many wrong passwords an account should be locked at the latest."""

    attempts: int = 10


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the number of wrong passwords; 0 stands for no limit."""
    read = facts.of(PasswordRulesFacts)
    allowed = read.lockout_after if isinstance(read.lockout_after, int) else 0
    verdict, case = (warned, "many") if allowed > 0 else (failed, "never")
    return weighed(
        facts,
        read,
        "lockout_after",
        lambda after: not 0 < after <= params.attempts,
        verdict,
        case,
        count=allowed,
        limit=params.attempts,
    )
