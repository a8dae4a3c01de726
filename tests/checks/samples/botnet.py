"""A sample list of addresses of infected machines, of the day before the sample facts."""

from typing import Any

from core.model.botnet import BotnetTable


def table(sample: Any, addresses: str = "198.51.100.7\n", pack_date: str = "2027-01-19") -> Any:
    return BotnetTable(
        pack_date=pack_date, expires="2027-02-19", addresses=addresses, sha256="0" * 64
    )
