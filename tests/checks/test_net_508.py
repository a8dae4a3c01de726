"""NET-508: shared folders."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.sharing.facts import OpenShare

RESTS_ON = {os: {"shares", "everyone"} for os in ("windows", "linux")}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


def share(name, everyone):
    return OpenShare(name=name, path="D:\\Văn bản", everyone=everyone)


@pytest.mark.parametrize(
    ("everyone", "key"),
    [
        ([], "pass.none"),
        ([""], "pass.good"),
        (["read"], "pass.good"),
        (["change"], "warn.change"),
        (["full"], "fail.full"),
        (["change", "full", UNREAD], "fail.full"),
        (["change", UNREAD], "unknown.no_right"),
        (["read", UNREAD], "unknown.no_right"),
    ],
)
def test_shares(windows, judge, of, everyone, key):
    shares = tuple(share(f"thư mục {place}", told) for place, told in enumerate(everyone))
    assert judge("NET-508", windows, of(windows, "sharing", shares=shares)).message.key == key


def test_an_unread_list(linux, judge, of):
    told = judge("NET-508", linux, of(linux, "sharing", shares=UNREAD))
    assert told.message.key == "unknown.no_right"
