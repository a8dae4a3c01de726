"""Where the key of the seal is kept: the ladder, what is not trusted, and the closed file."""

import json
import stat
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import keyring.backends.fail
import keyring.backends.null
import keyring.core
import pytest
from keyring.backends import chainer
from keyring.backends.SecretService import Keyring as SecretService

from core.model.errors import KnownError
from core.seal.keys import SigningKey
from core.secrets import FILE_NAME, Held, KeyPlace, Keyring, Secrets, system_keyring

PASSPHRASE = "mật khẩu đủ dài"
COST = 2**4
NOTHING = Held(place=KeyPlace.NONE)


class Kept:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Return what was kept."""
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""
        self.secrets[service, username] = password


class Forgetful(Kept):
    """Takes secrets and forgets them."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Do nothing."""


class Refusing(Kept):
    """A keyring that stays locked."""

    def get_password(self, service: str, username: str) -> str | None:
        """Refuse."""
        raise RuntimeError("locked")

    set_password = get_password  # type: ignore[assignment]


def _secrets(folder: Path, kept: Keyring | None = None) -> Secrets:
    return Secrets(folder, keyring=lambda: kept, cost=COST)


def _refusal(act: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as caught:
        act()
    return caught.value.key


def test_the_keyring_is_the_first_place(tmp_path: Path) -> None:
    """A key is made there once, only when one is wanted, and found again."""
    kept = Kept()
    secrets = _secrets(tmp_path, kept)
    assert secrets.held() == NOTHING
    assert kept.secrets == {}
    made = secrets.provide()

    assert made.place is KeyPlace.OS_KEYRING
    assert made.key is not None
    assert _secrets(tmp_path, kept).held() == _secrets(tmp_path, kept).provide() == made
    assert list(tmp_path.iterdir()) == []
    assert _refusal(lambda: secrets.protect(PASSPHRASE)) == "seal_key_exists"


@pytest.mark.parametrize("kept", [None, Forgetful(), Refusing()])
def test_without_a_safe_keyring_there_is_no_key(tmp_path: Path, kept: Keyring | None) -> None:
    """None at all, one that forgets, one that refuses: nothing is made and nothing fails."""
    assert _secrets(tmp_path, kept).provide() == NOTHING


def test_a_damaged_secret_counts_as_none(tmp_path: Path) -> None:
    """What is no key in the keyring is not used as one."""
    kept = Kept()
    kept.set_password("TrucAn", "seal", "AAAA")

    assert _secrets(tmp_path, kept).held() == NOTHING


def test_a_file_closed_by_a_passphrase(tmp_path: Path) -> None:
    """Made once, closed in the next process, opened by the same words in any writing of them."""
    made = _secrets(tmp_path / "keys").protect(PASSPHRASE)
    again = _secrets(tmp_path / "keys", Kept())
    assert again.provide() == Held(place=KeyPlace.FILE_PASSPHRASE)
    assert again.held().is_closed
    assert _refusal(lambda: again.open(PASSPHRASE + ".")) == "passphrase_wrong"
    assert again.held().is_closed

    assert again.open(unicodedata.normalize("NFD", PASSPHRASE) + "\n") == made
    assert not again.held().is_closed
    assert _refusal(lambda: again.protect(PASSPHRASE)) == "seal_key_exists"


def test_only_the_account_may_read_the_file(tmp_path: Path) -> None:
    """And nothing in it is the key or the passphrase."""
    made = _secrets(tmp_path).protect(PASSPHRASE)
    file = tmp_path / FILE_NAME
    assert made.key is not None

    assert set(json.loads(file.read_bytes())) == {"v", "n", "salt", "nonce", "box", "public"}
    assert PASSPHRASE.encode() not in file.read_bytes()
    assert repr(made.key.seed) not in repr(made)
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_two_files_of_one_passphrase_differ(tmp_path: Path) -> None:
    """Salt, nonce and key are new each time."""
    first = _secrets(tmp_path / "a").protect(PASSPHRASE)

    assert _secrets(tmp_path / "b").protect(PASSPHRASE) != first


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    """Eleven characters, also when they take more bytes."""
    assert _refusal(lambda: _secrets(tmp_path).protect("ậ" * 11)) == "passphrase_short"
    assert list(tmp_path.iterdir()) == []


def test_nothing_to_open(tmp_path: Path) -> None:
    """Without a file there is nothing that a passphrase could open."""
    assert _refusal(lambda: _secrets(tmp_path).open(PASSPHRASE)) == "seal_no_file"


@pytest.mark.parametrize(
    "change",
    [
        {"n": 8},
        {"n": 2**40},
        {"n": 17},
        {"n": "16"},
        {"v": 2},
        {"salt": "!"},
        {"box": None},
        {"nonce": "AAAA"},
        {"box": "AAAA"},
    ],
)
def test_an_altered_file_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    """A lowered or absurd cost, another version, what is no file of ours."""
    _secrets(tmp_path).protect(PASSPHRASE)
    file = tmp_path / FILE_NAME
    file.write_text(json.dumps({**json.loads(file.read_bytes()), **change}))

    assert _refusal(lambda: _secrets(tmp_path).open(PASSPHRASE)) in (
        "seal_file_broken",
        "passphrase_wrong",
    )


def test_a_file_that_is_none(tmp_path: Path) -> None:
    """Not JSON, not an object, too long, a folder."""
    for content in (b"", b"[]", b"x" * 5000):
        (tmp_path / FILE_NAME).write_bytes(content)
        assert _refusal(lambda: _secrets(tmp_path).open(PASSPHRASE)) == "seal_file_broken"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """Told, and no key is held that is kept nowhere."""
    (tmp_path / "keys").write_text("a file")
    secrets = _secrets(tmp_path / "keys" / "deeper")

    assert _refusal(lambda: secrets.protect(PASSPHRASE)) == "no_write"
    assert secrets.held() == NOTHING


def test_only_safe_keyrings_of_the_system_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not those that fail, forget or write plain text; a chain is looked through."""
    found: list[object] = []
    monkeypatch.setattr(keyring, "get_keyring", lambda: found[-1])

    class Plain:
        """As keyrings.alt has them."""

    Plain.__module__ = "keyrings.alt.file"
    safe = SecretService()
    chain = chainer.ChainerBackend()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [Plain(), safe])
    for each, expected in (
        (keyring.backends.fail.Keyring(), None),
        (keyring.backends.null.Keyring(), None),
        (Plain(), None),
        (safe, safe),
        (chain, safe),
    ):
        found.append(each)
        assert system_keyring() is expected


def test_a_keyring_that_fails_to_load_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever its backends raise, the book goes on."""

    def fail() -> object:
        raise RuntimeError("no bus")

    monkeypatch.setattr(keyring, "get_keyring", fail)

    assert system_keyring() is None


def test_a_key_survives_the_text_in_the_keyring() -> None:
    """32 bytes of any value."""
    kept = Kept()
    made = Secrets(Path("nowhere"), keyring=lambda: kept).provide()

    assert made.key == SigningKey(made.key.seed if made.key else b"")
