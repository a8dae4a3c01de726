"""ACC-405: new passwords must be long, and not the old ones again.

Rule: below `fail_length` signs a fail, below `min_length` a warning, and so is no memory of earlier
passwords. Local accounts only. Source: TCVN 14423 levels 1-2 (14 signs, 8 with a second factor).

Severity medium: a short password is guessed, but only by somebody who can reach the sign-in.
"""

from dataclasses import dataclass

from core.checks._saying import failed, warned, worst
from core.checks._weighing import weighed
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.probes.machine.facts import MachineFacts
from core.probes.password_rules.facts import PasswordRulesFacts

ID = "ACC-405"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (PasswordRulesFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The shortest password that is recommended, and the shortest that is tolerated."""

    min_length: int = 14
    fail_length: int = 8

    def __post_init__(self) -> None:
        """Refuse lengths under which nothing could ever warn."""
        if self.fail_length > self.min_length:
            raise ValueError("fail_length > min_length")


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge length before memory."""
    read = facts.of(PasswordRulesFacts)
    length = read.min_length if isinstance(read.min_length, int) else 0
    verdict, case = (failed, "short") if length < params.fail_length else (warned, "shortish")
    case = case if length else "none"
    return worst(
        [
            weighed(
                facts,
                read,
                "min_length",
                lambda shortest: shortest < params.min_length,
                verdict,
                case,
                count=length,
                limit=params.min_length,
            )
        ],
        [weighed(facts, read, "history", lambda kept: kept < 1, warned, "no_history")],
    )
