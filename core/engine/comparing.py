"""Comparing two runs of a machine: what was found, and what the machine itself is made of.

Facts are compared, not sentences: a new administrator is told although the check said the same
before and after. What one of the two runs could not read is not compared, and named.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from core.model.difference import ChangedFinding, Comparison, Difference, Subject
from core.model.facts import Facts
from core.model.result import Finding
from core.model.run import Run
from core.model.unknown import Unknown
from core.probes.accounts.facts import AccountsFacts
from core.probes.antivirus.facts import AntivirusFacts
from core.probes.backup.facts import BackupFacts
from core.probes.machine.facts import MachineFacts
from core.probes.startup.facts import StartEntry, StartupFacts

Listing = Mapping[str, str]
"""What there is of a subject: its name, and what is said of it."""

_THERE = "✓"


def compare(before: Run, after: Run) -> Comparison:
    """Return what is different from one run to another, by subject and by check."""
    differences: list[Difference] = []
    uncompared = []
    for subject, read in _SUBJECTS.items():
        one, other = read(before.facts), read(after.facts)
        if one is None or other is None:
            uncompared.append(subject)
        else:
            differences += _between(subject, one, other)
    return Comparison(
        differences=tuple(differences),
        findings=_findings(before, after),
        uncompared=tuple(uncompared),
        machines_differ=before.asset.id != after.asset.id,
    )


def _between(subject: Subject, one: Listing, other: Listing) -> Iterator[Difference]:
    for name in sorted({*one, *other}):
        before, after = one.get(name, ""), other.get(name, "")
        if before != after:
            yield Difference(subject=subject, name=name, before=before, after=after)


def _findings(before: Run, after: Run) -> tuple[ChangedFinding, ...]:
    ids = sorted({finding.check for run in (before, after) for finding in run.findings})
    pairs = (
        ChangedFinding(check=each, before=before.finding(each), after=after.finding(each))
        for each in ids
    )
    return tuple(pair for pair in pairs if _said(pair.before) != _said(pair.after))


def _said(finding: Finding | None) -> tuple[str, str] | None:
    return None if finding is None else (finding.result, finding.message.key)


Facets = Mapping[str, Facts]


def _administrators(facts: Facets) -> Listing | None:
    read = facts.get(AccountsFacts.TOPIC)
    if not isinstance(read, AccountsFacts) or isinstance(read.accounts, Unknown):
        return None
    if any(isinstance(each.administrator, Unknown) for each in read.accounts):
        return None
    return {each.name: _THERE for each in read.accounts if each.administrator}


def _accounts(facts: Facets) -> Listing | None:
    read = facts.get(AccountsFacts.TOPIC)
    if not isinstance(read, AccountsFacts) or isinstance(read.accounts, Unknown):
        return None
    return {each.name: _THERE for each in read.accounts if each.enabled is not False}


def _antivirus(facts: Facets) -> Listing | None:
    read = facts.get(AntivirusFacts.TOPIC)
    if not isinstance(read, AntivirusFacts) or isinstance(read.products, Unknown):
        return None
    if any(isinstance(each.protection, Unknown) for each in read.products):
        return None
    return {each.name: str(each.protection) for each in read.products}


def _system(facts: Facets) -> Listing | None:
    read = facts.get(MachineFacts.TOPIC)
    if not isinstance(read, MachineFacts) or isinstance(read.os_name, Unknown):
        return None
    build = (read.build, read.revision)
    number = ".".join(str(each) for each in build if not isinstance(each, Unknown))
    release = "" if isinstance(read.os_release, Unknown) else read.os_release
    return {"": f"{read.os_name} ({number or release})"}


def _entries(name: str) -> Callable[[Facets], Listing | None]:
    def read(facts: Facets) -> Listing | None:
        found = facts.get(StartupFacts.TOPIC)
        if not isinstance(found, StartupFacts):
            return None
        entries: tuple[StartEntry, ...] | Unknown = getattr(found, name)
        if isinstance(entries, Unknown):
            return None
        return _joined((each.name, each.command) for each in entries)

    return read


def _between_facts(facts: Facets) -> Listing | None:
    found = facts.get(StartupFacts.TOPIC)
    if not isinstance(found, StartupFacts) or isinstance(found.between, Unknown):
        return None
    return _joined((each.name, each.value) for each in found.between)


def _backups(facts: Facets) -> Listing | None:
    found = facts.get(BackupFacts.TOPIC)
    if not isinstance(found, BackupFacts) or isinstance(found.places, Unknown):
        return None
    return {each.place: _THERE for each in found.places}


def _joined(pairs: Iterable[tuple[str, str]]) -> Listing:
    """Return what each name stands for; several of one name are told together."""
    found: dict[str, list[str]] = {}
    for name, text in pairs:
        found.setdefault(name, []).append(text)
    return {name: "; ".join(sorted(set(texts))) for name, texts in found.items()}


_SUBJECTS: Mapping[Subject, Callable[[Facets], Listing | None]] = {
    Subject.ADMINISTRATOR: _administrators,
    Subject.ACCOUNT: _accounts,
    Subject.ANTIVIRUS: _antivirus,
    Subject.SYSTEM: _system,
    Subject.AT_SIGN_IN: _entries("at_sign_in"),
    Subject.SERVICE: _entries("services"),
    Subject.TASK: _entries("tasks"),
    Subject.BETWEEN: _between_facts,
    Subject.BACKUP: _backups,
}
