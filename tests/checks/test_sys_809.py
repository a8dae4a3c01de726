"""SYS-809: parts of the system, and what must be said about them."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.system_parts.facts import SystemPartsFacts

SPARED = {
    "linux": {"missing": "only Windows is that uniform", "wmi_answers": "only Windows has it"}
}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


def given(sample, **changes):
    found = next(each for each in sample.all() if isinstance(each, SystemPartsFacts))
    return replace(found, **changes)


@pytest.mark.parametrize(
    ("os", "changes", "key"),
    [
        ("windows", {}, "pass.whole"),
        ("windows", {"missing": ("UsoSvc",)}, "fail.missing"),
        ("windows", {"disabled": ("EventLog",)}, "fail.disabled"),
        ("windows", {"wmi_answers": False}, "fail.wmi"),
        ("windows", {"wmi_answers": UNREAD}, "unknown.no_right"),
        ("windows", {"missing": UNREAD, "disabled": ("EventLog",)}, "fail.disabled"),
        ("windows", {"missing": UNREAD}, "unknown.no_right"),
        ("linux", {}, "pass.whole"),
        ("linux", {"disabled": ("apache2.service",)}, "warn.units"),
        ("linux", {"disabled": Unknown(UnknownCode.NOT_SUPPORTED, "")}, "unknown.not_supported"),
    ],
)
def test_parts(judge, request, os, changes, key):
    sample = request.getfixturevalue(os)
    assert judge("SYS-809", sample, given(sample, **changes)).message.key == key


def test_an_office_may_accept_what_it_switched_off(judge, linux):
    found = given(linux, disabled=("apache2.service",))
    accepted = {"accepted": ("apache2.service",)}
    assert judge("SYS-809", linux, found, params=accepted).message.key == "pass.whole"
