"""SYS-807: sticks that were seen, and what must be said about them."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.usb_storage.facts import UsbStorage, UsbStorageFacts


def given(sample, devices):
    found = next(each for each in sample.all() if isinstance(each, UsbStorageFacts))
    return replace(found, devices=devices)


def sticks(count):
    return tuple(UsbStorage(name=f"USB {n}", mark=f"{n:012}") for n in range(count))


@pytest.mark.parametrize(
    ("devices", "key"),
    [
        ((), "pass.few"),
        (sticks(20), "pass.few"),
        (sticks(21), "warn.many"),
        (Unknown(UnknownCode.NO_RIGHT, ""), "unknown.no_right"),
        (Unknown(UnknownCode.NOT_INSTALLED, ""), "unknown.not_installed"),
    ],
)
def test_sticks(judge, linux, devices, key):
    assert judge("SYS-807", linux, given(linux, devices)).message.key == key


def test_an_office_may_list_its_own(judge, windows):
    own = {"allowed": ("000000000000", "000000000001".upper())}
    assert judge("SYS-807", windows, given(windows, sticks(2)), params=own).message.key == (
        "pass.own"
    )
    judgement = judge("SYS-807", windows, given(windows, sticks(3)), params=own)
    assert judgement.message.key == "fail.foreign"
    assert judgement.message.args["names"] == ("USB 2 (000000000002)",)
