"""Ed25519: the vectors of RFC 8032, and keys that keep their secret."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.seal.keys import SigningKey, VerifyKey

VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701"
        "cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d"
        "0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f7609"
        "84dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("seed", "public", "message", "signature"), VECTORS)
def test_vectors_of_the_rfc(seed: str, public: str, message: str, signature: str) -> None:
    """RFC 8032 7.1: the public key and the signature come out to the byte."""
    key = SigningKey(bytes.fromhex(seed))

    assert key.verify_key == VerifyKey(bytes.fromhex(public))
    assert key.sign(bytes.fromhex(message)).hex() == signature
    assert key.verify_key.verifies(bytes.fromhex(signature), bytes.fromhex(message))


@given(st.binary(max_size=200), st.binary(min_size=1, max_size=8), st.data())
def test_only_the_same_message_and_signature_verify(
    message: bytes, more: bytes, data: st.DataObject
) -> None:
    """Another message, a changed byte of the signature or another key: not verified."""
    key = SigningKey(bytes(range(32)))
    signature = key.sign(message)
    broken = bytearray(signature)
    at = data.draw(st.integers(0, len(broken) - 1))
    broken[at] ^= data.draw(st.integers(1, 255))

    assert key.verify_key.verifies(signature, message)
    assert not key.verify_key.verifies(signature, message + more)
    assert not key.verify_key.verifies(bytes(broken), message)
    assert not key.verify_key.verifies(signature[:-1], message)
    assert not SigningKey(bytes(32)).verify_key.verifies(signature, message)


def test_a_key_never_prints_its_secret() -> None:
    """The seed appears in no printed form, and new keys differ."""
    key = SigningKey.generate()

    assert key.seed.hex() not in repr(key)
    assert repr(key.seed) not in repr(key)
    assert SigningKey.generate() != key


def test_fingerprint_is_for_reading_aloud() -> None:
    """Eight groups of four letters, the same for the same key only."""
    key = SigningKey(bytes(32)).verify_key

    assert re.fullmatch(r"([ABCDEGHKMNPQRTVX]{4} ){7}[ABCDEGHKMNPQRTVX]{4}", key.fingerprint)
    assert key.fingerprint != SigningKey(bytes(range(32))).verify_key.fingerprint


@pytest.mark.parametrize("length", [0, 31, 33])
def test_keys_have_their_length(length: int) -> None:
    """Bytes of another length are no key; 32 bytes that are no point verify nothing."""
    with pytest.raises(ValueError, match="32"):
        VerifyKey(bytes(length))
    with pytest.raises(ValueError, match="32"):
        SigningKey(bytes(length))

    assert not VerifyKey(b"\x02" + bytes(31)).verifies(bytes(64), b"")
