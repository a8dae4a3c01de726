"""AV-106: the prescribed antivirus, and what must be said about it."""

from dataclasses import replace

import pytest

from core.model.antivirus import PrescribedTable, ProductTable
from core.model.unknown import Unknown, UnknownCode
from core.policy.packs import read_packs
from core.probes.antivirus.facts import Protection

OTHERS = ("real_time", "definitions_at", "definitions_old", "licence_days", "centre_running")
SPARED = {os: dict.fromkeys(OTHERS, "not asked") for os in ("windows", "linux")}
UNREAD = Unknown(UnknownCode.MALFORMED, "")


def rule_of(sample, **changes):
    found = next(each for each in sample.tables() if isinstance(each, PrescribedTable))
    return replace(found, **changes)


@pytest.mark.parametrize(
    ("prescribed", "products", "key"),
    [
        (("Bkav",), (("Bkav Pro", Protection.ON),), "pass.prescribed"),
        (("Bkav",), (("Bkav Pro", Protection.EXPIRED),), "fail.off"),
        (("Bkav",), (("Bkav Pro", UNREAD),), "unknown.malformed"),
        (("Bkav",), (("Kaspersky", Protection.ON),), "fail.missing"),
        (
            ("Bkav", "Kaspersky"),
            (("Bkav Pro", Protection.OFF), ("Kaspersky", Protection.ON)),
            "pass.prescribed",
        ),
        ((), (("Kaspersky", Protection.ON),), "not_applicable.no_rule"),
    ],
)
def test_products(judge, windows, prescribed, products, key):
    found = windows.antivirus(
        *(windows.product(name=name, protection=state) for name, state in products)
    )
    rule = rule_of(windows, products=prescribed)
    assert judge("AV-106", windows, found, rule).message.key == key


def test_no_product_at_all_is_none_of_the_prescribed(judge, windows):
    found = replace(windows.antivirus(), products=())
    assert judge("AV-106", windows, found).message.key == "fail.missing"


@pytest.mark.parametrize("code", UnknownCode)
def test_an_unread_list_is_unknown(judge, windows, code):
    found = windows.antivirus(products=Unknown(code, "12"))
    assert judge("AV-106", windows, found).reason is code


def test_on_an_old_rule_a_pass_is_a_warning_and_a_fail_stays(judge, windows):
    old = rule_of(windows, expires="2027-01-01")
    assert judge("AV-106", windows, old).message.key == "warn.table_old"
    missing = rule_of(windows, expires="2027-01-01", products=("Bkav",))
    assert judge("AV-106", windows, missing).message.key == "fail.missing"


def test_the_pack_knows_what_offices_here_use():
    (table,), _ = read_packs((ProductTable,))
    assert isinstance(table, ProductTable)
    for name, expected in (
        ("Bkav Pro Internet Security AI", "Bkav"),
        ("CMC Antivirus", "CMC"),
        ("Viettel Endpoint Security", "Viettel"),
        ("Kaspersky Small Office Security", "Kaspersky"),
        ("Windows Defender", "Microsoft Defender"),
        ("ESET Endpoint Antivirus", "ESET"),
    ):
        row = table.of(name)
        assert row is not None
        assert row.name == expected
    assert table.of("Setup") is None
