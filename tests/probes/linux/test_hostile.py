"""No reader raises, whatever stands in the files and whatever the tools say."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.catalogue import facts_types, read, topics
from core.probes.plain import as_plain
from core.probes.system import CommandAnswer, ProcessSeen
from core.probes.system_linux import LinuxSystem

FILES = (
    "/proc/net/fib_trie", "/proc/net/if_inet6",
    "/etc/os-release", "/etc/machine-id", "/etc/passwd", "/etc/group", "/etc/shadow",
    "/etc/sudoers", "/etc/fstab", "/etc/localtime", "/etc/timezone", "/etc/pam.d/common-auth",
    "/etc/sssd/sssd.conf", "/etc/lightdm/lightdm.conf", "/usr/sbin/lightdm",
    "/etc/clamav/freshclam.conf", "/usr/bin/clamscan", "/var/lib/clamav/daily.cvd",
    "/var/lib/dpkg/status", "/proc/stat", "/proc/1/environ", "/proc/sys/kernel/osrelease",
    "/proc/sys/kernel/hostname", "/run/reboot-required", "/run/reboot-required.pkgs",
    "/boot/vmlinuz-1",
    "/var/lib/apt/lists/a_dists_b_InRelease", "/var/lib/apt/lists/a_dists_b_main_Packages",
    "/proc/net/ip_tables_names", "/var/lib/ubuntu-advantage/status.json", "/srv/a.zip",
    "/etc/login.defs", "/etc/pam.d/common-password", "/etc/security/pwquality.conf",
    "/usr/sbin/sshd", "/etc/ssh/sshd_config", "/etc/gdm3/daemon.conf", "/etc/sddm.conf",
    "/etc/systemd/system/getty@tty1.service.d/a.conf", "/usr/sbin/smbd", "/etc/samba/smb.conf",
    "/usr/sbin/exportfs", "/etc/exports", "/etc/hosts", "/etc/resolv.conf", "/etc/environment",
    "/etc/NetworkManager/system-connections/a.nmconnection", "/sys/class/net/w/wireless/x",
    "/usr/bin/gnome-shell", "/root/.config/dconf/user", "/usr/bin/soffice",
    "/sys/class/tpm/tpm0/tpm_version_major", "/sys/firmware/efi/x",
    "/proc/sys/kernel/randomize_va_space",
)  # fmt: skip
CONTENT = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(str.encode),
    st.lists(
        st.lists(st.sampled_from(["a", "0", "x", "", "-1", "99999999999", "ALL", "é"]), max_size=9)
    ).map(lambda rows: "\n".join(":".join(row) for row in rows).encode()),
)  # fmt: skip


class Hostile(LinuxSystem):
    """Tools that say anything, with any exit status."""

    def __init__(self, root: str, said: list[tuple[int, str]]) -> None:
        super().__init__(root)
        self._said = said

    def run(self, argv, limit, environment=None):
        if not self._said:
            return Unknown(UnknownCode.TIMED_OUT, argv[0])
        status, out = self._said[len(" ".join(argv)) % len(self._said)]
        return CommandAnswer(status, out, out)

    def processes(self):
        return (ProcessSeen(1, "clamd", "", ""), ProcessSeen(2, "chronyd", "é", "\udcff"))


@pytest.mark.parametrize("topic", topics())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    contents=st.dictionaries(st.sampled_from(FILES), CONTENT, max_size=12),
    said=st.lists(st.tuples(st.sampled_from([0, 1]), st.text(max_size=80)), max_size=3),
    place=st.sampled_from(
        ["/srv", "/srv/a.zip", "/media/x", "", "relative", "/\udcff", "/a\0b", "//"]
    ),
)
def test_no_reader_raises(topic, contents, said, place):
    with tempfile.TemporaryDirectory() as root:
        for path, content in contents.items():
            file = Path(root + path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)

        facts = read(topic, Hostile(root, said), Ask(places=(place,)), "linux")

        assert isinstance(facts, facts_types()[topic])
        as_plain(facts)
