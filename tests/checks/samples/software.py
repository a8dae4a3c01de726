"""Software of a machine in order, and tables that know it."""

from core.model.browsers import BrowserRow, BrowserTable, Replaced
from core.model.facts import Origin
from core.probes.software.facts import Program, SoftwareFacts

NOW = "2027-01-20T03:00:00Z"


def facts(sample):
    return SoftwareFacts(
        origin=Origin(backend="test", at=NOW),
        programs=(
            Program(name=sample.here("Google Chrome", "chromium"), version="158.0.1.2"),
            Program(name="7-Zip 25.01 (x64)", version="25.01"),
        ),
        running=("explorer.exe", "chrome.exe"),
    )


def table(sample):
    return BrowserTable(
        pack_date="2027-01-14",
        expires="2027-12-31",
        rows=(
            BrowserRow(
                name="Google Chrome",
                titles=("google chrome",),
                packages=("chromium",),
                latest=158,
                replaced=(
                    Replaced(version=140, day="2025-09-30"),
                    Replaced(version=156, day="2026-12-10"),
                    Replaced(version=157, day="2026-12-24"),
                ),
            ),
            BrowserRow(
                name="Mozilla Firefox",
                titles=("mozilla firefox",),
                packages=("firefox",),
                latest=157,
                replaced=(Replaced(version=156, day="2026-12-01"),),
            ),
            BrowserRow(
                name="Mozilla Firefox ESR",
                titles=("mozilla firefox",),
                packages=("firefox-esr",),
                esr=True,
                latest=153,
                replaced=(Replaced(version=140, day="2026-10-13"),),
            ),
        ),
    )
