"""Invented offices below, and a receiver above with a store of its own."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.engine import verdict
from core.engine.codec import read_run, write_run
from core.exchange.log_part import NO_LOG, LogPart, log_part
from core.exchange.making import Content, make_bundle
from core.exchange.receiving import Receiver
from core.exchange.trusting import Trust
from core.house import House
from core.model.board import Unit
from core.model.exchange import FileResult, KeyScope
from core.model.profile import Profile
from core.model.result import Depth, Finding, Message, Result, Severity
from core.model.run import Asset, BaselineUse, Rights, Run, Selection
from core.model.unknown import UnknownCode
from core.seal.canonical import write as canonical
from core.seal.keys import SigningKey
from core.seal.note import Checkpoint, NamedKey, sign
from core.seal.tree import completed_by, leaf_hash, root_of
from core.store.log import LogRow
from core.store.store import Store
from core.words import fold

NOW = "2027-01-20T03:00:00Z"
DAY = "2027-01-20"
_RESULTS = (
    ("AV-101", Result.PASS, Severity.CRITICAL),
    ("UPD-201", Result.FAIL, Severity.HIGH),
    ("BAK-301", Result.WARN, Severity.HIGH),
    ("ACC-402", Result.UNKNOWN, Severity.HIGH),
)


def finding(check: str, result: Result, severity: Severity) -> Finding:
    """Make a finding."""
    return Finding(
        check=check,
        result=result,
        severity=severity,
        message=Message(f"{result}.case", {"days": 45}),
        reason=UnknownCode.NO_RIGHT if result is Result.UNKNOWN else None,
    )


def make_run(number: int = 1, **other: object) -> Run:
    """Make a run of machine number so-and-so."""
    found = tuple(finding(*each) for each in _RESULTS)
    found = tuple(other.pop("findings", found))  # type: ignore[call-overload]
    run = Run(
        id=f"01JGTFX5N0Q8Z3K4V7M2R{number:05d}",
        asset=Asset(id=f"{number:064x}", name=f"PM-{number:03d}", os="linux", os_name="Debian"),
        unit="UBND xã Phú Mẫu",
        operator="",
        rights=Rights.USER,
        started="2027-01-19T09:00:00+07:00",
        ended="2027-01-19T09:00:41+07:00",
        app_version="0.1.0",
        baseline=BaselineUse(id="default", version="1", sha256="00"),
        profile=Profile.NORMAL,
        depth=Depth.FULL,
        selection=Selection(),
        params={},
        waivers=(),
        packs=(),
        verdict=verdict.conclude(found),
        coverage=verdict.cover(found),
        counts=verdict.count(found),
        findings=found,
        probes=(),
    )
    return replace(run, **other)  # type: ignore[arg-type]


@dataclass
class Book:
    """A duty log as a tree of leaves, sealed as far as it goes."""

    key: SigningKey
    origin: str = "trucan/duty-log/0123"
    entries: list[LogRow] = field(default_factory=list)
    nodes: dict[tuple[int, int], bytes] = field(default_factory=dict)

    def node(self, level: int, index: int) -> bytes | None:
        """Return a node."""
        return self.nodes.get((level, index))

    def write(self, count: int, text: str = "x") -> "Book":
        """Write entries."""
        for _ in range(count):
            number = len(self.entries)
            canon = canonical({"seq": number + 1, "t_wall": NOW, "body": f"{text} {number}"})
            leaf = leaf_hash(canon)
            for level, index, found in completed_by(leaf, number, self.node):
                self.nodes[level, index] = found
            self.entries.append(LogRow(number + 1, canon, b"", leaf))
        return self

    def in_order(self) -> Iterator[LogRow]:
        """Return the entries, as the rows of the log do."""
        return iter(self.entries)

    def note(self) -> str:
        """Return the checkpoint now."""
        size = len(self.entries)
        checkpoint = Checkpoint(origin=self.origin, size=size, root=root_of(size, self.node))
        return sign(checkpoint.to_text(), self.origin, self.key)

    def last_checkpoint(self) -> tuple[int, str]:
        """Return size and note, as the rows of the log do."""
        return len(self.entries), self.note()

    def part(
        self, *earlier: str, since: str = "", allowed: Callable[[bytes], bool] = lambda canon: True
    ) -> LogPart:
        """Return the part that goes into a bundle, with the entries from an ISO day on."""
        return log_part(self, earlier, since, "", allowed)  # type: ignore[arg-type]


_keys = itertools.count(1)


@dataclass
class Office:
    """A machine below that seals what it sends."""

    key: SigningKey = field(default_factory=lambda: SigningKey(next(_keys).to_bytes(32, "big")))

    @property
    def named(self) -> NamedKey:
        """Return its public key."""
        return NamedKey("trucan/bundle", self.key.verify_key)

    def bundle(
        self,
        run: Run | None = None,
        *,
        log: LogPart = NO_LOG,
        made: str = "2027-01-19T03:00:00Z",
        sealed: bool = True,
        run_json: bytes | None = None,
        documents: dict[str, bytes] | None = None,
        level: str = "internal",
    ) -> bytes:
        """Return a bundle."""
        run = run or make_run()
        content = Content(
            run=run,
            run_json=write_run(run) if run_json is None else run_json,
            level=level,
            made=made,
            app_version="0.1.0",
            log=log,
            documents=documents or {},
        )
        return make_bundle(content, self.key if sealed else None, "trucan/bundle").content


@dataclass
class Above:
    """The receiver: a store, and a clock that the test sets."""

    store: Store
    now: str = NOW

    def receiver(self) -> Receiver:
        """Return what takes files in, with the keys known now."""
        store = self.store
        return Receiver(
            store.consolidated, store.board, store.trusted_keys, read_run, None, self.now
        )

    def trust(self, office: Office, unit: str = "phu", scope: KeyScope = KeyScope.MACHINE) -> None:
        """Confirm the key of an office."""
        named = office.named
        trust = Trust(lambda: self.store)
        trust.enrol(named.to_text(), named.key.fingerprint, "Bà Hạnh", unit, scope, DAY)

    def take(self, body: bytes, file: str = "a.trucan") -> FileResult:
        """Take one file in."""
        return self.receiver().receive_one(file, body)

    def put(self, *units: Unit) -> None:
        """Store units."""
        self.store.consolidated.put_units(
            [(each.code, each.name, fold(each.name), each.parent, each.due, each.machines,
              each.contact) for each in units]
        )  # fmt: skip


def enrol(house: House, office: Office, unit: str, scope: KeyScope = KeyScope.SWEEP) -> None:
    """Confirm a key."""
    named = office.named
    house.consolidation.enrol(named.to_text(), named.key.fingerprint, "An", unit, scope)


def fill(folder: Path, office: Office, numbers: range, unit: str) -> None:
    """Write a bundle for each of some machines."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"m{number}.trucan").write_bytes(office.bundle(make_run(number, unit=unit)))


def table(tmp_path: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    """Write a table of units."""
    file = tmp_path / "units.csv"
    file.write_bytes(text.encode(encoding))
    return file
