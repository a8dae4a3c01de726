"""NET-509: the hosts file sends nobody astray.

Rule: a hosts file moved elsewhere, or one that sends Microsoft, an antivirus vendor, a state office
or a bank to an address in the Internet, is a fail; blocking one of them, or sending other names to
the Internet, is a warning. Addresses of the office's own network and lists against advertising are
fine. Source: pharming as described by MITRE ATT&CK T1565, DataBasePath as a place to hijack.

Severity high: the browser shows the right name and the wrong page.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from core.checks._saying import edition, failed, not_known, passed, seen, warned, worst
from core.checks._weighing import weighed
from core.model.destinations import Destination, destination_of
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.machine.facts import MachineFacts
from core.probes.name_resolution.facts import HostEntry, NameResolutionFacts

ID = "NET-509"
OS = ("windows", "linux")
SEVERITY = Severity.HIGH
DEPTH = Depth.QUICK
NEEDS = (NameResolutionFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """A name is sent astray or not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the file's place, then the names that matter, then the others."""
    read = facts.of(NameResolutionFacts)
    path = read.hosts_path if isinstance(read.hosts_path, str) else ""
    away = read.sent_away if isinstance(read.sent_away, tuple) else ()
    names = _names(away)
    return worst(
        [
            weighed(facts, read, "hosts_elsewhere", bool, failed, "moved", place=path),
            _judge_notable(facts),
        ],
        [weighed(facts, read, "sent_away", bool, warned, "away", names=names)],
    )


def _judge_notable(facts: FactSet) -> Judgement:
    read = facts.of(NameResolutionFacts)
    evidence = seen(read, "notable", "lines")
    if isinstance(read.notable, Unknown):
        return not_known(read.notable, evidence, told=edition(facts))
    astray = _names(each for each in read.notable if _leads(each) is Destination.INTERNET)
    if astray:
        return failed("astray", evidence, names=astray)
    blocked = _names(each for each in read.notable if _leads(each) is Destination.NOWHERE)
    return warned("blocked", evidence, names=blocked) if blocked else passed("good", evidence)


def _names(entries: Iterable[HostEntry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.name for each in entries))


def _leads(entry: HostEntry) -> Destination:
    """Return where a name is sent; what is no address leads nowhere."""
    return destination_of(entry.address) or Destination.NOWHERE
