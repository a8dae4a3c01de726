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
