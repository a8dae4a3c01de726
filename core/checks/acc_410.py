"""ACC-410: an account without a password is no way in from the network.

Rule: Windows must limit empty passwords to the keyboard of the machine, an SSH server must refuse
them. Source: LimitBlankPasswordUse and PermitEmptyPasswords, both safe by default.

Severity high: somebody opened this by hand, and no guessing is needed.
"""

from dataclasses import dataclass
from operator import not_

from core.checks._saying import failed
from core.checks._weighing import weighed
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.probes.machine.facts import MachineFacts
from core.probes.sign_in.facts import SignInFacts

ID = "ACC-410"
OS = ("windows", "linux")
SEVERITY = Severity.HIGH
DEPTH = Depth.QUICK
NEEDS = (SignInFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Empty passwords are refused or not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the one switch."""
    return weighed(facts, facts.of(SignInFacts), "empty_refused", not_, failed, "open")
