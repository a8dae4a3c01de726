"""ACC-411: the local administrator's password of a machine in a domain rotates by itself.

Rule: where a domain or Entra keeps the machines, LAPS should change that password and keep it
there. A machine in neither has no place to keep it: not applicable. The older LAPS still works, but
Microsoft replaced it: it passes too. Source: Windows LAPS policy settings (BackupDirectory).

Severity low: without it one stolen password opens every machine set up alike.
"""

from dataclasses import dataclass

from core.checks._saying import edition, not_applicable, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown, first_unknown
from core.probes.machine.facts import MachineFacts
from core.probes.sign_in.facts import SignInFacts

ID = "ACC-411"
OS = ("windows",)
SEVERITY = Severity.LOW
DEPTH = Depth.QUICK
NEEDS = (SignInFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """LAPS is set up or not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge where the password is kept, then whether anything is there to keep it."""
    read, machine = facts.of(SignInFacts), facts.of(MachineFacts)
    evidence = (*seen(read, "laps"), *seen(machine, "domain", "entra"))
    if isinstance(read.laps, Unknown):
        return not_known(read.laps, evidence, told=edition(facts))
    if read.laps:
        return passed("good", evidence)
    if machine.domain and not isinstance(machine.domain, Unknown):
        return warned("off", evidence, name=machine.domain)
    if machine.entra is True:
        return warned("off_entra", evidence)
    unread = first_unknown(machine.domain, machine.entra)
    if unread is not None:
        return not_known(unread, evidence, told=edition(facts))
    return not_applicable("alone", evidence)
