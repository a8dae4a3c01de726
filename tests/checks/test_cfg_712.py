"""CFG-712: switches of the kernel."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.kernel_settings.facts import KernelSetting

RESTS_ON = {"linux": {"settings", "value"}}
ABSENT = Unknown(UnknownCode.NOT_FOUND, "")
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")
SAFE = {
    "kernel.randomize_va_space": 2,
    "fs.protected_symlinks": 1,
    "fs.protected_hardlinks": 1,
    "fs.suid_dumpable": 2,
    "kernel.unprivileged_bpf_disabled": 2,
    "net.ipv4.tcp_syncookies": 1,
    "net.ipv4.conf.all.accept_source_route": 0,
}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.good"),
        ({"kernel.randomize_va_space": 0}, "fail.grave"),
        ({"kernel.randomize_va_space": 1}, "fail.grave"),
        ({"fs.protected_symlinks": 0}, "fail.grave"),
        ({"fs.suid_dumpable": 1}, "fail.grave"),
        ({"fs.suid_dumpable": 0}, "pass.good"),
        ({"fs.protected_hardlinks": 0}, "warn.loose"),
        ({"kernel.unprivileged_bpf_disabled": 0}, "warn.loose"),
        ({"net.ipv4.tcp_syncookies": 0}, "warn.loose"),
        ({"net.ipv4.conf.all.accept_source_route": 1}, "warn.loose"),
        ({"net.ipv4.tcp_syncookies": ABSENT}, "pass.good"),
        ({"net.ipv4.tcp_syncookies": UNREAD}, "unknown.no_right"),
        ({"net.ipv4.tcp_syncookies": UNREAD, "fs.protected_hardlinks": 0}, "unknown.no_right"),
        ({"net.ipv4.tcp_syncookies": UNREAD, "fs.suid_dumpable": 1}, "fail.grave"),
        (dict.fromkeys(SAFE, ABSENT), "unknown.not_found"),
    ],
)
def test_switches(linux, judge, of, changes, key):
    told = {**SAFE, **changes}
    settings = tuple(KernelSetting(name=name, value=value) for name, value in told.items())
    facts = of(linux, "kernel_settings", settings=settings)

    assert judge("CFG-712", linux, facts).message.key == key
