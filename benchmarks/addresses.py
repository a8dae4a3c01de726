"""A million addresses against two thousand connections, and the plain way beside it."""

import ipaddress
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, figure, ratio, seconds
from core.model.addresses import AddressList, Feed

CONNECTIONS = 2000
BUILT_S, MEGABYTES, FOUND_MS = 2.0, 100.0, 10.0
_ASKED = 24
"""So many connections are asked in the plain way: all of them would take minutes."""


def written(entries: int, chance: random.Random) -> str:
    """Return a list as publishers write it: addresses, networks, IPv6, ports, broken dots."""

    def four() -> str:
        return str(ipaddress.IPv4Address(chance.getrandbits(32)))

    lines = [four() for _ in range(entries * 90 // 100)]
    for _ in range(entries * 5 // 100):
        network = (chance.getrandbits(32), chance.randrange(22, 31))
        lines.append(str(ipaddress.IPv4Network(network, strict=False)))
    for _ in range(entries * 3 // 100):
        lines.append(str(ipaddress.IPv6Address(chance.getrandbits(128))))
    while len(lines) < entries:
        lines.append(f"{four().replace('.', '[.]')}:447 2026-10-02 2026-11-06 # seen by two")
    chance.shuffle(lines)
    return "\n".join(lines)


def _peers(text: str, chance: random.Random) -> list[str]:
    """Return the other ends of connections, one in a hundred of them listed."""
    listed = [each for each in text.split("\n")[: CONNECTIONS * 10] if each.count(".") == 3]
    plain = [each for each in listed if "/" not in each and "[" not in each]
    bad = chance.sample(plain, CONNECTIONS // 100)
    good = [ipaddress.IPv4Address(chance.getrandbits(32)) for _ in range(CONNECTIONS - len(bad))]
    return [*bad, *map(str, good)]


def _plain_way(text: str, peers: list[str]) -> float:
    """Return the seconds of the way that everyone writes first: each network asked in turn.

    Two dozen connections are asked and the time of one is taken for each of the others.
    """

    def parse() -> None:
        for each in text.split("\n"):
            first = each.partition(" ")[0].replace("[.]", ".")
            networks.append(ipaddress.ip_network(first.removesuffix(":447")))

    networks: list[ipaddress.IPv4Network | ipaddress.IPv6Network] = []
    parsing = seconds(parse)
    asked = [ipaddress.ip_address(each) for each in peers[:_ASKED]]
    matching = seconds(lambda: [any(one in each for each in networks) for one in asked])
    return parsing + matching * len(peers) / len(asked)


def measure(folder: Path, entries: int, times: int) -> Iterator[Figure]:
    """Measure building, memory and looking up, and the plain way with the same list and machine."""
    chance = random.Random(2026)  # noqa: S311 - the same list in every run
    text = written(entries, chance)
    peers = _peers(text, chance)
    built, found, found_here = [], [], 0
    for _ in range(times):
        addresses = AddressList([Feed(name="benchmark", text=text)])
        built.append(seconds(lambda made=addresses: len(made)))  # type: ignore[misc]
        found.append(seconds(lambda made=addresses: [made.find(each) for each in peers]))  # type: ignore[misc]
        found_here = sum(bool(addresses.find(each)) for each in peers)
    plain = _plain_way(text, chance.sample(peers, len(peers)))
    what = f"{entries:,} addresses and networks"
    yield figure(f"{what}: built", built, "s", BUILT_S)
    yield figure(f"{what}: {len(peers):,} looked up", found, "ms", FOUND_MS, 1000)
    yield _memory(folder, text, what)
    yield figure(f"{what}: the plain way (from {_ASKED} connections)", [plain], "s")
    both = [one + other for one, other in zip(built, found, strict=True)]
    yield ratio(f"{what}: building and looking up, to the plain way", both, [plain] * times, 0.1)
    if found_here < len(peers) // 100:
        raise RuntimeError(f"{found_here} of {len(peers) // 100} listed connections were found")


_WEIGH = """
import sys
from core.model.addresses import AddressList, Feed

def most():
    lines = open("/proc/self/status").read().splitlines()
    return next(int(each.split()[1]) for each in lines if each.startswith("VmHWM:")) / 1024

text = open(sys.argv[1], encoding="ascii").read()
before = most()
made = AddressList([Feed(name="x", text=text)])
len(made)
print(most() - before)
"""


def _memory(folder: Path, text: str, what: str) -> Figure:
    """Measure in a process of its own how far building raises the most memory ever held."""
    file = folder / "addresses.txt"
    file.write_text(text, "ascii")
    root = Path(__file__).resolve().parent.parent
    told = subprocess.run(
        [sys.executable, "-c", _WEIGH, str(file)],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    return figure(f"{what}: memory, at most", [float(told.stdout)], "MB", MEGABYTES)
