"""How the house opens what goes upward and what comes from below: which rooms they ask."""

from typing import TYPE_CHECKING

from core.engine.codec import read_run, write_run
from core.exchange.consolidation import Consolidation
from core.exchange.port import Bundles, Sources
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
    return Bundles(
        lambda: house.store, house.settings, sources(house), house.version, lambda: house.words
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
