"""CFG-709: macros."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.macros.facts import MacroSetting

RESTS_ON = {os: {"settings", "level"} for os in ("windows", "linux")}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


@pytest.mark.parametrize("os", ["windows", "linux"])
@pytest.mark.parametrize(
    ("levels", "key"),
    [
        ([], "not_applicable.none"),
        (["ask", "signed", "none"], "pass.good"),
        (["ask", "all"], "fail.every"),
        ([UNREAD, "all"], "fail.every"),
        ([UNREAD, "ask"], "unknown.no_right"),
    ],
)
def test_levels(request, judge, of, os, levels, key):
    sample = request.getfixturevalue(os)
    settings = tuple(
        MacroSetting(name=f"Word {place}", level=level) for place, level in enumerate(levels)
    )
    assert judge("CFG-709", sample, of(sample, "macros", settings=settings)).message.key == key


def test_an_unread_list(windows, judge, of):
    facts = of(windows, "macros", settings=Unknown(UnknownCode.NOT_FOUND, ""))
    assert judge("CFG-709", windows, facts).message.key == "unknown.not_found"
