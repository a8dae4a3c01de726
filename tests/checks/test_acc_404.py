"""ACC-404: machines that sign somebody in unasked."""

import pytest

from core.model.unknown import Unknown, UnknownCode


def unread(code):
    return Unknown(UnknownCode(code), "")


RESTS_ON = {"windows": {"automatic", "stored_password"}, "linux": {"automatic"}}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.good"),
        ({"automatic": "vanthu"}, "fail.automatic"),
        ({"automatic": "vanthu", "stored_password": True}, "fail.stored"),
        ({"automatic": "vanthu", "stored_password": unread("no_right")}, "fail.automatic"),
        ({"stored_password": True}, "warn.left_behind"),
        ({"stored_password": unread("no_right")}, "unknown.no_right"),
        ({"automatic": unread("malformed")}, "unknown.malformed"),
        ({"automatic": unread("malformed"), "stored_password": True}, "unknown.malformed"),
    ],
)
def test_on_windows(windows, judge, of, changes, key):
    assert judge("ACC-404", windows, of(windows, "sign_in", **changes)).message.key == key


@pytest.mark.parametrize(
    ("who", "key"),
    [("", "pass.good"), ("an", "fail.automatic"), (unread("no_right"), "unknown.no_right")],
)
def test_on_linux(linux, judge, of, who, key):
    assert judge("ACC-404", linux, of(linux, "sign_in", automatic=who)).message.key == key
