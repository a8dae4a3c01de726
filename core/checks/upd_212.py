"""UPD-212: Linux packages come signed, and from the release that is installed.

Rule: a source that is trusted without a signature, or a setting that lets unsigned packages in,
hands the machine to whoever sits on the network. A source of another release mixes systems and
stops getting patches. Source: sources.list(5), apt-secure(8).
"""

from dataclasses import dataclass

from core.checks._saying import failed, not_known, passed, seen, warned, worst
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.package_sources.facts import PackageSource, PackageSourcesFacts

ID = "UPD-212"
OS = ("linux",)
SEVERITY = Severity.HIGH
DEPTH = Depth.QUICK
NEEDS = (PackageSourcesFacts,)

_RELEASES = frozenset(
    (
        *("trusty", "xenial", "bionic", "focal", "jammy", "noble", "plucky", "questing"),
        *("resolute", "stretch", "buster", "bullseye", "bookworm", "trixie", "forky"),
    )
)
"""Names of releases; other words are suites of other makers, such as stable or main."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Hosts whose unsigned archives the office accepts, such as a mirror on its own network."""

    accepted: tuple[str, ...] = ()


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every source and the settings about signatures."""
    given = facts.of(PackageSourcesFacts)
    sources, allowed = given.sources, given.unsigned_allowed
    parts = []
    if isinstance(allowed, Unknown):
        parts.append(not_known(allowed, seen(given, "unsigned_allowed")))
    elif allowed:
        parts.append(failed("allowed", seen(given, "unsigned_allowed"), names=allowed))
    if isinstance(sources, Unknown):
        parts.append(not_known(sources, seen(given, "sources")))
    else:
        parts += _judge_sources(given, sources, params)
    count = 0 if isinstance(sources, Unknown) else len(sources)
    fine = passed("signed", seen(given, "unsigned_allowed", "codename"), count=count)
    return worst([*parts, fine])


def _judge_sources(
    given: PackageSourcesFacts, sources: tuple[PackageSource, ...], params: Params
) -> list[Judgement]:
    parts = []
    unsigned = tuple(
        dict.fromkeys(
            each.address
            for each in sources
            if each.unsigned and not any(host in each.address for host in params.accepted)
        )
    )
    place = given.origin.source("sources")
    if unsigned:
        evidence = Evidence(what="sources", value=unsigned, source=place, read_at=given.origin.at)
        parts.append(failed("unsigned", (evidence,), count=len(unsigned), names=unsigned))
    if isinstance(given.codename, Unknown):
        parts.append(not_known(given.codename, seen(given, "codename")))
        return parts
    foreign = tuple(dict.fromkeys(s.suite for s in sources if _is_foreign(s.suite, given.codename)))
    if foreign:
        evidence = Evidence(what="sources", value=foreign, source=place, read_at=given.origin.at)
        parts.append(warned("foreign", (evidence,), names=foreign, release=given.codename))
    return parts


def _is_foreign(suite: str, codename: str) -> bool:
    release = suite.partition("/")[0].partition("-")[0]
    return release in _RELEASES and release != codename
