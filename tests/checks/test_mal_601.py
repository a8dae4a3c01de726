"""MAL-601: where programs that start at sign-in lie and how they are called."""

from checks.shared.starting import StartsByItself, spared_but

SPARED = spared_but("at_sign_in")


class TestAtSignIn(StartsByItself):
    check, field, unseen = "MAL-601", "at_sign_in", "/home/an/.config"

    def test_what_belongs_to_tasks_is_no_matter_here(self, linux, judge):
        facts = self.starting(linux, unseen=("/var/spool/cron/crontabs", "Task Scheduler"))
        assert judge(self.check, linux, facts).message.key == "pass.none"
