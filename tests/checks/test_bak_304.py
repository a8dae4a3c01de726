"""BAK-304: what came back of a test restore."""

from dataclasses import replace

import pytest

from core.checks.catalogue import catalogue
from core.model.result import Depth
from core.model.unknown import Unknown, UnknownCode
from core.probes.restore.facts import RestoreFacts

SPARED = {"windows": {}, "linux": {}}


def unread(code):
    return Unknown(UnknownCode(code), "")


def restored(sample, *changes):
    facts = next(each for each in sample.all() if isinstance(each, RestoreFacts))
    (good,) = facts.samples
    return replace(facts, samples=tuple(replace(good, **each) for each in changes))


ALL = ("restored", "megabytes", "failed", "proof", "sealed")


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({}, "pass.back"),
        ({"failed": ("a.zip: damaged inside",)}, "fail.not_back"),
        ({"failed": ("a.zip: OSError",), "restored": unread("crashed")}, "fail.not_back"),
        ({"restored": 0, "proof": ""}, "unknown.nothing"),
        ({"restored": 0, "proof": "", "sealed": True}, "unknown.sealed"),
        (dict.fromkeys(ALL, unread("not_found")), "unknown.absent"),
        (dict.fromkeys(ALL, unread("no_right")), "unknown.unreachable"),
        (dict.fromkeys(ALL, unread("timed_out")), "unknown.unreachable"),
    ],
)
def test_a_place(linux, judge, change, key):
    assert judge("BAK-304", linux, restored(linux, change)).message.key == key


def test_the_worst_place_speaks(linux, judge):
    bad = {"place": "/mnt/nas", "failed": ("x: OSError",)}
    judgement = judge("BAK-304", linux, restored(linux, {}, bad))
    assert judgement.message.args["place"] == "/mnt/nas"


@pytest.mark.parametrize(
    ("samples", "key"),
    [
        (unread("not_declared"), "not_applicable.not_declared"),
        ((), "not_applicable.not_declared"),
        (unread("crashed"), "unknown.crashed"),
    ],
)
def test_without_a_place(linux, judge, samples, key):
    facts = replace(restored(linux, {}), samples=samples)
    assert judge("BAK-304", linux, facts).message.key == key


def test_it_is_made_in_a_deep_run_only():
    assert catalogue()["BAK-304"].depth is Depth.DEEP
