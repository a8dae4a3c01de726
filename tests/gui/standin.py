"""A house in memory for the window's tests: its rooms hold real values and do as they are told."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from invented import FINDINGS, NOW, OFFICE, entry, run_of

from core.engine.comparing import compare
from core.engine.keeping import card_of
from core.house import House
from core.incident.playbooks import playbooks
from core.incident.telling import clocks
from core.model.card import RunCard
from core.model.change import Change, Kind, Undo
from core.model.difference import Comparison
from core.model.duty import Entry
from core.model.errors import KnownError
from core.model.form import ShippedForm
from core.model.incident import CallTarget, Deadline, Event, Incident, NewIncident, Playbook
from core.model.log_state import LogVerdict
from core.model.new_entry import NewEntry
from core.model.pack import PackCard, Reliance
from core.model.paper import Sent
from core.model.progress import Cancel, Progress
from core.model.request import CheckCard, RunRequest
from core.model.result import Depth, Finding, Message, Result
from core.model.run import (
    Run,
    Waiver,
)
from core.model.schedule import ScheduleState
from core.model.settings import Settings
from core.model.unknown import UnknownCode
from core.report.port import Reports
from core.report.sources import Sources
from core.signing.port import Signing
from core.words import Words


class StandInSettings:
    """Settings in memory, with undo."""

    def __init__(self, settings: Settings) -> None:
        self.now = settings

    def read(self) -> Settings:
        return self.now

    def change(self, new: Settings) -> Change:
        old, self.now = self.now, new
        back = Undo("settings.changed", lambda: self.change(old))
        return Change(frozenset((Kind.SETTINGS,)), back)


class StandInChecks:
    """Runs that hand out findings one by one, as fast as `pace` lets them go."""

    def __init__(self, run: Run | None) -> None:
        self.runs = [run] if run else []
        self.findings: tuple[Finding, ...] = FINDINGS
        self.pace: Callable[[int], None] = lambda place: None
        self.error: BaseException | None = None
        self.raisable = False
        self.asked: list[RunRequest] = []

    def can_raise(self) -> bool:
        return self.raisable

    def cards(self) -> tuple[CheckCard, ...]:
        return tuple(
            CheckCard(
                id=each.check,
                family=each.check.split("-")[0],
                os=("windows",),
                severity=each.severity,
                depth=Depth.FULL,
                params=(),
                page="ms-settings:windowsupdate" if each.check == "UPD-201" else "",
            )
            for each in self.findings
        )

    def run(
        self, request: RunRequest, progress: Callable[[Progress], None], cancel: Cancel
    ) -> tuple[Run, Change]:
        self.asked.append(request)
        if self.error is not None:
            raise self.error
        total, done = len(self.findings), []
        for place, each in enumerate(self.findings):
            self.pace(place)
            if cancel.requested:
                each = replace(
                    each,
                    result=Result.UNKNOWN,
                    reason=UnknownCode.CANCELLED,
                    message=Message("unknown.cancelled"),
                )
            done.append(each)
            topic = ("accounts",) if place < total - 1 else ()
            progress(Progress(done=place + 1, total=total, reading=topic, finding=each))
        run = run_of(done, run_id=f"01RUN{len(self.runs)}")
        self.runs.append(run)
        return run, Change(frozenset((Kind.RUNS,)))

    def relying(self, cards: Sequence[PackCard]) -> Mapping[str, tuple[Reliance, ...]]:
        return {}

    def latest(self) -> Run | None:
        return self.runs[-1] if self.runs else None

    def latest_card(self) -> RunCard | None:
        run = self.latest()
        return card_of(run) if run else None

    def recent(self, limit: int) -> tuple[RunCard, ...]:
        return tuple(card_of(each) for each in reversed(self.runs[-limit:]))

    def before_holiday(self, machine: str = "") -> RunCard | None:
        return None

    def compare_stored(self, before: str, after: str = "latest") -> Comparison:
        by_id = {each.id: each for each in self.runs}
        return compare(by_id[before], by_id[after])

    def since(self) -> Mapping[str, str]:
        return {each.check: "2027-01-05" for each in self.findings}

    def trend(self, weeks: int = 12) -> tuple[int | None, ...]:
        return (14, 13, None, 12, 10, 9, 8, 7, 6, 5, 4, 3)[:weeks]


class StandInDuty:
    """A duty book in memory."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        self.entries = list(entries)
        self.verdict = LogVerdict(whole=True, count=len(self.entries))
        self.error: KnownError | None = None

    def add_entry(self, new: NewEntry) -> Change:
        if self.error is not None:
            raise self.error
        seq = self.count() + 1
        self.entries.append(entry(seq, new.kind, new.text, new.at or NOW, NOW))
        self.verdict = LogVerdict(whole=True, count=seq)
        return Change(frozenset((Kind.DUTY,)))

    def person_on_duty(self) -> str:
        return ""

    def page(self, before: int | None = None, limit: int = 50) -> tuple[Entry, ...]:
        older = [each for each in self.entries if before is None or each.seq < before]
        return tuple(reversed(older[-limit:]))

    def count(self) -> int:
        return len(self.entries)

    def verify(self) -> LogVerdict:
        return self.verdict

    def seal(self, *, if_due: bool = False) -> Change:
        """Seal everything once; a second time there is nothing to seal."""
        sealed = self.verdict.sealed != len(self.entries)
        self.verdict = replace(self.verdict, sealed=len(self.entries))
        return Change(frozenset({Kind.DUTY} if sealed else ()))


class StandInIncidents:
    """Incidents in memory; nothing is recorded but that they were opened."""

    def __init__(self) -> None:
        self.kept: list[Incident] = []
        self.targets: tuple[CallTarget, ...] = ()

    def playbooks(self) -> tuple[Playbook, ...]:
        return tuple(playbooks().values())

    def playbook_of(self, incident: Incident) -> Playbook:
        return playbooks()[incident.playbook]

    def all(self) -> tuple[Incident, ...]:
        return tuple(reversed(self.kept))

    def running(self) -> tuple[Incident, ...]:
        return tuple(each for each in self.all() if each.is_open)

    def find(self, code: str) -> Incident:
        return next(each for each in self.kept if code in (each.id, each.code))

    def clocks(self, incident: Incident) -> tuple[Deadline, ...]:
        return clocks(incident, NOW)

    def form_kinds(self) -> tuple[str, ...]:
        return ("incident",)

    def call_list(self) -> tuple[CallTarget, ...]:
        return self.targets

    def open(self, new: NewIncident) -> tuple[Incident, Change]:
        opened = Event(
            act="opened",
            seq=1,
            log_id="log",
            own=True,
            at=NOW,
            written=NOW,
            author=OFFICE.keeper,
            text=new.text,
        )
        number = len(self.kept) + 1
        incident = Incident(
            id=f"{number:016}",
            code=f"SC-2027-{number:03}",
            playbook=new.playbook,
            detected=NOW,
            opened=opened,
            events=(opened,),
        )
        self.kept.append(incident)
        return incident, Change(frozenset((Kind.INCIDENTS,)))


@dataclass
class StandInWaivers:
    """Waivers in memory."""

    kept: list[Waiver] = field(default_factory=list)

    def accept(self, waiver: Waiver) -> Change:
        self.kept.append(waiver)
        back = Undo("overview.waiver_accepted", lambda: self.withdraw(waiver.check))
        return Change(frozenset((Kind.WAIVERS,)), back)

    def withdraw(self, check: str) -> Change:
        self.kept = [each for each in self.kept if each.check != check]
        return Change(frozenset((Kind.WAIVERS,)))

    def active(self) -> tuple[Waiver, ...]:
        return tuple(self.kept)


class StandInReports(Reports):
    """The documents of the memory, written in earnest, or failing as told."""

    def __init__(self, house: "StandInHouse") -> None:
        self.error: KnownError | None = None
        self.rows: list[Sent] = []
        self._shipped: tuple[ShippedForm, ...] = ()
        sources = Sources(
            run_of=lambda run_id: house.checks.runs[-1],
            as_json=lambda run: b"{}",
            recent=house.checks.recent,
            entries=lambda before, limit: () if before else tuple(house.duty.entries),
            verify=house.duty.verify,
            root=lambda: "00",
            lunar=house.lunar,
            lunar_with_year=house.lunar,
            roster=lambda number: None,
            persons=tuple,
            note_sent=self._note,
            sent=lambda limit: tuple(reversed(self.rows)),
            sent_row=lambda number: self.rows[number - 1],
            mark_sent=self._mark,
            shipped=lambda: self._shipped,
            drafts=house.home / "drafts",
        )
        super().__init__(sources, house.settings, lambda: house.words)  # type: ignore[arg-type]

    def save(
        self, run_id: str, formats: Sequence[str], folder: Path, **how: Any
    ) -> tuple[Path, ...]:  # type: ignore[override]
        if self.error is not None:
            raise self.error
        paths = [folder / f"bao-cao.{each}" for each in formats]
        for path in paths:
            path.write_bytes(b"")
        return tuple(paths)

    def ship(self, forms: tuple[ShippedForm, ...]) -> None:
        """Bring kinds as a data pack does."""
        self._shipped = forms

    def _note(self, row: Sent) -> int:
        self.rows.append(replace(row, number=len(self.rows) + 1))
        return len(self.rows)

    def _mark(self, row: Sent) -> None:
        self.rows[row.number - 1] = row


class StandInSchedule:
    """A daily check that is switched at once."""

    def __init__(self) -> None:
        """Have none."""
        self.at = ""

    def on(self, at: str = "09:00") -> Change:
        """Switch it on."""
        self.at = at
        return Change(frozenset({Kind.SETTINGS}))

    def off(self) -> Change:
        """Switch it off."""
        self.at = ""
        return Change(frozenset({Kind.SETTINGS}))

    def state(self) -> ScheduleState:
        """Say how it stands."""
        return ScheduleState(on=bool(self.at), at=self.at)


class StandInHouse:
    """Everything the window asks of a house."""

    version = "0.1.0"
    release_day = "2026-11-22"

    def __init__(
        self,
        home: Path,
        settings: Settings = OFFICE,
        run: Run | None = None,
        entries: Sequence[Entry] = (),
        words: Words | None = None,
    ) -> None:
        self.home = home
        self.words = words or Words(settings.lang)
        self.settings = StandInSettings(settings)
        self.checks = StandInChecks(run)
        self.duty = StandInDuty(entries)
        self.waivers = StandInWaivers()
        self.incidents = StandInIncidents()
        self.reports = StandInReports(self)
        self.signing = Signing(home, ("/nowhere/trucan",), lambda: self.words)
        self.schedule = StandInSchedule()

        self._real = House.open(home / "real", settings.lang)
        self.people = self._real.people
        self.rosters = self._real.rosters
        self.contacts = self._real.contacts
        self.shifts = self._real.shifts
        self.open_items = self._real.open_items
        self.session = self._real.session
        self.reminders = self._real.reminders
        self.now = self._real.now
        self.backups = self._real.backups
        self.consolidation = self._real.consolidation
        self.board_papers = self._real.board_papers
        self.sweep = self._real.sweep
        self.packs = self._real.packs
        self.damage: KnownError | None = None
        self.difference: KnownError | None = None

    def lunar(self, day: date, *, with_year: bool = False) -> str:
        return "14 tháng Chạp năm Bính Ngọ" if with_year else "14 tháng Chạp"

    def close(self) -> None:
        self._real.close()


class Gate:
    """Lets a run go on only step by step, so that a test looks at it in between."""

    def __init__(self, after: int) -> None:
        self.after, self.reached, self.opened = after, threading.Event(), threading.Event()

    def __call__(self, place: int) -> None:
        if place == self.after:
            self.reached.set()
            self.opened.wait(5)
