"""The port to signing."""

import hashlib
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from core.model.errors import Exit, KnownError
from core.model.signing import (
    Certificate,
    PinState,
    Seen,
    Signature,
    SignedFile,
    Trust,
    Verdict,
)
from core.signing.host import ask
from core.whole_file import write_new
from core.words import Words

ROOTS = "roots"
"""The folder in the home for certificates of issuers that the office knows."""

MOST_BYTES = 64 * 2**20
_MOST_ROOTS, _ROOT_BYTES = 50, 2**20
_PDF = b"%PDF-"
_LIMIT, _PATIENT_LIMIT = 30.0, 90.0
"""Seconds for reading, and for signing: some tokens take their time or wait for a button."""

_NEEDED = ("pyhanko.sign", "pkcs11")
_DRIVERS: Mapping[str, tuple[str, ...]] = {
    "win32": (
        r"C:\Windows\System32\eTPKCS11.dll",
        r"C:\Windows\System32\bit4xpki.dll",
        r"C:\Windows\System32\opensc-pkcs11.dll",
    ),
    "linux": (
        "/usr/lib/libeToken.so",
        "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
    ),
}
"""Where makers put their drivers; offered only where the file is there."""


class Signing:
    """What the faces may ask about signatures. None of it is needed to send a document."""

    def __init__(
        self,
        home: Path,
        command: tuple[str, ...],
        words: Callable[[], Words],
        limits: tuple[float, float] = (_LIMIT, _PATIENT_LIMIT),
    ) -> None:
        """Take the home, how a signing host is started, and the seconds to read and to sign."""
        self._home = home
        self._command = command
        self._words = words
        self._reading, self._signing = limits

    @property
    def available(self) -> bool:
        """Say whether the extra `sign` is installed."""
        return all(_there(each) for each in _NEEDED)

    def drivers(self) -> tuple[Path, ...]:
        """Return the drivers of tokens that are found where makers put them."""
        return tuple(
            path for each in _DRIVERS.get(sys.platform, ()) if (path := Path(each)).is_file()
        )

    def certificates(self, driver: Path) -> tuple[Certificate, ...]:
        """Return the certificates to choose from; KnownError for a driver that does not answer."""
        answer = self._ask({"do": "certificates", "driver": _driver(driver)}, self._reading)
        return tuple(
            Certificate(**{**each, "pin": PinState(each["pin"])}) for each in answer["certificates"]
        )

    def sign(self, pdf: Path, driver: Path, certificate: Certificate, pin: str) -> SignedFile:
        """Write a signed copy beside a PDF and return it.

        The PIN is used once and never kept, and none is no try. KnownError for a wrong PIN, a
        token that is gone, a driver that hangs; nothing is written then.
        """
        if not pin and certificate.pin is not PinState.ON_DEVICE:
            raise KnownError("pin_missing", Exit.USAGE)
        before = _read(pdf)
        answer = self._ask(
            {
                "do": "sign",
                "driver": _driver(driver),
                "token_serial": certificate.token_serial,
                "id": certificate.id,
                "pin": pin,
                "pdf": b64encode(before).decode(),
                "roots": self._roots(),
            },
            self._signing,
        )
        made, verdict = b64decode(answer["pdf"]), _verdict(answer)
        if not made.startswith(before) or not verdict.whole:
            raise KnownError("signing_broke", Exit.CANNOT_WRITE, "the signature does not hold")
        return _kept(made, pdf.parent, f"{pdf.stem}_signed.pdf", verdict, continues=True)

    def verify(self, pdf: Path) -> Verdict:
        """Return what the signatures of a PDF are worth; KnownError where it cannot be read."""
        return self._verdict_on(_read(pdf))

    def take_in(self, signed: Path, folder: Path, unsigned: Path | None = None) -> SignedFile:
        """Copy a PDF that was signed elsewhere into a folder, byte for byte.

        It has to carry a signature that covers the entire file (KnownError `not_signed`,
        `signed_changed` or `signed_added`); where nothing can verify that here, the verdict stays
        open. `unsigned` is the file that was to be signed.
        """
        content = _read(signed)
        verdict = self._verdict_on(content) if self.available else None
        if verdict is not None:
            _demand_whole(verdict, signed)
        continues = None if unsigned is None else content.startswith(_read(unsigned))
        name = f"{unsigned.stem}_signed.pdf" if unsigned is not None else signed.name
        return _kept(content, folder, name, verdict, continues=continues)

    def told(self, verdict: Verdict | None) -> tuple[str, ...]:
        """Say what signatures are worth, first in one sentence, then each; None was not seen."""
        words = self._words()
        if verdict is None:
            return (words.say("signing.verdict.open"),)
        if not verdict.signatures:
            return (words.say("signing.verdict.none"),)
        whole = "whole" if verdict.whole else "not_whole"
        lines = [words.say(f"signing.verdict.{whole}")]
        for each in verdict.signatures:
            seen = words.say(f"signing.seen.{each.seen}")
            trust = words.say(f"signing.trust.{each.trust}", issuer=each.issuer)
            lines.append(words.say("signing.verdict.line", name=each.name, text=seen, trust=trust))
            if each.at:
                at = words.moment(each.at)
                lines.append(words.say("signing.verdict.at", text=at))
        if verdict.unread_roots:
            lines.append(words.say("signing.verdict.roots", names=verdict.unread_roots))
        return tuple(lines)

    def _verdict_on(self, content: bytes) -> Verdict:
        question = {"do": "verify", "pdf": b64encode(content).decode(), "roots": self._roots()}
        return _verdict(self._ask(question, self._reading))

    def _ask(self, question: Mapping[str, Any], limit: float) -> dict[str, Any]:
        if not self.available:
            raise KnownError("signing_missing", Exit.USAGE)
        return ask(self._command, question, limit)

    def _roots(self) -> dict[str, str]:
        """Return the files of the issuers that the office knows; empty for one that is unread."""
        folder = self._home / ROOTS
        if not folder.is_dir():
            return {}
        paths = (
            each for each in sorted(folder.iterdir()) if each.suffix in (".pem", ".crt", ".cer")
        )
        return {each.name: _root(each) for each in list(paths)[:_MOST_ROOTS]}


def _there(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _driver(path: Path) -> str:
    if not path.is_absolute() or not path.is_file():
        raise KnownError("driver_missing", Exit.BAD_INPUT, path=str(path))
    return str(path)


def _root(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return b64encode(file.read(_ROOT_BYTES)).decode()
    except OSError:
        return ""


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise KnownError("pdf_missing", Exit.BAD_INPUT, str(error), file=str(path)) from error
    if len(content) > MOST_BYTES or not content.startswith(_PDF):
        raise KnownError("pdf_unreadable", Exit.BAD_INPUT, str(path))
    return content


def _verdict(answer: Mapping[str, Any]) -> Verdict:
    return Verdict(
        signatures=tuple(
            Signature(**{**each, "seen": Seen(each["seen"]), "trust": Trust(each["trust"])})
            for each in answer["signatures"]
        ),
        unread_roots=tuple(answer["unread"]),
    )


def _demand_whole(verdict: Verdict, path: Path) -> None:
    if not verdict.signatures:
        raise KnownError("not_signed", Exit.BAD_INPUT, file=path.name)
    if any(each.seen is Seen.CHANGED for each in verdict.signatures):
        raise KnownError("signed_changed", Exit.BAD_INPUT, file=path.name)
    if not verdict.whole:
        raise KnownError("signed_added", Exit.BAD_INPUT, file=path.name)


def _kept(
    content: bytes, folder: Path, name: str, verdict: Verdict | None, *, continues: bool | None
) -> SignedFile:
    return SignedFile(
        path=write_new(folder, name, content),
        sha256=hashlib.sha256(content).hexdigest(),
        verdict=verdict,
        continues=continues,
    )
