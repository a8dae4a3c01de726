"""Verifying, in the child: what the signatures in a PDF still vouch for, without any network.

A right signature says nothing about bytes that were added behind it, so that the newest one has to
cover the entire file; an older one may be followed by nothing but further signatures.
"""

import io
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from core.model.moments import to_text
from core.model.signing import Seen, Trust
from core.signing.host_main import RefusedError
from core.signing.names import named

_NO_SENSE = (ValueError, TypeError, LookupError, AttributeError)
"""What the library raises over a signature whose parts are not what they should be."""


def judged(
    pdf: bytes, roots: Mapping[str, str], *, to_be_signed: bool = False
) -> dict[str, list[Any]]:
    """Return what is to be said of each signature, oldest first, and the roots that are none.

    `roots` are files as base64 by their names. `to_be_signed` says that another signature will
    follow, so that the newest has to vouch for what it signed only.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.errors import SignatureValidationError

    known = {name: _certificates(b64decode(each)) for name, each in roots.items()}
    issuers = [each for group in known.values() for each in group]
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        _ = reader.root
    except (PdfError, *_NO_SENSE) as error:
        raise RefusedError("pdf_unreadable", type(error).__name__) from error
    try:
        found = list(reader.embedded_regular_signatures)
        last = None if to_be_signed else len(found)
        told = [_told(each, issuers, newest=number == last) for number, each in enumerate(found, 1)]
    except (PdfError, SignatureValidationError, *_NO_SENSE) as error:
        raise RefusedError("signature_unreadable", type(error).__name__) from error
    return {"signatures": told, "unread": [name for name, group in known.items() if not group]}


def _certificates(content: bytes) -> list[Any]:
    """Return the certificates in a file, none if it is damaged or holds something else."""
    from pyhanko.keys import load_certs_from_pemder_data

    try:
        found = list(load_certs_from_pemder_data(content))
        for each in found:
            # The library reads a part when it is asked for it: a damaged one would be found in
            # the midst of verifying, where it looks like a wrong signature.
            _ = each.native
    except _NO_SENSE:
        return []
    return found


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
    except SignatureValidationError:
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
