"""Signed notes: a published example, what is no note, and checkpoints."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.seal.keys import SigningKey
from core.seal.note import Checkpoint, NamedKey, add_signature, parse, sign, verify
from core.seal.refusal import SealError, Why

KEY = SigningKey(bytes(range(32)))
NAME = "nhatky.example/29731/PC-001"
NAMED = NamedKey(NAME, KEY.verify_key)
TEXT = "If you think cryptography is the answer to your problem,\n" + (
    "then you don't know what your problem is.\n"
)


def _refusal(source: str | bytes) -> Why:
    raw = source.encode() if isinstance(source, str) else source
    with pytest.raises(SealError) as caught:
        verify(parse(raw), [NAMED])
    return caught.value.why


def test_the_published_example() -> None:
    """The example key of the Go implementation of notes: key, hash and signature to the byte."""
    secret = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")
    text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    named = NamedKey.from_text(text)
    note = sign(TEXT, "PeterNeumann", SigningKey(secret[1:]))

    assert note == (
        f"{TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgK"
        "vqfqdngotpRZb6KE6RyyBwJnAM=\n"
    )
    assert verify(parse(note.encode()), [named]) == (named,)
    assert named.to_text() == text
    assert NamedKey("PeterNeumann", SigningKey(secret[1:]).verify_key) == named


def test_the_key_hash_is_that_of_the_specification() -> None:
    """SHA-256 of name, line break, type byte and key; its first four bytes."""
    whole = hashlib.sha256(NAME.encode() + b"\x0a\x01" + KEY.verify_key.raw).digest()

    assert NAMED.hash == whole[:4]


lines = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


@given(st.lists(lines, min_size=1, max_size=5))
def test_round_trip(body: list[str]) -> None:
    """Any text, also with empty lines and lines like signatures, comes back as it was."""
    text = "".join(f"{line}\n" for line in body)
    note = parse(sign(text, NAME, KEY).encode())

    assert note.text == text
    assert verify(note, [NAMED]) == (NAMED,)


@given(st.data())
def test_no_changed_byte_gives_another_text(data: st.DataObject) -> None:
    """Whatever byte of a note is changed: refused, or the very same text."""
    note = bytearray(sign(TEXT, NAME, KEY).encode())
    at = data.draw(st.integers(0, len(note) - 1))
    note[at] = data.draw(st.integers(0, 255))
    try:
        parsed = parse(bytes(note))
        verify(parsed, [NAMED])
    except SealError:
        return

    assert parsed.text == TEXT


def test_several_signatures() -> None:
    """Lines of strangers are passed over; a wrong line under a known key refuses the note."""
    other = SigningKey(bytes(32))
    note = add_signature(sign(TEXT, NAME, KEY), "witness", other)
    witness = NamedKey("witness", other.verify_key)
    swapped = note.replace(TEXT[:2], "Of")
    forged = sign(TEXT, NAME, KEY) + sign("x\n", "witness", other).split("\n", 2)[2]

    assert verify(parse(note.encode()), [NAMED]) == (NAMED,)
    assert verify(parse(note.encode()), [witness, NAMED]) == (NAMED, witness)
    assert _refusal(swapped) is Why.ALTERED
    assert _refusal(sign(TEXT, "stranger", other)) is Why.UNKNOWN_KEY
    assert _refusal(sign(TEXT, NAME, other)) is Why.UNKNOWN_KEY
    with pytest.raises(SealError):
        verify(parse(forged.encode()), [NAMED, witness])


@pytest.mark.parametrize(
    "source",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n— a AAAAAAAA",
        "text\n\n- a AAAAAAAA\n",
        "text\n\n— aAAAAAAAA\n",
        "text\n\n— a+b AAAAAAAA\n",
        "text\n\n—  AAAAAAAA\n",
        "text\n\n— a AAAA\n",
        "text\n\n— a !!!!\n",
        "te\txt\n\n— a AAAAAAAA\n",
        "text\r\n\n— a AAAAAAAA\n",
        b"te\xffxt\n\n\xe2\x80\x94 a AAAAAAAA\n",
        "text\n\n" + "— a AAAAAAAA\n" * 101,
        "a" * 1_000_001,
    ],
    ids=lambda source: repr(source[:20]),
)
def test_what_is_not_a_note(source: str | bytes) -> None:
    """Broken notes are refused as such."""
    assert _refusal(source) is Why.MALFORMED


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\n"])
def test_names_that_cannot_stand_in_a_line(name: str) -> None:
    """A name with white space or a plus sign could not be read back."""
    with pytest.raises(ValueError, match="name"):
        NamedKey(name, KEY.verify_key)


@pytest.mark.parametrize("text", ["no line break", "control\x07\n", ""])
def test_texts_that_cannot_be_notes(text: str) -> None:
    """Such a text is not signed."""
    with pytest.raises(ValueError, match="note"):
        sign(text, NAME, KEY)


@pytest.mark.parametrize(
    "text", ["", "a", "a+00000000+AAAA", "a+00000000+!!", NAMED.to_text().replace("PC", "PD")]
)
def test_texts_that_are_no_key(text: str) -> None:
    """A mistyped key is noticed by its hash."""
    with pytest.raises(ValueError):  # noqa: PT011 - the words differ, the type is the promise
        NamedKey.from_text(text)


def test_checkpoint_body() -> None:
    """Origin, size, root, and extension lines, as tlog-checkpoint writes them."""
    root = hashlib.sha256(b"").digest()
    text = f"{NAME}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    plain = Checkpoint(origin=NAME, size=0, root=root)
    more = Checkpoint(origin=NAME, size=20852163, root=root, extensions=("one", "two"))

    assert plain.to_text() == text
    assert Checkpoint.from_text(text) == plain
    assert Checkpoint.from_text(more.to_text()) == more
    assert verify(parse(sign(text, NAME, KEY).encode()), [NAMED])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        "a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n٣\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n1\nAAAA\n",
        "a\n1\n!\n",
        "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n",
    ],
)
def test_what_is_not_a_checkpoint(text: str) -> None:
    """Another body is refused, also numbers in other digits."""
    with pytest.raises(SealError):
        Checkpoint.from_text(text)


def test_a_note_that_is_too_long_is_not_read() -> None:
    with pytest.raises(SealError, match="too large"):
        parse(b"x" * 1_000_001)
