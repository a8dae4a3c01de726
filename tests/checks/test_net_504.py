"""NET-504: remote desktops."""

import pytest

from core.model.unknown import Unknown, UnknownCode

RESTS_ON = {os: {"desktops"} for os in ("windows", "linux")}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


@pytest.mark.parametrize(
    ("desktops", "checked", "key"),
    [
        ((), UNREAD, "pass.off"),
        (("Remote Desktop",), True, "warn.on"),
        (("Remote Desktop",), False, "fail.unchecked"),
        (("Remote Desktop",), UNREAD, "unknown.no_right"),
        (UNREAD, False, "unknown.no_right"),
    ],
)
def test_on_windows(windows, judge, of, desktops, checked, key):
    facts = of(windows, "remote_access", desktops=desktops, checked=checked)
    assert judge("NET-504", windows, facts).message.key == key


def test_on_linux(linux, judge, of):
    facts = of(linux, "remote_access", desktops=("xrdp", "Vino"))
    assert judge("NET-504", linux, facts).message.args["names"] == ("xrdp", "Vino")
