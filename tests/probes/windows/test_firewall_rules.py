"""Which stored firewall rules let everything in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.probes.firewall.windows import lets_everything_in

OPEN = "v2.31|Action=Allow|Active=TRUE|Dir=In|Name=x|"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (OPEN, True),
        (OPEN + "Profile=Public|Desc=y|EmbedCtxt=z|", True),
        (OPEN + "Protocol=6|", True),
        (OPEN + "Edge=TRUE|Defer=App|", True),
        (OPEN + "Protocol=17|", False),
        (OPEN + "Protocol=6|LPort=445|", False),
        (OPEN + r"App=C:\a.exe|", False),
        (OPEN + "RA4=LocalSubnet|", False),
        (OPEN + "Security=Authenticate|", False),
        (OPEN.replace("TRUE", "FALSE"), False),
        (OPEN.replace("Allow", "Block"), False),
        (OPEN.replace("=In", "=Out"), False),
        ("", False),
        ("v2.31", False),
    ],
)
def test_rules(rule: str, expected: bool) -> None:
    assert lets_everything_in(rule) is expected


@given(st.text())
def test_any_text_is_judged(rule: str) -> None:
    assert lets_everything_in(rule) in (True, False)
