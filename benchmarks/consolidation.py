"""Consolidation: bundles verified and loaded for each second, the memory it takes, the board.

The bundles are sealed by a key of their unit, each of another machine, with as many findings as a
full check gives. They are made beside the clock, a thousand at a time, and taken in as files.
"""

import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.figures import Figure, figure, seconds
from core.engine import verdict
from core.engine.codec import write_run
from core.exchange.log_part import NO_LOG
from core.exchange.making import Content, make_bundle
from core.house import House
from core.model.board import Unit
from core.model.exchange import Fate, KeyScope
from core.model.profile import Profile
from core.model.result import Depth, Evidence, Finding, Message, Result, Severity
from core.model.run import Asset, BaselineUse, Rights, Run, Selection
from core.model.unknown import UnknownCode
from core.seal.keys import SigningKey
from core.seal.note import NamedKey

FINDINGS = 38
MACHINES_OF_A_UNIT = 60
PROVINCES = 34
PART = 1000
ALL_LIMITS = {3000: 10.0, 200_000: 600.0}  # seconds for all of them; other sizes draw the curve
MEMORY_LIMIT = 500.0  # MB
BOARD_LIMIT = 1.0  # seconds

_CYCLE = (Result.PASS,) * 12 + (Result.FAIL, Result.WARN, Result.UNKNOWN)


def measure(folder: Path, sizes: Sequence[int]) -> Iterator[Figure]:
    """Measure at each number of bundles, from an empty store each time."""
    for size in sizes:
        home = folder / f"above-{size}"
        house = House.open(home, "vi")
        try:
            yield from _measure(house, folder / "inbox", size)
        finally:
            house.close()
            shutil.rmtree(home)


def _measure(house: House, inbox: Path, size: int) -> Iterator[Figure]:
    units = _units(-(-size // MACHINES_OF_A_UNIT))
    provinces = [Unit(code=f"tinh-{n}", name=f"Tỉnh {n}") for n in range(PROVINCES)]
    house.consolidation.put_units([*provinces, *units])
    keys = [SigningKey(number.to_bytes(32, "big")) for number in range(1, len(units) + 1)]
    for unit, key in zip(units, keys, strict=True):
        named = NamedKey("trucan/bundle", key.verify_key)
        house.trust.enrol(
            named.to_text(),
            named.key.fingerprint,
            unit.name,
            unit.code,
            KeyScope.SWEEP,
            "2026-11-01",
        )
    spent: list[float] = []
    counted = 0
    for start in range(0, size, PART):
        count = min(PART, size - start)
        _write(inbox, range(start, start + count), units, keys)
        begun = time.perf_counter()
        results = list(house.consolidation.take_folder(inbox))
        spent.append((time.perf_counter() - begun) / count)
        counted += sum(each.fate is Fate.COUNTED for each in results)
        shutil.rmtree(inbox)
    if counted != size:
        raise RuntimeError(f"{counted} of {size} counted")
    told = f"{size:,} bundles"
    yield figure(f"verify and load one, {told}", spent, "ms", factor=1000)
    whole = sum(spent) / len(spent) * size
    yield figure(f"verify and load all, {told}", [whole], "s", ALL_LIMITS.get(size))
    yield figure(f"memory afterwards, {told}", [_memory()], "MB", MEMORY_LIMIT)
    board = [seconds(lambda: house.consolidation.board()) for _ in range(3)]
    yield figure(f"the board, {told}", board, "s", BOARD_LIMIT)
    part = [seconds(lambda: house.consolidation.board("tinh-1")) for _ in range(3)]
    yield figure(f"the board of a province, {told}", part, "s", BOARD_LIMIT)
    found = [seconds(lambda: house.consolidation.search("may 0001")) for _ in range(3)]
    yield figure(f"search for a machine, {told}", found, "s", BOARD_LIMIT)
    file = house.store.file.stat().st_size / size / 1000
    yield figure(f"database for each machine, {told}", [file], "kB")


def _units(count: int) -> list[Unit]:
    """Return so many communes, below the provinces that are stored before them."""
    return [
        Unit(code=f"xa-{n}", name=f"Xã {n}", parent=f"tinh-{n % PROVINCES}", machines=60)
        for n in range(count)
    ]


def _write(inbox: Path, numbers: range, units: Sequence[Unit], keys: Sequence[SigningKey]) -> None:
    inbox.mkdir()
    for number in numbers:
        at = number // MACHINES_OF_A_UNIT
        run = _run(number, units[at].name)
        content = Content(
            run=run,
            run_json=write_run(run),
            level="internal",
            made="2026-11-20T03:00:00Z",
            app_version="0.1.0",
            log=NO_LOG,
            documents={},
        )
        made = make_bundle(content, keys[at], "trucan/bundle")
        (inbox / f"{number}-{made.name}").write_bytes(made.content)


def _run(number: int, unit: str) -> Run:
    found = tuple(_finding(number, each) for each in range(FINDINGS))
    return Run(
        id=f"01JGTFX5N0Q8Z3K4V{number:09d}",
        asset=Asset(
            id=f"{number:064x}",
            name=f"MAY-{number:07d}",
            os="windows",
            os_name="Windows 10 Pro 22H2 (19045.6456)",
            tag=f"TS-{number:06d}",
            place="Phòng Văn hóa – Xã hội",
        ),
        unit=unit,
        operator="Trần Văn Thử",
        rights=Rights.USER,
        started="2026-11-20T09:00:00+07:00",
        ended="2026-11-20T09:00:41+07:00",
        app_version="0.1.0",
        baseline=BaselineUse(id="trucan-default", version="1", sha256="0" * 64),
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


def _finding(number: int, place: int) -> Finding:
    result = _CYCLE[(number + place) % len(_CYCLE)]
    severity = list(Severity)[(number * 7 + place) % 4]
    seen = Evidence(
        what="signature_day",
        value=f"2026-11-{number % 28 + 1:02d}",
        source="HKLM\\SOFTWARE\\Microsoft\\Windows Defender",
        read_at="2026-11-20T02:00:13Z",
    )
    return Finding(
        check=f"CFG-{100 + place}",
        result=result,
        severity=severity,
        message=Message(f"{result}.case", {"days": number % 90, "product": "Microsoft Defender"}),
        reason=UnknownCode.NO_RIGHT if result is Result.UNKNOWN else None,
        evidence=(seen,),
        remediation=("fix.windows.clerk", "fix.windows.technician"),
        backend="wmi",
        elapsed_ms=number % 900,
    )


def _memory() -> float:
    import psutil

    return float(psutil.Process().memory_info().rss) / 1e6
