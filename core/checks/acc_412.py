"""ACC-412: whoever administers by sudo is asked for a password.

Rule: a rule that gives every command without a password is a warning, for whomever it is. Single
commands are left aside. Source: sudoers(5), NOPASSWD; common hardening guides for sudo.

Severity medium: malware in such an account is root at once.
"""

from dataclasses import dataclass

from core.checks._saying import warned
from core.checks._weighing import named
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.probes.machine.facts import MachineFacts
from core.probes.sign_in.facts import SignInFacts

ID = "ACC-412"
OS = ("linux",)
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (SignInFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """sudo asks or it does not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the list of those who are not asked."""
    return named(facts, facts.of(SignInFacts), "unasked", warned, "free")
