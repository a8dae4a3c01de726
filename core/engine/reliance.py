"""Which checks look a data pack up, and for which of them it has become old."""

from collections.abc import Iterable, Mapping

from core.engine.plan import PlannedCheck
from core.model.pack import PackCard, PackState, Reliance
from core.policy.kinds import kinds


def reliances(
    cards: Iterable[PackCard], planned: Iterable[PlannedCheck]
) -> Mapping[str, tuple[Reliance, ...]]:
    """Return, by the id of each pack that is looked up, the checks that rest on it."""
    planned = tuple(planned)
    return {card.id: tuple(_resting(card, planned)) for card in cards if card.is_looked_up}


def _resting(card: PackCard, planned: Iterable[PlannedCheck]) -> Iterable[Reliance]:
    table = kinds()[card.id].table
    for each in planned:
        if table in each.check.tables:
            most = each.params.table_days
            is_old = card.state is PackState.EXPIRED or card.age_days > most
            yield Reliance(check=each.check.id, most_days=most, is_old=is_old)
