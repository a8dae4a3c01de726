"""CFG-713: rights on the files that matter."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.file_rights.facts import FileRight

RESTS_ON = {"linux": {"files", "mode", "owner", "group"}}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")
SECRET = FileRight(name="/etc/shadow", kind="secret", mode="0640", owner=0, group=42)
SETTINGS = FileRight(name="/etc/passwd", kind="settings", mode="0644", owner=0, group=0)
HOME = FileRight(name="/home/an", kind="home", mode="0700", owner=1000, group=1000)


@pytest.mark.parametrize(
    ("file", "changes", "key"),
    [
        (SECRET, {}, "pass.good"),
        (SECRET, {"mode": "0644"}, "fail.open"),
        (SECRET, {"mode": "0660"}, "fail.open"),
        (SECRET, {"mode": "0660", "group": 0}, "pass.good"),
        (SECRET, {"owner": 1000}, "fail.open"),
        (SECRET, {"mode": "0644", "owner": UNREAD}, "fail.open"),
        (SECRET, {"mode": UNREAD}, "unknown.no_right"),
        (SETTINGS, {"mode": "0666"}, "fail.open"),
        (SETTINGS, {"mode": "0664"}, "pass.good"),
        (SETTINGS, {"mode": "0664", "group": 100}, "fail.open"),
        (SETTINGS, {"mode": "rác"}, "unknown.malformed"),
        (HOME, {}, "pass.good"),
        (HOME, {"mode": "0755"}, "warn.homes"),
        (HOME, {"mode": "0777"}, "fail.open"),
        (HOME, {"mode": "1777"}, "fail.open"),
    ],
)
def test_one_file(linux, judge, of, file, changes, key):
    facts = of(linux, "file_rights", files=(replace(file, **changes),))
    assert judge("CFG-713", linux, facts).message.key == key


def test_an_open_file_speaks_although_another_is_unread(linux, judge, of):
    files = (replace(SECRET, mode=UNREAD), replace(SETTINGS, mode="0666"))
    told = judge("CFG-713", linux, of(linux, "file_rights", files=files))

    assert told.message.args["names"] == ("/etc/passwd",)
