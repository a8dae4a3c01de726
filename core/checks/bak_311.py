"""BAK-311: documents are not only synchronised to a cloud.

Rule: what is deleted or encrypted here is deleted or encrypted there. A person whose documents
OneDrive keeps alike, on a machine that declares no backup place, has one copy and not two: a
warning. Source: Microsoft's own advice on OneDrive as against backup; Known Folder Move.

Severity low: it is better than nothing, and BAK-301 asks for the rest.
"""

from dataclasses import dataclass

from core.checks._saying import not_applicable, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.backup.facts import BackupFacts
from core.probes.backup_tools.facts import BackupToolsFacts, ToolKind

ID = "BAK-311"
OS = ("windows",)
SEVERITY = Severity.LOW
DEPTH = Depth.FULL
NEEDS = (BackupToolsFacts, BackupFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The declared backup places."""

    places: tuple[str, ...] = ()


def ask(params: Params) -> Ask:
    """Return the places to be measured."""
    return Ask(places=params.places)


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge whether synchronised documents have another copy."""
    found, backup = facts.of(BackupToolsFacts), facts.of(BackupFacts)
    tools, evidence = found.tools, seen(found, "tools")
    if isinstance(tools, Unknown):
        return not_known(tools, evidence)
    synchronised = [each for each in tools if each.kind is ToolKind.ONEDRIVE]
    if not synchronised:
        return not_applicable("not_used", evidence)
    evidence = (*evidence, *seen(backup, "places"))
    for each in synchronised:
        if isinstance(each.homes, Unknown):
            return not_known(each.homes, evidence)
    # Declaring a place is what BAK-301 asks for; whether it is any good it says itself.
    places = backup.places
    if not isinstance(places, Unknown) and places:
        return passed("beside", evidence)
    names = tuple(each.name for each in synchronised if each.homes)
    if not names:
        return passed("not_documents", evidence)
    if isinstance(places, Unknown) and places.code is not UnknownCode.NOT_DECLARED:
        return not_known(places, evidence)
    return warned("only_copy", evidence, names=names)
