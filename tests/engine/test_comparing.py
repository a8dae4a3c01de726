"""Two runs side by side: what came, went and changed on the machine, and what was not compared."""

from dataclasses import replace

import pytest

from core.engine.comparing import compare
from core.model.difference import Subject
from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import Account, AccountsFacts, PasswordState
from core.probes.antivirus.facts import AntivirusFacts, Product, Protection
from core.probes.backup.facts import BackupFacts
from core.probes.machine.facts import MachineFacts
from core.probes.startup.facts import Between, Changeable, StartEntry, StartupFacts
from core.words import LANGUAGES, Words, say_difference

AT = "2027-02-12T02:00:00Z"
ORIGIN = Origin(backend="test", at=AT)
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


class Side:
    """One of two runs, as far as comparing looks at it."""

    def __init__(self, *facts, asset="PM-1"):
        self.facts = {each.TOPIC: each for each in facts}
        self.findings = ()
        self.asset = type("Asset", (), {"id": asset})

    def finding(self, check):
        return None


def account(name, administrator=True, enabled=True):
    return Account(
        name=name, id=name, enabled=enabled, administrator=administrator, through=(),
        password=PasswordState.SET, changed_on="2027-01-01", changed_odd=False, must_change=False,
        never_expires=False, password_required=True, guest=False,
    )  # fmt: skip


def accounts(*found):
    return replace(AccountsFacts.unread(UnknownCode.CRASHED, "", AT), accounts=found)


def antivirus(**states):
    products = tuple(
        Product(
            name=name, protection=state, real_time=True, definitions_at="", definitions_old=False,
            licence_days=UNREAD,
        )
        for name, state in states.items()
    )  # fmt: skip
    return AntivirusFacts(origin=ORIGIN, products=products, centre_running=True)


def machine(revision):
    return replace(
        MachineFacts.unread(UnknownCode.CRASHED, "", AT),
        os_name="Windows 11 Pro", build=26200, revision=revision, os_release="26200",
    )  # fmt: skip


def starting(*pairs, between=()):
    entries = tuple(
        StartEntry(name=n, place="p", command=c, programs=(), changeable=Changeable.NOBODY)
        for n, c in pairs
    )
    return StartupFacts(
        origin=ORIGIN,
        at_sign_in=entries,
        elsewhere=(),
        services=(),
        tasks=(),
        between=between,
        unseen=(),
    )


def said(before, after):
    found = compare(Side(before), Side(after)).differences
    for lang in LANGUAGES:
        assert all(say_difference(Words(lang), each) for each in found)
    return [(str(each.subject), each.kind, each.name) for each in found]


def test_a_new_administrator_is_told_although_nothing_else_changed():
    before, after = accounts(account("an")), accounts(account("an"), account("khach"))
    assert ("administrator", "came", "khach") in said(before, after)
    assert ("administrator", "gone", "khach") in said(after, before)


def test_an_account_that_was_made_an_administrator():
    before, after = accounts(account("an", administrator=False)), accounts(account("an"))
    assert said(before, after) == [("administrator", "came", "an")]


def test_an_account_that_was_locked():
    before, after = accounts(account("an", False)), accounts(account("an", False, enabled=False))
    assert said(before, after) == [("account", "gone", "an")]


def test_an_antivirus_that_was_switched_off():
    before, after = antivirus(Bkav=Protection.ON), antivirus(Bkav=Protection.OFF)
    assert said(before, after) == [("antivirus", "changed", "Bkav")]
    (found,) = compare(Side(before), Side(after)).differences
    assert say_difference(Words("vi"), found) == (
        "Phần mềm diệt virus Bkav: trước đang bật, nay đang tắt."
    )
    assert said(antivirus(), before) == [("antivirus", "came", "Bkav")]


def test_another_build():
    (found,) = compare(Side(machine(7001)), Side(machine(7840))).differences
    assert (found.before, found.after) == (
        "Windows 11 Pro (26200.7001)",
        "Windows 11 Pro (26200.7840)",
    )


def test_a_new_start_up_entry_and_a_changed_one():
    before = starting(("a", "/usr/bin/a"), ("b", "/usr/bin/b"))
    after = starting(("a", "/tmp/a"), ("c", "/usr/bin/c"))
    assert said(before, after) == [
        ("at_sign_in", "changed", "a"),
        ("at_sign_in", "gone", "b"),
        ("at_sign_in", "came", "c"),
    ]


def test_something_put_in_between():
    new = (Between(kind="debugger", name="sethc.exe", value="cmd.exe", place="x"),)
    assert said(starting(), starting(between=new)) == [("between", "came", "sethc.exe")]


@pytest.mark.parametrize(
    ("one", "subject"),
    [
        (accounts(replace(account("an"), administrator=UNREAD)), Subject.ADMINISTRATOR),
        (antivirus(Bkav=UNREAD), Subject.ANTIVIRUS),
        (replace(starting(), at_sign_in=UNREAD), Subject.AT_SIGN_IN),
        (BackupFacts.unread(UnknownCode.NOT_DECLARED, "", AT), Subject.BACKUP),
        (replace(machine(1), os_name=UNREAD), Subject.SYSTEM),
    ],
)
def test_what_was_not_read_is_not_compared_and_named(one, subject):
    whole = {
        Subject.ADMINISTRATOR: accounts(account("b")),
        Subject.ANTIVIRUS: antivirus(Bkav=Protection.ON),
        Subject.AT_SIGN_IN: starting(("a", "b")),
        Subject.BACKUP: BackupFacts(origin=ORIGIN, places=()),
        Subject.SYSTEM: machine(2),
    }[subject]
    for before, after in ((one, whole), (whole, one)):
        found = compare(Side(before), Side(after))
        assert subject in found.uncompared
        assert subject not in {each.subject for each in found.differences}


def test_a_partial_run_compares_what_it_has():
    found = compare(Side(), Side(machine(1)))
    assert found.differences == ()
    assert set(found.uncompared) == set(Subject)


def test_two_machines_are_said_to_be_two():
    assert compare(Side(asset="a"), Side(asset="b")).machines_differ
    assert not compare(Side(), Side()).machines_differ


def test_every_subject_and_case_has_words():
    for lang in LANGUAGES:
        words = Words(lang)
        for subject in Subject:
            assert words.has(f"differences.of.{subject}")
            assert words.has(f"differences.{subject}.came")
            assert words.has(f"differences.{subject}.gone")
