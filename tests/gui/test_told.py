"""Evidence is told as its reader writes it: days, moments, states by name, and nothing else."""

import pytest

from core.model.result import Evidence, Value
from core.words import Words
from gui import told

READ = "2027-01-21T01:41:00Z"


@pytest.mark.parametrize(
    ("what", "value", "vi", "en"),
    [
        ("presence:E:\\SaoLuu", "present", "đang có", "there"),
        ("password:vanthu", "never_set", "chưa từng đặt", "never set"),
        ("inbound6", "allowed", "cho vào", "allowed"),
        ("release_day", "2026-11-22", "22/11/2026", "22 Nov 2026"),
        ("newest_at", "2027-01-12T09:30:00Z", "16:30 ngày 12/01/2027", "16:30 on 12 Jan 2027"),
        ("name", "present", "present", "present"),
        ("newest", "2027-01-12.zip", "2027-01-12.zip", "2027-01-12.zip"),
        ("presence", "E:\\.x..y", "E:\\.x..y", "E:\\.x..y"),
        ("files", 1812, "1.812", "1,812"),
        ("build", 26200, "26200", "26200"),
        ("same_disk", False, "không", "no"),
        ("trouble:Harddisk0", "failing", "báo sắp hỏng", "foretells its end"),
        ("signature:C:\\a.exe", "broken", "không còn đúng", "fits no longer"),
        ("stops", ("2027-01-12T09:30:00Z",), "16:30 ngày 12/01/2027", "16:30 on 12 Jan 2027"),
        ("files", ("2027-01-12", "a.zip"), "12/01/2027, a.zip", "12 Jan 2027, a.zip"),
        ("newest_at", "2027-13-45", "2027-13-45", "2027-13-45"),
        (
            "running",
            "unknown: no_right",
            "chưa đọc được: cần quyền quản trị",
            "not read: needs administrator",
        ),
        (
            "running",
            "unknown: not_supported (no systemd (1))",
            "chưa đọc được: hệ điều hành không cho đọc (no systemd (1))",
            "not read: not readable on this system (no systemd (1))",
        ),
        ("name", "unknown: person", "unknown: person", "unknown: person"),
        (
            "clock_changes",
            ("2027-01-12T09:30:00Z → 2027-01-13T09:30:00Z",),
            "2027-01-12T09:30:00Z → 2027-01-13T09:30:00Z",
            "2027-01-12T09:30:00Z → 2027-01-13T09:30:00Z",
        ),
    ],
)
def test_a_value_is_written_for_its_reader(what: str, value: Value, vi: str, en: str) -> None:
    one = Evidence(what=what, value=value, source="here", read_at=READ)

    assert told.reading(Words("vi"), one) == vi
    assert told.reading(Words("en"), one) == en
