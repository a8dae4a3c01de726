"""UPD-212: sources of packages, and what must be said about them."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.package_sources.facts import PackageSource, PackageSourcesFacts

UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


def given(sample, **changes):
    found = next(each for each in sample.all() if isinstance(each, PackageSourcesFacts))
    return replace(found, **changes)


def source(address="http://x.example/debian", suite="trixie", unsigned=False):
    return PackageSource(address=address, suite=suite, unsigned=unsigned)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.signed"),
        ({"sources": (source(), source(unsigned=True))}, "fail.unsigned"),
        ({"sources": (source(suite="bookworm-security"),)}, "warn.foreign"),
        ({"sources": (source(suite="stable"), source(suite="./"))}, "pass.signed"),
        ({"sources": (source(suite="trixie-backports"),)}, "pass.signed"),
        ({"sources": (source(suite="buster"), source(unsigned=True))}, "fail.unsigned"),
        ({"unsigned_allowed": ("APT::Get::AllowUnauthenticated",)}, "fail.allowed"),
        ({"unsigned_allowed": UNREAD}, "unknown.no_right"),
        ({"unsigned_allowed": UNREAD, "sources": (source(unsigned=True),)}, "fail.unsigned"),
        ({"sources": UNREAD}, "unknown.no_right"),
        ({"sources": UNREAD, "unsigned_allowed": ("x",)}, "fail.allowed"),
        ({"codename": UNREAD}, "unknown.no_right"),
    ],
)
def test_sources(judge, linux, changes, key):
    assert judge("UPD-212", linux, given(linux, **changes)).message.key == key


def test_an_office_may_accept_its_own_mirror(judge, linux):
    found = given(linux, sources=(source("http://kho.xa.example/debian", unsigned=True),))
    accepted = {"accepted": ("kho.xa.example",)}
    assert judge("UPD-212", linux, found, params=accepted).message.key == "pass.signed"
