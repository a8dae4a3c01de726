"""NET-505: what an SSH server allows."""

import pytest

from core.model.unknown import Unknown, UnknownCode

RESTS_ON = {"linux": {"ssh", "ssh_root", "ssh_passwords"}}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


@pytest.mark.parametrize(
    ("ssh", "root", "passwords", "key"),
    [
        (False, "yes", True, "pass.off"),
        (False, UNREAD, UNREAD, "pass.off"),
        (True, "no", False, "pass.keys"),
        (True, "forced-commands-only", False, "pass.keys"),
        (True, "no", True, "warn.passwords"),
        (True, "prohibit-password", False, "warn.root_key"),
        (True, "without-password", True, "warn.root_key"),
        (True, "yes", False, "warn.root_key"),
        (True, "yes", True, "fail.root_password"),
        (True, "yes", UNREAD, "unknown.no_right"),
        (True, UNREAD, True, "unknown.no_right"),
        (UNREAD, "yes", True, "unknown.no_right"),
        (True, "rác", False, "warn.root_key"),
    ],
)
def test_settings(linux, judge, of, ssh, root, passwords, key):
    facts = of(linux, "remote_access", ssh=ssh, ssh_root=root, ssh_passwords=passwords)
    assert judge("NET-505", linux, facts).message.key == key
