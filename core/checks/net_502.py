"""NET-502: no rule of the firewall opens a worrying door to everybody.

Rule: an active rule that holds in public networks too and names no remote address is a warning when
it opens one of `ports`, or when it lets in a program from a folder that ordinary users can write. A
rule that opens everything is a matter of NET-501. Source: MS-FASP (fields of rules); the ports are
those of file sharing, remote control and administration.

Severity medium: such a rule is often left behind by a program that is gone.
"""

from dataclasses import dataclass

from core.checks._saying import edition, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.exposure.facts import ExposureFacts, LooseRule
from core.probes.machine.facts import MachineFacts

ID = "NET-502"
OS = ("windows",)
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (ExposureFacts, MachineFacts)
PAGES = {"windows": "windowsdefender://network"}

_WRITABLE = ("\\users\\", "\\programdata\\", "\\temp\\", "%appdata%", "%localappdata%", "%temp%")
_LAST_PORT = 65_535


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Ports that no rule should open to everybody."""

    ports: tuple[str, ...] = ("21", "23", "135", "139", "445", "3389", "5900", "5985", "5986")


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every rule that is open to everybody everywhere."""
    read = facts.of(ExposureFacts)
    evidence = seen(read, "rules")
    if isinstance(read.rules, Unknown):
        return not_known(read.rules, evidence, told=edition(facts))
    wide = [each for each in read.rules if each.public and each.anybody]
    opened = tuple(each.name for each in wide if _opens(each, params.ports))
    if opened:
        return warned("ports", evidence, names=tuple(dict.fromkeys(opened)))
    writable = tuple(each.name for each in wide if _is_writable(each.program))
    if writable:
        return warned("writable", evidence, names=tuple(dict.fromkeys(writable)))
    return passed("good", evidence, count=len(read.rules))


def _opens(rule: LooseRule, ports: tuple[str, ...]) -> bool:
    """Say whether a rule opens a worrying port; named parts of Windows (RPC, IPHTTPS) do not."""
    wanted = {int(port) for port in ports if port.isascii() and port.isdecimal()}
    for told in rule.ports:
        first, _, last = told.partition("-")
        if not (first.isascii() and first.isdecimal() and (last or "0").isdecimal()):
            continue
        low, high = int(first[:6]), min(int((last or first)[:6]), _LAST_PORT)
        if any(low <= port <= high for port in wanted):
            return True
    return False


def _is_writable(program: str) -> bool:
    return any(folder in program.lower() for folder in _WRITABLE)
