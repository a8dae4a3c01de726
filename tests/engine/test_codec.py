"""The JSON form of a run: what comes back is what went in; what does not fit is refused."""

import json
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import jsonschema
import pytest

from core.cli.schemas import schema_of
from core.engine import codec
from core.model.errors import Exit, KnownError
from core.model.result import Finding, Result
from core.model.run import Run
from core.model.unknown import Unknown, UnknownCode


def test_a_run_comes_back_as_it_was(
    make_run: Callable[..., Run], make_finding: Callable[..., Finding]
) -> None:
    run = make_run([make_finding(result) for result in Result])

    assert codec.read_run(codec.write_run(run)) == run
    assert codec.read_run(codec.write_run(run, pretty=True)) == run
    assert codec.read_facts(codec.write_facts(run.facts)) == run.facts


def test_the_printed_form_is_the_promised_one(
    make_run: Callable[..., Run], make_finding: Callable[..., Finding]
) -> None:
    said = json.loads(codec.write_run(make_run([make_finding(Result.UNKNOWN)])))

    assert said["format"] == 1
    assert said["findings"][0]["reason"] == "no_right"
    assert said["facts"]["clock"]["now"] == {"unknown": "timed_out", "detail": "12"}
    assert said["coverage"] == {"answered": 0, "applicable": 1}
    jsonschema.validate(said, schema_of("run"))


def test_an_unread_fact_keeps_its_reason(make_run: Callable[..., Run]) -> None:
    back = codec.read_run(codec.write_run(make_run()))

    now = back.facts["clock"].now  # type: ignore[attr-defined]
    assert isinstance(now, Unknown)
    assert (now.code, now.detail) == ("timed_out", "12")


def changed(body: bytes, **other: Any) -> bytes:
    """Return a run's JSON with some keys replaced."""
    return json.dumps({**json.loads(body), **other}).encode()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: b"",
        lambda body: b"[]",
        lambda body: b"null",
        lambda body: body[:-20],
        lambda body: b"\xff\xfe" + body,
        lambda body: b"[" * 200_000,
        lambda body: changed(body, verdict="splendid"),
        lambda body: changed(body, findings="none"),
        lambda body: changed(body, asset={}),
        lambda body: changed(body, facts={"clock": {"now": 7}}),
        lambda body: changed(body, facts=[1]),
        lambda body: b" " * 20_000_001,
    ],
)
def test_what_is_no_run_is_refused_in_words(
    spoil: Callable[[bytes], bytes], make_run: Callable[..., Run]
) -> None:
    with pytest.raises(KnownError) as caught:
        codec.read_run(spoil(codec.write_run(make_run())), "x.json")

    assert (caught.value.key, caught.value.status) == ("run_unreadable", Exit.BAD_INPUT)
    assert caught.value.args_of_sentence == {"file": "x.json"}


def test_a_newer_run_is_named_as_such(make_run: Callable[..., Run]) -> None:
    with pytest.raises(KnownError) as caught:
        codec.read_run(changed(codec.write_run(make_run()), format=2), "x.json")

    assert caught.value.key == "run_newer"


def test_facts_of_an_unknown_topic_are_left_out(make_run: Callable[..., Run]) -> None:
    body = codec.write_run(make_run())
    facts = {**json.loads(body)["facts"], "telepathy": {"x": 1}}

    assert set(codec.read_run(changed(body, facts=facts)).facts) == {"clock"}


@pytest.mark.parametrize("topic", sorted(codec.topics()))
def test_what_an_earlier_version_did_not_read_is_unknown(topic: str) -> None:
    """Each field in turn, as if it had been added since."""
    kind = codec.topics()[topic]
    facts = kind.unread(UnknownCode.NO_RIGHT, "", "2026-11-28T00:00:00Z")
    whole = json.loads(codec.write_facts({topic: facts}))
    for name in {each.name for each in fields(kind)} - {"origin"}:
        earlier = {topic: {key: value for key, value in whole[topic].items() if key != name}}

        back = codec.read_facts(json.dumps(earlier).encode())[topic]

        assert getattr(back, name).code is UnknownCode.NOT_FOUND
        assert back == replace(facts, **{name: getattr(back, name)})


def test_stored_facts_that_no_longer_fit_are_unread_and_spoil_no_others(
    make_run: Callable[..., Run],
) -> None:
    stored = json.loads(codec.write_facts(make_run().facts))
    stored["hardware"] = {"origin": {"backend": "files", "at": "yesterday"}, "disks": 7}

    facts = codec.StoredFacts(json.dumps(stored).encode())

    assert facts["clock"] == make_run().facts["clock"]
    assert facts["hardware"].disks.code is UnknownCode.MALFORMED  # type: ignore[attr-defined]
