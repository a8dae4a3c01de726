"""The sweep: from machine to machine with one folder, resumed, re-checked, looked over, sealed."""

import errno
import itertools
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core.engine.codec import read_run, write_run
from core.exchange.opening import open_bundle
from core.exchange.port import Sources
from core.exchange.sweep import LIST, REPLACED, Examined, Sweep
from core.model.errors import KnownError
from core.model.exchange import Why
from core.model.progress import Cancel
from core.model.run import Run
from core.model.sweep import SweepStanding
from core.report.redacted_run import redacted_run
from core.report.redaction import Level
from core.seal.trust import TrustedKeys
from core.secrets import Secrets
from core.words import Words
from tests.exchange.offices import NOW, make_run

WORDS = Words("vi")


class Stick:
    """A technician's stick: the machine it is in is set by the test."""

    def __init__(self, tmp_path: Path) -> None:
        """Begin without a key."""
        self.folder = tmp_path / "stick"
        self.run = make_run()
        self.is_secret = False
        self.secrets = Secrets(tmp_path / "keys", keyring=lambda: None, cost=2)
        sources = Sources(
            run_of=lambda run_id: self.run,
            write_run=write_run,
            read_run=read_run,
            redacted=lambda run, level: redacted_run(run, Level(level), WORDS),
            may_leave=lambda canon, level: False,
            seal_book=lambda: None,
            secrets=lambda: self.secrets,
        )
        self.sweep = Sweep(sources, self.examine, lambda: self.is_secret, lambda: NOW, "0.1.0")

    def examine(self, folder: Path, progress: Callable[..., None], cancel: Cancel) -> Examined:
        """Examine the machine the stick is in."""

        def record(place: Path) -> tuple[Path, ...]:
            path = place / f"TRUCAN_{self.run.asset.name}.docx"
            path.write_bytes(b"record")
            return (path,)

        return Examined(run=self.run, save_record=record)

    def check(self, run: Run, tag: str = "", place: str = "") -> str:
        """Put the stick into a machine and check it; return the name of its result."""
        self.run = run
        done = self.sweep.check(self.folder, tag, place, lambda progress: None, Cancel())
        return done.files[0].name

    def standings(self) -> list[tuple[str, str]]:
        """Return tag and standing of each machine."""
        return [(each.tag, str(each.standing)) for each in self.sweep.state(self.folder).rows]


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    """A stick with a list of three machines."""
    found = Stick(tmp_path)
    found.sweep.start(
        found.folder, "Tết", (("TS-01", "Văn thư"), ("TS-02", "Kế toán"), ("TS-03", ""))
    )
    return found


def test_from_machine_to_machine(stick: Stick) -> None:
    """The list says what is missing; the folder resumes; a machine off the list joins it."""
    first = stick.check(make_run(1), "ts-01")
    stick.sweep.start(stick.folder, "", (("TS-04", ""),))
    stick.check(make_run(9), "TS-99", "Một cửa")
    row = stick.sweep.state(stick.folder).rows[0]

    assert first == "KQ_TS-01_20270119.trucan".replace("TS-01", "ts-01")
    assert stick.standings() == [
        ("ts-01", "done"), ("TS-02", "missing"), ("TS-03", "missing"), ("TS-04", "missing"),
        ("TS-99", "done"),
    ]  # fmt: skip
    assert row.place == "Văn thư"
    assert stick.sweep.state(stick.folder).title == "Tết"
    assert (stick.folder / first).stat().st_size <= 50_000
    assert stick.sweep.verify(stick.folder).is_clean


def test_checked_again_after_a_rename(stick: Stick) -> None:
    """Known by its id; it keeps its tag; the older result is set aside and named."""
    first = stick.check(make_run(1), "TS-01")
    renamed = make_run(
        1, asset=replace(make_run(1).asset, name="NEW"), id="01JGTFX5N0Q8Z3K4V7M2R99999"
    )
    second = stick.check(renamed)
    row = stick.sweep.state(stick.folder).rows[0]

    assert (row.tag, row.name, row.file) == ("TS-01", "NEW", second)
    assert len(row.earlier) == 1
    assert [each.name for each in (stick.folder / REPLACED).iterdir()] == list(row.earlier)
    assert (first, second) == ("KQ_TS-01_20270119.trucan", "KQ_TS-01_20270119_2.trucan")
    assert stick.standings()[0] == ("TS-01", "done")
    assert len([each for each in stick.folder.iterdir() if each.suffix == ".trucan"]) == 1


@pytest.mark.parametrize("writes", range(3))
def test_a_stick_that_is_full(stick: Stick, writes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """At whichever file: the older result stays, the list names it, and nothing else is there."""
    name = stick.check(make_run(1), "TS-01")
    before = {each.name: each.read_bytes() for each in stick.folder.iterdir() if each.is_file()}
    _fill_after(writes, monkeypatch)
    with pytest.raises(KnownError, match="disk_full"):
        stick.check(make_run(1, id="01JGTFX5N0Q8Z3K4V7M2R99999"))
    monkeypatch.undo()

    found = {each.name: each.read_bytes() for each in stick.folder.iterdir() if each.is_file()}
    assert found == before
    assert [*(stick.folder / REPLACED).iterdir()] == []
    assert stick.sweep.verify(stick.folder).is_clean
    assert stick.check(make_run(1, id="01JGTFX5N0Q8Z3K4V7M2R99999")) != name


def _fill_after(writes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    left = itertools.count(1)
    real = os.fsync

    def fsync(number: int) -> None:
        if next(left) > writes:
            raise OSError(errno.ENOSPC, "full")
        real(number)

    monkeypatch.setattr(os, "fsync", fsync)


@pytest.mark.parametrize("writes", range(4))
def test_a_stick_that_is_full_while_it_is_sealed(
    stick: Stick, writes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All are sealed or none, and the list knows each."""
    for number in (1, 2, 3):
        stick.check(make_run(number), f"TS-0{number}")
    assert stick.secrets.protect("mot cau du dai").key is not None
    _fill_after(writes, monkeypatch)
    with pytest.raises(KnownError, match="disk_full"):
        stick.sweep.seal(stick.folder)
    monkeypatch.undo()

    assert stick.sweep.verify(stick.folder).is_clean
    assert stick.sweep.seal(stick.folder) == 3


def test_a_result_that_another_program_holds_while_it_is_sealed(
    stick: Stick, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What got its seal before keeps it, and the list knows it."""
    names = [stick.check(make_run(number), f"TS-0{number}") for number in (1, 2, 3)]
    assert stick.secrets.protect("mot cau du dai").key is not None
    real = Path.replace

    def held(path: Path, target: Path) -> Path:
        if target.name == names[1]:
            raise PermissionError(errno.EACCES, "held")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(KnownError, match="no_write"):
        stick.sweep.seal(stick.folder)
    monkeypatch.undo()

    assert stick.sweep.verify(stick.folder).is_clean
    assert stick.sweep.seal(stick.folder) == 2


def test_each_machine_belongs_to_an_office(stick: Stick) -> None:
    """Said once, it holds for the machines after; the bundle carries it."""
    stick.run = make_run(1)
    for number, unit in ((1, "Xã Đông"), (2, ""), (3, "Xã Tây")):
        stick.run = make_run(number)
        stick.sweep.check(
            stick.folder, f"TS-0{number}", "", lambda progress: None, Cancel(), unit=unit
        )
    rows = stick.sweep.state(stick.folder).rows
    opened = open_bundle(
        (stick.folder / rows[1].file).read_bytes(), TrustedKeys(), "2027-01-20", read_run
    )

    assert [each.unit for each in rows] == ["Xã Đông", "Xã Đông", "Xã Tây"]
    assert opened.manifest.unit == opened.runs[0].unit == "Xã Đông"


def test_a_machine_for_state_secrets(stick: Stick) -> None:
    """Nothing of it is on the stick but that it was visited."""
    stick.is_secret = True
    with pytest.raises(KnownError, match="state_secrets"):
        stick.check(make_run(2), "TS-02")

    assert stick.standings()[1] == ("TS-02", "kept_there")
    assert [each.name for each in stick.folder.iterdir()] == [LIST]
    assert make_run(2).asset.name not in (stick.folder / LIST).read_text("utf-8")


def test_the_stick_is_looked_over(stick: Stick) -> None:
    """Changed, gone, strange; and the code that the technician wrote down is another one."""
    names = [stick.check(make_run(number), f"TS-0{number}") for number in (1, 2, 3)]
    code = stick.sweep.state(stick.folder).code
    bent = bytearray((stick.folder / names[0]).read_bytes())
    bent[100] ^= 1
    (stick.folder / names[0]).write_bytes(bent)
    (stick.folder / names[1]).unlink()
    (stick.folder / "autorun.inf").write_text("[autorun]")
    found = stick.sweep.verify(stick.folder)

    assert (found.changed, found.gone, found.foreign) == (
        (names[0],),
        (names[1],),
        ("autorun.inf",),
    )
    assert found.code == code
    stick.check(make_run(1, id="01JGTFX5N0Q8Z3K4V7M2R88888"))
    assert stick.sweep.state(stick.folder).code != code


def test_results_are_sealed_at_home(stick: Stick) -> None:
    """No key is made on a visited machine; at home every result gets the technician's seal."""
    name = stick.check(make_run(1), "TS-01")
    body = (stick.folder / name).read_bytes()
    assert open_bundle(body, TrustedKeys(), "2027-01-20", read_run).held_back is Why.UNSIGNED
    with pytest.raises(KnownError, match="receipt_key"):
        stick.sweep.seal(stick.folder)
    key = stick.secrets.protect("mot cau du dai").key
    assert key is not None
    trusted = TrustedKeys().add(key.verify_key, "Anh Tú")

    assert stick.sweep.seal(stick.folder) == 1
    assert stick.sweep.seal(stick.folder) == 0
    opened = open_bundle((stick.folder / name).read_bytes(), trusted, "2027-01-20", read_run)
    assert opened.held_back is None
    assert opened.runs[0].asset.tag == "TS-01"
    assert stick.sweep.verify(stick.folder).is_clean
    (stick.folder / name).write_bytes(b"x")
    with pytest.raises(KnownError, match="sweep_changed"):
        stick.sweep.seal(stick.folder)


@pytest.mark.parametrize(
    "bend",
    [
        lambda form: form.update(format=9),
        lambda form: form.update(machines=[{"tag": 1}]),
        lambda form: form["machines"][0].update(file="../../etc/passwd"),
        lambda form: form["machines"][0].update(earlier=["/etc/passwd"]),
        lambda form: form["machines"][0].update(standing="eaten"),
        lambda form: form.pop("title"),
    ],
)
def test_a_list_that_a_machine_altered(
    stick: Stick, bend: Callable[[dict[str, object]], object]
) -> None:
    """It names no file elsewhere, and is refused as a whole."""
    path = stick.folder / LIST
    form = json.loads(path.read_bytes())
    bend(form)
    path.write_text(json.dumps(form))

    with pytest.raises(KnownError, match="sweep_broken"):
        stick.sweep.state(stick.folder)


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"format":1,"machines":' + b"[" * 100_000])
def test_a_list_that_is_too_deep(stick: Stick, body: bytes) -> None:
    (stick.folder / LIST).write_bytes(body)

    with pytest.raises(KnownError, match="sweep_broken"):
        stick.sweep.state(stick.folder)


@pytest.mark.only("posix")
def test_a_result_that_leads_elsewhere_takes_nothing_along(stick: Stick, tmp_path: Path) -> None:
    """Somebody put a link in the place of a result; what it leads to stays on this machine."""
    secret = tmp_path / "own.txt"
    secret.write_text("kept at home", "utf-8")
    name = stick.check(make_run(), "TS-01")
    (stick.folder / name).unlink()
    (stick.folder / name).symlink_to(secret)
    stick.check(make_run(), "TS-01")

    copies = [each for each in stick.folder.rglob("*") if each.is_file() and not each.is_symlink()]
    assert not [each for each in copies if b"kept at home" in each.read_bytes()]
    assert secret.read_text("utf-8") == "kept at home"


@pytest.mark.only("posix")
@pytest.mark.parametrize("is_there", [True, False])
def test_a_list_that_leads_elsewhere_is_refused(
    stick: Stick, tmp_path: Path, is_there: bool
) -> None:
    """Somebody prepared the stick so that the program would write over a file of this machine."""
    own = tmp_path / "own.json"
    if is_there:
        (stick.folder / LIST).rename(own)
    else:
        (stick.folder / LIST).unlink()
    (stick.folder / LIST).symlink_to(own)
    before = own.read_bytes() if is_there else None
    for act in (
        lambda: stick.sweep.start(stick.folder, "Tết", [("TS-09", "")]),
        lambda: stick.check(make_run(), "TS-01"),
        lambda: stick.sweep.verify(stick.folder),
    ):
        with pytest.raises(KnownError, match="sweep_link"):
            act()

    assert (own.read_bytes() if own.exists() else None) == before


@pytest.mark.only("posix")
def test_replaced_results_go_nowhere_else(stick: Stick, tmp_path: Path) -> None:
    elsewhere = tmp_path / "autostart"
    elsewhere.mkdir()
    name = stick.check(make_run(), "TS-01")
    (stick.folder / REPLACED).symlink_to(elsewhere)

    with pytest.raises(KnownError, match="sweep_link"):
        stick.check(make_run(), "TS-01")

    assert not list(elsewhere.iterdir())
    assert (stick.folder / name).is_file()


def test_a_list_of_the_first_version_is_read(stick: Stick) -> None:
    """A stick is carried on by whatever version the next computer has."""
    row = (
        '{"tag": "TS-1", "place": "Văn thư", "standing": "missing", "verdict": null, "earlier": []}'
    )
    text = f'{{"format": 1, "title": "Tết 2027", "machines": [{row}]}}'
    (stick.folder / LIST).write_text(text, "utf-8")
    state = stick.sweep.state(stick.folder)
    assert (state.title, [each.tag for each in state.rows]) == ("Tết 2027", ["TS-1"])


def test_where_there_is_no_sweep(stick: Stick, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="sweep_none"):
        stick.sweep.state(tmp_path)
    cancel = Cancel()
    cancel.request()
    with pytest.raises(KnownError, match="cancelled"):
        stick.sweep.check(stick.folder, "TS-01", "", lambda progress: None, cancel)
    assert stick.sweep.state(stick.folder).count(SweepStanding.DONE) == 0


def test_a_list_of_machines_from_a_table(stick: Stick, tmp_path: Path) -> None:
    file = tmp_path / "may.csv"
    file.write_text("Vị trí;Mã tài sản\nPhòng 1;A\n;B\n", "utf-8")

    assert stick.sweep.read_machines(file) == (("A", "Phòng 1"), ("B", ""))


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (b"", "machines_heading"),
        ("Tên đơn vị\nXã Phú\n".encode(), "machines_heading"),
        ("Mã tài sản\nA\n".encode("utf-16"), "machines_unread"),
        ('Mã tài sản\n"A\n'.encode(), "machines_unread"),
    ],
)
def test_a_table_that_is_no_list_of_machines(
    stick: Stick, tmp_path: Path, body: bytes, key: str
) -> None:
    """It is told as such, and nothing of it is taken."""
    file = tmp_path / "may.csv"
    file.write_bytes(body)
    with pytest.raises(KnownError, match=key) as caught:
        stick.sweep.read_machines(file)

    assert "may.csv" in WORDS.say(f"errors.{caught.value.key}", caught.value.args_of_sentence)
