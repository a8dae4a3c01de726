"""Received: the store of what came from below, in the file of this home or on a server."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from core.store.board import BoardRows
    from core.store.consolidated import Consolidated
    from core.store.trust import TrustedKeyRows


class Received(Protocol):
    """The rooms that consolidation needs of a store."""

    @property
    def trusted_keys(self) -> "TrustedKeyRows":
        """The keys whose seals count here."""
        ...

    @property
    def consolidated(self) -> "Consolidated":
        """What was received: loading it."""
        ...

    @property
    def board(self) -> "BoardRows":
        """What was received: reading it."""
        ...

    def close(self) -> None:
        """Close it; closing twice does no harm."""
        ...
