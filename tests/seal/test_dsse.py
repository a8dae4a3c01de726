"""DSSE envelopes: an independent implementation agrees; what is altered is refused."""

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import CryptoSigner, SSlibKey

from core.seal.dsse import bound, seal, unseal
from core.seal.keys import SigningKey
from core.seal.refusal import SealError, Why
from core.seal.trust import TrustedKeys

DAY = "2027-01-05"
KIND = "application/vnd.trucan.bundle+json"
KEY, OTHER, THIRD = (SigningKey(bytes([each]) * 32) for each in (1, 2, 3))
TRUSTED = TrustedKeys().add(KEY.verify_key, "Xã Phú Mẫu")
BOTH = TRUSTED.add(OTHER.verify_key, "Sở")


def _foreign(key: SigningKey) -> SSlibKey:
    return SSlibKey(key.verify_key.id, "ed25519", "ed25519", {"public": key.verify_key.raw.hex()})


def _refusal(envelope: bytes, trusted: TrustedKeys = TRUSTED, threshold: int = 1) -> Why:
    with pytest.raises(SealError) as caught:
        unseal(envelope, KIND, trusted, day=DAY, threshold=threshold)
    return caught.value.why


def test_the_example_of_the_specification() -> None:
    """protocol.md: the bytes that are signed for `hello world`."""
    assert (
        bound("http://example.com/HelloWorld", b"hello world")
        == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )


def test_another_implementation_verifies_our_envelope() -> None:
    """What we seal, securesystemslib verifies; with another key it does not."""
    envelope = Envelope.from_dict(json.loads(seal("Đà Nẵng".encode(), KIND, [KEY])))

    assert envelope.payload == "Đà Nẵng".encode()
    assert envelope.verify([_foreign(KEY)], 1)
    with pytest.raises(VerificationError):
        envelope.verify([_foreign(OTHER)], 1)


def test_we_verify_the_envelope_of_another_implementation() -> None:
    """What securesystemslib seals, we unseal."""
    envelope = Envelope(b"payload", KIND, {})
    envelope.sign(CryptoSigner(Ed25519PrivateKey.from_private_bytes(KEY.seed), _foreign(KEY)))
    opened = unseal(json.dumps(envelope.to_dict()).encode(), KIND, TRUSTED, day=DAY)

    assert opened.payload == b"payload"
    assert [each.owner for each in opened.sealed_by] == ["Xã Phú Mẫu"]


@given(st.binary(max_size=300))
def test_round_trip(payload: bytes) -> None:
    """Any payload comes back as it was, and sealing it again gives the same bytes."""
    envelope = seal(payload, KIND, [KEY])

    assert unseal(envelope, KIND, TRUSTED, day=DAY).payload == payload
    assert seal(payload, KIND, [KEY]) == envelope


@given(st.data())
def test_no_changed_byte_gives_another_payload(data: st.DataObject) -> None:
    """Whatever byte of an envelope is changed: refused, or the very same payload and type."""
    envelope = bytearray(seal(b"the payload", KIND, [KEY]))
    at = data.draw(st.integers(0, len(envelope) - 1))
    envelope[at] = data.draw(st.integers(0, 255))
    try:
        opened = unseal(bytes(envelope), KIND, TRUSTED, day=DAY)
    except SealError:
        return

    assert opened.payload == b"the payload"


def test_a_signature_for_one_type_does_not_hold_for_another() -> None:
    """Neither asking for another type nor renaming it in the envelope helps."""
    envelope = seal(b"{}", "application/vnd.trucan.policy+json", [KEY])
    renamed = json.loads(envelope)
    renamed["payloadType"] = KIND

    assert _refusal(envelope) is Why.OTHER_TYPE
    assert _refusal(json.dumps(renamed).encode()) is Why.ALTERED


def test_reasons_of_refusal() -> None:
    """Unsigned, unknown, altered and revoked are told apart."""
    envelope = seal(b"{}", KIND, [KEY])
    changed = json.loads(envelope)
    changed["payload"] = base64.b64encode(b"[]").decode()

    assert _refusal(seal(b"{}", KIND, [])) is Why.UNSIGNED
    assert _refusal(seal(b"{}", KIND, [OTHER])) is Why.UNKNOWN_KEY
    assert _refusal(json.dumps(changed).encode()) is Why.ALTERED
    with pytest.raises(SealError) as caught:
        unseal(envelope, KIND, TRUSTED.revoke(KEY.verify_key.id, "2027-01-01"), day=DAY)
    assert (caught.value.why, caught.value.day) == (Why.REVOKED, "2027-01-01")


@pytest.mark.parametrize(
    "envelope",
    [
        b"",
        b"[]",
        b"{}",
        b'{"payload":"e30=","payloadType":1,"signatures":[]}',
        b'{"payload":"e30=","payloadType":"a","signatures":{}}',
        b'{"payload":"e30","payloadType":"a","signatures":[]}',
        b'{"payload":"e30=","payloadType":"a","signatures":[1]}',
        b'{"payload":"e30=","payloadType":"a","signatures":[{"keyid":"a"}]}',
        b'{"payload":"e30=","payloadType":"a","payloadType":"b","signatures":[]}',
        b'{"payload":"e30=","payloadType":"a","signatures":[' + b"{}," * 16 + b"{}]}",
    ],
)
def test_what_is_not_an_envelope(envelope: bytes) -> None:
    """Broken envelopes are refused as such, never by a crash."""
    assert _refusal(envelope) is Why.MALFORMED


def test_more_signatures_than_anybody_needs_are_not_tried() -> None:
    form = json.loads(seal(b"x", KIND, (KEY,)))
    form["signatures"] *= 16
    assert unseal(json.dumps(form).encode(), KIND, TRUSTED, day=DAY).payload == b"x"
    form["signatures"] += form["signatures"][:1]

    assert _refusal(json.dumps(form).encode()) is Why.MALFORMED


def test_letters_that_are_no_base64_are_not_passed_over() -> None:
    """Python's reader drops them unless it is told otherwise: two texts, one payload."""
    form = json.loads(seal(b"xyz", KIND, (KEY,)))
    form["payload"] = f"!{form['payload']}\n"

    assert _refusal(json.dumps(form).encode()) is Why.MALFORMED


def test_the_key_id_is_only_a_hint() -> None:
    """Without an id every trusted key is tried; a wrong id finds no key."""
    nameless = json.loads(seal(b"{}", KIND, [KEY]))
    del nameless["signatures"][0]["keyid"]
    misnamed = json.loads(seal(b"{}", KIND, [OTHER]))
    misnamed["signatures"][0]["keyid"] = KEY.verify_key.id

    assert unseal(json.dumps(nameless).encode(), KIND, BOTH, day=DAY).payload == b"{}"
    assert _refusal(json.dumps(misnamed).encode(), BOTH) is Why.ALTERED


def test_several_keys() -> None:
    """A threshold counts different trusted keys, not signatures."""
    twice = json.loads(seal(b"{}", KIND, [KEY]))
    twice["signatures"] *= 2

    assert (
        unseal(seal(b"{}", KIND, [KEY, OTHER]), KIND, BOTH, day=DAY, threshold=2).payload == b"{}"
    )
    assert _refusal(json.dumps(twice).encode(), BOTH, 2) is Why.UNKNOWN_KEY
    assert _refusal(seal(b"{}", KIND, [KEY, THIRD]), BOTH, 2) is Why.UNKNOWN_KEY
