"""The child side of the signing host: reads one question, answers it, and ends.

A refusal is {"refused": KEY, "detail"}; the detail names the kind of an error and never its text,
which could hold what was typed.
"""

import json
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from typing import Any, BinaryIO

from core.probes.session import end_unheard

Question = Mapping[str, Any]


class RefusedError(Exception):
    """The question cannot be answered for a reason that the user can mend; `key` names it."""

    def __init__(self, key: str, detail: str = "") -> None:
        """Name the reason."""
        super().__init__(key)
        self.key = key
        self.detail = detail


def serve(stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Answer the question on the first line."""
    end_unheard(stdout)
    question = json.loads(stdin.readline())
    with redirect_stdout(sys.stderr):
        answer = respond(question)
    stdout.write(json.dumps(answer).encode() + b"\n")
    stdout.flush()


def respond(question: Question) -> dict[str, Any]:
    """Answer one question; whatever goes wrong is part of the answer."""
    try:
        return _DOERS[question["do"]](question)
    except RefusedError as refusal:
        return {"refused": refusal.key, "detail": refusal.detail}
    except Exception as error:
        return {"refused": "signing_broke", "detail": _kind(error)}


def _kind(error: BaseException) -> str:
    kind = type(error)
    return f"{kind.__module__}.{kind.__qualname__}"


def _certificates(question: Question) -> dict[str, Any]:
    from core.signing.token import certificates

    return {"certificates": certificates(question["driver"])}


def _sign(question: Question) -> dict[str, Any]:
    from core.signing.token import signed

    return signed(question)


def _verify(question: Question) -> dict[str, Any]:
    from base64 import b64decode

    from core.signing.verifying import judged

    return judged(b64decode(question["pdf"]), question["roots"])


_DOERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {
    "certificates": _certificates,
    "sign": _sign,
    "verify": _verify,
}
