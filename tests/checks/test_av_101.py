"""AV-101: facts of antivirus products and what must be said about them."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus.facts import Protection

OFF, EXPIRED, SNOOZED = Protection.OFF, Protection.EXPIRED, Protection.SNOOZED
UNREAD = Unknown(UnknownCode.MALFORMED, "0x54000")


def unread(code):
    return Unknown(UnknownCode(code), "")


WINDOWS = [
    ([{}], {}, "pass.on"),
    ([{"name": "Kaspersky"}, {"protection": Protection.PASSIVE}], {}, "pass.takes_over"),
    ([{"name": "Kaspersky"}, {"protection": OFF}], {}, "pass.on"),
    ([{"name": "Kaspersky"}, {"name": "ESET"}], {}, "warn.two"),
    ([{"protection": SNOOZED}], {}, "warn.snoozed"),
    ([{"licence_days": 30}], {}, "warn.expiring"),
    ([{"licence_days": 31}], {}, "pass.on"),
    ([{"licence_days": -2}], {}, "warn.expiring"),
    ([{}], {"centre_running": False}, "warn.service_off"),
    ([{}], {"centre_running": unread("service_off")}, "unknown.service_off_unsaid"),
    ([{"protection": OFF}], {}, "fail.off"),
    ([{"protection": Protection.PASSIVE}], {}, "fail.off"),
    ([{"protection": EXPIRED}, {"protection": OFF}], {}, "fail.expired"),
    ([{"real_time": False}], {}, "fail.realtime_off"),
    ([{"real_time": UNREAD}], {}, "unknown.malformed"),
    ([{"protection": UNREAD}], {}, "unknown.state"),
    ([{"protection": unread("not_found")}], {}, "unknown.gone"),
    ([{"protection": UNREAD}, {"protection": OFF}], {}, "unknown.state"),
    ([{"name": "Kaspersky"}, {"protection": UNREAD}], {}, "unknown.state"),
    ([], {}, "fail.none"),
]


@pytest.mark.parametrize(("products", "changes", "key"), WINDOWS)
def test_products_on_windows(windows, judge, products, changes, key):
    listed = tuple(windows.product(**each) for each in products)
    facts = replace(windows.antivirus(**changes), products=listed)
    assert judge("AV-101", windows, facts).message.key == key


@pytest.mark.parametrize(
    ("products", "key"),
    [
        ([{}], "pass.on"),
        ([{"real_time": False}], "pass.on_demand"),
        ([{"real_time": UNREAD}], "pass.on_demand"),
        ([{"protection": OFF}], "fail.off"),
        ([{"protection": UNREAD}], "unknown.state"),
        ([{"protection": Protection.ON_DEMAND}], "warn.linux_on_demand"),
        ([{"protection": Protection.ON_DEMAND}, {"protection": OFF}], "fail.off"),
        ([{"protection": Protection.ON_DEMAND}, {"name": "ESET"}], "pass.on"),
        ([], "warn.linux_none"),
    ],
)
def test_products_on_linux(linux, judge, products, key):
    listed = tuple(linux.product(**each) for each in products)
    facts = replace(linux.antivirus(), products=listed)
    assert judge("AV-101", linux, facts).message.key == key


@pytest.mark.parametrize(
    ("os", "server", "code", "key"),
    [
        ("windows", False, "service_off", "unknown.service_off"),
        ("windows", True, "not_supported", "unknown.not_supported"),
        ("windows", False, "not_supported", "unknown.not_supported_unsaid"),
        ("linux", False, "service_off", "unknown.service_off_unsaid"),
        ("linux", False, "not_supported", "unknown.not_supported_unsaid"),
        ("linux", False, "crashed", "unknown.crashed"),
    ],
)
def test_an_unread_list_is_unknown_in_words_that_fit(request, judge, os, server, code, key):
    sample = request.getfixturevalue(os)
    facts = replace(sample.antivirus(), products=unread(code))
    judgement = judge("AV-101", sample, facts, sample.machine(server=server))
    assert judgement.message.key == key
    assert judgement.reason == code


def test_none_found_without_knowing_the_system_is_unknown(linux, judge):
    facts = replace(linux.antivirus(), products=())
    machine = linux.machine(os=unread("crashed"))
    assert judge("AV-101", linux, facts, machine).result == "unknown"


def test_evidence_names_each_product(windows, judge):
    judgement = judge("AV-101", windows, windows.antivirus(windows.product(name="Bkav Pro")))
    assert "protection:Bkav Pro" in [each.what for each in judgement.evidence]
    assert {each.read_at for each in judgement.evidence} == {windows.now}


@pytest.mark.parametrize(("server", "key"), [(True, "pass.on"), (False, "unknown.not_supported")])
def test_a_server_has_no_security_centre_to_be_running(windows, judge, server, key):
    facts = windows.antivirus(centre_running=unread("not_supported"))
    facts = replace(facts, products=(windows.product(),))

    judgement = judge("AV-101", windows, facts, windows.machine(server=server))
    assert judgement.message.key.removesuffix("_unsaid") == key
