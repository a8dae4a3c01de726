"""Bad input by its number in the design: what a pack or a settings file may never bring about."""

import time

import pytest

from core.checks._software import named
from core.model.errors import KnownError
from core.model.settings import CHOICES, Settings
from core.model.software import SoftwareTable
from core.policy.baseline import read_baseline
from core.policy.packs import Pack, pack_of
from core.policy.reading import MOST_ROWS, Misfit, parse_toml
from core.policy.settings import FILE_NAME, SettingsFile
from core.probes.software.facts import Program

HEAD = (
    'format = 1\nid = "software"\nversion = 1\ndate = "2026-11-22"\nexpires = "2027-11-22"\n'
    'issuer = "x"\n'
)


def pack(more: str) -> Pack:
    """Return a pack of software with a row that also has this."""
    row = '[[rows]]\nid = "x"\nname = "x"\nkind = "unwanted"\nsource = "x"\n'
    return pack_of(f"{HEAD}{row}{more}\n".encode())


def refused_at(more: str) -> str:
    """Return the place for which a pack is refused."""
    with pytest.raises(Misfit) as caught:
        pack(more)
    return caught.value.key


def test_case_44_a_pattern_is_only_text() -> None:
    """Nothing of a pack is compiled: what would take a pattern for ever is compared at once."""
    table = pack("titles = ['(a+)+$']").table
    assert isinstance(table, SoftwareTable)
    slow = Program(name="a" * 5000 + "!", version="1")
    alike = Program(name="(A+)+$ 2.0", version="1")

    start = time.process_time()
    assert list(named(table.rows[0], [slow, alike])) == [alike]
    assert time.process_time() - start < 1


@pytest.mark.parametrize("name", ["titles", "programs", "services", "packages"])
def test_case_44_so_many_that_a_check_would_stand_still(name: str) -> None:
    """More members, or more rows, than can be compared with a machine in a moment are refused."""
    many = ", ".join(["'aaa'"] * (MOST_ROWS + 1))

    assert refused_at(f"{name} = [{many}]") == f"rows[1].{name}"


def test_case_44_so_many_rows() -> None:
    row = "[[rows]]\n"
    with pytest.raises(Misfit) as caught:
        pack_of((HEAD + row * (MOST_ROWS + 1)).encode())

    assert (caught.value.problem, caught.value.key) == ("too_long", "rows")


@pytest.mark.parametrize(
    ("more", "where"),
    [
        (r"titles = ['\\srv\share']", "rows[1].titles"),
        (r"programs = ['C:\Users\*\*.docx']", "rows[1].programs"),
        ("programs = ['x.exe']\nrun = 'calc.exe'", "rows[1].run"),
        ("programs = ['x.exe']\ncommand = ['calc.exe']", "rows[1].command"),
        (r"programs = ['x.exe']" + "\n" + r"file = 'C:\Users\An\a.docx'", "rows[1].file"),
        ("programs = ['x.exe']\nregistry = 'HKLM'", "rows[1].registry"),
        ("programs = ['x.exe']\nurl = 'http://srv'", "rows[1].url"),
    ],
)
def test_case_45_there_is_no_word_for_reading_or_running(more: str, where: str) -> None:
    assert refused_at(more) == where


@pytest.mark.parametrize("path", ["../../etc/*", "**/*.docx", "C:/Windows/../Users/*", "a?c.exe"])
@pytest.mark.parametrize("name", ["titles", "programs", "services", "packages"])
def test_case_46_no_mark_reaches_into_folders(name: str, path: str) -> None:
    assert refused_at(f"{name} = ['{path}']") == f"rows[1].{name}"


def test_case_55_no_file_that_is_taken_over_names_a_driver(tmp_path, write, shapes) -> None:
    """Not settings, not a baseline, not a pack: a token's driver is what a person chose."""
    driver = r"driver = '\\srv\share\token.dll'"
    (tmp_path / FILE_NAME).write_text(f"unit = 'UBND'\n{driver}\n", "utf-8")
    with pytest.raises(KnownError, match="settings_broken"):
        SettingsFile(tmp_path).read()
    with pytest.raises(KnownError) as caught:
        read_baseline(write(f"[signing]\n{driver}\n"), shapes)

    assert caught.value.key == "baseline.unknown_key"
    assert refused_at(f"titles = ['abc']\n{driver}") == "rows[1].driver"
    assert not [each for each in Settings.__slots__ if "driver" in each or "token" in each]


@pytest.mark.parametrize(
    "written",
    [
        "lang = 'xx'",
        "lang = ''",
        "lang = 5",
        "theme = 'blue'",
        "text_size = 0",
        "text_size = true",
        "tone_mark = 'third'",
        "profile = 'peek'",
        "unit = ['UBND']",
        "backup_places = 'D:'",
        "backup_places = [1]",
        "first_run_done = 1",
        "odd = 1",
        "unit = ",
        f"unit = {'[' * 5000}",
    ],
)
def test_a_mistake_in_the_settings_names_the_file(tmp_path, written) -> None:
    (tmp_path / FILE_NAME).write_text(written, "utf-8")
    with pytest.raises(KnownError) as caught:
        SettingsFile(tmp_path).read()

    assert caught.value.key == "settings_broken"
    assert caught.value.args_of_sentence["file"] == str(tmp_path / FILE_NAME)


def test_every_choice_of_the_settings_page_is_read_back(tmp_path) -> None:
    settings = SettingsFile(tmp_path)
    for name, values in CHOICES.items():
        for value in values:
            settings.change(Settings()._replace(**{name: value}))
            assert getattr(SettingsFile(tmp_path).read(), name) == value


def test_what_notepad_puts_before_the_first_line_does_no_harm(tmp_path) -> None:
    (tmp_path / FILE_NAME).write_text("unit = 'UBND xã'\n", "utf-8-sig")

    assert SettingsFile(tmp_path).read().unit == "UBND xã"
    assert parse_toml("a = 1".encode("utf-8-sig")) == {"a": 1}
