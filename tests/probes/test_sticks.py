"""The top of a stick: what worms leave there, and what is only ordinary."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.catalogue import read, real_system
from core.probes.sticks.facts import TraceKind
from core.probes.sticks.reading import read_sticks

NO_RIGHT = Unknown(UnknownCode.NO_RIGHT, "refused")


class Stick:
    """A real folder in the place of a stick."""

    def __init__(self, root, refused=()):
        self.root, self.real, self.refused = root, real_system(), refused

    def removable(self):
        return self.root if isinstance(self.root, Unknown) else (str(self.root),)

    def list_folder(self, path):
        refused = path.rpartition("/")[2] in self.refused
        return NO_RIGHT if refused else self.real.list_folder(path)

    def read_bytes(self, path, limit):
        refused = path.rpartition("/")[2] in self.refused
        return NO_RIGHT if refused else self.real.read_bytes(path, limit)

    def __getattr__(self, name):
        return getattr(self.real, name)


def look(folder, refused=()):
    (stick,) = read_sticks(Stick(folder, refused), "x").sticks
    return stick


def traces(folder):
    stick = look(folder)
    assert stick.unseen == ()
    return [(each.kind, each.name) for each in stick.traces]


def test_an_ordinary_stick(tmp_path):
    (tmp_path / "Công văn").mkdir()
    (tmp_path / "Công văn" / "x.exe").write_text("")
    for name in ("a.docx", "setup.exe", "b.tar.gz", "readme.txt", "c.v1.pdf", "autorun.inf"):
        (tmp_path / name).write_text("[autorun]\nicon=a.ico\nlabel=open=x\n")
    assert traces(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Công văn.lnk", TraceKind.LINK_FOR_FOLDER),
        ("Công văn.exe", TraceKind.PROGRAM_FOR_FOLDER),
        ("Công văn.SCR", TraceKind.PROGRAM_FOR_FOLDER),
        ("bao cao.docx.exe", TraceKind.TWO_ENDINGS),
        ("anh.JPG .scr", TraceKind.TWO_ENDINGS),
        ("x.vbs", TraceKind.SCRIPT),
    ],
)
def test_a_file(tmp_path, name, kind):
    (tmp_path / "Công văn").mkdir()
    (tmp_path / name).write_text("")
    assert traces(tmp_path) == [(kind, name)]


@pytest.mark.parametrize(
    "line", ["open=x.exe", "  ShellExecute = x.exe", r"shell\open\command=x.exe"]
)
def test_an_autorun_file(tmp_path, line):
    (tmp_path / "AUTORUN.INF").write_text(f"[autorun]\n{line}\n")
    assert traces(tmp_path) == [(TraceKind.AUTORUN, "x.exe")]


RUBBISH = bytes(each for each in range(1, 256) if each not in b"\r\n=") * 230
"""Nearly 60,000 bytes."""


@pytest.mark.parametrize(
    "body",
    [
        RUBBISH + b"\r\nopen=x.exe\r\n" + RUBBISH,
        b"[autorun]\n" + b";x" * 400_000 + b"\nopen=x.exe",
        b"\0".join(bytes([each]) for each in b"[autorun]\nopen=x.exe\n"),
        "[autorun]\nopen=x.exe\n".encode("utf-16"),
        "open=x.exe\n".encode("utf-16"),
        "open=x.exe\n".encode("utf-8-sig"),
    ],
)
def test_an_autorun_file_filled_up_with_rubbish(tmp_path, body):
    (tmp_path / "autorun.inf").write_bytes(body)
    assert traces(tmp_path) == [(TraceKind.AUTORUN, "x.exe")]


def test_an_autorun_file_without_an_end(tmp_path):
    (tmp_path / "autorun.inf").write_bytes(b"[autorun]\n" + b";x\n" * 400_000 + b"open=x.exe")
    assert look(tmp_path).unseen == ("autorun.inf",)

    (tmp_path / "autorun.inf").write_bytes(b"[autorun]\nopen=x.exe\n" + b";x\n" * 400_000)
    found = look(tmp_path)
    assert [each.name for each in found.traces] == ["x.exe"]


@pytest.mark.parametrize("name", ["autorun.inf", "RECYCLER", "$RECYCLE.BIN"])
def test_what_cannot_be_looked_into_is_named(tmp_path, name):
    if name == "autorun.inf":
        (tmp_path / name).write_text("[autorun]\nopen=x.exe\n")
    else:
        (tmp_path / name).mkdir()
    found = look(tmp_path, refused=[name])
    assert (found.traces, found.unseen) == ((), (name,))


def test_what_is_no_place_for_a_worm(tmp_path):
    (tmp_path / "System Volume Information").mkdir()
    (tmp_path / "autorun.inf").mkdir()
    (tmp_path / "RECYCLER").write_text("a file that keeps worms from making their folder")
    assert look(tmp_path, refused=["System Volume Information"]).unseen == ()


def test_more_names_than_are_looked_at(tmp_path):
    for number in range(5001):
        (tmp_path / f"{number:04}.jpg").touch()
    assert look(tmp_path).unseen == ("5000.jpg",)


def test_a_program_in_a_bin_and_a_folder_without_a_name(tmp_path):
    (tmp_path / "RECYCLER").mkdir()
    (tmp_path / "RECYCLER" / "x.exe").write_text("")
    (tmp_path / "\u00a0").mkdir()
    assert sorted(traces(tmp_path)) == [
        (TraceKind.BLANK_FOLDER, "\u00a0"),
        (TraceKind.PROGRAM_IN_BIN, "RECYCLER/x.exe"),
    ]


def test_a_stick_that_cannot_be_opened(tmp_path):
    (stick,) = read_sticks(Stick(tmp_path / "không có"), "x").sticks
    assert stick.traces.code is UnknownCode.NOT_FOUND


def test_media_that_cannot_be_told():
    broken = Unknown(UnknownCode.SOURCE_BROKEN, "x")
    assert read_sticks(Stick(broken), "x").sticks.code is UnknownCode.SOURCE_BROKEN


@pytest.mark.only("posix")
def test_this_machine():
    assert isinstance(read("sticks", real_system(), Ask(), "linux").sticks, tuple)
