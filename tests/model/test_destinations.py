"""Where addresses lead."""

import pytest

from core.model.destinations import address_of, destination_of


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("45.77.1.2", "internet"),
        ("2606:4700::1", "internet"),
        ("::ffff:45.77.1.2", "internet"),
        ("0.0.0.0", "nowhere"),  # noqa: S104 - an address that blocks a name
        ("127.0.0.53", "nowhere"),
        ("::", "nowhere"),
        ("::1", "nowhere"),
        ("::ffff:127.0.0.1", "nowhere"),
        ("::ffff:0.0.0.0", "nowhere"),
        ("10.0.0.5", "office"),
        ("::ffff:192.168.1.5", "office"),
        ("fe80::1%eth0", "office"),
        ("fd00::5", "office"),
        ("rác", None),
        ("", None),
    ],
)
def test_addresses(text, leads):
    assert destination_of(text) == leads


def test_an_address_in_the_clothes_of_another_family():
    assert str(address_of("::ffff:1.2.3.4")) == "1.2.3.4"
    assert str(address_of("2606:4700::1")) == "2606:4700::1"
