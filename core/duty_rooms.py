"""The rooms of the house where people are on duty: shifts, open items, PINs, incidents.

They stand apart from `core.house` only because one file would be too long.
"""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.duty.contacts import Contacts
    from core.duty.open_items import OpenItems
    from core.duty.people import People
    from core.duty.pins import Pins
    from core.duty.port import Duty
    from core.duty.rosters import Rosters
    from core.duty.session import Session
    from core.duty.shifts import Shifts
    from core.engine.port import Checks
    from core.incident.port import Incidents
    from core.model.incident import CallTarget, Deadline, Incident, Playbook
    from core.model.shift import Reminder
    from core.policy.settings import SettingsFile
    from core.report.port import Reports
    from core.seal.trust import TrustedKeys
    from core.store.store import Store
    from core.words import Words


class DutyRooms:
    """What a house offers to those on duty; the rest of it is in the house itself."""

    if TYPE_CHECKING:
        home: Path
        words: Words

        @property
        def checks(self) -> Checks: ...
        @property
        def contacts(self) -> Contacts: ...
        @property
        def duty(self) -> Duty: ...
        @property
        def people(self) -> People: ...
        @property
        def reports(self) -> Reports: ...
        @property
        def rosters(self) -> Rosters: ...
        @property
        def settings(self) -> SettingsFile: ...
        @property
        def store(self) -> Store: ...

        def now(self) -> str: ...

    @cached_property
    def incidents(self) -> "Incidents":
        """The incidents."""
        from core.duty.form import parsed
        from core.incident.around import Around, Book
        from core.incident.port import Incidents

        def book() -> Book:
            duty = self.duty
            return Book(record=duty.write, under=duty.under, read_time=duty.read_time, parse=parsed)

        around = Around(
            now=self.now,
            sealing_key=lambda: self.duty.book.sealing_key(),
            trusted=self._sealers,
            settings=self.settings.read,
            call_list=self.call_list,
            called=lambda call, entry: self.contacts.note_call(call, entry),
            entries=lambda start, end: self.duty.between(start, end),
            runs=lambda: self.checks.recent(200),
            write_form=lambda content, formats, folder: self.reports.save(
                "latest", formats, folder, kind=content["kind"], values=content
            ),
            write_card=self._write_card,
        )
        return Incidents(book, lambda: self.store, lambda: self.words, around)

    def _sealers(self) -> "TrustedKeys":
        """Return the keys whose seals of files count: those of this book, and confirmed ones.

        One that the book took out of use is any stranger's: somebody else may have it.
        """
        from core.exchange.trusting import trusted_keys
        from core.model.exchange import KeyScope
        from core.seal.note import NamedKey
        from core.seal.trust import TrustedKey, TrustedKeys

        name = self.settings.read().asset_tag or self.words.say("incident.case.here")
        own = (NamedKey.from_text(each).key for each in self.duty.keys_in_use())
        confirmed = trusted_keys(
            self.store.trusted_keys.all(), KeyScope.MACHINE, KeyScope.SWEEP
        ).all()
        return TrustedKeys((*(TrustedKey(key=each, owner=name) for each in own), *confirmed))

    @cached_property
    def pins(self) -> "Pins":
        """The personal PINs."""
        from core.duty.pins import Pins

        return Pins(lambda: self.store, self.people, lambda: self.words, self.duty.write)

    @cached_property
    def shifts(self) -> "Shifts":
        """The shifts."""
        from core.duty.machine_told import machine_told
        from core.duty.shifts import Others, Shifts

        others = Others(
            running=lambda: self.incidents.running(),
            items=lambda: self.open_items.all(),
            machine=lambda: machine_told(self.checks.latest_card(), self.now(), self.words),
            meant=lambda typed: self.people.meant(typed),
            check_pin=lambda person, pin: self.pins.check(person, pin),
        )
        return Shifts(lambda: self.duty.book, lambda: self.words, self.now, others)

    @cached_property
    def open_items(self) -> "OpenItems":
        """What is carried from shift to shift."""
        from core.duty.open_items import OpenItems

        duty = self.duty
        return OpenItems(lambda: duty.book, lambda: self.words, self.now, duty.person_on_duty)

    @cached_property
    def session(self) -> "Session":
        """Whether the window was closed as it should be the last time."""
        from core.duty.session import Session

        return Session(self.home)

    def stamp(self) -> int:
        """Return a number that is another one once another program has written into the store."""
        return self.store.stamp()

    def reminders(self) -> "tuple[Reminder, ...]":
        """Return what is to be remembered now, the most pressing first."""
        from core.duty.reminders import Standing, reminders

        incidents, now = self.incidents, self.now()
        standing = Standing(
            shift=self.shifts.current(),
            planned=self.rosters.around(now),
            names={each.number: each.name for each in self.people.all()},
            items=self.open_items.all(),
            deadlines=tuple(
                (incident, deadline)
                for incident in incidents.running()
                for deadline in incidents.clocks(incident)
            ),
        )
        return reminders(standing, now, self.session.opened, self.words)

    def write_handover(self, formats: "Sequence[str]", folder: Path) -> tuple[Path, ...]:
        """Write the sheet of the newest hand-over into a folder; KnownError where there is none."""
        from core.duty.handover_sheet import handover_content, newest_handover

        handed = newest_handover(self.shifts.recent(), self.now())
        entries = self.duty.between(handed.start, handed.end)[::-1]
        running = [
            each
            for each in self.incidents.all()[::-1]
            if each.opened.written <= handed.end
            and (each.closed is None or each.closed.written > handed.end)
        ]
        items = self.open_items.all(handed.seq)
        content = handover_content(handed, entries, items, running, self.words)
        return self.reports.save("latest", formats, folder, kind="handover", values=content)

    def _write_card(
        self,
        playbook: "Playbook",
        incident: "Incident | None",
        clocks: "tuple[Deadline, ...]",
        targets: "tuple[CallTarget, ...]",
        folder: Path,
    ) -> tuple[Path, ...]:
        """Write the card of an incident, or an empty one for the wall, as PDF."""
        from core.report.incident_card import build, write

        settings = self.settings.read()
        card = build(playbook, incident, clocks, targets, settings, self.words, self.now())
        return write(card, settings, self.words, folder)

    def call_list(self) -> "tuple[CallTarget, ...]":
        """Return whom to call about an incident, in order."""
        from core.duty.call_list import call_list

        inside = call_list(self.rosters, self.people, self.settings.read(), self.now(), self.words)
        return (*inside, *self.contacts.targets())
