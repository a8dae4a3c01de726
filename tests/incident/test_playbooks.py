"""Playbooks: data that the words, the icons and the report form know."""

import pytest

from core.incident.playbooks import limits, playbooks, soon
from core.model.incident import StageKind, StepKind
from core.report.forms import forms
from core.words import LANGUAGES, Words

KINDS = (
    "ransomware",
    "malware",
    "defacement",
    "phishing",
    "account_taken",
    "data_leak",
    "denial",
    "outage",
)


def test_every_kind_that_was_promised_is_there() -> None:
    assert tuple(playbooks()) == KINDS


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_step_is_said_in_both_languages(kind: str, lang: str) -> None:
    words, playbook = Words(lang), playbooks()[kind]

    assert words.say(f"incident.kind.{kind}.name")
    assert words.say(f"incident.kind.{kind}.sign").endswith(".")
    for stage in playbook.stages:
        assert words.say(f"incident.stage.{stage.id}")
        for step in stage.steps:
            assert len(words.say(f"incident.step.{step.id}.title")) <= 40
            assert words.say(f"incident.step.{step.id}.text").endswith((".", "?"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_playbook_fits_on_the_card_and_ends_with_report_and_closing(kind: str) -> None:
    playbook = playbooks()[kind]
    first, *_ = playbook.stages
    steps = [each for stage in playbook.stages for each in stage.steps]
    group = forms()["incident"].fields["group"]

    assert 3 <= len(first.steps) <= 6
    assert any(each.kind is StepKind.CALL for each in first.steps)
    assert len({each.id for each in steps}) == len(steps)
    assert [each.kind for each in playbook.stages[-3:]] == [
        StageKind.EVIDENCE,
        StageKind.REPORT,
        StageKind.CLOSING,
    ]
    assert playbook.group in group.choices


def test_the_first_minute_of_ransomware_reads_like_the_card_on_paper() -> None:
    ids = [each.id for each in playbooks()["ransomware"].stages[0].steps]

    assert ids == ["disconnect", "keep_on", "unplug_drives", "photograph", "call", "never_pay"]


def test_deadlines_are_those_of_the_decree() -> None:
    assert [(each.stage, each.hours) for each in limits()] == [
        ("h24", 24),
        ("h72", 72),
        ("personal", 72),
    ]
    assert soon() == 6 * 3600
