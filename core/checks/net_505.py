"""NET-505: SSH lets in people by key, and never root by password.

Rule: root signing in by password is a fail; root by key, or passwords for others, is a warning. No
server is a pass. Source: sshd_config(5); common hardening guides for SSH.

Severity high: passwords of SSH servers are guessed day and night.
"""

from dataclasses import dataclass

from core.checks._saying import edition, failed, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import first_unknown
from core.probes.machine.facts import MachineFacts
from core.probes.remote_access.facts import RemoteAccessFacts

ID = "NET-505"
OS = ("linux",)
SEVERITY = Severity.HIGH
DEPTH = Depth.QUICK
NEEDS = (RemoteAccessFacts, MachineFacts)

_CLOSED_TO_ROOT = frozenset({"no", "forced-commands-only"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """What SSH allows is right or not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge whether a server is there, then what it allows."""
    read = facts.of(RemoteAccessFacts)
    evidence = seen(read, "ssh", "ssh_root", "ssh_passwords")
    if read.ssh is False:
        return passed("off", evidence)
    unread = first_unknown(read.ssh, read.ssh_root, read.ssh_passwords)
    root, passwords = read.ssh_root, read.ssh_passwords
    if root == "yes" and passwords is True and read.ssh is True:
        return failed("root_password", evidence)
    if unread is not None:
        return not_known(unread, evidence, told=edition(facts))
    if root not in _CLOSED_TO_ROOT:
        return warned("root_key", evidence)
    return warned("passwords", evidence) if passwords else passed("keys", evidence)
