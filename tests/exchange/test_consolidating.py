"""Many files at once: every one named with its true reason, nothing else."""

import io
import os
import tarfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from core.exchange.places import Candidate, watched
from core.exchange.refusal import RefusedError
from core.house import House
from core.model.board import Unit
from core.model.errors import KnownError
from core.model.exchange import Fate, KeyScope, Why
from core.model.progress import Cancel
from tests.exchange.damage import DAMAGES
from tests.exchange.offices import Above, Office, enrol, fill, make_run, table

WAYS = 30


def files_below(folder: Path) -> set[str]:
    """Return every file below a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_the_damages_are_thirty_different_ones() -> None:
    assert len({each.name for each in DAMAGES}) == WAYS == len(DAMAGES)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.timeout(300)
def test_every_damaged_file_is_named_with_its_reason(
    house: House, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """A tenth is damaged in thirty ways; with --full-counts 300 of 3,000."""
    times = 10 if request.config.getoption("--full-counts") else 1
    office, inbox = Office(), tmp_path / "inbox"
    house.consolidation.put_units([Unit(code="phu", name="Xã Phú", machines=3000)])
    enrol(house, office, "phu")
    fill(inbox, office, range(1, 27 * 10 * times + 1), "Xã Phú")
    expected = {}
    for number in range(times):
        for each in DAMAGES:
            sound = office.bundle(make_run(90_000 + number, unit="Xã Phú"))
            name = f"x {each.name} {number}.trucan"
            (inbox / name).write_bytes(each.spoil(sound, office.key))
            expected[name] = each.why
    before = files_below(tmp_path)
    results = {each.file: each for each in house.consolidation.take_folder(inbox)}
    board = house.consolidation.board()

    assert len(results) == 27 * 10 * times + WAYS * times
    wrong = {
        name: (results[name].fate, results[name].why)
        for name, why in expected.items()
        if results[name].fate is not Fate.REFUSED or results[name].why not in why
    }
    assert not wrong
    assert board.checked == 27 * 10 * times
    assert {each.file for each in board.refused} == set(expected)
    assert files_below(tmp_path) - before <= {"above/trucan.db-wal", "above/trucan.db-shm"}
    again = Counter(each.fate for each in house.consolidation.take_folder(inbox))
    assert again == {Fate.KNOWN: 27 * 10 * times, Fate.REFUSED: WAYS * times}
    assert house.consolidation.board().checked == 27 * 10 * times
    house.close()


def test_a_file_that_was_looked_at_too_early(house: House, tmp_path: Path) -> None:
    """Once all of it is there it is counted, and nobody is told to ask for it again."""
    office, inbox = Office(), tmp_path / "in"
    house.consolidation.put_units([Unit(code="phu", name="Xã Phú")])
    enrol(house, office, "phu")
    fill(inbox, office, range(1, 4), "Xã Phú")
    whole = {each: each.read_bytes() for each in sorted(inbox.iterdir())}
    begun, empty, forged = whole
    begun.write_bytes(whole[begun][:900])
    empty.write_bytes(b"")
    forged.write_bytes(whole[forged][:100] + b"?" + whole[forged][101:900])
    refused = list(house.consolidation.take_folder(inbox))
    (inbox / "other.trucan").write_bytes(b"")
    house.consolidation.take_file(inbox / "other.trucan")
    for file, body in whole.items():
        file.write_bytes(body)
    taken = [each for each in house.consolidation.take_folder(inbox) if each.file in
             {file.name for file in whole}]  # fmt: skip

    assert {each.fate for each in refused} == {Fate.REFUSED}
    assert {each.fate for each in taken} == {Fate.COUNTED}
    named = sorted(each.file for each in house.consolidation.board().refused)
    assert named == [forged.name, "other.trucan"]
    house.close()


def test_a_file_that_could_not_be_read_at_first(above: Above, office: Office) -> None:
    """As one that another program held open."""
    above.trust(office)
    body = office.bundle()
    held = Candidate(
        name="a.trucan", path=Path("a.trucan"), problem=RefusedError(Why.UNREADABLE, "in use")
    )
    assert [each.why for each in above.receiver().receive([held])] == [Why.UNREADABLE]
    assert above.take(body, "b.trucan").fate is Fate.COUNTED
    assert [each.file for each in above.store.board.not_counted(9)] == ["a.trucan"]
    assert above.take(body, "a.trucan").fate is Fate.KNOWN
    assert above.store.board.not_counted(9) == ()


def test_what_waits_for_its_unit_counts_once_the_unit_is_there(
    house: House, tmp_path: Path
) -> None:
    """By a table, by hand, or because another file was taken in for it; no stick comes twice."""
    office, inbox = Office(), tmp_path / "in"
    house.consolidation.put_units([Unit(code="tinh", name="Tỉnh Mẫu")])
    enrol(house, office, "tinh")
    for number, unit in enumerate(("Xã Một", "Xã Hai", "Xã Ba", "Xã Bốn")):
        fill(inbox, office, range(number, number + 1), unit)
    assert {each.why for each in house.consolidation.take_folder(inbox)} == {Why.UNIT_UNKNOWN}

    count, taken = house.consolidation.take_units(
        table(tmp_path, "Mã;Tên đơn vị;Cấp trên\ntinh;Tỉnh Mẫu;\nmot;Xã Một;tinh\n")
    )
    assert (count, [(each.file, each.fate, each.unit) for each in taken]) == (
        2, [("m0.trucan", Fate.COUNTED, "mot")],
    )  # fmt: skip
    (elsewhere,) = house.consolidation.put_units([Unit(code="hai", name="Xã Hai", parent="tinh")])
    assert (elsewhere.file, elsewhere.unit) == ("m1.trucan", "hai")
    assert house.consolidation.put_units([Unit(code="ba", name="Xã Ba")]) == ()
    assert {each.file: each.why for each in house.consolidation.held_back()} == {
        "m2.trucan": Why.KEY_ELSEWHERE, "m3.trucan": Why.UNIT_UNKNOWN,
    }  # fmt: skip
    below = house.consolidation.put_units([Unit(code="ba", name="Xã Ba", parent="tinh")])
    assert [each.file for each in below] == ["m2.trucan"]
    house.close()


def test_files_that_wait_are_told_with_the_unit_they_wait_for(house: House, tmp_path: Path) -> None:
    """Also where somebody makes the unit by taking an unsealed file in."""
    office = Office()
    bare, body = tmp_path / "a.trucan", office.bundle(make_run(1, unit="Xã Một"), sealed=False)
    bare.write_bytes(body)
    house.consolidation.take_file(bare)
    sealed = tmp_path / "b.trucan"
    sealed.write_bytes(office.bundle(make_run(2, unit="Xã Một")))
    enrol(house, office, "Xã Hai")
    assert house.consolidation.take_file(sealed).why is Why.UNIT_UNKNOWN
    (held,) = [each for each in house.consolidation.held_back() if each.why is Why.UNSIGNED]
    first, *rest = house.consolidation.accept(held.digest, "Xã Một")

    assert (first.file, first.fate, first.unit) == ("a.trucan", Fate.COUNTED, "xa-mot")
    assert rest == []
    (still,) = house.consolidation.held_back()
    assert still.why is Why.KEY_ELSEWHERE
    house.close()


def test_what_somebody_refuses_waits_no_longer(house: House, tmp_path: Path) -> None:
    """Its name and reason stay; brought again it waits again, and counts once it may."""
    office, file = Office(), tmp_path / "a.trucan"
    file.write_bytes(office.bundle())
    house.consolidation.take_file(file)
    (held,) = house.consolidation.held_back()
    for digest in ("", "ffff", "zz"):
        with pytest.raises(KnownError, match="none_waits"):
            house.consolidation.drop(digest)
    dropped, change = house.consolidation.drop(held.digest[:12])
    assert (dropped, house.consolidation.held_back()) == (held, ())
    assert change.undo is not None
    change.undo.act()
    assert house.consolidation.held_back() == (held,)
    assert [each.fate for each in house.consolidation.board().refused] == [Fate.HELD_BACK]
    house.consolidation.drop(held.digest)

    assert house.consolidation.held_back() == ()
    assert [(each.file, each.fate, each.why) for each in house.consolidation.board().refused] == [
        ("a.trucan", Fate.REFUSED, Why.KEY_UNKNOWN)
    ]
    assert house.consolidation.take_file(file).fate is Fate.HELD_BACK
    enrol(house, office, "UBND xã Phú Mẫu")
    assert house.consolidation.board().refused == ()
    assert house.consolidation.board().checked == 1
    change.undo.act()
    assert house.consolidation.held_back() == ()
    house.close()


def test_what_is_decided_waits_no_longer(house: House, tmp_path: Path) -> None:
    """Two runs of a machine whose key was unknown: the older one is old, and not to be decided."""
    office, inbox = Office(), tmp_path / "in"
    inbox.mkdir()
    for name, hour in (("a", 11), ("b", 9)):
        run = make_run(ended=f"2027-01-19T{hour:02}:00:00+07:00")
        (inbox / f"{name}.trucan").write_bytes(office.bundle(run))
    list(house.consolidation.take_folder(inbox))
    assert len(house.consolidation.held_back()) == 2
    enrol(house, office, "UBND xã Phú Mẫu")

    assert house.consolidation.held_back() == ()
    assert [(each.file, each.fate) for each in house.consolidation.board().refused] == [
        ("b.trucan", Fate.OLDER)
    ]
    house.close()


@pytest.mark.only("posix")
def test_what_else_lies_in_a_folder(house: House, tmp_path: Path) -> None:
    """Case 54: a bundle is known whatever it is called, and nothing else is opened."""
    office, inbox = Office(), tmp_path / "inbox"
    house.consolidation.put_units([Unit(code="phu", name="Xã Phú")])
    enrol(house, office, "phu")
    fill(inbox / "sâu" / "hơn", office, range(1, 2), "Xã Phú")
    (inbox / "renamed by the mail.bin").write_bytes(office.bundle(make_run(2, unit="Xã Phú")))
    for name in ("autorun.inf", "Tết.lnk", "Thumbs.db", "bao-cao.docx", "x.zip"):
        (inbox / name).write_bytes(b"[autorun]\nopen=evil.exe")
    fates = {each.file: each.fate for each in house.consolidation.take_folder(inbox)}

    assert fates == {
        "sâu/hơn/m1.trucan": Fate.COUNTED,
        "renamed by the mail.bin": Fate.COUNTED,
        "autorun.inf": Fate.FOREIGN,
        "Tết.lnk": Fate.FOREIGN,
        "Thumbs.db": Fate.FOREIGN,
        "bao-cao.docx": Fate.FOREIGN,
        "x.zip": Fate.FOREIGN,
    }
    house.close()


@pytest.mark.only("posix")
def test_links_and_pipes_in_a_folder(house: House, tmp_path: Path) -> None:
    office, inbox = Office(), tmp_path / "inbox"
    house.consolidation.put_units([Unit(code="phu", name="Xã Phú")])
    enrol(house, office, "phu")
    inbox.mkdir()
    secret = tmp_path / "secret.trucan"
    secret.write_bytes(office.bundle(make_run(3, unit="Xã Phú")))
    os.symlink(secret, inbox / "link.trucan")
    os.symlink("/", inbox / "root")
    os.mkfifo(inbox / "pipe.trucan")

    fates = {each.file: each.fate for each in house.consolidation.take_folder(inbox)}

    assert set(fates) == {"link.trucan", "root", "pipe.trucan"}
    assert set(fates.values()) == {Fate.REFUSED}
    house.close()


def test_a_stream_of_bundles(house: House, tmp_path: Path) -> None:
    """Whatever carries them: a tar stream, with a link in it that is not followed."""
    office = Office()
    enrol(house, office, "Xã Phú")
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for number in range(3):
            body = office.bundle(make_run(number, unit="Xã Phú"))
            entry = tarfile.TarInfo(f"in/{number}.trucan")
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
        link = tarfile.TarInfo("in/link.trucan")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    source = made.getvalue()
    results = list(house.consolidation.take_stream(io.BytesIO(source)))

    assert [each.fate for each in results] == [Fate.COUNTED] * 3 + [Fate.REFUSED]
    with pytest.raises(KnownError, match="stream"):
        list(house.consolidation.take_stream(io.BytesIO(source[:3000])))
    house.close()


@pytest.mark.parametrize(
    "said",
    [
        {"GNU.sparse.map": "a,b"},
        {"GNU.sparse.size": "x"},
        {"GNU.sparse.major": "1", "GNU.sparse.minor": "0"},
    ],
)
def test_a_stream_that_says_nonsense_of_a_file(house: House, said: dict[str, str]) -> None:
    """The reader of the standard library has no error of its own for it."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as archive:
        entry = tarfile.TarInfo("a.trucan")
        entry.size, entry.pax_headers = 3, said
        archive.addfile(entry, io.BytesIO(b"abc"))
    with pytest.raises(KnownError, match="stream"):
        list(house.consolidation.take_stream(io.BytesIO(made.getvalue())))
    house.close()


def test_watching_a_folder(tmp_path: Path) -> None:
    """A file that still grows is left until it stands still; unfinished names always."""
    cancel, looks = Cancel(), iter(range(5))
    seen: list[list[str]] = []

    def wait() -> None:
        look = next(looks)
        with (tmp_path / "a.trucan").open("ab") as file:
            file.write(b"x" if look < 2 else b"")
        (tmp_path / f"{look}.part").touch()
        if look == 4:
            cancel.request()

    for batch in watched(tmp_path, cancel, wait):
        seen.append([each.name for each in batch])

    assert seen == [["a.trucan"]]


def test_stopping_an_import(house: House, tmp_path: Path) -> None:
    """What is stored stays, the rest comes another time."""
    office, cancel = Office(), Cancel()
    enrol(house, office, "Xã Phú")
    fill(tmp_path / "in", office, range(450), "Xã Phú")
    first = []
    for result in house.consolidation.take_folder(tmp_path / "in", cancel):
        first.append(result)
        cancel.request()

    assert len(first) == 200
    fates = Counter(each.fate for each in house.consolidation.take_folder(tmp_path / "in"))
    assert fates == {Fate.KNOWN: 200, Fate.COUNTED: 250}
    house.close()


def test_a_key_is_never_for_a_unit_by_chance(house: House) -> None:
    """Of two units with one name somebody has to say which; an office above owes nothing here."""
    office = Office()
    house.consolidation.put_units([Unit(code="a", name="Xã Tân"), Unit(code="b", name="xã tân")])
    with pytest.raises(KnownError, match="unit_several") as caught:
        enrol(house, office, "Xã Tân")
    assert caught.value.args_of_sentence["names"] == ("a", "b")
    assert house.trust.cards() == ()
    enrol(house, office, "b")
    enrol(house, Office(), "Tỉnh Mẫu", KeyScope.RECEIVER)

    assert [each.unit for each in house.trust.cards() if each.scope is KeyScope.SWEEP] == ["b"]
    assert [each.code for each in house.consolidation.units()] == ["a", "b"]
    house.close()


def test_an_unsealed_bundle_that_nobody_takes_stays_out(above: Above, office: Office) -> None:
    """And a larger one than is kept is named, and has to be brought again."""
    big = replace(make_run(), operator="x" * 10)
    body = office.bundle(big, sealed=False, documents={"a.pdf": os.urandom(2_100_000)})
    result = above.take(body)

    assert result.why is Why.UNSIGNED
    assert above.store.board.held_back() == ()
    assert [each.file for each in above.store.board.not_counted(9)] == ["a.trucan"]
