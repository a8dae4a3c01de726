"""The pack `botnet`: addresses and networks that infected machines talk to.

`addresses` is one long text, so that a million lines are read in a moment. In TOML it stands
between three single quotes.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from core.model.botnet import BotnetTable
from core.policy.kinds import Dates
from core.policy.reading import Misfit

ID = "botnet"
TABLE = BotnetTable
KEYS = frozenset(("addresses",))


def fit(content: Mapping[str, Any], dates: Dates) -> BotnetTable:
    """Return the list as it is; its lines are read by what matches them."""
    addresses = content.get("addresses")
    if not isinstance(addresses, str):
        raise Misfit("not_text", "addresses")
    return BotnetTable(
        pack_date=dates.pack_date,
        expires=dates.expires,
        addresses=addresses,
        sha256=sha256(addresses.encode()).hexdigest(),
    )


def covers(table: BotnetTable) -> tuple[str, ...]:
    """Return the publishers of the list: addresses come and go with every issue."""
    from core.model.addresses import feeds_in

    return tuple(each.name for each in feeds_in(table.addresses, ID, ""))


def size(table: BotnetTable) -> int:
    """Return how many lines the list has, without taking them apart."""
    return sum(1 for line in table.addresses.splitlines() if line.strip())


def wrong_line(table: BotnetTable) -> str:
    """Return the first line of a list that is no address, empty for none.

    Asked when a pack is made: reading a million lines takes a second or two, so that an office that
    only looks addresses up does not wait for it.
    """
    from core.model.addresses import AddressList, feeds_in

    faults = AddressList(feeds_in(table.addresses, ID, "")).faults
    return faults[0].text if faults else ""
