"""ACC-411: the rotating administrator password of machines in a domain."""

import pytest

from core.model.unknown import Unknown, UnknownCode

RESTS_ON = {"windows": {"laps"}}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


@pytest.mark.parametrize(
    ("laps", "domain", "entra", "key"),
    [
        ("ad", "UBND", False, "pass.good"),
        ("entra", "", True, "pass.good"),
        ("legacy", UNREAD, UNREAD, "pass.good"),
        ("", "UBND", False, "warn.off"),
        ("", "UBND", UNREAD, "warn.off"),
        ("", "UBND", True, "warn.off"),
        ("", "", True, "warn.off_entra"),
        ("", UNREAD, True, "warn.off_entra"),
        ("", "", False, "not_applicable.alone"),
        ("", UNREAD, False, "unknown.no_right"),
        ("", "", UNREAD, "unknown.no_right"),
        (UNREAD, "UBND", True, "unknown.no_right"),
    ],
)
def test_where_the_password_is_kept(windows, judge, of, laps, domain, entra, key):
    facts = of(windows, "sign_in", laps=laps)
    machine = windows.machine(domain=domain, entra=entra)
    assert judge("ACC-411", windows, facts, machine).message.key == key
