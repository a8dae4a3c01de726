"""The seal of a case file: the list of contents, which names all else by digest, is signed.

It is signed with the key of the duty book, and read as the seals of bundles are.
"""

from core.model.incident import CaseSeal, SealKind
from core.seal.dsse import seal, unseal_offered
from core.seal.keys import SigningKey
from core.seal.note import NamedKey
from core.seal.refusal import SealError, Why
from core.seal.trust import TrustedKeys

PAYLOAD_TYPE = "application/vnd.trucan.case+json"
KEY_NAME = "trucan/case"


def key_text(key: SigningKey | None) -> str:
    """Return the public key that a case file names as its own, empty for none."""
    return "" if key is None else NamedKey(KEY_NAME, key.verify_key).to_text()


def seal_contents(contents: bytes, key: SigningKey) -> bytes:
    """Return the envelope of a list of contents."""
    return seal(contents, PAYLOAD_TYPE, (key,))


def seal_of(
    contents: bytes, named: str, envelope: bytes | None, trusted: TrustedKeys, day: str
) -> CaseSeal:
    """Return what the seal of a list of contents is worth on a day.

    `named` is the key that the contents name. SealError when the seal is missing although a key is
    named, does not fit, or is of a revoked key; ValueError when no key can be read.
    """
    if not named and envelope is None:
        return CaseSeal(kind=SealKind.NONE)
    if not named or envelope is None:
        raise SealError(Why.UNSIGNED, "a key or a seal is missing")
    offered = NamedKey.from_text(named).key
    payload, key = unseal_offered(envelope, PAYLOAD_TYPE, trusted, offered, day=day)
    if payload != contents:
        raise SealError(Why.ALTERED, "the list of contents is not what was sealed")
    if key is None:
        return CaseSeal(kind=SealKind.UNKNOWN, fingerprint=offered.fingerprint)
    return CaseSeal(kind=SealKind.TRUSTED, owner=key.owner, fingerprint=key.key.fingerprint)
