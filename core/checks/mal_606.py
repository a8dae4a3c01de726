"""MAL-606: this machine speaks with no address that infected machines speak with.

Rule: the other ends of the connections open now are looked up in the list of the pack. An entry
that was last seen long ago counts no more, because addresses change hands. One that names another
port, or a network, or that one publisher alone lists, is a warning: several servers may share an
address. Two publishers, the very port, or a program that lies where anybody may write make it a
fail. A list that is old makes a pass a warning. Finding nothing means nothing in this list at this
moment, and says so. Without a list there is nothing to judge. Source: the practice of publishers of
such lists, who give first and last sight with each address.

Severity critical: such a connection means that somebody else commands this machine.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.checks._ages import age, moment
from core.checks._saying import (
    failed,
    not_applicable,
    not_known,
    passed,
    seen,
    unclear,
    warned,
    worst,
)
from core.checks._tables import seen_table, trusted
from core.checks._writable import Lies, lies
from core.model.botnet import BotnetTable
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.connections.facts import Connection, ConnectionsFacts
from core.probes.machine.facts import MachineFacts

if TYPE_CHECKING:
    from core.model.addresses import Match

ID = "MAL-606"
OS = ("windows", "linux")
SEVERITY = Severity.CRITICAL
DEPTH = Depth.FULL
NEEDS = (ConnectionsFacts, MachineFacts)
TABLES = (BotnetTable,)

_OWN_FEED = "botnet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Forget entries not seen for so many days; trust a list that is at most so many days old."""

    forget_days: int = 90
    table_days: int = 14


def judge(facts: FactSet, params: Params) -> Judgement:
    """Look up every open connection; the worst match speaks."""
    found, table = facts.of(ConnectionsFacts), facts.table(BotnetTable)
    connections, evidence = found.connections, seen(found, "connections")
    if isinstance(connections, Unknown):
        return not_known(connections, evidence)
    at = found.origin.at
    if table is None:
        return not_applicable("no_list", evidence)
    if not table.addresses.strip():
        return trusted(not_applicable("no_list", evidence), table, at, params.table_days)
    # Sockets are imported only where there is a list: most offices have none.
    from core.model.addresses import AddressList, feeds_in

    addresses = AddressList(feeds_in(table.addresses, _OWN_FEED, table.pack_date))
    matched = [
        _judge_match(facts, each, live)
        for each in connections
        if (live := _live(addresses.find(each.address), at, params))
    ]
    rest = _judge_rest(found, len(connections), table, params, evidence)
    if addresses.faults:  # a line that nobody can read was never looked up
        rest = unclear("odd_lines", UnknownCode.MALFORMED, (*evidence, *seen_table(table, at)))
    return worst([*matched, rest])


def _live(matches: "tuple[Match, ...]", at: str, params: Params) -> "tuple[Match, ...]":
    """Return the entries that still count on the day of the reading."""
    return tuple(each for each in matches if _is_live(each, at, params))


def _is_live(match: "Match", at: str, params: Params) -> bool:
    days = age(match.last_seen, at)
    return isinstance(days, Unknown) or days <= params.forget_days


def _judge_match(facts: FactSet, connection: Connection, matches: "tuple[Match, ...]") -> Judgement:
    at, feeds = facts.of(ConnectionsFacts).origin.at, tuple(dict.fromkeys(m.feed for m in matches))
    where = f"{connection.address}:{connection.port}"
    evidence = (
        Evidence(what="peer", value=where, source="connections", read_at=at),
        Evidence(what="program", value=connection.program, source="connections", read_at=at),
        *(
            Evidence(what="listed", value=_told(each), source=each.feed or "pack", read_at=at)
            for each in matches
        ),
    )
    os = str(facts.of(MachineFacts).os)
    odd = lies(connection.program, os) is Lies.HIDING
    exact = any(each.port == connection.port for each in matches)
    say = failed if odd or exact or len(feeds) > 1 else warned
    return say("listed", evidence, address=where, names=feeds)


def _told(match: "Match") -> str:
    port = f":{match.port}" if match.port else ""
    days = " … ".join(each for each in (match.first_seen, match.last_seen) if each)
    return f"{match.entry}{port} ({days})" if days else f"{match.entry}{port}"


def _judge_rest(
    found: ConnectionsFacts,
    count: int,
    table: BotnetTable,
    params: Params,
    evidence: tuple[Evidence, ...],
) -> Judgement:
    """Judge that nothing was found: as good as the list is fresh, and the look was whole."""
    at = found.origin.at
    evidence = (*evidence, *seen(found, "left_out"), *seen_table(table, at))
    if isinstance(found.left_out, Unknown):
        return not_known(found.left_out, evidence)
    if found.left_out:
        return unclear("too_many", UnknownCode.TIMED_OUT, evidence, count=found.left_out)
    if isinstance(read := moment(table.pack_date), Unknown):
        return not_known(read, evidence)
    judgement = passed("none", evidence, count=count, date=table.pack_date)
    return trusted(judgement, table, at, params.table_days)
