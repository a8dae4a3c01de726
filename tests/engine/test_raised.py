"""Reading with more rights: only what was refused, only by name, only in its place."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from core.engine import raised_host
from core.engine.host import Answer, Question
from core.engine.raised import RaisedReaders, asked_of, can_raise, filled, lacks_right
from core.engine.raised_host import answer_talk, serve, topic_in
from core.model.errors import Exit
from core.model.progress import Cancel
from core.model.unknown import UnknownCode
from core.probes.ask import Ask
from core.probes.catalogue import topics

ODD = (
    b"",
    b"null",
    b"[]",
    b'{"topic": "firewall", "facts": {}}',
    b'{"topic": "clock", "code": "crashed"}',
)
REFUSED = {"unknown": "no_right", "detail": "error 5"}
BROKEN = {"unknown": "source_broken", "detail": "x"}


def question(topic: str) -> Question:
    return Question(topic=topic, ask=Ask(places=("/srv",)), limit=3.0)


def answer(topic: str, facts: Any, code: UnknownCode | None = None) -> Answer:
    return Answer(topic=topic, facts=facts, code=code, detail="", elapsed_ms=1)


class Reading:
    """Readers that give fixed answers and remember what they were asked."""

    def __init__(self, *answers: Answer) -> None:
        self._answers = {each.topic: each for each in answers}
        self.asked: list[Question] = []

    def ask(
        self,
        questions: Iterable[Question],
        cancel: Cancel,
        reading: Callable[[tuple[str, ...], str], None] = lambda topics, slow: None,
    ) -> Iterator[Answer]:
        for each in questions:
            self.asked.append(each)
            yield self._answers[each.topic]


class Talking:
    """The end of a talk: gives messages, then ends, and keeps what is said to it."""

    def __init__(self, *messages: bytes, deaf: bool = False) -> None:
        self._messages, self._deaf = list(messages), deaf
        self.said: list[Any] = []

    def receive(self, patience: float) -> bytes | None:
        assert patience > 0
        return self._messages.pop(0) if self._messages else None

    def send(self, message: bytes) -> None:
        if self._deaf:
            raise BrokenPipeError
        self.said.append(json.loads(message))


def test_only_what_was_refused_is_asked_again() -> None:
    more: list[str] = []
    readers = RaisedReaders(
        Reading(
            answer("accounts", {"list": REFUSED}),
            answer("firewall", {"on": BROKEN}),
            answer("clock", None, UnknownCode.TIMED_OUT),
        ),
        lambda asked: more.append(asked.topic) or {"list": [1]},
    )

    got = list(readers.ask(map(question, ("accounts", "firewall", "clock")), Cancel()))

    assert more == ["accounts"]
    assert {each.topic: each.facts for each in got} == {
        "firewall": {"on": BROKEN},
        "clock": None,
        "accounts": {"list": [1]},
    }


def test_without_an_answer_the_refusal_stands() -> None:
    refused = answer("accounts", {"list": REFUSED})
    readers = RaisedReaders(Reading(refused), lambda asked: None)

    assert list(readers.ask([question("accounts")], Cancel())) == [refused]


def test_after_a_cancel_nothing_more_is_asked() -> None:
    cancel = Cancel()
    cancel.request()

    def never(asked: Question) -> Any:
        raise AssertionError(asked)

    refused = answer("accounts", {"list": REFUSED})
    assert list(RaisedReaders(Reading(refused), never).ask([question("accounts")], cancel)) == [
        refused
    ]


@pytest.mark.parametrize(
    ("own", "more", "whole"),
    [
        # Fields of the account at the desk stay, those that were refused are filled.
        (
            [{"name": "a", "current": True, "changed": REFUSED}],
            [{"name": "a", "current": False, "changed": "2027-01-05"}],
            [{"name": "a", "current": True, "changed": "2027-01-05"}],
        ),
        # Another list altogether: it is taken whole.
        ([{"name": "a", "on": REFUSED}], [{"name": "b"}, {"name": "a"}], None),
        ([{"name": "a", "on": REFUSED}], [{"name": "b", "on": True}], None),
        ({"of": "hanh", "on": REFUSED}, {"of": "admin", "on": 1}, {"of": "hanh", "on": 1}),
        ({"list": REFUSED}, {}, {"list": REFUSED}),
        ({"on": True}, {"on": False}, {"on": True}),
        ({"on": BROKEN}, {"on": False}, {"on": BROKEN}),
        ({"list": REFUSED}, {"list": BROKEN}, {"list": BROKEN}),
    ],
)  # fmt: skip
def test_what_is_filled(own: Any, more: Any, whole: Any) -> None:
    """None stands for all that was read with more rights."""
    assert filled(own, more) == (more if whole is None else whole)


def test_a_refusal_is_found_however_deep() -> None:
    assert lacks_right({"a": [{"b": REFUSED}]})
    assert not lacks_right({"a": [{"b": BROKEN}], "c": "no_right"})


@pytest.mark.parametrize(
    "message",
    [
        b"", b"null", b"[]", b"{", b'"clock"', b'{"topic": 1}', b'{"topic": ["clock"]}',
        b'{"topic": "clock", "ask": {"places": ["C:/"]}}', b'{"topic": "clock", "path": "x"}',
        b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_question_is_a_name_and_nothing_else(message: bytes) -> None:
    assert topic_in(message) == ""


def test_the_raised_host_hands_on_no_place_and_answers_in_turn() -> None:
    pool = Reading(answer("clock", {"zone": "x"}), answer("firewall", None, UnknownCode.TIMED_OUT))
    talk = Talking(b'{"topic": "clock"}', b'{"topic": "firewall"}')

    answer_talk(talk, pool)  # type: ignore[arg-type]

    assert [each.ask for each in pool.asked] == [Ask(), Ask()]
    assert [each["code"] for each in talk.said] == [None, "timed_out"]
    assert talk.said[0]["facts"] == {"zone": "x"}


@pytest.mark.parametrize("message", [b'{"topic": "../clock"}', b'{"topic": "host_main"}', b"x"])
def test_an_unknown_question_ends_the_talk(message: bytes) -> None:
    assert "clock" in topics()
    pool = Reading(answer("clock", {}))
    talk = Talking(message, b'{"topic": "clock"}')

    answer_talk(talk, pool)  # type: ignore[arg-type]

    assert (pool.asked, talk.said) == ([], [])


def test_it_ends_by_itself_however_much_is_asked() -> None:
    pool = Reading(answer("clock", {}))
    talk = Talking(*[b'{"topic": "clock"}'] * 9)
    now = iter(range(0, 10_000, int(raised_host.LONGEST / 4)))

    answer_talk(talk, pool, lambda: float(next(now)))  # type: ignore[arg-type]

    assert 0 < len(talk.said) < 5


def test_when_nobody_listens_it_ends() -> None:
    pool = Reading(answer("clock", {}))
    answer_talk(Talking(b'{"topic": "clock"}', b'{"topic": "clock"}', deaf=True), pool)  # type: ignore[arg-type]

    assert len(pool.asked) == 1


@pytest.mark.parametrize("said", ODD)
def test_an_odd_answer_of_the_raised_host_is_none(said: bytes) -> None:
    assert asked_of(Talking(said), question("clock")) is None


def test_an_answer_of_the_raised_host_is_taken() -> None:
    talk = Talking(b'{"topic": "clock", "facts": {"zone": "x"}, "code": null}')

    assert asked_of(talk, question("clock")) == {"zone": "x"}
    assert talk.said == [{"topic": "clock"}]


def test_from_a_source_tree_it_is_neither_offered_nor_served() -> None:
    assert can_raise() is False
    assert serve(("0" * 32, "1"), ("trucan",)) == Exit.NO_RIGHT
