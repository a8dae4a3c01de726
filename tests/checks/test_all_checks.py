"""What holds for every check, whatever the facts: it never raises, and unknown never passes."""

import runpy
import types
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.checks.catalogue import catalogue
from core.engine.codec import topics
from core.model.facts import Facts, FactSet, Origin, Table
from core.model.history import HistoryFacts
from core.model.result import Judgement, Result
from core.model.support import SupportRow, SupportTable
from core.model.unknown import Unknown, UnknownCode
from core.words import LANGUAGES, Words

CHECKS = sorted(catalogue())
PLACES = [(check, os) for check in CHECKS for os in catalogue()[check].os]
UNREAD = st.builds(Unknown, st.sampled_from(UnknownCode), st.sampled_from(["", "12", "say: 5 s"]))
MOMENTS = st.sampled_from(
    (
        "",
        "2027-01-20T02:59:00Z",
        "2027-01-13",
        "2026-07-01T00:00:00Z",
        "1601-01-01T00:00:00Z",
        "2052-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "4294967295",
    )
)
NAMES = st.sampled_from(["private", "windows", "linux", "debian", "12", "13", "19045", "26100"])
TEXTS = st.one_of(MOMENTS, NAMES, st.text(max_size=12))
NUMBERS = st.one_of(st.integers(-5, 500), st.sampled_from([0, 420, 6456, 65_535, 4_294_967_295]))
MOMENT_OF_READING = "2027-01-20T03:00:00Z"

ADVISORY = {
    "AV-101": {
        "centre_running": "only Windows has it",
        "licence_days": "most products tell none, and the pass does not speak of it",
        "definitions_at": "a matter of AV-102",
        "definitions_old": "a matter of AV-102",
    },
    "AV-102": {
        "definitions_old": "the age binds where the date is known",
        "real_time": "not asked",
        "licence_days": "not asked",
        "protection": "fresh definitions are fresh whether or not the product runs",
        "centre_running": "not asked",
    },
    "UPD-201": {
        "server": "only names who is silent",
        "service_off": "only names why",
        "security_names": "only names",
        "ordinary_names": "only names",
    },
    "UPD-202": {"server": "only names who decides"},
    "UPD-203": {
        "pending_since": "nothing waits",
        "packages": "nothing waits",
    },
    "BAK-301": {"empty_files": "never counted", "newest": "only a name"},
    "ACC-401": {"guest_session": "not asked"},
    "ACC-402": {
        "enabled": "a fresh password is fresh in any case",
        "current": "not asked",
        "unresolved": "not asked",
        "domain_groups": "a domain has its own rules",
        "root_twins": "they are administrators in the list",
        "guest_session": "not asked",
    },
    "ACC-403": {
        "enabled": "a closed way in is closed in any case",
        "administrator": "not asked",
        "current": "not asked",
        "unresolved": "not asked",
        "domain_groups": "not asked",
        "rules_read": "not asked",
        "root_twins": "not asked",
    },
    "NET-501": {"units": "what is loaded counts", "product": "the firewall of Windows is on"},
    "SYS-801": {
        "zone": "only the name of the offset",
        "synchronised": "offices work without a network",
        "newest_file": "only a name",
    },
}
"""Facts that a pass does not rest on, and why."""

OF_ACCOUNTS = {
    "ACC-401": {"password", "changed_on", "changed_odd", "must_change", "never_expires"}
    | {"password_required", "guest", "let_in"},
    "ACC-402": {"password_required", "guest", "let_in"},
    "ACC-403": {"changed_on", "changed_odd", "must_change", "never_expires"},
}
"""Fields of an account that belong to another check."""

OF_WINDOWS = {
    "AV-101": set(),
    "UPD-203": {"kernel_running", "kernel_installed"},
    "ACC-401": {"root_twins", "damaged_lines", "rules_read"},
    "ACC-402": {"damaged_lines", "rules_read"},
    "ACC-403": {"password", "damaged_lines", "guest_session", "let_in"},
    "NET-501": {"inbound4", "inbound6", "rules"},
}
OF_LINUX = {
    "AV-101": {"real_time"},
    "ACC-403": {"password_required"},
    "NET-501": {"profiles", "service_running", "any_rule"},
}
"""Fields that the one system does not have, or that mean nothing there."""


@cache
def declared(check: str, name: str) -> dict[str, Any]:
    """Return what the check's own tests declare, by operating system.

    `SPARED` names fields that a pass does without and why, `RESTS_ON` names exactly the fields it
    rests on: with any other unread it stands.
    """
    path = Path(__file__).with_name(f"test_{check.lower().replace('-', '_')}.py")
    return dict(runpy.run_path(str(path)).get(name, {}))


OF_MACHINE = {
    "UPD-204": {"os_id", "os_release"},
    "UPD-205": {"build", "revision", "server"},
    "UPD-206": {"build", "revision", "server"},
    "NET-501": {"os"},
}
"""Fields of the machine that a pass rests on; the others only choose words."""


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for any type that stands in facts, Unknown included where it may be."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return st.one_of(*(values(each) for each in arguments))
    if origin is tuple:
        return st.lists(values(arguments[0]), max_size=3).map(tuple)
    if hint is Unknown:
        return UNREAD
    if hint is type(None):
        return st.none()
    simple = {bool: st.booleans(), int: NUMBERS, str: TEXTS}
    if hint in simple:
        return simple[hint]
    if issubclass(hint, Enum):
        return st.sampled_from(hint)
    return instances(hint)


def instances(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Return a strategy for a dataclass, field by field."""
    if kind is Origin:
        return st.just(Origin(backend="test", at=MOMENT_OF_READING))
    hints = typing.get_type_hints(kind)
    return st.builds(kind, **{each.name: values(hints[each.name]) for each in fields(kind)})


ROWS = st.sampled_from(
    [
        SupportRow(os="debian", release="13", name="13", ends="2030-06-30", source="x"),
        SupportRow(os="debian", release="12", name="12", ends="2020-06-30", source="x"),
        SupportRow(os="windows", release="26100", name="a", ends="2026-10-13", source="x"),
        SupportRow(
            os="windows", release="26100", name="b", ends="2034-10-10", skus=(191,), source="x"
        ),
        SupportRow(
            os="windows",
            release="19045",
            name="c",
            ends="2025-10-14",
            extended=("2028-10-10",),
            extended_after=6456,
            source="x",
        ),
    ]
)
SUPPORT = st.builds(SupportTable, pack_date=MOMENTS, rows=st.lists(ROWS, max_size=5).map(tuple))


def tables_of(kind: type[Table]) -> st.SearchStrategy[Any]:
    """Return a strategy for a table of a pack."""
    return SUPPORT if kind is SupportTable else instances(kind)


WORDS = tuple(Words(lang) for lang in LANGUAGES)


def sound(check: str, judgement: Judgement) -> None:
    """Assert that a judgement can be said in every language and names what it rests on."""
    for words in WORDS:
        key = f"checks.{check}.{judgement.message.key}"
        if judgement.reason is not None and not words.has(key):
            key = f"reasons.{judgement.message.key.partition('.')[2]}"
        assert words.say(key, judgement.message.args, now=MOMENT_OF_READING)
    for each in judgement.evidence:
        assert each.what
        assert each.source
        assert each.read_at == MOMENT_OF_READING
        field = each.what.partition(":")[0]
        assert all(words.has(f"evidence.what.{field}") for words in WORDS), field


@settings(
    max_examples=min(60, settings().max_examples),
    suppress_health_check=[HealthCheck.too_slow],
    deadline=None,
)
@pytest.mark.parametrize("check", CHECKS)
@given(data=st.data())
def test_no_facts_make_a_check_raise(check: str, data: st.DataObject) -> None:
    rule = catalogue()[check]
    facts = [data.draw(instances(kind), label=kind.TOPIC) for kind in rule.needs]
    tables = [data.draw(tables_of(kind)) for kind in rule.tables if data.draw(st.booleans())]
    sound(check, rule.judge(FactSet(facts, tables), rule.params()))


@pytest.mark.parametrize("code", UnknownCode)
@pytest.mark.parametrize("check", CHECKS)
def test_facts_of_which_nothing_was_read_are_unknown(check: str, code: UnknownCode) -> None:
    rule = catalogue()[check]
    facts = [kind.unread(code, "12", MOMENT_OF_READING) for kind in rule.needs]
    judgement = rule.judge(FactSet(facts), rule.params())
    assert judgement.result in allowed(code)
    sound(check, judgement)


@pytest.mark.parametrize("code", UnknownCode)
@pytest.mark.parametrize("check", CHECKS)
def test_unread_facts_never_pass_on_a_known_machine(
    check: str, code: UnknownCode, linux: Any, windows: Any
) -> None:
    rule = catalogue()[check]
    samples = {"linux": linux, "windows": windows}
    for sample in (samples[os] for os in rule.os):
        unread = [kind.unread(code, "", MOMENT_OF_READING) for kind in rule.needs[:1]]
        judgement = rule.judge(FactSet([*sample.all(), *unread]), rule.params())
        assert judgement.result in allowed(code)
        sound(check, judgement)


def allowed(code: UnknownCode) -> tuple[Result, ...]:
    """What nobody declared is asked for by one check of a family; it is no matter of the others."""
    undeclared = code is UnknownCode.NOT_DECLARED
    return (Result.UNKNOWN, Result.NOT_APPLICABLE) if undeclared else (Result.UNKNOWN,)


def with_one_unread(facts: Facts, check: str) -> Iterator[tuple[str, Facts]]:
    """Yield the facts with one field unread at a time, also the fields of each of their items.

    Of an account that does not administer, or a network not in use, fewer fields matter.
    """
    nothing = Unknown(UnknownCode.NO_RIGHT, "")
    for field in fields(facts):
        value = getattr(facts, field.name)
        if field.name == "origin" or isinstance(value, Unknown):
            continue
        yield field.name, replace(facts, **{field.name: nothing})
        if not isinstance(value, tuple):
            continue
        for place, item in enumerate(value):
            hints = typing.get_type_hints(type(item)) if is_dataclass(item) else {}
            for name, hint in hints.items():
                if Unknown not in typing.get_args(hint) or is_spared(check, item, name):
                    continue
                if not isinstance(getattr(item, name), Unknown):
                    changed = replace(item, **{name: nothing})
                    items = (*value[:place], changed, *value[place + 1 :])
                    yield name, replace(facts, **{field.name: items})


def is_spared(check: str, item: Any, name: str) -> bool:
    """Say whether a field of this item does not matter because of what the item is."""
    if check in ("ACC-401", "ACC-402", "ACC-409") and item.administrator is False:
        return name != "administrator"
    if check == "ACC-413" and getattr(item, "administrator", None) is True:
        return name != "administrator"
    return check == "NET-501" and item.in_use is False and name == "inbound"


def does_not_count(check: str, os: str, kind: type[Facts], name: str) -> bool:
    """Say whether a pass of this check does not rest on a field."""
    if kind is HistoryFacts:
        # Its unread fields mean that there is no record yet, except the day of the release.
        return name != "release_day" or check != "SYS-801"
    if kind.TOPIC == "machine":
        return name not in OF_MACHINE.get(check, set())
    foreign = {"linux": OF_LINUX, "windows": OF_WINDOWS}[os]
    left_out = set(ADVISORY.get(check, ())) | OF_ACCOUNTS.get(check, set())
    left_out |= set(declared(check, "SPARED").get(os, ()))
    return name in left_out | foreign.get(check, set())


def test_a_machine_in_order_answers_every_topic(linux: Any, windows: Any) -> None:
    """Here, or in a file of tests/checks/samples under the topic's name."""
    for sample in (linux, windows):
        assert set(topics()) <= {each.TOPIC for each in sample.all()}


@pytest.mark.parametrize(("check", "os"), PLACES)
def test_a_pass_needs_every_fact_that_it_rests_on(
    check: str, os: str, request: pytest.FixtureRequest
) -> None:
    sample, rule = request.getfixturevalue(os), catalogue()[check]
    everything = sample.all()
    judgement = rule.judge(FactSet(everything, sample.tables()), rule.params())
    assert judgement.result is Result.PASS
    tried = 0
    for facts in everything:
        if type(facts) not in rule.needs:
            continue
        for name, changed in with_one_unread(facts, check):
            if does_not_count(check, os, type(facts), name):
                continue
            exactly = declared(check, "RESTS_ON").get(os)
            counts = exactly is None or name in exactly
            tried += counts
            shelf = FactSet([*everything, changed], sample.tables())
            judgement = rule.judge(shelf, rule.params())
            assert judgement.result is (Result.UNKNOWN if counts else Result.PASS), name
            sound(check, judgement)
    assert tried


@pytest.mark.parametrize(("check", "os"), PLACES)
def test_evidence_of_a_pass_names_what_it_rests_on(
    check: str, os: str, request: pytest.FixtureRequest
) -> None:
    rule, sample = catalogue()[check], request.getfixturevalue(os)
    judgement = rule.judge(FactSet(sample.all(), sample.tables()), rule.params())
    assert judgement.evidence
    assert judgement.message.key.startswith("pass.")


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_declares_itself(check: str) -> None:
    rule = catalogue()[check]
    assert rule.os in (("windows", "linux"), ("windows",), ("linux",))
    assert rule.needs
    assert all(issubclass(kind, Facts) for kind in rule.needs)
    assert rule.needs[0] is not HistoryFacts
    assert all(
        page.startswith(("ms-settings:", "windowsdefender:")) for page in rule.pages.values()
    )
    assert rule.judge.__module__.rpartition(".")[2] == check.lower().replace("-", "_")
