"""Addresses that infected machines talk to, as a pack lists them."""

from dataclasses import dataclass

from core.model.facts import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class BotnetTable(Table):
    """The list of a pack, one address or network a line, as its issuer wrote it.

    `sha256` is that of the list, so that what is made of it can be kept and found again.
    """

    addresses: str
    sha256: str
