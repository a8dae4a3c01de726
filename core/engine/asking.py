"""Asking: how long each probe may take, and what is asked before a run is even planned."""

from core.engine.host import Question
from core.model.selection import Selection
from core.probes.ask import Ask

_LIMITS = {
    "updates": 30.0,
    "update_history": 20.0,
    "backup": 25.0,
    "antivirus": 20.0,
    "start_signatures": 35.0,
    "restore": 120.0,
    "package_files": 300.0,
}
"""Seconds for probes that may take long; package state and folders do on a slow disk."""
_LIMIT = 12.0
ALWAYS = "machine"
"""Every run says which machine it examined."""
AT_ONCE = (ALWAYS, "updates")
"""Every whole run asks these, whatever limits its checks have, and waits for the second longest."""
FIRST = (*AT_ONCE, "backup", "antivirus")
"""Asked first: the machine says whose records to recall, and the run waits for the slowest."""


def question(topic: str, ask: Ask) -> Question:
    """Return the question for a probe, with its limit."""
    return Question(topic=topic, ask=ask, limit=limit_of(topic))


def limit_of(topic: str) -> float:
    """Return the seconds that a probe may take."""
    return _LIMITS.get(topic, _LIMIT)


def asked_at_once(selection: Selection, scratch: str) -> tuple[Question, ...]:
    """Return the questions that a run is sure to have; one of single checks may have none."""
    if selection.partial:
        return ()
    return tuple(question(topic, Ask(scratch=scratch, deep=True)) for topic in AT_ONCE)
