"""CFG-704: whoever takes the machine away cannot read its drive.

Rule: a drive of the system or of people's files that is not encrypted, or partly, is a warning.
Source: TCVN 14423 (portable machines), BitLocker and LUKS. Editions without BitLocker are told so.

Severity low: a desktop in a locked office is stolen more rarely than a notebook.
"""

from dataclasses import dataclass

from core.checks._saying import edition, not_applicable, not_known, passed, seen, warned, worst
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.boot_protection.facts import BootProtectionFacts, DriveState
from core.probes.machine.facts import MachineFacts

ID = "CFG-704"
OS = ("windows", "linux")
SEVERITY = Severity.LOW
DEPTH = Depth.QUICK
NEEDS = (BootProtectionFacts, MachineFacts)
PAGES = {"windows": "ms-settings:deviceencryption"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """A drive is encrypted or not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every drive; inside a container the drives are the host's."""
    read = facts.of(BootProtectionFacts)
    evidence = seen(read, "drives", "container")
    if isinstance(read.container, str) and read.container:
        return not_applicable("container", evidence)
    if isinstance(read.drives, Unknown):
        return not_known(read.drives, evidence, told=edition(facts))
    if not read.drives:
        return not_known(Unknown(UnknownCode.NOT_FOUND), evidence)
    return worst(_judge_drive(facts, each, evidence) for each in read.drives)


def _judge_drive(facts: FactSet, drive: DriveState, evidence: tuple[Evidence, ...]) -> Judgement:
    if isinstance(drive.state, Unknown):
        return not_known(drive.state, evidence, told=edition(facts))
    if drive.state == "on":
        return passed("good", evidence)
    return warned("partly" if drive.state == "partly" else "off", evidence, name=drive.name)
