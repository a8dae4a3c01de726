"""MAL-603: where planned tasks lie and how they are called."""

from checks.shared.starting import StartsByItself, spared_but

SPARED = spared_but("tasks")


class TestTasks(StartsByItself):
    check, field, unseen = "MAL-603", "tasks", "/var/spool/cron/crontabs"
