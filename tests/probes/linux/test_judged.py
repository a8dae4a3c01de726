"""Two Linux machines made of files and answers: one in order, one let go; readers to sentences."""

import pytest

from core.checks.catalogue import catalogue
from core.model.facts import FactSet
from core.policy.packs import read_packs
from core.probes.ask import Ask
from core.probes.catalogue import read
from core.probes.system import ProcessSeen

TODAY = "2026-11-29T02:00:00Z"
JOURNAL = "/usr/bin/journalctl"
STICK = """usb 1-{0}: New USB device found, idVendor=0951, idProduct=1666, bcdDevice= 1.10
usb 1-{0}: Product: Stick {0}
usb 1-{0}: SerialNumber: S{0}
usb-storage 1-{0}:1.0: USB Mass Storage device detected
"""
PACKAGE = "Package: {}\nStatus: install ok {}\nVersion: {}\n\n"
UPGRADE = "\nStart-Date: {}  09:00:00\nUpgrade: a:amd64 (1, 2)\nEnd-Date: x\n"
APT = 'APT "";\nAPT::Architecture "amd64";\n'


def base(system, said):
    """Write what both machines have."""
    system.moment = TODAY
    system.write("/etc/os-release", "ID=debian\nVERSION_ID=12\nVERSION_CODENAME=bookworm\n")
    system.write("/proc/1/environ", "")
    (system.root / "run/systemd/system").mkdir(parents=True)
    system.write("/usr/sbin/clamd", "")
    system.write("/sys/block/sda/device/state", "running\n")
    system.write("/sys/class/dmi/id/sys_vendor", "Dell Inc.\n")
    system.write("/sys/class/dmi/id/product_name", "OptiPlex\n")
    system.tools["/usr/bin/systemctl is-system-running"] = said("running\n")
    system.tools[f"{JOURNAL} --no-pager -q -o cat -t kernel -n 1"] = said("Linux version\n")


def in_order(system, said):
    base(system, said)
    packages = [("bash", "installed", "5.2"), ("firefox-esr", "installed", "153.2.0esr-1")]
    system.write("/var/lib/dpkg/status", "".join(PACKAGE.format(*each) for each in packages))
    system.write("/var/log/apt/history.log", UPGRADE.format("2026-11-20"))
    system.write("/var/lib/apt/lists/deb.example.org_dists_bookworm_InRelease", "Suite: x\n")
    system.write("/etc/apt/sources.list", "deb https://deb.example.org bookworm main\n")
    system.write("/sys/class/dmi/id/bios_date", "05/07/2024\n")
    system.write("/proc/meminfo", "MemTotal: 8048036 kB\n")
    system.write("/var/log/journal/0123/system.journal", "x")
    system.write("/var/log/clamav/clamav.log", "")
    system.write("/sys/fs/ext4/sda1/errors_count", "0\n")
    system.running = (
        ProcessSeen(1, "systemd", "/usr/lib/systemd/systemd", "root"),
        ProcessSeen(2, "systemd-journal", "/usr/lib/systemd/systemd-journald", "root"),
        ProcessSeen(3, "freshclam", "/usr/bin/freshclam", "clamav"),
    )
    system.tools["/usr/bin/apt-config dump"] = said(APT)
    system.tools["/usr/bin/systemctl list-units"] = said("")
    system.tools[JOURNAL] = said(STICK.format(1))


def let_go(system, said):
    base(system, said)
    packages = [
        ("bash", "half-configured", "5.2"),
        ("python2.7", "installed", "2.7.18-8"),
        ("firefox-esr", "installed", "115.3.0esr-1"),
        ("qbittorrent", "installed", "4.5"),
    ]
    system.write("/var/lib/dpkg/status", "".join(PACKAGE.format(*each) for each in packages))
    system.write("/var/log/apt/history.log", UPGRADE.format("2026-02-20"))
    system.write("/etc/apt/sources.list", "deb [trusted=yes] http://x.example bookworm main\n")
    system.write("/sys/class/dmi/id/bios_date", "05/07/2012\n")
    system.write("/proc/meminfo", "MemTotal: 1000000 kB\n")
    system.write("/home/an/a.exe", "x")
    found = "Tue Nov 17 09:10:00 2026 -> /home/an/a.exe: Win.X-1 FOUND\n"
    system.write("/var/log/clamav/clamav.log", found)
    system.write("/etc/clamav/clamd.conf", "ExcludePath ^/home/\n")
    system.write("/sys/block/sda/device/state", "offline\n")
    system.running = (ProcessSeen(1, "systemd", "/usr/lib/systemd/systemd", "root"),)
    system.tools["/usr/bin/apt-config dump"] = said(APT)
    system.tools["/usr/bin/systemctl list-units"] = said("cups.service loaded failed failed\n")
    system.tools[JOURNAL] = said("".join(STICK.format(n) for n in range(1, 23)))


EXPECTED = {
    "AV-104": ("pass.none", "fail.active"),
    "AV-105": ("pass.few", "fail.wide"),
    "AV-108": ("pass.renews", "fail.by_hand"),
    "UPD-207": ("warn.table_old", "fail.old"),
    "UPD-208": ("pass.none", "fail.old"),
    "UPD-209": ("pass.recent", "fail.old"),
    "UPD-210": ("pass.none", "fail.half_done"),
    "UPD-212": ("pass.signed", "fail.unsigned"),
    "SYS-802": ("pass.none", "fail.found"),
    "SYS-804": ("pass.quiet", "fail.failing"),
    "SYS-805": ("pass.enough", "fail.little"),
    "SYS-806": ("pass.recent", "fail.old"),
    "SYS-807": ("pass.few", "warn.many"),
    "SYS-808": ("pass.kept", "fail.stopped"),
    "SYS-809": ("pass.whole", "warn.units"),
}


@pytest.mark.parametrize("check", EXPECTED)
@pytest.mark.parametrize(("build", "which"), [(in_order, 0), (let_go, 1)])
def test_a_machine_in_order_and_one_let_go(system, said, check, build, which):
    build(system, said)
    rule = catalogue()[check]
    facts = [read(kind.TOPIC, system, Ask(), "linux") for kind in rule.needs]
    tables, _ = read_packs(rule.tables)
    judgement = rule.judge(FactSet(facts, tables), rule.params())
    assert judgement.message.key == EXPECTED[check][which]
