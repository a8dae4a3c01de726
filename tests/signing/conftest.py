"""A token in software, with a certificate of a made-up person from a made-up issuer."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from core.signing.port import ROOTS, Signing
from core.words import Words

sys.path.insert(0, str(Path(__file__).parent))

from soft_token import COMMAND, DRIVER, NAME, PIN, Token, certificate, run


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory) -> Token:
    """A token with a CA and a certificate whose label is not the label of its key."""
    home = tmp_path_factory.mktemp("token")
    (home / "tokens").mkdir()
    config = home / ".config" / "softhsm2"
    config.mkdir(parents=True)
    (config / "softhsm2.conf").write_text(f"directories.tokendir = {home / 'tokens'}\n")
    ca_key, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    issuer = certificate("CA mẫu", ca_key, "CA mẫu", ca_key, ca=True)
    leaf = certificate(NAME, key, "CA mẫu", ca_key, ca=False)
    (home / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    run(home, "softhsm2-util", "--init-token", "--free", "--label", "Thẻ mẫu", "--pin", PIN,
        "--so-pin", "12345678")  # fmt: skip
    run(home, "softhsm2-util", "--import", str(home / "key.pem"), "--token", "Thẻ mẫu",
        "--label", "khoa rieng", "--id", "a1b2", "--pin", PIN)  # fmt: skip
    for label, its_id, each in (("chung thu", "a1b2", leaf), ("ca", "c0", issuer)):
        (home / f"{its_id}.der").write_bytes(each.public_bytes(serialization.Encoding.DER))
        run(home, "pkcs11-tool", "--module", str(DRIVER), "--login", "--pin", PIN,
            "--write-object", str(home / f"{its_id}.der"), "--type", "cert",
            "--id", its_id, "--label", label)  # fmt: skip
    return Token(home, issuer)


@pytest.fixture
def signing(token: Token, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Signing:
    """The port of a home that knows no issuer yet; the card's last login was right.

    A card counts wrong PINs until the next right one, and all tests use the same card.
    """
    run(token.home, "pkcs11-tool", "--module", str(DRIVER), "--login", "--pin", PIN,
        "--list-objects")  # fmt: skip
    monkeypatch.setenv("HOME", str(token.home))
    return Signing(tmp_path / "home", COMMAND, lambda: Words("vi"))


@pytest.fixture
def know_issuer(token: Token, tmp_path: Path) -> Callable[[], None]:
    """Put the issuer among those that the home knows."""

    def know() -> None:
        folder = tmp_path / "home" / ROOTS
        folder.mkdir(parents=True)
        pem = token.issuer.public_bytes(serialization.Encoding.PEM)
        (folder / "ca.pem").write_bytes(pem)

    return know
