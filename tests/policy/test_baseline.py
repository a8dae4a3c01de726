"""Baselines: what is read, and how every mistake is told with its file, key or line."""

from dataclasses import fields
from hashlib import sha256

import pytest

from core.checks.catalogue import catalogue
from core.model.errors import Exit, KnownError
from core.model.result import Severity
from core.model.run import Profile
from core.policy.baseline import BUILT_IN, limits, override, read_baseline
from core.words import LANGUAGES, Words

GOOD = """
[checks.AV-102]
severity = "critical"
source = "Directive 1, item 2"
params = { warn_days = 2, fail_days = 5 }

[checks.BAK-301.params]
strict = true
places = ["D:/Sao luu", "/srv/backup"]

[profiles.peak.checks.AV-102.params]
warn_days = 1
"""


def test_a_good_baseline_is_read_whole(write, shapes):
    path = write(GOOD)
    baseline = read_baseline(path, shapes)

    assert (baseline.id, baseline.version, baseline.date) == ("office", "3", "2026-12-01")
    assert baseline.use.sha256 == sha256(path.read_bytes()).hexdigest()
    assert baseline.severity_of("AV-102", Severity.LOW) is Severity.CRITICAL
    assert baseline.severity_of("BAK-301", Severity.LOW) is Severity.LOW
    assert baseline.params_for("BAK-301", Profile.PEAK) == {
        "strict": True,
        "places": ("D:/Sao luu", "/srv/backup"),
    }


def test_a_profile_changes_only_what_it_names(write, shapes):
    baseline = read_baseline(write(GOOD), shapes)

    assert baseline.params_for("AV-102", Profile.NORMAL) == {"warn_days": 2, "fail_days": 5}
    assert baseline.params_for("AV-102", Profile.PEAK) == {"warn_days": 1, "fail_days": 5}
    assert baseline.params_for("ACC-999", Profile.PEAK) == {}


def test_a_date_may_be_a_date_of_toml(write, shapes):
    head = 'id = "a"\nversion = "1"\ndate = 2026-12-01\nsource = "x"\n'
    assert read_baseline(write("", head), shapes).date == "2026-12-01"


MISTAKES = [
    ("colour = 1", "unknown_key", "colour"),
    ("[checks.AV-999]", "unknown_key", "checks.AV-999"),
    ("[checks.AV-102]\nlimit = 1", "unknown_key", "checks.AV-102.limit"),
    ("[checks.AV-102.params]\nwarn_day = 1", "unknown_key", "checks.AV-102.params.warn_day"),
    ("[profiles.tet]", "unknown_key", "profiles.tet"),
    ("[profiles.peak]\nx = 1", "unknown_key", "profiles.peak.x"),
    (
        '[profiles.peak.checks.AV-102]\nseverity = "low"',
        "unknown_key",
        "profiles.peak.checks.AV-102.severity",
    ),
    ("[profiles.peak.checks.AV-1]", "unknown_key", "profiles.peak.checks.AV-1"),
    ("checks = 3", "not_table", "checks"),
    ("[checks]\nAV-102 = 3", "not_table", "checks.AV-102"),
    ("[checks.AV-102]\nparams = 3", "not_table", "checks.AV-102.params"),
    ("profiles = []", "not_table", "profiles"),
    ('[checks.AV-102.params]\nwarn_days = "3"', "not_number", "checks.AV-102.params.warn_days"),
    ("[checks.AV-102.params]\nwarn_days = true", "not_number", "checks.AV-102.params.warn_days"),
    ("[checks.AV-102.params]\nwarn_days = 3.0", "not_number", "checks.AV-102.params.warn_days"),
    ("[checks.AV-102.params]\nwarn_days = -1", "not_number", "checks.AV-102.params.warn_days"),
    (
        "[checks.AV-102.params]\nfail_days = 99999999",
        "not_number",
        "checks.AV-102.params.fail_days",
    ),
    ("[checks.AV-102.params]\nwarn_days = 9", "out_of_order", "checks.AV-102.params"),
    (
        "[checks.AV-102.params]\nwarn_days = 2\nfail_days = 3\n"
        "[profiles.peak.checks.AV-102.params]\nfail_days = 1",
        "out_of_order",
        "profiles.peak.checks.AV-102.params",
    ),
    ("[checks.BAK-301.params]\nstrict = 1", "not_truth", "checks.BAK-301.params.strict"),
    ("[checks.BAK-301.params]\nname = 1", "not_text", "checks.BAK-301.params.name"),
    ('[checks.BAK-301.params]\nplaces = "/a"', "not_list", "checks.BAK-301.params.places"),
    ("[checks.BAK-301.params]\nplaces = [1]", "not_list", "checks.BAK-301.params.places"),
    ('[checks.AV-102]\nseverity = "urgent"', "not_severity", "checks.AV-102.severity"),
    ("format = 2", "newer", "format"),
    ('format = "1"', "not_number", "format"),
]


@pytest.mark.parametrize(("body", "problem", "name"), MISTAKES)
def test_a_mistake_is_told_by_file_and_path_of_the_key(write, shapes, body, problem, name):
    path = write(body)
    with pytest.raises(KnownError) as caught:
        read_baseline(path, shapes)

    assert caught.value.key == f"baseline.{problem}"
    assert caught.value.status is Exit.BAD_INPUT
    assert caught.value.args_of_sentence == {"file": str(path), "name": name}
    for lang in LANGUAGES:
        said = Words(lang).say(f"errors.{caught.value.key}", caught.value.args_of_sentence)
        assert name in said
        assert path.name in said


@pytest.mark.parametrize("missing", ["id", "version", "date", "source"])
def test_a_missing_key_is_named(write, shapes, missing):
    keys = {"id": '"a"', "version": '"1"', "date": '"2026-12-01"', "source": '"x"'}
    head = "".join(f"{key} = {value}\n" for key, value in keys.items() if key != missing)
    with pytest.raises(KnownError) as caught:
        read_baseline(write("", head), shapes)

    assert caught.value.key == "baseline.missing_key"
    assert caught.value.args_of_sentence["name"] == missing


@pytest.mark.parametrize("day", ['"01/12/2026"', '"20261201"', "3", "2026-12-01T00:00:00"])
def test_a_date_that_is_none_is_told(write, shapes, day):
    head = f'id = "a"\nversion = "1"\ndate = {day}\nsource = "x"\n'
    with pytest.raises(KnownError) as caught:
        read_baseline(write("", head), shapes)

    assert caught.value.key == "baseline.not_day"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (b'id = "a"\nversion = \ndate = 1\n', 2),
        (b'id = "a"\nid = "b"\n', 2),
        (b'id = "a"\nname = "\xff"\n', 2),
        (b"a = [\n1,\n", 3),
        (b"a = " + b"9" * 5000 + b"\n", 2),
        (b"\x00", 1),
    ],
)
def test_broken_toml_is_told_by_file_and_line(write, shapes, body, line):
    path = write(body)
    with pytest.raises(KnownError) as caught:
        read_baseline(path, shapes)

    assert caught.value.key == "baseline.broken"
    assert caught.value.args_of_sentence == {"file": str(path), "line": line}
    assert str(line) in Words("vi").say("errors.baseline.broken", caught.value.args_of_sentence)


def test_deep_nesting_is_broken_and_no_crash(write, shapes):
    with pytest.raises(KnownError) as caught:
        read_baseline(write(b"a = " + b"[" * 100_000), shapes)

    assert caught.value.key == "baseline.broken"


def test_a_file_that_is_not_there_or_too_long_is_told(tmp_path, write, shapes):
    for path, problem in (
        (tmp_path / "none.toml", "missing"),
        (tmp_path, "missing"),
        (write(b"#" * 4_000_001), "too_long"),
    ):
        with pytest.raises(KnownError) as caught:
            read_baseline(path, shapes)
        assert caught.value.key == f"baseline.{problem}"
        assert Words("vi").say(f"errors.{caught.value.key}", caught.value.args_of_sentence)


def test_typed_limits_take_the_type_of_their_field(shapes):
    raw = {"strict": "TRUE", "name": " a, b ", "places": "/a, D:\\b ,", "most": " 5 "}

    assert override(shapes["BAK-301"], raw, "BAK-301") == {
        "strict": True,
        "name": "a, b",
        "places": ("/a", "D:\\b"),
        "most": 5,
    }


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ({"strict": "1"}, "not_truth"),
        ({"most": "-1"}, "not_number"),
        ({"most": "two"}, "not_number"),
        ({"most": "9" * 5000}, "not_number"),
        ({"most": "2.5"}, "not_number"),
        ({"most": ""}, "not_number"),
        ({"mots": "2"}, "unknown_key"),
        ({"__class__": "2"}, "unknown_key"),
    ],
)
def test_a_wrongly_typed_limit_is_a_usage_error(shapes, raw, problem):
    with pytest.raises(KnownError) as caught:
        override(shapes["BAK-301"], raw, "BAK-301")

    assert (caught.value.key, caught.value.status) == (f"param.{problem}", Exit.USAGE)
    for lang in LANGUAGES:
        said = Words(lang).say(f"errors.{caught.value.key}", caught.value.args_of_sentence)
        assert f"BAK-301.{next(iter(raw))}" in said


def test_limits_that_contradict_each_other_are_refused(shapes):
    assert limits(shapes["AV-102"], {"fail_days": 9}, "AV-102").fail_days == 9
    with pytest.raises(KnownError) as caught:
        limits(shapes["AV-102"], {"fail_days": 1}, "AV-102")
    assert caught.value.key == "param.out_of_order"
    assert Words("en").say(f"errors.{caught.value.key}", caught.value.args_of_sentence)


def built_in():
    return read_baseline(BUILT_IN, {each.id: each.params for each in catalogue().values()})


BINDING = [
    ("AV-102", "warn_days", "fail_days", (3, 7), (1, 3)),
    ("UPD-201", "warn_days", "fail_days", (7, 14), (3, 7)),
    ("BAK-301", "warn_days", "fail_days", (7, 14), (2, 4)),
    ("ACC-402", "warn_days", "fail_days", (60, 180), (30, 60)),
]


@pytest.mark.parametrize(("check", "warn", "fail", "normal", "peak"), BINDING)
def test_the_built_in_limits_are_those_of_the_design(check, warn, fail, normal, peak):
    for profile, expected in ((Profile.NORMAL, normal), (Profile.PEAK, peak)):
        found = built_in().params_for(check, profile)
        assert (found[warn], found[fail]) == expected


def test_the_built_in_baseline_says_what_the_checks_default_to():
    baseline = built_in()
    for check in catalogue().values():
        values = baseline.params_for(check.id, Profile.NORMAL)
        assert limits(check.params, values, check.id) == check.params()
        assert baseline.severity_of(check.id, check.severity) is check.severity
        assert check.id in baseline.severities


def test_the_peak_profile_is_never_milder():
    baseline = built_in()
    earlier_is_stricter = {"licence_days", "soon_days"}
    for check in catalogue().values():
        normal = limits(check.params, baseline.params_for(check.id, Profile.NORMAL), check.id)
        peak = limits(check.params, baseline.params_for(check.id, Profile.PEAK), check.id)
        for field in fields(check.params):
            before, after = getattr(normal, field.name), getattr(peak, field.name)
            if field.name in earlier_is_stricter:
                assert after >= before
            elif isinstance(before, int):
                assert after <= before
