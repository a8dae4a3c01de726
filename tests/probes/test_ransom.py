"""Names that encryption for ransom leaves behind, and names that only look so."""

import os

import pytest

from core.probes.ransom import is_strange
from core.probes.walk import newest_in


@pytest.mark.parametrize(
    "name",
    [
        "Báo cáo.docx.lockbit",
        "luong.xlsx.DJVU",
        "_readme.txt",
        "@Please_Read_Me@.txt",
        "HOW_TO_DECRYPT_FILES.txt",
        "RESTORE-MY-FILES.txt",
        "!!!READ_ME_RESTORE_FILES!!!.html",
        "How to recover my files.hta",
        "a.doc.id[1E857D00-2275].[someone@mail.example].eking",
    ],
)
def test_strange(name):
    assert is_strange(name)


@pytest.mark.parametrize(
    "name",
    [
        "Báo cáo.docx", "README.txt", "readme.html", "restore.log", "khoi-phuc-thu.txt",
        "backup@2027.zip", "someone@mail.example.txt", "recovery.pdf", "locked.zip", "files.txt",
        "a.enc", "", "read my notes.docx",
    ],
)  # fmt: skip
def test_ordinary(name):
    assert not is_strange(name)


def test_a_walk_tells_days_and_strange_names(tmp_path):
    moments = {"a.doc": 1_799_114_400, "sub/b.doc": 1_799_114_400 - 86_400, "c.doc": 5, "d": 9e9}
    for name, moment in moments.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (moment, moment))
    (tmp_path / "sub" / "_readme.txt").write_text("pay")
    os.utime(tmp_path / "sub" / "_readme.txt", (5, 5))

    found = newest_in(str(tmp_path), "2027-01-05T02:00:00Z", 5.0)

    assert found.days == ("2027-01-05", "2027-01-04", "1970-01-01")
    assert [name.replace(os.sep, "/") for name in found.strange] == ["sub/_readme.txt"]
