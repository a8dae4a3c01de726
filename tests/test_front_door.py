"""The front door where there is no console to print to."""

import sys

import pytest

from main import main


@pytest.mark.only("posix")  # Windows would show a box and wait for somebody
def test_without_any_stream_a_mistake_is_a_status_and_no_crash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)

    assert main(["explain", "XYZ-1"]) == 64


def test_commands_may_be_called_again_in_the_same_process(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for _ in range(2):
        assert main(["explain", "XYZ-1"]) == 64
        assert main(["log", "list", "--no-such-option"]) == 64
    assert "Traceback" not in capsys.readouterr().err
