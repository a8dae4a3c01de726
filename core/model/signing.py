"""Signing: certificates on a token, and what the signatures in a PDF are worth."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class PinState(StrEnum):
    """What a token says about its PIN before it is asked for."""

    FINE = "fine"
    WRONG_BEFORE = "wrong_before"
    LAST_TRY = "last_try"
    LOCKED = "locked"
    ON_DEVICE = "on_device"
    """The PIN is typed on the token itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate on a token that its holder can sign with.

    `token` is the token's label, `token_serial` and `id` (CKA_ID) are hexadecimal, `until` is the
    ISO moment at which it ends.
    """

    token: str
    token_serial: str
    id: str
    name: str
    organisation: str
    issuer: str
    serial: str
    until: str
    pin: PinState = PinState.FINE


class Seen(StrEnum):
    """How much of a file a signature still vouches for."""

    WHOLE = "whole"
    """All of it: the only good answer for the newest signature."""
    SIGNED_OVER = "signed_over"
    """All that was there; after it only further signatures came."""
    ADDED = "added"
    """It is right for what it signed, but something was added to the file afterwards."""
    CHANGED = "changed"
    """What it signed was changed."""


class Trust(StrEnum):
    """Whether the certificate leads to an issuer that this office knows."""

    KNOWN = "known"
    NOT_KNOWN = "not_known"
    NO_ROOTS = "no_roots"
    """Nobody has said which issuers to know, so nothing can be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature in a PDF; `at` is the time that the signer's own machine gave."""

    name: str
    organisation: str
    issuer: str
    at: str
    seen: Seen
    trust: Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The signatures of a file, oldest first. A file is whole if all of it is still vouched for.

    `unread_roots` are files of known issuers that hold no certificate, or a damaged one.
    """

    signatures: tuple[Signature, ...]
    unread_roots: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Say whether the newest signature covers the entire file and no older one is broken."""
        if not self.signatures or self.signatures[-1].seen is not Seen.WHOLE:
            return False
        return all(each.seen in (Seen.WHOLE, Seen.SIGNED_OVER) for each in self.signatures)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedFile:
    """A signed PDF as it lies in a folder.

    `verdict` is None where signatures cannot be verified here; `continues` says whether the file
    begins with the very bytes of the unsigned one, None if there was none to compare with.
    """

    path: Path
    sha256: str
    verdict: Verdict | None
    continues: bool | None = None
