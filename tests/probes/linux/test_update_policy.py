"""Whether a machine updates itself: apt's settings, and what starts it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.system import ProcessSeen, Service
from core.probes.system_linux import LinuxSystem
from core.probes.update_policy.facts import UpdateMode
from core.probes.update_policy.linux import configured_mode, periodic_settings, read

BOTH = (
    'APT::Periodic::Update-Package-Lists "1";\nAPT::Periodic::Unattended-Upgrade "1";\n'
    'Unattended-Upgrade::Origins-Pattern "";\n'
    'Unattended-Upgrade::Origins-Pattern:: "origin=Debian,label=Debian-Security";\n'
)
LISTS = 'APT::Periodic::Update-Package-Lists "1";\n'
TIMERS = {
    name: Service(name, running=True, enabled=True)
    for name in ("apt-daily.timer", "apt-daily-upgrade.timer")
}


@pytest.fixture
def debian(system, said):
    system.write("/usr/bin/unattended-upgrade", "")
    system.tools["/usr/bin/apt-config dump"] = said(BOTH)
    system.units = TIMERS
    return system


@pytest.mark.parametrize(
    ("dump", "mode"),
    [
        (BOTH, UpdateMode.INSTALL),
        (LISTS, UpdateMode.NOTIFY),
        (LISTS + 'APT::Periodic::Download-Upgradeable-Packages "1";', UpdateMode.NOTIFY),
        (BOTH + 'APT::Periodic::Unattended-Upgrade "0";', UpdateMode.NOTIFY),
        ('APT::Periodic::Unattended-Upgrade "1";', UpdateMode.OFF),
        (BOTH + 'APT::Periodic::Enable "0";', UpdateMode.OFF),
        ("", UpdateMode.OFF),
        (BOTH.replace('"1"', '"always"'), UpdateMode.INSTALL),
        (BOTH.replace('"1"', '"12h"'), UpdateMode.INSTALL),
        (BOTH.replace('"1"', '"0d"'), UpdateMode.OFF),
        (BOTH.lower().replace("apt", "APT"), UpdateMode.INSTALL),
        (BOTH.replace("Origins-Pattern", "Allowed-Origins"), UpdateMode.INSTALL),
        (BOTH.replace("origin=Debian,label=Debian-Security", ""), UpdateMode.NOTIFY),
        (BOTH.partition("Unattended-Upgrade::O")[0], UpdateMode.NOTIFY),
        (f'{BOTH}APT::periodic::enable "0";', UpdateMode.OFF),
    ],
)
def test_settings(debian, said, dump, mode):
    debian.tools["/usr/bin/apt-config dump"] = said(dump)

    assert read(debian, Ask()).mode is mode


def test_a_setting_that_is_no_interval_is_malformed(debian, said):
    debian.tools["/usr/bin/apt-config dump"] = said(BOTH.replace('"1"', '"yes"'))

    assert read(debian, Ask()).mode.code is UnknownCode.MALFORMED


def test_nothing_is_installed_without_the_program(debian):
    (debian.root / "usr/bin/unattended-upgrade").unlink()

    assert read(debian, Ask()).mode is UpdateMode.NOTIFY


def test_a_timer_that_does_not_run(debian):
    debian.units = {**TIMERS, "apt-daily-upgrade.timer": Service("x", False, False)}

    facts = read(debian, Ask())

    assert (facts.mode, facts.disabled_services) == (
        UpdateMode.NOTIFY,
        ("apt-daily-upgrade.timer",),
    )

    debian.units = {}

    assert read(debian, Ask()).mode is UpdateMode.OFF


@pytest.mark.parametrize(
    ("job", "running", "mode", "missing"),
    [
        (True, "cron", UpdateMode.INSTALL, ()),
        (True, "bash", UpdateMode.OFF, ("cron",)),
        (False, "cron", UpdateMode.OFF, ("/etc/cron.daily/apt-compat",)),
    ],
)
def test_without_systemd_cron_must_start_it(debian, job, running, mode, missing):
    debian.units = Unknown(UnknownCode.NOT_SUPPORTED, "systemd is not running")
    debian.running = (ProcessSeen(1, running, f"/usr/sbin/{running}", "root"),)
    if job:
        debian.write("/etc/cron.daily/apt-compat", "")

    facts = read(debian, Ask())

    assert (facts.mode, facts.disabled_services) == (mode, missing)


def test_units_that_cannot_be_asked(debian):
    debian.units = Unknown(UnknownCode.TIMED_OUT, "systemctl")

    assert read(debian, Ask()).mode.code is UnknownCode.TIMED_OUT


def test_a_system_without_apt(system):
    assert read(system, Ask()).mode.code is UnknownCode.NOT_SUPPORTED


def test_a_broken_configuration(debian, said):
    debian.tools["/usr/bin/apt-config dump"] = said("", "E: Syntax error", 100)

    assert read(debian, Ask()).mode.code is UnknownCode.SOURCE_BROKEN


@pytest.mark.system("apt")
@pytest.mark.parametrize(
    ("files", "mode"),
    [
        (("APT { Periodic { Update-Package-Lists 1; // lists\nUnattended-Upgrade \"1\"; }; };\n"
          "/* all */ Unattended-Upgrade::Origins-Pattern { \"origin=Debian\"; };\n",),
         UpdateMode.INSTALL),
        (("apt::periodic::update-package-lists 1; APT::Periodic::Unattended-Upgrade 1;\n",
          "Unattended-Upgrade { Allowed-Origins { \"x:y\"; }; };\n"), UpdateMode.INSTALL),
        (("APT::Periodic { Update-Package-Lists 1; Unattended-Upgrade 1; };\n"
          "Unattended-Upgrade::Allowed-Origins { \"x:y\"; };\n",
          "#clear Unattended-Upgrade::Allowed-Origins;\n"), UpdateMode.NOTIFY),
        (("APT::Periodic { Update-Package-Lists 1; Unattended-Upgrade 1; };\n"
          "Unattended-Upgrade::Allowed-Origins { \"x:y\"; };\n",
          "#clear APT::Periodic::Update-Package-Lists;\n"), UpdateMode.OFF),
        (("APT::Periodic { Update-Package-Lists 1; Unattended-Upgrade 1; };\n"
          "Unattended-Upgrade::Allowed-Origins:: \"x:y\";\n",
          "APT::Periodic::Enable \"0\";\n"), UpdateMode.OFF),
    ],
)  # fmt: skip
def test_what_the_real_apt_makes_of_its_files(debian, tmp_path, files, mode):
    """Blocks, lists, comments, small letters, several files in order, and what clears others."""
    folder = tmp_path / "apt"
    (folder / "conf").mkdir(parents=True)
    for number, text in enumerate(files):
        (folder / f"conf/{number}.conf").write_text(text)
    (folder / "main.conf").write_text(f'Dir::Etc::parts "{folder}/conf";\n')

    class OfRealApt(type(debian)):
        def run(self, argv, limit, environment=None):
            return LinuxSystem().run(argv, limit, {"APT_CONFIG": f"{folder}/main.conf"})

    system = OfRealApt(root=debian.root, units=TIMERS)

    assert read(system, Ask()).mode is mode


def test_linux_mint_updates_itself_its_own_way(debian, said):
    debian.tools["/usr/bin/apt-config dump"] = said("")
    name = "mintupdate-automation-upgrade.timer"
    debian.units = {name: Service(name, running=True, enabled=True)}

    facts = read(debian, Ask())

    assert (facts.mode, facts.disabled_services) == (UpdateMode.INSTALL, ())


@given(st.text())
def test_no_dump_makes_the_reader_raise(text):
    configured_mode(periodic_settings(text), True)
    configured_mode({"update-package-lists": text, "enable": text}, False)
