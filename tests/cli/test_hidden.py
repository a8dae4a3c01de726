"""Secrets typed at a terminal: asked for in the reader's language, twice where one is set."""

import pytest

from core.cli import opening
from core.model.errors import Exit, KnownError


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let somebody sit at a terminal, and return what they will type."""
    answers: list[str] = []
    monkeypatch.setattr(opening, "_is_at_terminal", lambda: True)
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda prompt: answers.pop(0))
    return answers


def test_a_secret_is_asked_for_twice_in_the_words_given(typing: list[str]) -> None:
    typing += ["tám tiếng", "tám tiếng"]

    assert opening.ask_hidden("Mã PIN mới", "Gõ lại mã PIN") == "tám tiếng"
    assert not typing


def test_two_different_answers_are_told_in_our_words(typing: list[str]) -> None:
    typing += ["một", "hai"]
    with pytest.raises(KnownError) as caught:
        opening.ask_hidden("Mã PIN mới", "Gõ lại mã PIN", differ="person_pin_differs")

    assert (caught.value.key, caught.value.status) == ("person_pin_differs", Exit.USAGE)


def test_where_nobody_sits_nothing_is_asked() -> None:
    with pytest.raises(KnownError, match="no_terminal"):
        opening.ask_hidden("Mã PIN mới")
