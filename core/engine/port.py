"""The port to the checks: running them, judging again, earlier runs."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from core.model.errors import Exit, KnownError
from core.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from core.engine.examination import Circumstances
    from core.engine.host import Readers
    from core.engine.readers import ReaderState
    from core.model.card import RunCard
    from core.model.change import Change
    from core.model.difference import Comparison
    from core.model.pack import PackCard, Reliance
    from core.model.progress import Cancel, Progress
    from core.model.request import CheckCard, RunRequest
    from core.model.roster import TetWindow
    from core.model.run import Run, Waiver
    from core.policy.settings import SettingsFile
    from core.policy.shelf import PackShelf
    from core.store.store import Store
    from core.words import Words

_SEARCHED = 1000
"""So many runs are looked through for the last one before a holiday: three a day over Tết."""


class Checks:
    """What the faces may ask of the engine."""

    def __init__(
        self,
        *,
        command: tuple[str, ...],
        store: Callable[[], Store],
        settings: SettingsFile,
        waivers: Callable[[], tuple[Waiver, ...]],
        last_entry_at: Callable[[], str],
        words: Callable[[], Words],
        packs: Callable[[], PackShelf],
        last_tet: Callable[[date], TetWindow],
    ) -> None:
        """Take how hosts are started, and the neighbours."""
        self._command = command
        self._store = store
        self._settings = settings
        self._waivers = waivers
        self._last_entry_at = last_entry_at
        self._words = words
        self._packs = packs
        self._last_tet = last_tet

    def cards(self) -> tuple[CheckCard, ...]:
        """Return the checks that apply to this operating system."""
        from core.checks.catalogue import catalogue
        from core.engine.explaining import card
        from core.probes.catalogue import this_os

        here = this_os()
        return tuple(card(check, here) for check in catalogue().values() if here in check.os)

    def all_cards(self) -> tuple[CheckCard, ...]:
        """Return every check of the catalogue, for any operating system."""
        from core.engine import explaining

        return explaining.all_cards()

    def catalogue_json(self) -> bytes:
        """Return the catalogue as the command `checks --json` prints it."""
        from core.engine.listing import listed

        return listed(self._words().lang)

    def explain(self, check_id: str) -> str:
        """Return the help page of one check."""
        from core.engine import explaining

        return explaining.explain(check_id, self._words())

    def run(
        self, request: RunRequest, progress: Callable[[Progress], None], cancel: Cancel
    ) -> tuple[Run, Change]:
        """Examine this machine and store the run; on cancel what was not reached is unknown.

        UnstoredError, which carries the run, when the store refuses it.
        """
        from shutil import rmtree

        from core.model.change import Change, Kind

        store = self._store()
        if store.read_only:
            place = str(store.file.parent)
            raise KnownError("no_write", Exit.CANNOT_WRITE, "the store is read only", path=place)
        with self._readers(request) as readers:
            # Imported and planned while the hosts are reading already.
            from core.engine.examination import examine
            from core.engine.keeping import keep

            given = self._circumstances(request)
            run = examine(given, readers, progress, cancel)
        rmtree(self._scratch(), ignore_errors=True)  # a host that was ended left what it restored
        keep(run, store.runs)
        return run, Change(frozenset({Kind.RUNS}))

    def _circumstances(self, request: RunRequest) -> Circumstances:
        """Return what is known before a run starts; KnownError for a mistake in what is asked."""
        from ulid import ULID

        from core.engine.clock import now_text
        from core.engine.examination import Circumstances
        from core.engine.fitting import baseline_at, fit
        from core.engine.plan import select, tables_of
        from core.engine.remembering import remember
        from core.probes.catalogue import this_os

        settings = self._settings.read()
        profile = request.profile or settings.profile
        baseline = baseline_at(request.baseline)
        declared = {"places": settings.backup_places}
        chosen = select(request.selection, request.depth, this_os())
        tables, packs = self._packs().tables(tables_of(chosen))
        return Circumstances(
            id=str(ULID()),
            app_version=VERSION,
            unit=settings.unit,
            asset_tag=settings.asset_tag,
            asset_place=settings.asset_place,
            os=this_os(),
            planned=fit(chosen, baseline, profile, request.params, declared),
            selection=request.selection,
            depth=request.depth,
            profile=profile,
            baseline=baseline.use,
            waivers=self._waivers(),
            packs=packs,
            tables=tables,
            scratch=str(self._scratch()),
            recall=lambda asset_id: remember(
                self._last_whole(asset_id), self._last_entry_at(), now_text(), packs
            ),
        )

    def _scratch(self) -> Path:
        return self._store().file.parent / "restore-test"

    @contextmanager
    def _readers(self, request: RunRequest) -> Iterator[Readers]:
        from core.engine.asking import asked_at_once
        from core.engine.host import ProbePool

        pool = ProbePool(self._command)
        try:
            pool.begin(asked_at_once(request.selection, str(self._scratch())))
            if not request.raised:
                yield pool
                return
            from core.engine.raised import RaisedReaders, raised_host

            with raised_host() as more:
                yield RaisedReaders(pool, more)
        finally:
            pool.close()

    def can_raise(self) -> bool:
        """Say whether checking again with an administrator's rights may be offered here."""
        from core.engine.raised import can_raise

        return can_raise()

    def examine_readers(self) -> Iterator[ReaderState]:
        """Ask every reader once and tell how it is doing."""
        from core.engine.readers import examine_readers

        return examine_readers(self._command, self._settings.read().backup_places)

    def record(self, folder: Path) -> None:
        """Save this machine's answers to all readers, private parts masked, for the developers.

        KnownError when the folder cannot be written, or a reader hangs or crashes.
        """
        from core.engine.readers import record_machine
        from core.probes.recorded import keep
        from core.whole_file import write_trouble

        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_trouble(error, folder / "machine.json") from error
        keep(folder, record_machine(self._command, self._settings.read().backup_places))

    def judge(self, file: Path, baseline: str = "") -> Run:
        """Judge a stored or recorded run again; nothing is stored."""
        from core.engine import codec
        from core.engine.examination import judge_again
        from core.engine.fitting import PLACES_OF, baseline_at, fit
        from core.engine.plan import select, tables_of

        try:
            body = file.read_bytes()
        except OSError as error:
            raise KnownError(
                "run_unreadable", Exit.BAD_INPUT, str(error), file=str(file)
            ) from error
        run = codec.read_run(body, str(file))
        used = baseline_at(baseline)
        chosen = select(run.selection, run.depth, run.asset.os)
        tables, packs = self._packs().tables(tables_of(chosen))
        places = run.params.get(PLACES_OF, {}).get("places", ())
        planned = fit(chosen, used, run.profile, {}, {"places": places})
        return judge_again(run, planned, tables, used.use, packs)

    def relying(self, cards: Iterable[PackCard]) -> Mapping[str, tuple[Reliance, ...]]:
        """Return, by the id of each pack that is looked up, the checks of this system it serves."""
        from core.engine.fitting import baseline_at, fit
        from core.engine.plan import select
        from core.engine.reliance import reliances
        from core.model.result import Depth
        from core.model.selection import Selection
        from core.probes.catalogue import this_os

        chosen = select(Selection(), Depth.DEEP, this_os())
        profile = self._settings.read().profile
        return reliances(cards, fit(chosen, baseline_at(""), profile, {}, {}))

    def as_json(self, run: Run) -> bytes:
        """Return a run as the command `check --json` prints it."""
        from core.engine.codec import write_run

        return write_run(run, pretty=True)

    def latest(self) -> Run | None:
        """Return the newest whole run with its findings but not its facts, or None."""
        from core.engine import codec

        card = self.latest_card()
        if card is None:
            return None
        return codec.read_run(self._store().runs.body(card.id), card.id)

    def latest_card(self) -> RunCard | None:
        """Return what the newest whole run came to, or None; much quicker than the run."""
        return self._store().runs.latest()

    def run_of(self, run_id: str) -> Run:
        """Return a stored run; `latest` means the newest, `tet` the last one before the holiday.

        KnownError `unknown_run`, `no_run`, `no_run_before_tet`.
        """
        from dataclasses import replace

        from core.engine import codec

        runs = self._store().runs
        if run_id == "latest":
            card = runs.latest() or runs.latest(whole_only=False)
            if card is None:
                raise KnownError("no_run", Exit.USAGE)
            run_id = card.id
        elif run_id == "tet":
            card = self.before_holiday()
            if card is None:
                raise KnownError("no_run_before_tet", Exit.USAGE)
            run_id = card.id
        elif not runs.exists(run_id):
            raise KnownError("unknown_run", Exit.USAGE, id=run_id)
        run = codec.read_run(runs.body(run_id), run_id)
        return replace(run, facts=codec.StoredFacts(runs.facts(run_id)))

    def recent(self, limit: int) -> tuple[RunCard, ...]:
        """Return the newest runs, newest first."""
        return self._store().runs.cards(limit)

    def since(self) -> Mapping[str, str]:
        """Return since when (ISO) the present result of each check has held."""
        latest = self.latest()
        return {} if latest is None else self._store().runs.since(latest.asset.id)

    def trend(self, weeks: int = 12) -> tuple[int | None, ...]:
        """Return the open items of the last whole run of each week, oldest week first.

        Only runs of the machine of the newest whole run count: on a stick there are others.
        """
        from datetime import timedelta

        from core.engine.clock import now_text
        from core.model.moments import from_text

        now, newest = from_text(now_text()), self.latest_card()
        machine = newest.machine if newest else ""
        counts: list[int | None] = [None] * weeks
        for card in self.recent(weeks * 40):
            if card.partial or card.machine != machine:
                continue
            age = (now - from_text(card.ended)) // timedelta(weeks=1)
            if 0 <= age < weeks and counts[weeks - 1 - age] is None:
                counts[weeks - 1 - age] = card.open_items
        return tuple(counts)

    def compare(self, before: Run, after: Run) -> Comparison:
        """Return what changed from one run to another."""
        from core.engine.comparing import compare

        return compare(before, after)

    def compare_stored(self, before: str, after: str = "latest") -> Comparison:
        """Return what changed between two stored runs, given as for `run_of`."""
        return self.compare(self.run_of(before), self.run_of(after))

    def before_holiday(self, machine: str = "") -> RunCard | None:
        """Return the last whole run before the Tết that began last, or None.

        Only runs of the machine of this name count; empty means that of the newest whole run.
        """
        from datetime import datetime, time

        from core.engine.clock import now_text
        from core.model.moments import VIETNAM, day_of, from_text

        newest = self.latest_card()
        machine = machine or (newest.machine if newest else "")
        first = self._last_tet(day_of(now_text())).first
        begin = datetime.combine(first, time(), VIETNAM)
        earlier = (
            card
            for card in self.recent(_SEARCHED)
            if card.machine == machine and not card.partial and from_text(card.ended) < begin
        )
        return next(earlier, None)

    def _last_whole(self, asset_id: str) -> Run | None:
        card = self._store().runs.latest(asset_id)
        return None if card is None else self.run_of(card.id)
