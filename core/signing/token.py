"""Tokens, in the child: which certificates are there, and one signature with one of them.

Source: PKCS #11 2.40. A certificate and its key share the attribute CKA_ID; their labels differ on
many tokens. Most tokens lock after three wrong PINs, so that no PIN is ever tried twice.
"""

import io
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pkcs11
from asn1crypto import x509
from pkcs11 import Attribute, ObjectClass, exceptions
from pkcs11.constants import TokenFlag

from core.model.moments import to_text
from core.model.signing import PinState, Seen
from core.signing.host_main import RefusedError
from core.signing.names import named
from core.signing.verifying import judged

_USES = frozenset(("digital_signature", "non_repudiation"))
_PIN_STATES = (
    (TokenFlag.USER_PIN_LOCKED, PinState.LOCKED),
    (TokenFlag.USER_PIN_FINAL_TRY, PinState.LAST_TRY),
    (TokenFlag.PROTECTED_AUTHENTICATION_PATH, PinState.ON_DEVICE),
    (TokenFlag.USER_PIN_COUNT_LOW, PinState.WRONG_BEFORE),
)


def certificates(driver: str) -> list[dict[str, Any]]:
    """Return the certificates to sign with on every token of a driver; no PIN is needed."""
    found = []
    for token in _tokens(driver):
        with token.open() as session:
            for each in _on_token(session):
                found.append(_card(token, *each))
    return found


def signed(question: Mapping[str, Any]) -> dict[str, Any]:
    """Return a PDF with one more signature, and what its signatures are worth.

    The old bytes stay as they are, the signature stands behind them. The PIN is used once, and
    not before the file is known to be one that can be signed.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfReadError
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
    from pyhanko.sign.pkcs11 import PKCS11Signer

    pdf, wanted = b64decode(question["pdf"]), bytes.fromhex(question["id"])
    before = judged(pdf, {}, to_be_signed=True)["signatures"]
    if any(each["seen"] not in (Seen.WHOLE, Seen.SIGNED_OVER) for each in before):
        raise RefusedError("signature_before")
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        taken = {name for name, _, _ in enumerate_sig_fields(writer)}
    except PdfReadError as error:
        raise RefusedError("pdf_unreadable") from error
    with _session(question) as session:
        chosen = [value for its_id, value in _on_token(session) if its_id == wanted]
        if not chosen:
            raise RefusedError("certificate_gone")
        _need_key(session, wanted)
        signer = PKCS11Signer(
            session, signing_cert=chosen[0], key_id=wanted, other_certs_to_pull=None
        )
        field = next(name for name in _field_names() if name not in taken)
        details = signers.PdfSignatureMetadata(
            field_name=field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            name=named(chosen[0].subject).name,
        )
        made = signers.sign_pdf(writer, details, signer=signer).getvalue()
    return {"pdf": b64encode(made).decode(), **judged(made, question["roots"])}


def _field_names() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"Signature{number}"


def _tokens(driver: str) -> list[pkcs11.Token]:
    try:
        tokens = pkcs11.lib(driver).get_tokens()
        return [each for each in tokens if TokenFlag.TOKEN_INITIALIZED in each.flags]
    except (RuntimeError, exceptions.PKCS11Error) as error:
        raise RefusedError("driver_unusable", type(error).__name__) from error


@contextmanager
def _session(question: Mapping[str, Any]) -> Iterator[pkcs11.Session]:
    """Open a session as its holder. One wrong PIN ends it: the next try is the person's to make."""
    wanted = question["token_serial"]
    here = [each for each in _tokens(question["driver"]) if _serial(each) == wanted]
    if not here:
        raise RefusedError("token_gone")
    state = _pin_state(here[0])
    if state is PinState.LOCKED:
        raise RefusedError("pin_locked")
    pin = pkcs11.PROTECTED_AUTH if state is PinState.ON_DEVICE else question["pin"]
    try:
        session = here[0].open(user_pin=pin)
    except (exceptions.PinIncorrect, exceptions.PinInvalid, exceptions.PinLenRange) as error:
        raise RefusedError("pin_wrong", type(error).__name__) from error
    except exceptions.PinLocked as error:
        raise RefusedError("pin_locked") from error
    except exceptions.FunctionCancelled as error:
        raise RefusedError("signing_cancelled") from error
    with session:
        yield session


def _on_token(session: pkcs11.Session) -> Iterator[tuple[bytes, x509.Certificate]]:
    """Yield id and certificate of those that belong to a person and are made to sign with."""
    for each in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        try:
            its_id, value = bytes(each[Attribute.ID]), bytes(each[Attribute.VALUE])
            certificate = x509.Certificate.load(value)
            uses = certificate.key_usage_value
            fits = uses is None or bool(_USES & set(uses.native))
        except (exceptions.AttributeTypeInvalid, ValueError):
            continue
        if its_id and fits and not certificate.ca:
            yield its_id, certificate


def _need_key(session: pkcs11.Session, its_id: bytes) -> None:
    wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: its_id}
    if not list(session.get_objects(wanted)):
        raise RefusedError("key_missing")


def _card(token: pkcs11.Token, its_id: bytes, certificate: x509.Certificate) -> dict[str, Any]:
    subject = named(certificate.subject)
    return {
        "token": token.label,
        "token_serial": _serial(token),
        "id": its_id.hex(),
        "name": subject.name,
        "organisation": subject.organisation,
        "issuer": named(certificate.issuer).name,
        "serial": f"{certificate.serial_number:x}",
        "until": to_text(certificate.not_valid_after),
        "pin": _pin_state(token),
    }


def _serial(token: pkcs11.Token) -> str:
    return bytes(token.serial).hex()


def _pin_state(token: pkcs11.Token) -> PinState:
    return next((state for flag, state in _PIN_STATES if flag in token.flags), PinState.FINE)
