"""Verifying, in the child: what the signatures in a PDF still vouch for, without any network.

A right signature says nothing about bytes that were added behind it, so that the newest one has to
cover the entire file; an older one may be followed by nothing but further signatures.
"""

import io
from base64 import b64decode
from typing import Any

from core.model.moments import to_text
from core.model.signing import Seen, Trust
from core.signing.host_main import RefusedError
from core.signing.names import named


def signatures(pdf: bytes, roots: list[str]) -> list[dict[str, Any]]:
    """Return what is to be said of each signature, oldest first; `roots` are files as base64."""
    from pyhanko.keys import load_certs_from_pemder_data
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    known = [
        certificate
        for each in roots
        for certificate in load_certs_from_pemder_data(b64decode(each))
    ]
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        found = list(reader.embedded_regular_signatures)
    except (PdfError, ValueError) as error:
        raise RefusedError("pdf_unreadable", type(error).__name__) from error
    return [_told(each, known, newest=number == len(found)) for number, each in enumerate(found, 1)]


def _told(signature: Any, roots: list[Any], *, newest: bool) -> dict[str, Any]:
    subject, issuer = _names(signature)
    told = {"name": subject.name, "organisation": subject.organisation, "issuer": issuer.name}
    status = _status(signature, roots)
    if status is None:
        return told | {"at": "", "seen": Seen.CHANGED, "trust": Trust.NOT_KNOWN}
    at = status.signer_reported_dt
    return told | {
        "at": to_text(at) if at is not None else "",
        "seen": _seen(status, newest=newest),
        "trust": _trust(status, signature.signer_cert, roots),
    }


def _names(signature: Any) -> tuple[Any, Any]:
    certificate = signature.signer_cert
    return named(certificate.subject), named(certificate.issuer)


def _status(signature: Any, roots: list[Any]) -> Any:
    """Return what the library finds; None for a signature that makes no sense to it."""
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(
        trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail"
    )
    try:
        return validate_pdf_signature(signature, context)
    except (SignatureValidationError, ValueError):
        return None


def _seen(status: Any, *, newest: bool) -> Seen:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import SignatureCoverageLevel as Coverage

    if not (status.intact and status.valid):
        return Seen.CHANGED
    if status.coverage is Coverage.ENTIRE_FILE:
        return Seen.WHOLE
    level = status.modification_level
    harmless = level is not None and level <= ModificationLevel.FORM_FILLING
    over = not newest and harmless and status.coverage is Coverage.ENTIRE_REVISION
    return Seen.SIGNED_OVER if over else Seen.ADDED


def _trust(status: Any, certificate: Any, roots: list[Any]) -> Trust:
    if status.trusted:
        return Trust.KNOWN
    if not roots and not certificate.self_issued:
        return Trust.NO_ROOTS
    return Trust.NOT_KNOWN
