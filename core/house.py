"""The house: opens everything for one home folder, and holds one small port for each room.

Nothing is opened before it is needed: a command that only lists the catalogue touches no store.
"""

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from core.duty_rooms import DutyRooms
from core.launched import own_command, portable_home
from core.model.errors import KnownError
from core.model.moments import to_text
from core.version import RELEASE_DAY, VERSION
from core.words import Words

if TYPE_CHECKING:
    from core.duty.backups import Backups
    from core.duty.clock import Clock
    from core.duty.contacts import Contacts
    from core.duty.people import People
    from core.duty.port import Duty
    from core.duty.remembered import Remembered
    from core.duty.rosters import Rosters
    from core.engine.port import Checks
    from core.engine.waivers import Waivers
    from core.exchange.consolidation import Consolidation
    from core.exchange.port import Bundles
    from core.exchange.sweep import Sweep
    from core.exchange.trusting import Trust
    from core.model.backup import Restored
    from core.model.duty import Entry
    from core.model.roster import TetWindow
    from core.model.run import Run
    from core.policy.settings import SettingsFile
    from core.policy.shelf import PackShelf
    from core.report.board_papers import BoardPapers
    from core.report.port import Reports
    from core.schedule.port import Schedule
    from core.secrets import Secrets
    from core.signing.port import Signing
    from core.store.received import Received
    from core.store.store import Store


def default_home() -> Path:
    """Return the home of a portable copy, else this account's by the system's custom."""
    return portable_home() or account_home()


def account_home() -> Path:
    """Return this account's own folder on this machine, whatever the program runs from."""
    from platformdirs import user_data_path

    return user_data_path("TrucAn", appauthor=False)


def _account() -> str:
    """Return a folder name of this account: several may share one home."""
    import getpass
    import hashlib

    return hashlib.sha256(getpass.getuser().encode()).hexdigest()[:16]


def host_command() -> tuple[str, ...]:
    """Return how a probe host is started: isolated, so that nothing planted nearby is imported."""
    return (*own_command(), "--probe-host")


DAMAGED = ("store_damaged", "store_damaged_alone")
"""Keys of what is told of a damaged store."""


class House(DutyRooms):
    """One office's program on one machine. Built at the front door and handed down."""

    version = VERSION
    release_day = RELEASE_DAY

    def __init__(self, home: Path, lang: str | None, command: tuple[str, ...]) -> None:
        """Take the home folder, the language (None: as set there) and how hosts are started."""
        self.home = home
        self.opens_damaged = False
        self.damage: KnownError | None = None
        self.difference: KnownError | None = None
        self._command = command
        self.words = Words(lang or self.settings.read().lang)

    @classmethod
    def open(cls, home: Path | None = None, lang: str | None = None) -> Self:
        """Open the house of a home folder, or of this account's own."""
        return cls((home or default_home()).absolute(), lang, host_command())

    @staticmethod
    def load() -> None:
        """Import what the first sight of a house needs; nothing is read or opened."""
        import core.engine.port
        import core.policy.settings
        import core.store.runs
        import core.store.store  # noqa: F401 - for later

    @cached_property
    def settings(self) -> "SettingsFile":
        """The office's settings."""
        from core.policy.settings import SettingsFile

        return SettingsFile(self.home)

    @cached_property
    def store(self) -> "Store":
        """The store, made at first use; read only where an existing one cannot be written.

        A window opens a damaged one too, to say so and to offer a backup; see `damage`. One on a
        stick that was changed while away is read only; see `difference`.
        """
        from core.store.store import FILE_NAME, Store

        try:
            found = Store.open(self.home / FILE_NAME)
        except KnownError as error:
            if not (self.home / FILE_NAME).is_file():
                raise
            if error.key in DAMAGED and self.opens_damaged:
                self.damage = error
                return Store.open_despite(self.home, error)
            if error.key != "no_write":
                raise
            return Store.open(self.home / FILE_NAME, read_only=True)
        self.difference = self.remembered.recognise(found) if found.is_on_stick else None
        if self.difference is None:
            return found
        found.close()
        return Store.open_despite(self.home, self.difference)

    @cached_property
    def remembered(self) -> "Remembered":
        """The books on sticks that this machine knows."""
        from core.duty.remembered import Remembered

        return Remembered(account_home())

    def remember_book(self) -> None:
        """Take the book on a stick as it is, and know it on this machine from now on."""
        self.reopen()
        self.remembered.accept()
        self.remembered.remember(self.store)

    @cached_property
    def checks(self) -> "Checks":
        """The checks: running, judging again, earlier runs."""
        from core.engine.port import Checks

        return Checks(
            command=self._command,
            store=lambda: self.store,
            settings=self.settings,
            waivers=lambda: self.waivers.active(),
            last_entry_at=lambda: self.duty.last_written_at(),
            words=lambda: self.words,
            packs=lambda: self.packs,
            last_tet=self._last_tet,
        )

    @staticmethod
    def _last_tet(day: date) -> "TetWindow":
        from core.campaign.tet_window import last_tet_window

        return last_tet_window(day)

    @cached_property
    def packs(self) -> "PackShelf":
        """The data packs."""
        from core.policy.shelf import PackShelf

        return PackShelf(self.home)

    @staticmethod
    def issuer_secrets(folder: Path) -> "Secrets":
        """Return the key of an issuer of packs: in a folder of its own, closed by a passphrase."""
        from core.secrets import Secrets

        return Secrets(folder, keyring=lambda: None)

    @cached_property
    def duty(self) -> "Duty":
        """The duty book."""
        from core.duty.port import Duty

        return Duty(
            lambda: self.store,
            self.settings,
            lambda: self.secrets,
            lambda: self.words,
            lambda: self.clock,
        )

    @cached_property
    def clock(self) -> "Clock":
        """The clocks of this machine."""
        from core.duty.clock import MachineClock

        return MachineClock()

    def now(self) -> str:
        """Return the present moment (UTC, ISO)."""
        return to_text(self.clock.now().wall)

    @cached_property
    def contacts(self) -> "Contacts":
        """The contacts outside the office."""
        from core.duty.contacts import Contacts

        return Contacts(lambda: self.store, lambda: self.words, self.duty.write, self.now)

    @cached_property
    def people(self) -> "People":
        """The persons of the office."""
        from core.duty.people import People

        return People(lambda: self.store)

    @cached_property
    def backups(self) -> "Backups":
        """The program's own backups."""
        from core.duty.backups import Backups

        return Backups(
            self.home,
            lambda: self.store,
            self.reopen,
            self._note_restoration,
        )

    def _note_restoration(self, done: "Restored", reason: str, author: str) -> "Entry":
        self.remembered.accept()
        return self.duty.note_restoration(done, reason, author)

    @cached_property
    def rosters(self) -> "Rosters":
        """The rosters."""
        from core.campaign.tet_window import next_tet_window
        from core.duty.rosters import Rosters

        return Rosters(lambda: self.store, lambda: self.words, self.duty.write, next_tet_window)

    @cached_property
    def secrets(self) -> "Secrets":
        """The account's secrets: kept at home, but never on a stick beside the book."""
        from core.secrets import Secrets
        from core.store.place import Medium, place_of

        is_fixed = place_of(self.home).medium is Medium.FIXED
        return Secrets((self.home if is_fixed else account_home()) / "keys" / _account())

    @cached_property
    def waivers(self) -> "Waivers":
        """The accepted risks."""
        from core.engine.waivers import Waivers

        return Waivers(lambda: self.store)

    @cached_property
    def reports(self) -> "Reports":
        """The documents."""
        from core.model.exchange import BundleRequest
        from core.report.port import Reports
        from core.report.sources import Sources

        sources = Sources(
            run_of=lambda run_id: self.checks.run_of(run_id),
            as_json=lambda run: self.checks.as_json(run),
            recent=lambda limit: self.checks.recent(limit),
            entries=lambda before, limit: self.duty.page(before, limit),
            verify=lambda: self.duty.verify(),
            root=lambda: self.duty.root(),
            lunar=self.lunar,
            lunar_with_year=lambda day: self.lunar(day, with_year=True),
            roster=lambda number: self.rosters.roster(number),
            persons=lambda: self.people.all(also_removed=True),
            proof=lambda giver, receiver, to: self.shifts.proof(giver, receiver, to),
            note_sent=lambda row: self.store.sent.add(row),
            mark_sent=lambda row: self.store.sent.mark(row),
            sent_row=lambda number: self.store.sent.row(number),
            sent=lambda limit: self.store.sent.newest(limit),
            shipped=lambda: self.packs.forms(),
            drafts=self.home / "drafts",
            templates=self.home / "templates",
            bundle=lambda run, level: self.bundles.as_bytes(BundleRequest(run=run, level=level)),
        )
        return Reports(sources, self.settings, lambda: self.words)

    @cached_property
    def bundles(self) -> "Bundles":
        """What goes upward in one file."""
        from core.house_upward import open_bundles

        return open_bundles(self)

    @cached_property
    def board_papers(self) -> "BoardPapers":
        """The board of units as documents."""
        from core.report.board_papers import BoardPapers

        return BoardPapers(self.settings, lambda: self.words)

    @cached_property
    def trust(self) -> "Trust":
        """The keys whose seals count."""
        from core.exchange.trusting import Trust

        return Trust(lambda: self.received)

    @cached_property
    def received(self) -> "Received":
        """What came from below: in the store of this home, or on the server the user named."""
        from core.house_upward import open_received

        return open_received(self)

    @cached_property
    def consolidation(self) -> "Consolidation":
        """What came from below."""
        from core.house_upward import open_consolidation

        return open_consolidation(self)

    @cached_property
    def sweep(self) -> "Sweep":
        """Examining many machines from a stick."""
        from core.house_upward import open_sweep

        return open_sweep(self)

    @cached_property
    def schedule(self) -> "Schedule":
        """The daily check that the operating system starts."""
        from core.schedule.port import Schedule, system_scheduler, windowless_command

        return Schedule(self.home, windowless_command(own_command()), system_scheduler())

    def notices(self, run: "Run") -> tuple[str, ...]:
        """Return what is worth interrupting somebody for after a run, the most pressing first."""
        from core.schedule.notices import Sources, notices

        incidents, people = self.incidents, self.people

        def name_of(number: int) -> str:
            person = people.person(number)
            return "" if person is None else person.name

        sources = Sources(
            running=lambda: ((each, incidents.clocks(each)) for each in incidents.running()),
            planned=self.rosters.planned,
            name_of=name_of,
        )
        return notices(run, sources, self.words, self.now())

    @cached_property
    def signing(self) -> "Signing":
        """Signatures in PDF, by a person's own token; an extra that need not be installed."""
        from core.signing.port import Signing

        return Signing(self.home, (*own_command(), "--signing-host"), lambda: self.words)

    def lunar(self, day: date, *, with_year: bool = False) -> str:
        """Write the lunar day of a date in the language of the house."""
        from core.campaign.lunar import lunar_words

        return lunar_words(day, self.words, with_year=with_year)

    def reopen(self) -> None:
        """Close everything, so that it is opened anew when it is next needed."""
        self.close()
        self.damage = self.difference = None
        rooms = [
            name
            for name in self.__dict__
            if isinstance(getattr(type(self), name, None), cached_property)
        ]
        for name in rooms:
            del self.__dict__[name]

    def close(self) -> None:
        """Close what was opened; closing twice does no harm.

        KnownError when a book on a stick could not be remembered; it is closed all the same.
        """
        if "received" in self.__dict__:
            self.received.close()
        if "store" in self.__dict__:
            try:
                if self.store.is_open and self.store.is_on_stick:
                    self.remembered.renew(self.store)
            finally:
                self.store.close()
