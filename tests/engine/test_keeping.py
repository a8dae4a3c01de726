"""What is stored beside a run is what the run came to."""

import pytest

from core.engine.keeping import card_of
from core.model.result import Result, Severity


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("result", Result)
def test_a_card_counts_what_is_left_and_what_of_it_is_urgent(
    make_run, make_finding, result: Result, severity: Severity
) -> None:
    card = card_of(make_run([make_finding(result, severity)]))
    is_grave = severity in (Severity.HIGH, Severity.CRITICAL)

    assert card.open_items == (result in (Result.FAIL, Result.WARN))
    assert card.urgent == (result is Result.FAIL and is_grave)
