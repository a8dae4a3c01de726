"""SYS-810: ways of activation, and what must be said about them, in neutral words."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.activation.facts import Activation, ActivationFacts

UNREAD = Unknown(UnknownCode.MALFORMED, "")


def given(sample, *products):
    found = next(each for each in sample.all() if isinstance(each, ActivationFacts))
    return replace(found, products=products)


def product(**changes):
    return replace(Activation(name="Office 16", state=1, volume=True, server=""), **changes)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.no_sign"),
        ({"server": "127.0.0.2"}, "fail.sign"),
        ({"server": "127.0.0.2:1688"}, "fail.sign"),
        ({"server": "127.1.2.3"}, "fail.sign"),
        ({"server": "LocalHost"}, "fail.sign"),
        ({"server": "MAY-1"}, "fail.sign"),
        ({"server": "8.8.8.8"}, "warn.outside"),
        ({"server": "kms.example.com"}, "warn.outside"),
        ({"server": "10.0.0.5"}, "pass.no_sign"),
        ({"server": "kms"}, "pass.no_sign"),
        ({"server": "kms.tinh.gov.vn"}, "pass.no_sign"),
        ({"server": "127.0.0.2", "volume": False}, "pass.no_sign"),
        ({"state": 5}, "warn.not_active"),
        ({"state": 0, "server": "127.0.0.1"}, "fail.sign"),
        ({"state": UNREAD}, "unknown.malformed"),
        ({"volume": UNREAD}, "unknown.malformed"),
        ({"server": UNREAD}, "unknown.malformed"),
    ],
)
def test_products(judge, windows, changes, key):
    assert judge("SYS-810", windows, given(windows, product(**changes))).message.key == key


def test_the_worst_product_speaks(judge, windows):
    found = given(windows, product(), product(name="Windows", server="localhost"))
    judgement = judge("SYS-810", windows, found)
    assert judgement.message.args["product"] == "Windows"


def test_no_product_at_all_is_no_answer(judge, windows):
    assert judge("SYS-810", windows, given(windows)).message.key == "unknown.nothing"


def test_the_offices_own_server_is_none_of_ours(judge, windows):
    found = given(windows, product(server="kms.example.com"))
    own = {"servers": ("kms.example.com",)}
    assert judge("SYS-810", windows, found, params=own).message.key == "pass.no_sign"
