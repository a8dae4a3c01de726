"""Beyond one machine: a PostgreSQL server gives the same board, a lake answers the same."""

import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest
from components import postgres_tools

from core.house import House
from core.model.board import Board, Unit
from core.model.errors import KnownError
from core.model.exchange import Fate, KeyScope
from core.model.result import Result, Severity
from core.store.server import VERSION, ServerStore, ServerTables
from tests.exchange.offices import Above, Book, Office, finding, make_run

NOW = "2027-01-21T03:00:00Z"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server of its own, reached through a socket in a folder; its address."""
    tools = postgres_tools()
    assert tools is not None
    folder = Path(tempfile.mkdtemp(prefix="trucan-pg-"))
    shutil.chown(folder, "postgres")

    def run(*command: str) -> None:
        subprocess.run(
            ["runuser", "-u", "postgres", "--", *command],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )

    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    run(f"{tools}/initdb", "-D", str(folder / "data"), "-A", "trust", "-E", "UTF8", "--no-sync")
    run(f"{tools}/pg_ctl", "-D", str(folder / "data"), "-w", "-o", options,
        "-l", str(folder / "log"), "start")  # fmt: skip
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        run(f"{tools}/pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture
def houses(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[House]]:
    """One house that keeps what it receives at home, one on the server."""
    import psycopg

    monkeypatch.setattr(House, "now", lambda self: NOW)
    with psycopg.connect(server, autocommit=True) as fresh:
        fresh.execute("DROP SCHEMA public CASCADE")
        fresh.execute("CREATE SCHEMA public")
    found = [House.open(tmp_path / name, "vi") for name in ("home", "server")]
    found[1].settings.change(found[1].settings.read()._replace(server=server))
    yield found
    for each in found:
        each.close()


def inbox(folder: Path) -> list[Office]:
    """Write what three offices sent: sound, older, renamed, forked, damaged, by a stranger."""
    folder.mkdir()
    offices = [Office(), Office(), Office()]
    for at, (office, unit) in enumerate(zip(offices, ("Xã Đặng", "Xã An", "Xã Ổi"), strict=True)):
        for number in range(3):
            run = make_run(at * 10 + number, unit=unit)
            (folder / f"{at}{number}.trucan").write_bytes(office.bundle(run))
        better = make_run(at * 10, unit=unit, ended="2027-01-20T09:00:00+07:00",
                          findings=(finding("AV-101", Result.PASS, Severity.LOW),))  # fmt: skip
        (folder / f"{at}-better.trucan").write_bytes(office.bundle(better))
        for letter in "xy":
            day = {"x": 16, "y": 17}[letter]
            run = make_run(at * 10 + 5, unit=unit, ended=f"2027-01-{day}T09:00:00+07:00")
            book = Book(office.key, origin=f"trucan/duty-log/{at}").write(4, letter)
            (folder / f"{at}{letter}.trucan").write_bytes(office.bundle(run, log=book.part()))
    (folder / "half.trucan").write_bytes(offices[0].bundle()[:900])
    (folder / "stranger.trucan").write_bytes(Office().bundle())
    (folder / "bare.trucan").write_bytes(offices[0].bundle(make_run(77), sealed=False))
    return offices


def consolidate(house: House, folder: Path, offices: list[Office]) -> Board:
    """Take everything in, and return the board."""
    house.consolidation.put_units(
        [Unit(code="tinh", name="Tỉnh Mẫu"), Unit(code="tre", name="Xã Trễ", parent="tinh")]
        + [Unit(code=f"x{n}", name=name, parent="tinh", machines=5)
           for n, name in enumerate(("Xã Đặng", "Xã An", "Xã Ổi"))]
    )  # fmt: skip
    house.consolidation.start_round("Tết", "2027-01-01", "2027-01-20")
    for number, office in enumerate(offices):
        named = office.named
        house.consolidation.enrol(
            named.to_text(), named.key.fingerprint, "An", f"x{number}", KeyScope.SWEEP
        )
    for _ in house.consolidation.take_folder(folder):
        pass
    return house.consolidation.board()


@pytest.mark.system("postgres")
def test_a_server_gives_the_same_board(houses: list[House], tmp_path: Path) -> None:
    """Rows, totals, faults, weeks, alarms, what was refused and why, machines, traces, search."""
    offices = inbox(tmp_path / "in")
    boards = [consolidate(each, tmp_path / "in", offices) for each in houses]

    assert boards[0] == boards[1]
    assert boards[0].checked == 12
    assert len(boards[0].alarms) == 3
    assert {each.fate for each in boards[0].refused} == {Fate.REFUSED, Fate.HELD_BACK, Fate.OLDER}
    for ask in (
        lambda house: house.consolidation.machines("x0"),
        lambda house: house.consolidation.search("pm-0"),
        lambda house: house.consolidation.trace("x0", make_run(0).asset.id),
        lambda house: house.consolidation.board("x1"),
        lambda house: house.consolidation.held_back(),
        lambda house: house.trust.cards(),
        lambda house: list(house.received.board.findings()),
        lambda house: house.received.board.receivable(),
    ):
        assert ask(houses[0]) == ask(houses[1])
    kept = houses[1].consolidation.board().faults
    houses[1].received.consolidated.recount()
    assert houses[1].consolidation.board().faults == kept


@pytest.mark.system("postgres")
def test_two_people_on_one_server(houses: list[House], server: str, tmp_path: Path) -> None:
    """Both take the same folder in; every machine counts once."""
    offices = inbox(tmp_path / "in")
    first = consolidate(houses[1], tmp_path / "in", offices)
    other = ServerStore(server)
    try:
        above = Above(other, NOW)  # type: ignore[arg-type]
        again = above.take((tmp_path / "in" / "00.trucan").read_bytes())
        newer = make_run(0, unit="Xã Đặng", ended="2027-01-20T20:00:00+07:00")
        assert again.fate is Fate.KNOWN
        assert above.take(offices[0].bundle(newer)).fate is Fate.REPLACED
    finally:
        other.close()
    assert houses[1].consolidation.board().checked == first.checked


@pytest.mark.system("postgres")
def test_a_server_of_the_first_version(server: str, houses: list[House], tmp_path: Path) -> None:
    """It is brought up to date, and nothing that was received is lost."""
    import psycopg

    board = consolidate(houses[1], tmp_path / "in", inbox(tmp_path / "in"))
    with psycopg.connect(server, autocommit=True) as other:
        other.execute("ALTER TABLE received DROP COLUMN note")
        other.execute("ALTER TABLE not_counted DROP COLUMN size")
        other.execute("UPDATE trucan_version SET number = 1")
    newer = ServerStore(server)
    try:
        assert len(newer.board.receivable()) == board.checked
        assert not any(note for *_, note in newer.board.receivable())
    finally:
        newer.close()
    with psycopg.connect(server) as other:
        assert other.execute("SELECT number FROM trucan_version").fetchall() == [(VERSION,)]


@pytest.mark.system("postgres")
def test_a_server_of_a_newer_version(server: str, houses: list[House]) -> None:
    import psycopg

    houses[1].consolidation.units()
    with psycopg.connect(server, autocommit=True) as other:
        other.execute("UPDATE trucan_version SET number = 99")
    with pytest.raises(KnownError, match="store_newer"):
        ServerTables(server)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("http://somewhere", "server_address"),
        ("postgresql://nobody@/nothing?host=/nonexistent", "server_gone"),
    ],
)
def test_a_server_that_is_not_there(address: str, key: str) -> None:
    with pytest.raises(KnownError, match=key):
        ServerTables(address)


@pytest.mark.parametrize("address", ["[::1/x", "host%zz/x"])
def test_an_address_that_is_none_is_told_without_its_password(address: str) -> None:
    secret = token_hex(8)
    with pytest.raises(KnownError, match="server_address") as caught:
        ServerTables(f"postgresql://office:{secret}@{address}")

    assert secret not in "".join(traceback.format_exception(caught.value))


def test_a_lake_answers_as_the_board_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parquet by week and province; written again it takes the place of what it was."""
    import duckdb

    monkeypatch.setattr(House, "now", lambda self: NOW)
    house = House.open(tmp_path / "home", "vi")
    board = consolidate(house, tmp_path / "in", inbox(tmp_path / "in"))
    for _ in range(2):
        count = house.consolidation.write_lake(tmp_path / "lake")
    heads, faults = house.consolidation.ask_lake(tmp_path / "lake", "faults")
    _, weeks = house.consolidation.ask_lake(tmp_path / "lake", "weeks")
    _, provinces = house.consolidation.ask_lake(tmp_path / "lake", "provinces")

    assert heads == ("check_id", "result", "machines")
    assert list(faults) == [(each.check, str(each.result), each.machines) for each in board.faults]
    assert sum(int(str(row[1])) for row in weeks) == board.checked
    assert [row[:2] for row in provinces] == [("tinh", board.checked)]
    assert sorted(each.name for each in (tmp_path / "lake").iterdir()) == [
        "week=2027-01-11", "week=2027-01-18",
    ]  # fmt: skip
    files = str(tmp_path / "lake" / "**" / "*.parquet")
    assert len(duckdb.read_parquet(files)) == count
    with pytest.raises(KnownError, match="no_folder"):
        house.consolidation.ask_lake(tmp_path / "nothing", "faults")
    assert os.listdir(tmp_path / "in")
    house.close()


def test_a_lake_keeps_the_weeks_that_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a machine that was checked again later, too; the same week has it once, as it is now."""
    import duckdb

    monkeypatch.setattr(House, "now", lambda self: NOW)
    house, lake, office = House.open(tmp_path / "home", "vi"), tmp_path / "lake", Office()
    named = office.named
    house.consolidation.enrol(
        named.to_text(), named.key.fingerprint, "An", "UBND xã Phú Mẫu", KeyScope.SWEEP
    )

    def send(number: int, day: int, hour: int, result: Result) -> None:
        found = (finding("UPD-201", result, Severity.HIGH),)
        run = make_run(number, ended=f"2027-01-{day}T{hour:02}:00:00+07:00", findings=found)
        (tmp_path / "x.trucan").write_bytes(office.bundle(run))
        house.consolidation.take_file(tmp_path / "x.trucan")

    def rows() -> list[tuple[str, str, str]]:
        found = duckdb.read_parquet(str(lake / "*" / "*" / "*.parquet"), hive_partitioning=True)
        return sorted(
            (str(week), machine, result)
            for week, machine, result in found.select("week", "machine", "result").fetchall()
        )

    for number in (1, 2):
        send(number, 12, 9, Result.FAIL)
    send(3, 12, 9, Result.WARN)
    house.consolidation.write_lake(lake)
    send(1, 19, 9, Result.PASS)
    send(2, 12, 10, Result.PASS)
    assert house.consolidation.write_lake(lake) == 3

    assert rows() == [
        ("2027-01-11", "PM-001", "fail"),
        ("2027-01-11", "PM-002", "pass"),
        ("2027-01-11", "PM-003", "warn"),
        ("2027-01-18", "PM-001", "pass"),
    ]
    _, weeks = house.consolidation.ask_lake(lake, "weeks")
    assert [row[1] for row in weeks] == [3, 1]
    assert house.consolidation.ask_lake(lake, "faults")[1] == (("UPD-201", "warn", 1),)
    before = rows()
    (bad,) = (lake / "week=2027-01-11").glob("*/*.parquet")
    kept = bad.read_bytes()
    bad.write_bytes(b"PAR1")
    with pytest.raises(KnownError, match=r"exchange\.lake"):
        house.consolidation.write_lake(lake)
    assert bad.read_bytes() == b"PAR1"
    bad.write_bytes(kept)
    assert rows() == before
    assert {each.name for each in lake.iterdir()} == {"week=2027-01-11", "week=2027-01-18"}
    house.close()


def test_without_the_extra_nothing_is_claimed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    house = House.open(tmp_path / "home", "vi")
    with pytest.raises(KnownError, match="analyse_missing"):
        house.consolidation.write_lake(tmp_path / "lake")
    with pytest.raises(KnownError, match="analyse_missing"):
        house.consolidation.ask_lake(tmp_path / "lake", "faults")

    assert list((tmp_path / "lake").iterdir()) == []
    house.close()


def test_a_lake_stays_where_a_week_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(House, "now", lambda self: NOW)
    house, lake = House.open(tmp_path / "home", "vi"), tmp_path / "lake"
    consolidate(house, tmp_path / "in", inbox(tmp_path / "in"))
    house.consolidation.write_lake(lake)
    before = {each: each.read_bytes() for each in lake.rglob("*.parquet")}
    real = Path.rename

    def held(path: Path, target: Path) -> Path:
        if target.parent == lake and ".part" in str(path) and "before" not in path.name:
            raise PermissionError(13, "held")
        return real(path, target)

    monkeypatch.setattr(Path, "rename", held)
    with pytest.raises(KnownError, match="no_write"):
        house.consolidation.write_lake(lake)

    assert {each: each.read_bytes() for each in lake.rglob("*.parquet")} == before
    house.close()
