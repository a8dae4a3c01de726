"""The sealed form of a data pack: a DSSE envelope around its TOML and its issuer's public key.

The key travels with the pack so that a stranger can be named by its fingerprint; it is trusted only
once somebody has compared that with the issuer by another way.
"""

import base64
import binascii
from dataclasses import dataclass

from core.policy.packs import Pack, pack_of
from core.seal.canonical import CanonicalError, read, write
from core.seal.dsse import payload_of, seal, unseal
from core.seal.keys import SigningKey, VerifyKey
from core.seal.refusal import SealError, Why
from core.seal.trust import TrustedKey, TrustedKeys

PAYLOAD_TYPE = "application/vnd.trucan.pack+json"
SIZE_LIMIT = 64_000_000
"""Bytes of a sealed pack; a million addresses take about half of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedPack:
    """A pack whose seal is whole, and the key that made it: of whom, nobody has said yet."""

    pack: Pack
    key: VerifyKey


def seal_pack(body: bytes, key: SigningKey) -> bytes:
    """Return the sealed form of a pack; Misfit when its TOML is not one."""
    pack_of(body)
    public = base64.b64encode(key.verify_key.raw).decode()
    return seal(write({"key": public, "toml": body.decode()}), PAYLOAD_TYPE, [key])


def open_pack(envelope: bytes) -> SealedPack:
    """Return a sealed pack whose seal holds for the key it names.

    SealError when the seal does not hold or this is no sealed pack; Misfit when it holds no pack.
    """
    key = _named_key(payload_of(envelope, size_limit=SIZE_LIMIT))
    named = TrustedKeys((TrustedKey(key=key, owner=""),))
    opened = unseal(envelope, PAYLOAD_TYPE, named, day="", size_limit=SIZE_LIMIT)
    return SealedPack(pack=pack_of(_field(opened.payload, "toml").encode()), key=key)


def _named_key(payload: bytes) -> VerifyKey:
    try:
        return VerifyKey(base64.b64decode(_field(payload, "key"), validate=True))
    except (binascii.Error, ValueError) as error:
        raise SealError(Why.MALFORMED, str(error)) from error


def _field(payload: bytes, name: str) -> str:
    try:
        form = read(payload, size_limit=SIZE_LIMIT)
    except CanonicalError as error:
        raise SealError(Why.MALFORMED, str(error)) from error
    value = form.get(name) if isinstance(form, dict) else None
    if not isinstance(value, str):
        raise SealError(Why.MALFORMED, f"no {name}")
    return value
