"""How the house opens what goes upward and what comes from below: which rooms they ask."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from core.engine.codec import read_run, write_run
from core.exchange.consolidation import Consolidation
from core.exchange.noting import Book
from core.exchange.port import Bundles, Sources
from core.exchange.sweep import Examined, Sweep, refuse_links
from core.model.errors import KnownError
from core.model.progress import Cancel, Progress
from core.model.request import RunRequest
from core.report.redacted_run import entry_may_leave, redacted_run
from core.report.redaction import Level

if TYPE_CHECKING:
    from core.house import House
    from core.store.received import Received


def sources(house: "House") -> Sources:
    """Return where bundles get what other rooms have."""
    return Sources(
        run_of=lambda run_id: house.checks.run_of(run_id),
        write_run=write_run,
        read_run=read_run,
        redacted=lambda run, level: redacted_run(run, Level(level), house.words),
        may_leave=lambda canon, level: entry_may_leave(canon, Level(level), house.words),
        seal_book=lambda: house.duty.seal(),
        secrets=lambda: house.secrets,
    )


def open_bundles(house: "House") -> Bundles:
    """Open the port to bundles."""
    book = Book(
        record=lambda new: house.duty.write(new), under=lambda topic: house.duty.under(topic)
    )
    return Bundles(
        lambda: house.store,
        house.settings,
        sources(house),
        house.version,
        lambda: house.words,
        book,
    )


def open_received(house: "House") -> "Received":
    """Open the store of what came from below; KnownError when the server cannot be reached."""
    address = house.settings.read().server
    if not address:
        return house.store
    from core.store.server import ServerStore

    return ServerStore(address)


def open_consolidation(house: "House") -> Consolidation:
    """Open the port to consolidation."""
    return Consolidation(
        lambda: house.received,
        sources(house),
        lambda: house.settings.read().unit,
        lambda: house.words,
        lambda: house.now(),
    )


def open_sweep(house: "House") -> Sweep:
    """Open the port to the sweep."""

    def examine(folder: Path, progress: Callable[[Progress], None], cancel: Cancel) -> Examined:
        # A stick may be write-protected; then what a run needs to be stored is kept by the results.
        at = _writable(house, folder)
        run, _ = at.checks.run(RunRequest(), progress, cancel)

        def record(place: Path) -> tuple[Path, ...]:
            return at.reports.save(run.id, ("docx",), place)

        return Examined(run=run, save_record=record)

    return Sweep(
        sources(house),
        examine,
        lambda: _is_secret(house),
        lambda: house.now(),
        house.version,
        _altered_program,
    )


def _altered_program() -> tuple[str, ...]:
    """Name the files of a portable copy that are not as they were built; none elsewhere."""
    from core.launched import portable_home, program_folder
    from core.own_files import LIST, added, unlike

    folder = program_folder()
    if folder is None or portable_home() is None:
        return ()
    try:
        return (*unlike(folder), *added(folder))
    except (OSError, ValueError):
        return (LIST.as_posix(),)


def _writable(house: "House", folder: Path) -> "House":
    try:
        if not house.store.read_only:
            return house
    except KnownError as error:
        if error.key not in ("no_write", "store_on_network"):
            raise
    home = folder / "home"
    refuse_links((home,))  # first: what it leads to may be a whole disk
    refuse_links(home.rglob("*"))
    beside = type(house).open(home, house.words.lang)
    beside.settings.change(house.settings.read())
    return beside


def _is_secret(house: "House") -> bool:
    """Say whether this machine is for state secrets: by its own settings, or by the stick's."""
    from core.house import account_home
    from core.policy.settings import SettingsFile

    here = SettingsFile(account_home()).read()
    return here.state_secrets or house.settings.read().state_secrets
