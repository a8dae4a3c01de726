"""DSSE envelopes, version 1: a payload, its type and signatures over both.

The type is signed with the payload, so that a sealed pack can never pass for a sealed bundle.
https://github.com/secure-systems-lab/dsse (protocol.md, envelope.md)
"""

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.seal.canonical import SIZE_LIMIT, CanonicalError, Json, read, write
from core.seal.keys import SigningKey, VerifyKey
from core.seal.refusal import SealError, Why
from core.seal.trust import TrustedKey, TrustedKeys

SIGNATURE_LIMIT = 16
"""Signatures that are looked at in one envelope at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A payload that was proven, and the trusted keys that sealed it."""

    payload: bytes
    sealed_by: tuple[TrustedKey, ...]


@dataclass(frozen=True, slots=True)
class _Signature:
    key_id: str
    raw: bytes


def bound(payload_type: str, payload: bytes) -> bytes:
    """Return the bytes that are signed: type and payload, each with its length (PAE)."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def seal(payload: bytes, payload_type: str, keys: Sequence[SigningKey]) -> bytes:
    """Return an envelope around a payload, signed with each key, as canonical JSON."""
    message = bound(payload_type, payload)
    signatures: list[Json] = [
        {"keyid": key.verify_key.id, "sig": base64.b64encode(key.sign(message)).decode()}
        for key in keys
    ]
    return write(
        {
            "payload": base64.b64encode(payload).decode(),
            "payloadType": payload_type,
            "signatures": signatures,
        }
    )


def unseal(
    envelope: bytes,
    payload_type: str,
    trusted: TrustedKeys,
    *,
    day: str,
    threshold: int = 1,
    size_limit: int = SIZE_LIMIT,
) -> Opened:
    """Return the payload when enough trusted keys signed it as this type; else SealError.

    `day` is the ISO day on which the seal was received or is known to have existed: a date inside
    the payload proves nothing. `threshold` counts different keys. The key id is only a hint; a
    signature without one is tried with every trusted key.
    """
    found_type, payload, signatures = _parse(envelope, size_limit)
    if found_type != payload_type:
        raise SealError(Why.OTHER_TYPE, f"{found_type!r} instead of {payload_type!r}")
    if not signatures:
        raise SealError(Why.UNSIGNED)
    message = bound(payload_type, payload)
    good: dict[str, TrustedKey] = {}
    revoked: list[TrustedKey] = []
    known = False
    for signature in signatures:
        candidates = tuple(_candidates(signature, trusted))
        known = known or bool(candidates)
        for each in candidates:
            if each.key.verifies(signature.raw, message):
                if each.holds_on(day):
                    good[each.key.id] = each
                else:
                    revoked.append(each)
    if len(good) >= threshold:
        return Opened(payload=payload, sealed_by=tuple(good.values()))
    if revoked:
        raise SealError(Why.REVOKED, revoked[0].key.id, revoked[0].revoked)
    if good or not known:
        names = ", ".join(each.key_id for each in signatures)
        raise SealError(Why.UNKNOWN_KEY, f"{len(good)} of {threshold} keys trusted: {names}")
    raise SealError(Why.ALTERED)


def unseal_offered(
    envelope: bytes,
    payload_type: str,
    trusted: TrustedKeys,
    offered: VerifyKey | None,
    *,
    day: str,
) -> tuple[bytes, TrustedKey | None]:
    """Return the payload and the trusted key that sealed it; else SealError.

    The key is None where it is not trusted yet but the seal is good by `offered`, the key that the
    sender says it was sealed with: then one key sealed it all, whosever that is.
    """
    try:
        opened = unseal(envelope, payload_type, trusted, day=day)
    except SealError as error:
        if error.why is not Why.UNKNOWN_KEY or offered is None:
            raise
        alone = TrustedKeys().add(offered, "")
        return unseal(envelope, payload_type, alone, day=day).payload, None
    return opened.payload, opened.sealed_by[0]


def _candidates(signature: _Signature, trusted: TrustedKeys) -> Iterable[TrustedKey]:
    if not signature.key_id:
        return trusted.all()
    found = trusted.find(signature.key_id)
    return () if found is None else (found,)


def payload_of(envelope: bytes, *, size_limit: int = SIZE_LIMIT) -> bytes:
    """Return the payload of an envelope that nobody has proven yet; SealError if it is none.

    Only for finding out which key a stranger names, before `unseal` proves anything.
    """
    return _parse(envelope, size_limit)[1]


def _parse(envelope: bytes, size_limit: int) -> tuple[str, bytes, tuple[_Signature, ...]]:
    try:
        form = read(envelope, size_limit=size_limit)
    except CanonicalError as error:
        raise SealError(Why.MALFORMED, str(error)) from error
    if not isinstance(form, dict):
        raise SealError(Why.MALFORMED, "not an object")
    kind = form.get("payloadType")
    signatures = form.get("signatures", [])
    if not isinstance(kind, str) or not isinstance(signatures, list):
        raise SealError(Why.MALFORMED, "type or signatures missing")
    if len(signatures) > SIGNATURE_LIMIT:
        raise SealError(Why.MALFORMED, "too many signatures")
    return kind, _from_base64(form.get("payload")), tuple(_signature(each) for each in signatures)


def _signature(form: Json) -> _Signature:
    if not isinstance(form, dict):
        raise SealError(Why.MALFORMED, "a signature is not an object")
    key_id = form.get("keyid", "")
    return _Signature(key_id if isinstance(key_id, str) else "", _from_base64(form.get("sig")))


def _from_base64(text: Json | None) -> bytes:
    """Decode standard or URL-safe base64; the specification asks readers to accept both."""
    if not isinstance(text, str):
        raise SealError(Why.MALFORMED, "payload or signature missing")
    try:
        return base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise SealError(Why.MALFORMED, str(error)) from error
