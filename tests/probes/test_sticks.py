"""The top of a stick: what worms leave there, and what is only ordinary."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.catalogue import read, real_system
from core.probes.sticks.facts import TraceKind
from core.probes.sticks.reading import read_sticks


class Stick:
    """A real folder in the place of a stick."""

    def __init__(self, root):
        self.root, self.real = root, real_system()

    def removable(self):
        return self.root if isinstance(self.root, Unknown) else (str(self.root),)

    def __getattr__(self, name):
        return getattr(self.real, name)


def traces(folder):
    (stick,) = read_sticks(Stick(folder), "x").sticks
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
