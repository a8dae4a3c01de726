"""MAL-609: the programs of the system are as their packages brought them.

Rule: dpkg compares every file of every package with the sums that came with it. A changed program
or library is a fail, whatever else that came with a package and changed is a warning, as is what is
missing of programs and libraries. Settings are meant to be changed and left out. Who controls the
machine can change the sums too: a pass is no proof. Made only in a deep run. Source: dpkg(1),
debsums(1); MITRE ATT&CK T1554.

Severity high: a changed `ssh` or `sudo` hands over every password typed into it.
"""

from dataclasses import dataclass

from core.checks._saying import failed, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown, first_unknown
from core.probes.package_files.facts import PackageFilesFacts

ID = "MAL-609"
OS = ("linux",)
SEVERITY = Severity.HIGH
DEPTH = Depth.DEEP
NEEDS = (PackageFilesFacts,)

_PROGRAMS = ("/bin/", "/sbin/", "/lib", "/usr/bin/", "/usr/sbin/", "/usr/lib", "/boot/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Files that the office changed itself, by their paths."""

    allowed: tuple[str, ...] = ()


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge what is changed first, then what is missing."""
    found = facts.of(PackageFilesFacts)
    evidence = seen(found, "changed", "missing", "verified")
    changed, missing, verified = found.changed, found.missing, found.verified
    if isinstance(changed, Unknown):
        return not_known(changed, evidence)
    odd = tuple(each for each in changed if each not in params.allowed)
    programs = tuple(each for each in odd if each.startswith(_PROGRAMS))
    if programs:
        return failed("changed", evidence, names=programs, count=len(programs))
    unread = first_unknown(missing, verified)
    if unread is not None:
        return not_known(unread, evidence)
    gone = missing if isinstance(missing, tuple) else ()
    lost = tuple(each for each in gone if each.startswith(_PROGRAMS) and each not in params.allowed)
    if odd or lost:
        return warned("others", evidence, names=(*odd, *lost), count=len(odd) + len(lost))
    return passed("whole", evidence, count=verified if isinstance(verified, int) else 0)
