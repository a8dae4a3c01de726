"""Network addresses by the million, in little memory, found again at once.

A list is text, one entry a line: `1.2.3.4`, `1[.]2[.]3[.]4`, `1.2.3.0/24`, `1.2.3.4:447`,
`2001:db8::1`, `[2001:db8::1]:447`. Further fields, between commas, semicolons or blanks, may give
the port and the days of first and last sight (ISO); what stands after `#` is a comment. A line
`[name]` begins the entries of another publisher.

IPv4 addresses of which nothing more is told stand in one sorted array for each feed, four bytes
each. What tells more has a row of its own. Networks, which lie in one another or apart, become one
sorted array of borders, each with the smallest network that begins there; a network knows the one
around it, so that every entry that holds an address is found.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import compress
from socket import AF_INET, AF_INET6, inet_aton, inet_ntop, inet_pton

WIDEST = {4: 8, 6: 16}
"""The shortest prefix that a list may hold: a wider network would accuse half the world."""

_BITS = {4: 32, 6: 128}
_FIRST_DAY = date(2000, 1, 1)
_NO_DAY = 0
_NOT_INSIDE = 0xFFFFFFFF
_CHUNK = 1 << 20
_LOW = (1 << 64) - 1
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_PLAIN = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}", re.A)
_WITH_PORT = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<four>[\d.]+)):(?P<port>\d{1,5})", re.A)
_SPLIT = re.compile(r"[,;\s]+")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.A)
_NUMBER = re.compile(r"\d{1,5}", re.A)
_HEADING = re.compile(r"^\[([^\]\n]+)\][ \t\r]*$", re.M)
_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One published list. `last_seen` is the ISO day of entries that tell none, may be empty."""

    name: str
    text: str
    last_seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An entry that holds an address. `port` is 0 for any; days are ISO, empty when not told."""

    feed: str
    entry: str
    port: int
    first_seen: str
    last_seen: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is no entry: of which feed, which line of it (from 1), what stands there."""

    feed: str
    line: int
    text: str


def number_of(address: str) -> tuple[int, int]:
    """Return the family (4 or 6) and the number of an address; ValueError for anything else.

    An IPv4 address written as an IPv6 one (`::ffff:1.2.3.4`) is an IPv4 address.
    """
    bare = address.partition("%")[0]
    try:
        if ":" not in bare:
            if not _PLAIN.fullmatch(bare):
                raise ValueError(address)
            return 4, int.from_bytes(inet_pton(AF_INET, bare), "big")
        six = int.from_bytes(inet_pton(AF_INET6, bare), "big")
    except OSError as error:
        raise ValueError(address) from error
    return (4, six & 0xFFFFFFFF) if six >> 32 == 0xFFFF else (6, six)


def feeds_in(text: str, name: str, last_seen: str) -> tuple[Feed, ...]:
    """Return the feeds of a list; what stands before the first heading is of the feed `name`."""
    found, begin, title = [], 0, name
    for heading in _HEADING.finditer(text):
        try:
            number_of(heading[1])
        except ValueError:
            found.append(Feed(name=title, text=text[begin : heading.start()], last_seen=last_seen))
            begin, title = heading.end(), heading[1].strip()
    found.append(Feed(name=title, text=text[begin:], last_seen=last_seen))
    return tuple(each for each in found if each.text.strip())


def _text_of(family: int, number: int) -> str:
    kind = AF_INET if family == 4 else AF_INET6
    return inet_ntop(kind, number.to_bytes(_BITS[family] // 8, "big"))


class _Numbers:
    """A sorted column of addresses of one family; IPv6 takes two columns of half its length."""

    __slots__ = ("_high", "_low")

    def __init__(self, family: int, numbers: Iterable[int]) -> None:
        self._low: array[int] | None = None
        if family == 4:
            self._high = array("I", numbers)
            return
        self._high, self._low = array("Q"), array("Q")
        for each in numbers:
            self._high.append(each >> 64)
            self._low.append(each & _LOW)

    def __len__(self) -> int:
        return len(self._high)

    def same(self, number: int) -> range:
        """Return where this number stands."""
        if self._low is None:
            left = bisect_left(self._high, number)
            return range(left, bisect_right(self._high, number, left))
        left, right = self._halves(number)
        low = number & _LOW
        return range(
            bisect_left(self._low, low, left, right), bisect_right(self._low, low, left, right)
        )

    def last_up_to(self, number: int) -> int:
        """Return where the greatest number stands that is not greater, -1 for none."""
        if self._low is None:
            return bisect_right(self._high, number) - 1
        left, right = self._halves(number)
        return bisect_right(self._low, number & _LOW, left, right) - 1

    def _halves(self, number: int) -> tuple[int, int]:
        left = bisect_left(self._high, number >> 64)
        return left, bisect_right(self._high, number >> 64, left)


class _Family:
    """Entries of one family: single addresses with their rows, and networks."""

    def __init__(self, family: int) -> None:
        self.family = family
        self.numbers: array[int] | list[int] = array("I") if family == 4 else []
        self.rows_of = array("I")
        self.networks: list[tuple[int, int, int]] = []

    def settle(self) -> None:
        """Sort what was added."""
        order = sorted(range(len(self.numbers)), key=self.numbers.__getitem__)
        self._singles = _Numbers(self.family, map(self.numbers.__getitem__, order))
        self._rows = array("I", map(self.rows_of.__getitem__, order))
        self.numbers, self.rows_of = [], array("I")
        self._settle_networks()

    def _settle_networks(self) -> None:
        """Turn networks into borders; a border past the end of one leads back to the one around."""
        bits = _BITS[self.family]
        self.networks.sort()
        self._network_rows = array("I", (row for _, _, row in self.networks))
        self._prefixes = array("B", (prefix for _, prefix, _ in self.networks))
        self._around = array("I")
        borders: list[int] = []
        owners = array("I")
        open_ends: list[tuple[int, int]] = []

        def border(at: int, owner: int) -> None:
            if borders and borders[-1] == at:
                owners[-1] = owner
            else:
                borders.append(at)
                owners.append(owner)

        def close() -> None:
            end, _ = open_ends.pop()
            if end < 1 << bits:
                border(end, open_ends[-1][1] if open_ends else _NOT_INSIDE)

        for place, (start, prefix, _) in enumerate(self.networks):
            while open_ends and open_ends[-1][0] <= start:
                close()
            self._around.append(open_ends[-1][1] if open_ends else _NOT_INSIDE)
            border(start, place)
            open_ends.append((start + (1 << (bits - prefix)), place))
        while open_ends:
            close()
        self._borders, self._owners = _Numbers(self.family, borders), owners
        self.networks = []

    def rows(self, number: int) -> Iterator[tuple[int, int]]:
        """Yield the row and the prefix of each entry that holds an address."""
        for place in self._singles.same(number):
            yield self._rows[place], _BITS[self.family]
        at = self._borders.last_up_to(number)
        inside = self._owners[at] if at >= 0 else _NOT_INSIDE
        while inside != _NOT_INSIDE:
            yield self._network_rows[inside], self._prefixes[inside]
            inside = self._around[inside]


class AddressList:
    """Entries of several feeds. Built at the first question: an unused one costs nothing."""

    def __init__(self, feeds: Iterable[Feed]) -> None:
        """Take the feeds; nothing is read yet."""
        self._feeds = tuple(feeds)
        self._families: Mapping[int, _Family] | None = None
        self._plain: list[tuple[int, array[int]]] = []
        self._feed_of = array("H")
        self._ports = array("H")
        self._first = array("H")
        self._last = array("H")
        self._days: dict[str, int] = {}
        self._faults: list[Fault] = []

    def __len__(self) -> int:
        """Return how many entries there are."""
        self._built()
        return len(self._feed_of) + sum(len(numbers) for _, numbers in self._plain)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Return the first lines that are no entries."""
        self._built()
        return tuple(self._faults)

    def find(self, address: str) -> tuple[Match, ...]:
        """Return every entry that holds an address; none for what is no address."""
        try:
            family, number = number_of(address)
        except ValueError:
            return ()
        entries = self._built()[family].rows(number)
        found = [self._match(family, number, row, prefix) for row, prefix in entries]
        if family == 4:
            for place, numbers in self._plain:
                at = bisect_left(numbers, number)
                if at < len(numbers) and numbers[at] == number:
                    feed = self._feeds[place]
                    found.append(_plain_match(feed, _text_of(4, number)))
        return tuple(found)

    def _match(self, family: int, number: int, row: int, prefix: int) -> Match:
        spare = _BITS[family] - prefix
        text = _text_of(family, number >> spare << spare)
        feed = self._feeds[self._feed_of[row]]
        return Match(
            feed=feed.name,
            entry=f"{text}/{prefix}" if spare else text,
            port=self._ports[row],
            first_seen=_day_text(self._first[row]),
            last_seen=_day_text(self._last[row]) or feed.last_seen,
        )

    def _built(self) -> Mapping[int, _Family]:
        if self._families is None:
            families = {4: _Family(4), 6: _Family(6)}
            for place, feed in enumerate(self._feeds):
                self._read(place, feed, families)
            for each in families.values():
                each.settle()
            self._days.clear()
            self._families = families
        return self._families

    def _read(self, place: int, feed: Feed, families: Mapping[int, _Family]) -> None:
        plain: array[int] = array("I")
        line, start = 1, 0
        while start < len(feed.text):
            end = feed.text.find("\n", start + _CHUNK)
            chunk = feed.text[start : end if end >= 0 else len(feed.text)]
            start = end + 1 if end >= 0 else len(feed.text)
            lines = chunk.replace("[.]", ".").replace("[:]", ":").split("\n")
            is_plain = list(map(_PLAIN.fullmatch, lines))
            plain.frombytes(b"".join(map(inet_aton, compress(lines, is_plain))))
            for at in [at for at, matched in enumerate(is_plain) if not matched]:
                self._read_line(place, feed.name, line + at, lines[at], families)
            line += len(lines)
        if _LITTLE:
            plain.byteswap()
        self._plain.append((place, array("I", sorted(plain))))

    def _read_line(
        self, place: int, name: str, line: int, text: str, families: Mapping[int, _Family]
    ) -> None:
        """Read a line that is more than a plain IPv4 address."""
        told = text.partition("#")[0].strip().strip('"')
        if not told or told.startswith((";", "//")):
            return
        days: list[int] = []
        entry, port = _entry(told)
        for field in () if entry else _SPLIT.split(told):
            bare = field.strip('"')
            if _ISO_DAY.match(bare):
                days.append(self._day(bare[:10]))
            elif entry is None:
                entry, port = _entry(bare)
            elif _NUMBER.fullmatch(bare) and not port:
                port = int(bare)
        if entry is None or port > 0xFFFF:
            if len(self._faults) < _MOST_FAULTS:
                self._faults.append(Fault(name, line, text.strip()[:100]))
            return
        family, number, prefix = entry
        row = len(self._feed_of)
        self._feed_of.append(place)
        self._ports.append(port)
        self._first.append(days[0] if len(days) > 1 else _NO_DAY)
        self._last.append(days[-1] if days else _NO_DAY)
        if prefix == _BITS[family]:
            families[family].numbers.append(number)
            families[family].rows_of.append(row)
        else:
            families[family].networks.append((number, prefix, row))

    def _day(self, text: str) -> int:
        """Return a day as a number from 1; 0 for one that no calendar has, or before 2000."""
        if text not in self._days:
            try:
                number = (date.fromisoformat(text) - _FIRST_DAY).days + 1
            except ValueError:
                number = _NO_DAY
            self._days[text] = number if 0 < number <= 0xFFFF else _NO_DAY
        return self._days[text]


def _plain_match(feed: Feed, text: str) -> Match:
    return Match(feed=feed.name, entry=text, port=0, first_seen="", last_seen=feed.last_seen)


_LITTLE = array("I", b"\1\0\0\0")[0] == 1


def _entry(text: str) -> tuple[tuple[int, int, int] | None, int]:
    """Return family, number and prefix of an entry, None for none, and its port, 0 for any."""
    with_port = None if "/" in text else _WITH_PORT.fullmatch(text)
    port = int(with_port["port"]) if with_port else 0
    address = (with_port["six"] or with_port["four"]) if with_port else text
    address, slash, length = address.partition("/")
    try:
        family, number = number_of(address)
    except ValueError:
        return None, port
    bits = _BITS[family]
    known = _NUMBER.fullmatch(length)
    prefix = int(length) if known else bits
    if (slash and not known) or not WIDEST[family] <= prefix <= bits:
        return None, port
    return (family, number >> (bits - prefix) << (bits - prefix), prefix), port


def _day_text(number: int) -> str:
    if number == _NO_DAY:
        return ""
    return (_FIRST_DAY + timedelta(days=number - 1)).isoformat()
