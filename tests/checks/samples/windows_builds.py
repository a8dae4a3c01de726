"""A table of builds in which the sample machine has the latest update."""

from core.model.builds import BuildRow, BuildTable, BuildUpdate


def table(sample):
    return BuildTable(
        pack_date="2027-01-14",
        expires="2027-12-31",
        rows=(
            BuildRow(
                release="26200",
                updates=(
                    BuildUpdate(day="2026-11-10", revision=7500, kb="KB1"),
                    BuildUpdate(day="2026-12-08", revision=7700, kb="KB2"),
                    BuildUpdate(day="2027-01-12", revision=7840, kb="KB3"),
                ),
            ),
        ),
    )
