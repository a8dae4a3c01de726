"""SYS-808: the system's records, and what must be said about them."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.records.facts import RecordsFacts

SPARED = {"linux": {"smallest": "the journal takes a share of the drive"}}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


@pytest.mark.parametrize(
    ("os", "changes", "key"),
    [
        ("windows", {}, "pass.kept"),
        ("windows", {"smallest": 2**20}, "warn.small"),
        ("windows", {"smallest": UNREAD}, "unknown.no_right"),
        ("windows", {"running": False, "smallest": UNREAD}, "fail.stopped"),
        ("linux", {}, "pass.kept"),
        ("linux", {"kept": ()}, "fail.lost"),
        ("linux", {"running": False}, "fail.stopped"),
        ("linux", {"kept": UNREAD}, "unknown.no_right"),
        ("linux", {"running": UNREAD}, "unknown.no_right"),
        ("linux", {"running": UNREAD, "kept": ()}, "fail.lost"),
    ],
)
def test_records(judge, request, os, changes, key):
    sample = request.getfixturevalue(os)
    found = next(each for each in sample.all() if isinstance(each, RecordsFacts))
    assert judge("SYS-808", sample, replace(found, **changes)).message.key == key


def test_a_container_keeps_none_of_its_own(judge, linux):
    judgement = judge("SYS-808", linux, linux.machine(container="docker"))
    assert judgement.message.key == "not_applicable.container"
