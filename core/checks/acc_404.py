"""ACC-404: nobody is signed in without being asked.

Rule: a machine that signs an account in by itself is a fail, also where the password for it does
not stand in plain text; such a password left behind is a warning. Source: TCVN 14423 levels 1-2
(every user is known by name and password), Microsoft's warning about DefaultPassword.

Severity high: whoever switches the machine on works under another person's name.
"""

from dataclasses import dataclass

from core.checks._saying import failed, is_windows, warned, worst
from core.checks._weighing import weighed
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.probes.machine.facts import MachineFacts
from core.probes.sign_in.facts import SignInFacts

ID = "ACC-404"
OS = ("windows", "linux")
SEVERITY = Severity.HIGH
DEPTH = Depth.QUICK
NEEDS = (SignInFacts, MachineFacts)
PAGES = {"windows": "ms-settings:signinoptions"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """A machine asks who is there or it does not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the automatic sign-in, then a password left in plain text."""
    read = facts.of(SignInFacts)
    who = read.automatic if isinstance(read.automatic, str) else ""
    case = "stored" if read.stored_password is True else "automatic"
    parts = [weighed(facts, read, "automatic", bool, failed, case, name=who)]
    if is_windows(facts):
        left = weighed(facts, read, "stored_password", bool, warned, "left_behind")
        return worst(parts, [left])
    return worst(parts)
