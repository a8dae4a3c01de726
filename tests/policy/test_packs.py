"""The packs that come with the program: what must be true of the data, how damage is told."""

from collections import Counter
from datetime import date
from hashlib import sha256

import pytest

from core.model.builds import BuildTable
from core.model.errors import KnownError
from core.model.software import SoftwareKind, SoftwareTable
from core.model.support import SupportTable
from core.policy.kinds import kinds
from core.policy.packs import BUILT_IN, pack_of, read_pack, read_packs
from core.policy.reading import Misfit
from core.words import LANGUAGES, Words

TUESDAY = 1
HEAD = (
    'format = 1\nid = "os-support"\nversion = 1\ndate = "2026-11-22"\nexpires = "2027-11-22"\n'
    'issuer = "x"\n'
)
ROW = (
    '[[rows]]\nos = "debian"\nrelease = "13"\nname = "Debian"\nends = "2030-06-30"\nsource = "x"\n'
)


def rows():
    table = read_pack(BUILT_IN / "os-support.toml", "os-support").table
    assert isinstance(table, SupportTable)
    return table.rows


def test_every_end_on_windows_is_a_tuesday():
    ends = [day for row in rows() if row.os == "windows" for day in (row.ends, *row.extended)]

    assert len(ends) > 40
    assert [day for day in ends if date.fromisoformat(day).weekday() != TUESDAY] == []


def test_every_life_stands_once_with_its_source():
    lives = Counter((row.os, row.release, row.editions, row.skus) for row in rows())

    assert [life for life, count in lives.items() if count > 1] == []
    assert all(row.source and row.name for row in rows())


def test_extended_updates_come_after_the_end_and_in_order():
    for row in rows():
        assert list(row.extended) == sorted(row.extended)
        assert all(day > row.ends for day in row.extended)


def test_the_releases_that_offices_have_are_listed():
    listed = {(row.os, row.release) for row in rows()}

    assert {("debian", str(number)) for number in range(10, 14)} <= listed
    assert {("ubuntu", f"{year}.04") for year in (20, 22, 24, 26)} <= listed
    assert {("windows", build) for build in ("17763", "19045", "22631", "26100", "26200")} <= listed


def test_every_kind_comes_with_the_program_and_is_named_with_its_digest():
    tables, uses = read_packs()

    assert [each.id for each in uses] == sorted(kinds())
    for use, table in zip(uses, tables, strict=True):
        body = (BUILT_IN / f"{use.id}.toml").read_bytes()
        assert use.sha256 == sha256(body).hexdigest()
        assert table.pack_date == use.date
        assert table.expires > table.pack_date
        assert type(table) is kinds()[use.id].table


def test_only_the_packs_wanted_are_read(tmp_path):
    assert read_packs((), tmp_path) == ((), ())
    assert [each.id for each in read_packs((SupportTable,))[1]] == ["os-support"]


def test_monthly_updates_of_windows_come_on_tuesdays():
    table = read_pack(BUILT_IN / "windows-builds.toml", "windows-builds").table
    assert isinstance(table, BuildTable)
    days = {each.day for row in table.rows for each in row.updates}
    assert len(days) > 20
    assert [day for day in days if date.fromisoformat(day).weekday() != TUESDAY] == []


def test_software_is_known_by_marks_that_fit_nothing_else():
    table = read_pack(BUILT_IN / "software.toml", "software").table
    assert isinstance(table, SoftwareTable)
    ids = Counter(row.id for row in table.rows)

    assert max(ids.values()) == 1
    for kind in SoftwareKind:
        assert table.of_kind(kind)
    for row in table.rows:
        marks = (*row.titles, *row.programs, *row.services, *row.packages)
        assert marks
        assert all(mark == mark.lower() for mark in marks)
        assert (row.kind is SoftwareKind.OUTDATED) == bool(row.below or row.ends), row.id


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (HEAD + ROW.replace('"2030-06-30"', '"30/06/2030"'), "rows[1].ends"),
        (HEAD + ROW + "skus = 191\n", "rows[1].skus"),
        (HEAD + ROW + 'skus = ["191"]\n', "rows[1].skus"),
        (HEAD + ROW + "editions = [3]\n", "rows[1].editions"),
        (HEAD + ROW + "colour = 3\n", "rows[1].colour"),
        (HEAD + ROW.replace('source = "x"\n', ""), "rows[1].source"),
        (HEAD, "rows"),
        (HEAD + "rows = 1", "rows"),
        (HEAD + "rows = [1]", "rows[1]"),
        (HEAD.replace("2026-11-22", "soon") + ROW, "date"),
        (HEAD.replace("2027-11-22", "2026-11-21") + ROW, "expires"),
        (HEAD.replace("version = 1", 'version = "1"') + ROW, "version"),
        (HEAD.replace("version = 1", "version = 0") + ROW, "version"),
        (HEAD.replace("version = 1", "version = true") + ROW, "version"),
        (HEAD.replace("format = 1", "format = 2") + ROW, "format"),
        (HEAD.replace("format = 1\n", "") + ROW, "format"),
        (HEAD.replace("os-support", "software") + ROW, "rows[1].os"),
        (HEAD.replace("os-support", "../keys") + ROW, "id"),
        (HEAD + ROW + '[run]\ncommand = "x"\n', "run"),
        ("id = ", "1"),
    ],
)
def test_damage_is_told_by_file_and_place(tmp_path, body, where):
    path = tmp_path / "pack.toml"
    path.write_text(body, "utf-8")
    with pytest.raises(KnownError) as caught:
        read_pack(path, "os-support")

    assert caught.value.args_of_sentence == {"file": str(path), "where": where}
    for lang in LANGUAGES:
        assert where in Words(lang).say("errors.pack_unusable", caught.value.args_of_sentence)


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ("titles = ['ab']", "rows[1].titles"),
        ("titles = ['(a+)+*']", "rows[1].titles"),
        ("programs = ['C:/x.exe']", "rows[1].programs"),
        ("programs = ['\\\\srv\\share']", "rows[1].programs"),
        ("run = ['x.exe']", "rows[1].run"),
        ("", "rows[1].titles"),
    ],
)
def test_software_has_no_word_for_patterns_paths_or_deeds(row, where):
    head = HEAD.replace("os-support", "software")
    body = f"{head}[[rows]]\nid = 'x'\nname = 'x'\nkind = 'unwanted'\nsource = 'x'\n{row}\n"
    with pytest.raises(Misfit) as caught:
        pack_of(body.encode())

    assert caught.value.key == where


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ("below = 'mới nhất'", "rows[1].below"),
        ("below = 'v2.1'", "rows[1].below"),
        ("", "rows[1].below"),
    ],
)
def test_outdated_software_needs_a_limit_that_a_version_can_be_under(row, where):
    head = HEAD.replace("os-support", "software")
    row = f"titles = ['abc tool']\n{row}"
    body = f"{head}[[rows]]\nid = 'x'\nname = 'x'\nkind = 'outdated'\nsource = 'x'\n{row}\n"
    with pytest.raises(Misfit) as caught:
        pack_of(body.encode())

    assert caught.value.key == where


@pytest.mark.parametrize("pack_id", sorted(kinds()))
def test_every_kind_says_what_it_tells_of(pack_id):
    kind = kinds()[pack_id]
    table = read_pack(BUILT_IN / f"{pack_id}.toml", pack_id).table
    names = kind.covers(table)

    assert all(isinstance(each, str) and each for each in names)
    assert kind.size(table) == len(names) or pack_id == "botnet"
    assert names or pack_id in ("botnet", "forms", "prescribed-antivirus")
