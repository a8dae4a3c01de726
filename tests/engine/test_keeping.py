"""What is stored beside a run is what the run came to."""

import pytest

from core.engine.keeping import card_of, keep
from core.model.errors import Exit, UnstoredError
from core.model.result import Result, Severity
from core.store.store import Store


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("result", Result)
def test_a_card_counts_what_is_left_and_what_of_it_is_urgent(
    make_run, make_finding, result: Result, severity: Severity
) -> None:
    card = card_of(make_run([make_finding(result, severity)]))
    is_grave = severity in (Severity.HIGH, Severity.CRITICAL)

    assert card.open_items == (result in (Result.FAIL, Result.WARN))
    assert card.urgent == (result is Result.FAIL and is_grave)


def test_a_run_that_the_store_refuses_is_carried_out_of_it(
    make_run, make_finding, tmp_path
) -> None:
    found = [make_finding(Result.FAIL, Severity.HIGH, f"SYS-{n}") for n in range(1000)]
    run = make_run(found)
    with Store.open(tmp_path) as store:
        ((pages,),) = store._database.read("PRAGMA page_count")
        store._database.read(f"PRAGMA max_page_count={pages}")
        with pytest.raises(UnstoredError, match="disk_full") as refused:
            keep(run, store.runs)

        assert refused.value.run == run
        assert refused.value.card == card_of(run)
        assert refused.value.status == Exit.CANNOT_WRITE
        assert not store.runs.exists(run.id)
        assert store.examine() == ()
