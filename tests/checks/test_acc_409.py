"""ACC-409: evidence of changes over time, without the secret."""

from dataclasses import replace

import pytest

from core.model.history import PasswordSeen
from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import PasswordState


def unread(code):
    return Unknown(UnknownCode(code), "")


RESTS_ON = {os: {"accounts", "administrator", "changed_on"} for os in ("windows", "linux")}


def seen(changed_on="2026-12-30", first="2026-12-30T02:00:00Z", rotated=""):
    return PasswordSeen(id="1000", changed_on=changed_on, first_seen_at=first, rotated_on=rotated)


@pytest.mark.parametrize(
    ("before", "key"),
    [
        (seen(changed_on="2026-10-01"), "pass.rotated"),
        (seen(), "pass.watching"),
        (seen(first="2026-06-01T02:00:00Z"), "warn.never"),
        (seen(rotated="2026-12-30", first="2026-06-01T02:00:00Z"), "pass.rotated"),
        (seen(changed_on="2027-01-05"), "warn.back"),
        (seen(first="not a date"), "unknown.malformed"),
    ],
)
def test_what_was_seen_before(linux, judge, before, key):
    history = linux.history(passwords=(before,))
    told = judge("ACC-409", linux, linux.accounts(linux.account()), history)

    assert told.message.key == key


def test_a_change_seen_long_ago_is_overdue(linux, judge):
    facts = linux.accounts(linux.account(changed_on="2026-05-01"))
    history = linux.history(passwords=(seen(changed_on="2026-05-01", rotated="2026-05-01"),))

    assert judge("ACC-409", linux, facts, history).message.key == "warn.overdue"
    relaxed = judge("ACC-409", linux, facts, history, params={"rotate_days": 300})
    assert relaxed.message.key == "pass.rotated"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"changed_on": unread("no_right")}, "unknown.no_right_unsaid"),
        ({"changed_on": unread("not_supported")}, "not_applicable.first"),
        ({"changed_on": ""}, "not_applicable.first"),
    ],
)
def test_the_first_run(linux, judge, changes, key):
    facts = linux.accounts(linux.account(**changes))
    history = linux.history(passwords=unread("not_found"))

    assert judge("ACC-409", linux, facts, history).message.key == key


def test_a_day_that_can_no_longer_be_read(linux, judge):
    facts = linux.accounts(linux.account(changed_on=unread("no_right")))
    history = linux.history(passwords=(seen(),))

    assert judge("ACC-409", linux, facts, history).message.key == "unknown.no_right"


def test_passwords_kept_elsewhere_or_locked_are_left_out(linux, judge):
    for state in (PasswordState.CLOUD, PasswordState.LOCKED):
        facts = linux.accounts(linux.account(password=state))
        assert judge("ACC-409", linux, facts).result == "not_applicable"


def test_the_record_is_carried_from_run_to_run(linux):
    from core.engine.remembering import remember

    class Last:
        ended = "2027-01-20T03:00:00Z"

        def __init__(self, *facts):
            self.facts = {each.TOPIC: each for each in facts}

    first = Last(linux.accounts(linux.account(changed_on="2026-10-01")))
    second = Last(
        linux.accounts(linux.account(changed_on="2027-01-19")), remember(first, "", "2027-01-20")
    )
    third = Last(
        linux.accounts(linux.account(changed_on="2027-01-19")), remember(second, "", "2027-01-20")
    )
    (kept,) = remember(third, "", "2027-01-20").passwords

    assert (kept.changed_on, kept.rotated_on) == ("2027-01-19", "2027-01-19")
    assert kept.first_seen_at == "2027-01-20T03:00:00Z"
    assert isinstance(remember(None, "", "2027-01-20").passwords, Unknown)


def test_an_account_that_once_was_unread_keeps_its_record(linux):
    from core.engine.remembering import remember

    before = linux.history(passwords=(seen(),))
    accounts = replace(linux.accounts(), accounts=unread("timed_out"))

    class Last:
        ended = "2027-01-20T03:00:00Z"
        facts = {each.TOPIC: each for each in (before, accounts)}  # noqa: RUF012

    assert remember(Last, "", "2027-01-20").passwords == (seen(),)
