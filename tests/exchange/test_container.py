"""Containers that somebody made to harm: each is refused with its reason, nothing is written."""

import io
import os
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange.container import MIMETYPE, Container, write_container
from core.exchange.refusal import RefusedError
from core.model.exchange import Why

SOUND = {"manifest.json": b"{}", "runs/a.json": b"[]"}


def packed(
    *members: tuple[str, bytes], first: bool = True, mode: int = 0o100644, comment: bytes = b""
) -> bytes:
    """Pack members with any names, as a tool that means harm would."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        if first:
            archive.writestr(zipfile.ZipInfo("mimetype"), MIMETYPE)
        for name, content in members:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
        archive.comment = comment
    return made.getvalue()


def why(source: bytes, name: str = "", limit: int = 1_000_000) -> tuple[Why, str]:
    """Return why a container is refused, when it is opened or when a member is read."""
    with pytest.raises(RefusedError) as caught:
        Container(source).read(name, limit)
    return caught.value.why, caught.value.detail


def test_what_is_written_is_read_and_is_the_same_each_time() -> None:
    made = write_container(SOUND)
    container = Container(made)

    assert made == write_container(dict(reversed(SOUND.items())))
    assert container.names == {"mimetype", *SOUND}
    assert {name: container.read(name, 100) for name in SOUND} == SOUND
    assert made[38 : 38 + len(MIMETYPE)] == MIMETYPE
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("limit", [1_000_000, 50_000_000], ids=["more than it may", "ratio"])
def test_a_member_that_grows(limit: int) -> None:
    """Case 1: what comes out is counted while it comes out."""
    assert why(packed(("a.json", bytes(5_000_000))), "a.json", limit) == (Why.TOO_LARGE, "a.json")


def test_all_members_together_may_grow_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    """Case 1: there is a limit for all of them, however they are divided."""
    block = os.urandom(10_000) * 4
    monkeypatch.setattr("core.exchange.container.TOTAL_LIMIT", 300_000)
    container = Container(packed(*((f"{number}.json", block) for number in range(15))))
    for number in range(7):
        container.read(f"{number}.json", 1_000_000)
    with pytest.raises(RefusedError) as caught:
        container.read("7.json", 1_000_000)

    assert caught.value.why is Why.TOO_LARGE


def test_a_member_longer_than_its_header_says() -> None:
    """Case 2: counted by bytes read."""
    source = bytearray(packed(("a.json", b"x" * 5000)))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = source.rindex(mark) + at
        source[place : place + 4] = struct.pack("<I", 10)

    assert why(bytes(source), "a.json")[0] is Why.UNREADABLE


def test_too_many_members() -> None:
    """Case 3."""
    assert why(packed(*((f"{number}.json", b"") for number in range(1001))))[0] is Why.TOO_MANY


def test_a_container_within() -> None:
    """Case 3: no member is a container, whatever it is called; documents are never opened."""
    inner = packed(("x.json", b"1"))

    assert why(packed(("a.zip", inner)))[0] is Why.BAD_NAME
    assert why(packed(("a.trucan", inner)))[0] is Why.BAD_NAME


def test_members_that_overlap() -> None:
    """Case 4: two entries of the list point at the same bytes (Fifield's bomb)."""
    source = packed(("a.json", b"1" * 1000), ("b.json", b"1" * 1000))
    first = source.index(b"PK\x03\x04", 4)
    place = source.rindex(b"PK\x01\x02") + 42
    bent = source[:place] + struct.pack("<I", first) + source[place + 4 :]

    assert why(bent)[0] is Why.OVERLAP


def test_bytes_between_before_and_behind() -> None:
    """Nothing can hide where no reader looks."""
    sound = write_container(SOUND)
    second = sound.index(b"PK\x03\x04", 4)
    between = sound[:second] + b"hidden" + sound[second:]

    assert why(b"MZ" + sound)[0] is Why.NOT_BUNDLE
    assert why(b"PK\x03\x04" + sound)[0] is Why.OVERLAP
    assert why(between)[0] in (Why.OVERLAP, Why.UNREADABLE)
    assert why(packed(("a.json", b"1"), comment=b"hello"))[0] is Why.UNREADABLE
    assert why(sound + b"tail")[0] in (Why.OVERLAP, Why.UNREADABLE)


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.json", "a\\..\\..\\b.json", "/abs.json", "C:/x.json", "//srv/x.json",
        "CON", "nul.txt", "runs/COM1.json", "x:ads.json", "trailing./a.json", "a.json.",
        "a.json ", ".hidden", "a/b/c/d.json", "x" * 151 + ".json", "chào.json", "a\u202ejson",
        "", "a.exe", "a.lnk", "a//b.json", "./a.json",
    ],
)  # fmt: skip
def test_names_that_lead_elsewhere(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cases 5 to 7; nothing is written anywhere."""
    monkeypatch.chdir(tmp_path)
    found = why(packed((name, b"1")))[0]

    assert found in (Why.BAD_NAME, Why.UNREADABLE)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_ends_early() -> None:
    """Case 25: a NUL, behind which other readers do not look."""
    source = packed(("runX.json", b"1")).replace(b"runX.json", b"run\x00.json")

    assert why(source)[0] in (Why.BAD_NAME, Why.UNREADABLE)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFDIR])
def test_links_and_devices(kind: int) -> None:
    """Case 8."""
    assert why(packed(("a.json", b"/etc/passwd"), mode=kind | 0o777))[0] is Why.LINK


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("twin", ["manifest.json", "MANIFEST.json", "Manifest.Json"])
def test_two_members_of_one_name(twin: str) -> None:
    """Case 9: also where only the case differs."""
    assert why(packed(("manifest.json", b"1"), (twin, b"2")))[0] in (Why.TWICE, Why.BAD_NAME)


def test_another_kind_of_container() -> None:
    """A document of Word, an empty one, one without our mark at the beginning."""
    assert why(packed(("a.json", b"1"), first=False))[0] is Why.NOT_BUNDLE
    assert why(packed(("mimetype", b"application/epub+zip"), first=False))[0] is Why.NOT_BUNDLE
    assert why(b"PK\x05\x06" + bytes(18))[0] is Why.NOT_BUNDLE
    assert why(b"")[0] is Why.NOT_BUNDLE
    assert why(bytes(65_000_000))[0] is Why.TOO_LARGE


def test_packed_otherwise() -> None:
    """Bzip2, a password, two descriptions of one member."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), MIMETYPE)
        archive.writestr("a.json", b"1" * 100, zipfile.ZIP_BZIP2)
    source = bytearray(packed(("a.json", b"1")))
    source[source.rindex(b"PK\x03\x04") + 6] |= 1

    assert why(made.getvalue())[0] is Why.UNREADABLE
    assert why(bytes(source))[0] is Why.UNREADABLE


def _first_row(extra: bytes = b"", comment: bytes = b"") -> bytes:
    """Return a sound container in whose list a member has more than a name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), MIMETYPE)
        entry = zipfile.ZipInfo("a.json")
        archive.writestr(entry, b"1")
        entry.extra, entry.comment = extra, comment
    return made.getvalue()


def test_a_list_that_says_more_than_names() -> None:
    """Something hidden, or a second name (0x7075), which newer readers of ZIP take for the first.

    Nor may the list end elsewhere than its end says.
    """
    sound = write_container(SOUND)
    twin = b"\x01" + struct.pack("<I", zlib.crc32(b"a.json")) + b"b.json"
    second_name = struct.pack("<HH", 0x7075, len(twin)) + twin
    shorter = sound[:-12] + struct.pack("<H", 2) + sound[-10:]

    assert why(_first_row(comment=b"hidden"), "a.json")[0] is Why.UNREADABLE
    assert why(_first_row(extra=b"\x99\x99\x02\0hi"), "a.json")[0] is Why.UNREADABLE
    assert why(_first_row(extra=second_name), "a.json")[0] is Why.UNREADABLE
    assert why(shorter, "manifest.json")[0] is Why.UNREADABLE
    assert Container(_first_row()).read("a.json", 9) == b"1"


def laid_out(
    *members: tuple[str, bytes, bytes, int], between: bytes = b"", flags: int = 0, name: str = ""
) -> bytes:
    """Lay a container out by hand: name, content and packed bytes of each member, and its method.

    `between` stands before the list; `name` is what the head of the last member calls it.
    """
    made, rows = b"", b""
    for at, (listed, content, packed_bytes, method) in enumerate(members):
        called = name if name and at == len(members) - 1 else listed
        sizes = (zlib.crc32(content), len(packed_bytes), len(content), len(called), 0)
        said = struct.pack("<HHHHHIIIHH", 20, flags, method, 0, 33, *sizes)
        where = struct.pack("<HHHII", 0, 0, 0, 0o100644 << 16, len(made))
        rows += b"PK\x01\x02\x14\x03" + said + where + listed.encode()
        made += b"PK\x03\x04" + said + called.encode() + packed_bytes
    made += between
    counts = (0, 0, len(members), len(members), len(rows), len(made), 0)
    return made + rows + struct.pack("<4sHHHHIIH", b"PK\x05\x06", *counts)


def squeezed(content: bytes) -> bytes:
    """Return content as members hold it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


MARK = ("mimetype", MIMETYPE, MIMETYPE, 0)


def test_what_is_laid_out_by_hand_is_read() -> None:
    """So that what is refused below is refused for what was bent."""
    source = laid_out(
        MARK, ("a.json", b"1" * 99, squeezed(b"1" * 99), 8), ("b.json", b"2", b"2", 0)
    )

    assert Container(source).read("a.json", 99) == b"1" * 99
    assert Container(source).read("b.json", 1) == b"2"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (laid_out(MARK, ("a.json", b"1", squeezed(b"1") + b"hidden", 8)), Why.UNREADABLE),
        (laid_out(MARK, ("a.json", b"1" * 4, squeezed(b"1" * 4)[:-1], 8)), Why.UNREADABLE),
        (laid_out(MARK, ("a.json", b"1", b"1", 0), between=b"hidden"), Why.OVERLAP),
        (laid_out(MARK, ("a.json", b"1", b"1", 0), flags=1), Why.UNREADABLE),
        (laid_out(MARK, ("a.json", b"1", b"1", 0), name="b.json"), Why.UNREADABLE),
        (laid_out(MARK, ("a.json", b"1" * 9, b"1" * 9, 0)), Why.TOO_LARGE),
    ],
    ids=["behind", "cut off", "before the list", "password", "two names", "stored"],
)
def test_one_thing_bent(source: bytes, said: Why) -> None:
    """Each by a container that is sound in every other way."""
    assert why(source, "a.json", 5)[0] is said


def test_stored_members_count_towards_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.exchange.container.TOTAL_LIMIT", 100)
    container = Container(laid_out(MARK, ("a.json", b"1" * 60, b"1" * 60, 0)))
    container.read("a.json", 60)

    with pytest.raises(RefusedError) as caught:
        container.read("a.json", 60)
    assert caught.value.why is Why.TOO_LARGE


def test_a_stream_that_goes_on_or_breaks_off() -> None:
    """What deflate says must end where the member ends."""
    sound = write_container({"a.json": b"1" * 1000, "b.json": b"2"})
    begin = sound.index(b"a.json") + len(b"a.json")
    bent = bytearray(sound)
    bent[begin : begin + 4] = bytes(4)

    assert why(bytes(bent), "a.json")[0] is Why.UNREADABLE
    with pytest.raises(RefusedError):
        Container(sound[:-40])


@given(st.binary(max_size=300), st.integers(0, 400), st.integers(0, 255))
def test_any_bytes_are_refused_or_read(tail: bytes, at: int, value: int) -> None:
    """Never another exception: bytes of any kind, and a sound container with one byte changed."""
    sound = bytearray(write_container(SOUND))
    sound[at % len(sound)] = value
    for source in (b"PK\x03\x04" + tail, bytes(sound)):
        try:
            container = Container(source)
            for name in container.names:
                container.read(name, 1000)
        except RefusedError:
            continue
