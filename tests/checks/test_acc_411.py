"""ACC-411: the rotating administrator password of machines in a domain."""

import pytest

from core.model.unknown import Unknown, UnknownCode

RESTS_ON = {"windows": {"laps"}}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


@pytest.mark.parametrize(
    ("laps", "domain", "key"),
    [
        ("ad", "UBND", "pass.good"),
        ("entra", "", "pass.good"),
        ("legacy", UNREAD, "pass.good"),
        ("", "UBND", "warn.off"),
        ("", "", "not_applicable.alone"),
        ("", UNREAD, "unknown.no_right"),
        (UNREAD, "UBND", "unknown.no_right"),
    ],
)
def test_where_the_password_is_kept(windows, judge, of, laps, domain, key):
    facts = of(windows, "sign_in", laps=laps)
    assert judge("ACC-411", windows, facts, windows.machine(domain=domain)).message.key == key
