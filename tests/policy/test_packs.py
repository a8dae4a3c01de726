"""The table of support dates: what must be true of the data, and how damage is told."""

from collections import Counter
from datetime import date
from hashlib import sha256

import pytest

from core.model.errors import KnownError
from core.policy.packs import OS_SUPPORT, read_packs, read_support
from core.words import LANGUAGES, Words

TUESDAY = 1
HEAD = 'id = "os-support"\nversion = "1"\ndate = "2026-11-22"\n'
ROW = (
    '[[rows]]\nos = "debian"\nrelease = "13"\nname = "Debian"\nends = "2030-06-30"\nsource = "x"\n'
)


def rows():
    return read_support()[0].rows


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


def test_the_pack_is_named_with_its_digest():
    tables, uses = read_packs()

    assert uses[0].id == "os-support"
    assert uses[0].sha256 == sha256(OS_SUPPORT.read_bytes()).hexdigest()
    assert tables[0].pack_date == uses[0].date


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
        (HEAD + "rows = [1]", "rows[1]"),
        (HEAD.replace("2026-11-22", "soon") + ROW, "date"),
        ("format = 2\n" + HEAD + ROW, "format"),
        ("id = ", "1"),
    ],
)
def test_damage_is_told_by_file_and_place(tmp_path, body, where):
    path = tmp_path / "pack.toml"
    path.write_text(body, "utf-8")
    with pytest.raises(KnownError) as caught:
        read_support(path)

    assert caught.value.args_of_sentence == {"file": str(path), "where": where}
    for lang in LANGUAGES:
        assert where in Words(lang).say("errors.pack_unusable", caught.value.args_of_sentence)
