"""Archives of every kind, whole, cut short and empty."""

import bz2
import gzip
import io
import lzma
import random
import shutil
import subprocess
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model.unknown import Unknown, UnknownCode
from core.probes.archives import CUT_SHORT, EMPTY, NOT_THIS_KIND, fault_of, is_archive

CONTENT = random.Random(1).randbytes(60_000) + b"ho so " * 20_000  # noqa: S311 - no secret


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT)
        archive.comment = b"a comment"
    return out.getvalue()


def tarred(mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        member = tarfile.TarInfo("data")
        member.size = len(CONTENT)
        archive.addfile(member, io.BytesIO(CONTENT))
    return out.getvalue()


WHOLE = {
    "a.zip": zipped(),
    "a.docx": zipped(),
    "a.xlsx": zipped(),
    "a.tar": tarred(),
    "a.tar.gz": tarred("w:gz"),
    "a.tgz": tarred("w:gz"),
    "a.sql.gz": gzip.compress(CONTENT),
    "two.gz": gzip.compress(CONTENT) + gzip.compress(b"more"),
    "a.xz": lzma.compress(CONTENT),
    "padded.xz": lzma.compress(CONTENT) + bytes(8),
    "a.bz2": bz2.compress(CONTENT),
}
EMPTIES = {
    "e.zip": b"PK\x05\x06" + bytes(18),
    "e.tar": bytes(10_240),
    "e.gz": gzip.compress(b""),
    "e.xz": lzma.compress(b""),
    "nothing.zip": b"",
    "nothing.7z": b"",
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_archive_has_no_fault(tmp_path, name):
    (tmp_path / name).write_bytes(WHOLE[name])

    assert is_archive(name)
    assert fault_of(str(tmp_path / name), 5) == ""


@pytest.mark.parametrize("name", [name for name in WHOLE if name != "padded.xz"])
@pytest.mark.parametrize("lost", [1, 5, 300, 40_000])
def test_an_archive_that_lost_its_end_is_cut_short(tmp_path, name, lost):
    (tmp_path / name).write_bytes(WHOLE[name][:-lost])

    if name == "two.gz" and lost == 300:
        lost = len(gzip.compress(b"more"))  # otherwise the first stream alone stays whole
    assert fault_of(str(tmp_path / name), 5) == CUT_SHORT


@pytest.mark.parametrize("name", WHOLE)
def test_something_else_under_the_name_of_an_archive(tmp_path, name):
    (tmp_path / name).write_bytes(b"<html>please sign in</html>" * 100)

    assert fault_of(str(tmp_path / name), 5) == NOT_THIS_KIND


@pytest.mark.parametrize("name", EMPTIES)
def test_an_archive_that_holds_nothing_is_empty(tmp_path, name):
    (tmp_path / name).write_bytes(EMPTIES[name])

    assert fault_of(str(tmp_path / name), 5) == EMPTY


def names_alone(kind: str, *more: tarfile.TarInfo) -> bytes:
    """Return an archive of a folder, an empty file in it, and more."""
    out = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(out, "w") as packed:
            packed.writestr("data/", "")
            packed.writestr("data/empty.sql", "")
        return out.getvalue()
    with tarfile.open(fileobj=out, mode=f"w:{kind}") as archive:
        folder = tarfile.TarInfo("data")
        folder.type = tarfile.DIRTYPE
        for each in (folder, tarfile.TarInfo("data/empty.sql"), *more):
            archive.addfile(each, io.BytesIO(b"x" * each.size))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.zip", "zip"), ("a.tar", ""), ("a.tar.gz", "gz"), ("a.TGZ", "gz")],
)
def test_an_archive_of_names_alone_is_empty(tmp_path, name, kind):
    """What a nightly job packs while the drive with the data is not mounted."""
    (tmp_path / name).write_bytes(names_alone(kind))

    assert fault_of(str(tmp_path / name), 5) == EMPTY


@pytest.mark.parametrize(
    ("type", "size"),
    [(tarfile.REGTYPE, 1), (tarfile.SYMTYPE, 0), (b"D", 0)],
    ids=["a file", "a link", "a folder of an incremental archive"],
)
def test_an_archive_that_holds_more_than_names_is_none(tmp_path, type, size):
    member = tarfile.TarInfo("data/more")
    member.type, member.size = type, size
    (tmp_path / "a.tar.gz").write_bytes(names_alone("gz", member))

    assert fault_of(str(tmp_path / "a.tar.gz"), 5) == ""


@pytest.mark.system("archivers")
@pytest.mark.parametrize("kind", ["7z", "zst", "long.zst", "many.zst"])
def test_archives_of_other_tools(tmp_path, kind):
    source = tmp_path / "source.bin"
    source.write_bytes(CONTENT)
    made = tmp_path / f"made.{kind}"
    zstd, seven = shutil.which("zstd"), shutil.which("7z")
    commands = {
        "7z": [[seven, "a", str(made), str(source)]],
        "zst": [[zstd, "-q", str(source), "-o", str(made)]],
        "long.zst": [[zstd, "-q", "-19", "--no-check", str(source), "-o", str(made)]],
        "many.zst": [[zstd, "-q", "-1", str(source), "-o", str(made)]],
    }
    for command in commands[kind]:
        subprocess.run(command, check=True, capture_output=True, timeout=30)
    whole = made.read_bytes()
    if kind == "many.zst":
        whole += whole
        made.write_bytes(whole)

    assert fault_of(str(made), 5) == ""
    for lost in (1, 4, 5_000):
        made.write_bytes(whole[:-lost])
        assert fault_of(str(made), 5) == CUT_SHORT


def test_out_of_time_is_unknown_but_for_a_packed_tar(tmp_path):
    for name in ("a.sql.gz", "a.tar.gz"):
        (tmp_path / name).write_bytes(WHOLE[name])
    (tmp_path / "cut.tgz").write_bytes(WHOLE["a.tgz"][:-3])

    assert fault_of(str(tmp_path / "a.sql.gz"), -1).code is UnknownCode.TIMED_OUT
    assert fault_of(str(tmp_path / "a.tar.gz"), -1) == ""
    assert fault_of(str(tmp_path / "cut.tgz"), -1) == CUT_SHORT


def test_other_files_are_not_judged(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF")

    assert not is_archive("a.pdf")
    assert fault_of(str(tmp_path / "a.pdf"), 5).code is UnknownCode.NOT_SUPPORTED


@settings(max_examples=300)
@given(
    st.sampled_from([".zip", ".7z", ".gz", ".xz", ".zst", ".bz2", ".tar"]),
    st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08",
                     b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"BZh"]),
    st.binary(max_size=700),
)  # fmt: skip
def test_no_content_makes_the_test_raise(tmp_path_factory, ending, head, rest):
    file = tmp_path_factory.mktemp("any") / f"a{ending}"
    file.write_bytes(head + rest)

    assert isinstance(fault_of(str(file), 5), str | Unknown)
