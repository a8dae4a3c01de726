"""CFG-703: sticks that open by themselves."""

import pytest

from core.model.unknown import Unknown, UnknownCode

RESTS_ON = {os: {"offers"} for os in ("windows", "linux")}


@pytest.mark.parametrize("os", ["windows", "linux"])
@pytest.mark.parametrize(
    ("offers", "key"),
    [
        ((), "pass.good"),
        (("vanthu",), "warn.offers"),
        (Unknown(UnknownCode.NOT_FOUND, ""), "unknown.not_found"),
    ],
)
def test_for_whom(request, judge, of, os, offers, key):
    sample = request.getfixturevalue(os)
    assert judge("CFG-703", sample, of(sample, "removable_media", offers=offers)).message.key == key


def test_a_machine_without_a_desktop(linux, judge, of):
    facts = of(linux, "removable_media", desktop="")
    assert judge("CFG-703", linux, facts).result == "not_applicable"
