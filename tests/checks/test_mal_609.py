"""MAL-609: files of packages against their sums."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.package_files.facts import PackageFilesFacts

SPARED = {"linux": {}}


def unread(code):
    return Unknown(UnknownCode(code), "")


def files(sample, **changes):
    facts = next(each for each in sample.all() if isinstance(each, PackageFilesFacts))
    return replace(facts, **changes)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.whole"),
        ({"changed": ("/usr/bin/ssh",)}, "fail.changed"),
        ({"changed": ("/usr/lib/x86_64-linux-gnu/libc.so.6",)}, "fail.changed"),
        ({"changed": ("/usr/bin/ssh",), "missing": unread("crashed")}, "fail.changed"),
        ({"changed": ("/usr/share/x",)}, "warn.others"),
        ({"missing": ("/usr/bin/ssh",)}, "warn.others"),
        ({"missing": ("/usr/share/x",)}, "pass.whole"),
        ({"changed": ("/usr/share/x",), "verified": unread("crashed")}, "unknown.crashed"),
        ({"missing": unread("no_right")}, "unknown.no_right"),
        ({"changed": unread("not_installed")}, "unknown.not_installed"),
        ({"changed": unread("timed_out")}, "unknown.timed_out_unsaid"),
    ],
)
def test_packages(linux, judge, changes, key):
    assert judge("MAL-609", linux, files(linux, **changes)).message.key == key


def test_what_the_office_changed_itself(linux, judge):
    facts, allowed = files(linux, changed=("/usr/bin/x",)), {"allowed": ("/usr/bin/x",)}
    assert judge("MAL-609", linux, facts, params=allowed).message.key == "pass.whole"
