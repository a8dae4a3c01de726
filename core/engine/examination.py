"""One examination: asks the probes, judges as facts arrive, assembles the Run."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from core.checks.catalogue import Check
from core.engine import verdict
from core.engine.clock import now_text
from core.engine.codec import NOT_RECORDED, fact_of
from core.engine.host import Answer, Readers
from core.engine.judging import complete, judge, waive
from core.engine.plan import PlannedCheck, params_of, questions
from core.engine.remembering import remember
from core.model.facts import Facts, FactSet, Table
from core.model.history import HistoryFacts
from core.model.moments import to_text
from core.model.profile import Profile
from core.model.progress import Cancel, Progress
from core.model.result import Depth, Finding
from core.model.run import Asset, BaselineUse, PackUse, ProbeRecord, Rights, Run, Selection, Waiver
from core.model.unknown import UnknownCode, is_unknown
from core.probes.catalogue import facts_types
from core.probes.machine.facts import MachineFacts

_ENDED = {
    UnknownCode.TIMED_OUT: "timed_out",
    UnknownCode.MALFORMED: "malformed",
    UnknownCode.CANCELLED: "cancelled",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """Everything about a run that is known before it starts."""

    id: str
    app_version: str
    unit: str
    asset_tag: str
    asset_place: str
    os: str
    planned: tuple[PlannedCheck, ...]
    selection: Selection
    depth: Depth
    profile: Profile
    baseline: BaselineUse
    waivers: tuple[Waiver, ...]
    packs: tuple[PackUse, ...]
    tables: tuple[Table, ...]
    scratch: str
    """A folder of the home where a test restore may put files for a moment."""
    recall: Callable[[str], HistoryFacts]
    """Returns what the program's own records tell about the machine of an asset id."""


class _Sitting:
    """The state of one examination while it goes on."""

    def __init__(self, circumstances: Circumstances, progress: Callable[[Progress], None]) -> None:
        self._given = circumstances
        self._progress = progress
        self.facts: dict[str, Facts] = {}
        self.records: list[ProbeRecord] = []
        self.findings: dict[str, Finding] = {}
        self._elapsed: dict[str, int] = {}
        self._reading: tuple[str, ...] = ()

    def reading(self, topics: tuple[str, ...], slow: str) -> None:
        """Tell what is being read."""
        self._reading = topics
        self._tell(slow=slow)

    def take(self, answer: Answer) -> None:
        """Keep what a probe said, and judge every check that has all its facts now."""
        facts, record = received(answer)
        self.facts[answer.topic] = facts
        if isinstance(facts, MachineFacts):
            # Only now is it known whose records they are: a home may travel from PC to PC.
            self.facts[HistoryFacts.TOPIC] = self._given.recall(_text(facts.machine_id))
        self.records.append(record)
        self._elapsed[answer.topic] = answer.elapsed_ms
        self._reading = tuple(topic for topic in self._reading if topic != answer.topic)
        for each in self._given.planned:
            if each.check.id not in self.findings and complete(self.facts, each.check):
                self._judge(each)

    def _judge(self, planned: PlannedCheck) -> None:
        facts = FactSet(self.facts.values(), self._given.tables)
        finding = judge(
            planned.check,
            facts,
            planned.params,
            os=self._given.os,
            severity=planned.severity,
            elapsed_ms=max(self._spent(planned.check), default=0),
        )
        finding = waive(finding, self._given.waivers, now_text())
        self.findings[finding.check] = finding
        self._tell(finding=finding)

    def _spent(self, check: Check) -> Iterable[int]:
        return (self._elapsed.get(kind.TOPIC, 0) for kind in check.needs)

    def _tell(self, finding: Finding | None = None, slow: str = "") -> None:
        self._progress(
            Progress(
                done=len(self.findings),
                total=len(self._given.planned),
                reading=self._reading,
                finding=finding,
                slow=slow,
            )
        )


def examine(
    given: Circumstances,
    readers: Readers,
    progress: Callable[[Progress], None],
    cancel: Cancel,
) -> Run:
    """Examine this machine; a probe that fails leaves its own findings unknown and no others."""
    started = datetime.now().astimezone()
    sitting = _Sitting(given, progress)
    asked = questions(given.planned, facts_types(), given.scratch)
    for answer in readers.ask(asked, cancel, sitting.reading):
        sitting.take(answer)
    findings = tuple(sitting.findings[each.check.id] for each in given.planned)
    machine = sitting.facts[MachineFacts.TOPIC]
    if not isinstance(machine, MachineFacts):
        raise TypeError("the topic machine holds other facts")
    return Run(
        id=given.id,
        asset=_asset(machine, given),
        unit=given.unit,
        operator=_text(machine.user),
        rights=Rights.USER if is_unknown(machine.rights) else Rights(str(machine.rights)),
        started=started.isoformat(timespec="seconds"),
        ended=datetime.now().astimezone().isoformat(timespec="seconds"),
        app_version=given.app_version,
        baseline=given.baseline,
        profile=given.profile,
        depth=given.depth,
        selection=given.selection,
        params=params_of(given.planned),
        waivers=given.waivers,
        packs=given.packs,
        verdict=verdict.conclude(findings),
        coverage=verdict.cover(findings),
        counts=verdict.count(findings),
        findings=findings,
        probes=tuple(sitting.records),
        facts=sitting.facts,
    )


def judge_again(
    run: Run,
    planned: Iterable[PlannedCheck],
    tables: Iterable[Table],
    baseline: BaselineUse,
    packs: tuple[PackUse, ...],
) -> Run:
    """Judge the facts of a run again under another baseline, on any operating system.

    Facts that the run does not hold are unread; the waivers of the run go on as of its own day.
    """
    planned = tuple(planned)
    facts: dict[str, Facts] = {HistoryFacts.TOPIC: remember(None, "", _utc(run)), **run.facts}
    for each in planned:
        for kind in each.check.needs:
            facts.setdefault(
                kind.TOPIC,
                kind.unread(UnknownCode.NOT_FOUND, NOT_RECORDED, _utc(run)),
            )
    shelf = FactSet(facts.values(), tables)
    elapsed = {record.id: record.elapsed_ms for record in run.probes}
    findings = tuple(
        waive(
            judge(
                each.check,
                shelf,
                each.params,
                os=run.asset.os,
                severity=each.severity,
                elapsed_ms=max(elapsed.get(kind.TOPIC, 0) for kind in each.check.needs),
            ),
            run.waivers,
            run.ended,
        )
        for each in planned
    )
    return replace(
        run,
        baseline=baseline,
        packs=packs,
        params=params_of(planned),
        verdict=verdict.conclude(findings),
        coverage=verdict.cover(findings),
        counts=verdict.count(findings),
        findings=findings,
    )


def received(answer: Answer) -> tuple[Facts, ProbeRecord]:
    """Turn a host's answer into facts, unread ones where there was no good answer."""
    kind = facts_types()[answer.topic]
    code, detail = answer.code, answer.detail
    if code is None:
        try:
            facts = fact_of(answer.topic, answer.facts)
        except ValueError as error:  # msgspec's own error is one
            code, detail = UnknownCode.MALFORMED, str(error)
    if code is not None:
        facts = kind.unread(code, detail, now_text())
    return facts, ProbeRecord(
        id=answer.topic,
        backend=facts.origin.backend,
        ended="done" if code is None else _ENDED.get(code, "crashed"),
        elapsed_ms=answer.elapsed_ms,
        detail=detail,
    )


def _asset(machine: MachineFacts, given: Circumstances) -> Asset:
    return Asset(
        id=_text(machine.machine_id),
        name=_text(machine.name),
        os=given.os,
        os_name=_text(machine.os_name),
        tag=given.asset_tag,
        place=given.asset_place,
    )


def _text(value: object) -> str:
    return "" if is_unknown(value) else str(value)


def _utc(run: Run) -> str:
    return to_text(datetime.fromisoformat(run.ended))
