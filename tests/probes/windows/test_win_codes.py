"""Windows error numbers become the right reasons, and nothing else is swallowed."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.win_codes import answering, from_hresult, from_win32, plain


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (5, UnknownCode.NO_RIGHT),
        (2, UnknownCode.NOT_FOUND),
        (3, UnknownCode.NOT_FOUND),
        (21, UnknownCode.NOT_FOUND),
        (53, UnknownCode.NOT_FOUND),
        (124, UnknownCode.NOT_SUPPORTED),
        (1060, UnknownCode.NOT_INSTALLED),
        (1062, UnknownCode.SERVICE_OFF),
        (1722, UnknownCode.SERVICE_OFF),
        (2114, UnknownCode.SERVICE_OFF),
        (2140, UnknownCode.SOURCE_BROKEN),
        (32, UnknownCode.UNREADABLE),
        (1460, UnknownCode.TIMED_OUT),
    ],
)
def test_win32(error: int, code: UnknownCode) -> None:
    assert from_win32(error, "asked").code is code
    assert from_hresult(0x80070000 | error, "asked").code is code


@pytest.mark.parametrize(
    ("hresult", "code"),
    [
        (0x80004001, UnknownCode.NOT_SUPPORTED),
        (-2147467263, UnknownCode.NOT_SUPPORTED),
        (0x80070005, UnknownCode.NO_RIGHT),
        (0x80041003, UnknownCode.NO_RIGHT),
        (0x8004100E, UnknownCode.NOT_SUPPORTED),
        (0x80041010, UnknownCode.NOT_SUPPORTED),
        (0x80041013, UnknownCode.SOURCE_BROKEN),
        (0x80041001, UnknownCode.SOURCE_BROKEN),
        (0x8024002E, UnknownCode.SERVICE_OFF),
        (0x800706D9, UnknownCode.SERVICE_OFF),
        (0x80310000, UnknownCode.NO_RIGHT),
        (0x80040154, UnknownCode.NOT_SUPPORTED),
    ],
)
def test_hresult(hresult: int, code: UnknownCode) -> None:
    assert from_hresult(hresult, "asked").code is code
    assert f"0x{hresult & 0xFFFFFFFF:08X}" in from_hresult(hresult, "asked").detail


class ComError(Exception):
    """Carries its number as comtypes' own error does."""

    def __init__(self, hresult: int) -> None:
        super().__init__(hresult)
        self.hresult = hresult


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ComError(-2147024891), UnknownCode.NO_RIGHT),
        (ImportError("no comtypes here"), UnknownCode.NOT_SUPPORTED),
        (AttributeError("function 'X' not found"), UnknownCode.NOT_SUPPORTED),
        (ValueError("NULL COM pointer access"), UnknownCode.MALFORMED),
        (FileNotFoundError("Could not find module 'wscapi.dll'"), UnknownCode.NOT_SUPPORTED),
        (FileNotFoundError(2, "No such file"), UnknownCode.NOT_FOUND),
        (PermissionError(13, "Permission denied"), UnknownCode.NO_RIGHT),
        (OSError(22, "Invalid argument"), UnknownCode.UNREADABLE),
    ],
)
def test_a_question_never_raises_what_a_machine_does(error: Exception, code: UnknownCode) -> None:
    @answering
    def ask(name: str) -> str:
        raise error

    found = ask("x")
    assert isinstance(found, Unknown)
    assert found.code is code
    assert found.detail.startswith("ask(x): ")


def test_a_bug_is_not_an_answer() -> None:
    @answering
    def ask() -> str:
        raise KeyError("typing mistake")

    with pytest.raises(KeyError):
        ask()


def test_half_a_character_becomes_a_replacement() -> None:
    assert plain("Nguyễn \ud83d") == "Nguyễn \ufffd"
    assert plain("Nguyễn 😀") == "Nguyễn 😀"
