"""How names and web traffic leave this machine: hosts file, name servers, proxy."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class HostEntry:
    """A line of the hosts file: where a name is sent."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameResolutionFacts(Facts):
    """Who answers for names, and through whom web pages come.

    `hosts_path`: where the hosts file is, `hosts_elsewhere` that this is not its usual place.
    `lines`: how many names it holds. `notable`: names in it of Microsoft, antivirus vendors, state
    offices and banks, first those that it sends into the Internet. `sent_away`: other names that it
    sends to an address outside this machine and its own network. `servers`: addresses of name
    servers in use. `proxy`: the proxy of the person or the machine, `proxy_script` the address of a
    script that chooses one; empty for none.
    """

    TOPIC: ClassVar[str] = "name_resolution"

    hosts_path: str | Unknown
    hosts_elsewhere: bool | Unknown
    lines: int | Unknown
    notable: tuple[HostEntry, ...] | Unknown
    sent_away: tuple[HostEntry, ...] | Unknown
    servers: tuple[str, ...] | Unknown
    proxy: str | Unknown
    proxy_script: str | Unknown
