"""UPD-208: software out of support by name and version, and what must be said about it."""

from dataclasses import replace

import pytest

from core.model.software import SoftwareTable
from core.model.unknown import Unknown, UnknownCode
from core.policy.packs import read_packs
from core.probes.software.facts import Program, SoftwareFacts

SPARED = {
    os: {"running": "what is installed counts", "version": "judged only of what the table knows"}
    for os in ("windows", "linux")
}


def software_of(sample):
    return next(each for each in sample.all() if isinstance(each, SoftwareFacts))


def with_programs(sample, *programs):
    named = tuple(Program(name=name, version=version) for name, version in programs)
    return replace(software_of(sample), programs=named)


@pytest.mark.parametrize(
    ("name", "version", "key"),
    [
        ("7-Zip 25.01 (x64)", "25.01", "pass.none"),
        ("7-Zip 24.09 (x64)", "24.09", "fail.old"),
        ("7-Zip 9.20", "9.20.00.0", "fail.old"),
        ("7-Zip 24.09 (x64)", "", "unknown.no_version"),
        ("7-Zipper", "1.0", "pass.none"),
        ("Microsoft Office Professional Plus 2019 - vi-vn", "16.0.1", "fail.old"),
        ("Microsoft Office Professional Plus 2024 - vi-vn", "16.0.1", "pass.none"),
        ("flash", "32.0-1", "fail.old"),
        ("flash-card-game", "1.0", "pass.none"),
    ],
)
def test_programs(judge, windows, name, version, key):
    judgement = judge("UPD-208", windows, with_programs(windows, (name, version)))
    assert judgement.message.key == key


def test_what_is_known_to_be_old_outweighs_what_could_not_be_read(judge, windows):
    found = with_programs(windows, ("7-Zip 24.09", ""), ("flash", "1"))
    judgement = judge("UPD-208", windows, found)
    assert judgement.message.key == "fail.old"
    assert judgement.message.args["products"] == ("flash",)


@pytest.mark.parametrize("code", UnknownCode)
def test_an_unread_list_is_unknown(judge, linux, code):
    unread = replace(software_of(linux), programs=Unknown(code, "12"))
    assert judge("UPD-208", linux, unread).reason is code


def test_on_an_old_table_a_pass_is_a_warning(judge, windows):
    table = next(each for each in windows.tables() if isinstance(each, SoftwareTable))
    old = replace(table, expires="2027-01-01")
    assert judge("UPD-208", windows, old).message.key == "warn.table_old"


def test_the_pack_knows_what_offices_still_have(judge, windows):
    (table,), _ = read_packs((SoftwareTable,))
    found = with_programs(
        windows,
        ("Microsoft Office Professional Plus 2016", "16.0.4266.1001"),
        ("WinRAR 6.24 (64-bit)", "6.24.0"),
        ("Adobe Flash Player 32 PPAPI", "32.0.0.465"),
    )
    judgement = judge("UPD-208", windows, found, table)
    assert judgement.message.args["count"] == 3
