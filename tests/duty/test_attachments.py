"""Attachments: by content and hash, pictures without their place, erased with a trace."""

import hashlib
import io
import struct
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo

from core.duty.attach import SIZE_LIMIT, kind_of, prepare
from core.duty.book import DutyBook
from core.duty.pictures import without_notes
from core.model.duty import EntryKind
from core.model.errors import KnownError
from core.model.new_entry import NewEntry
from core.store.place import Medium
from core.store.store import Store

GPS_IFD = 0x8825
JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
SECRETS = (
    b"21 deg",
    b"Nguyen Van Secret",
    b"XMP-SECRET",
    b"IPTC-SECRET",
    b"COMMENT-SECRET",
    b"AFTER",
)


def _picture(**how: object) -> bytes:
    """Make a JPEG with everything that cameras note, turned by its Exif."""
    image = Image.effect_noise((64, 48), 40).convert("RGB")
    image.putpixel((0, 0), (255, 0, 0))
    exif = Image.Exif()
    exif[0x0112] = how.pop("turned", 6)
    exif[0x010F] = "Nguyen Van Secret"
    exif.get_ifd(GPS_IFD)[1] = "21 deg"
    made = io.BytesIO()
    image.save(made, "JPEG", exif=exif, icc_profile=b"colours" * 20, quality=90, **how)
    raw = made.getvalue()

    def part(marker: int, body: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body

    notes = (
        part(0xE1, b"http://ns.adobe.com/xap/1.0/\0XMP-SECRET")
        + part(0xED, b"Photoshop 3.0\0IPTC-SECRET")
        + part(0xFE, b"COMMENT-SECRET")
        + part(0xE2, b"FPXR\0AFTER")
    )
    return raw[:2] + notes + raw[2:] + b"\xff\xd8AFTER"


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("turned", range(1, 9))
def test_a_picture_keeps_its_look_and_loses_its_notes(progressive: bool, turned: int) -> None:
    """Another program shows the same points, turned the same way, in the same colours."""
    given_picture = _picture(turned=turned, progressive=progressive)
    kept = without_notes(given_picture, JPEG)
    for secret in SECRETS:
        assert secret in given_picture
        assert secret not in kept
    before, after = Image.open(io.BytesIO(given_picture)), Image.open(io.BytesIO(kept))

    assert dict(after.getexif()) == ({0x0112: turned} if turned != 1 else {})
    assert after.info["icc_profile"] == before.info["icc_profile"]
    assert ImageOps.exif_transpose(after).tobytes() == ImageOps.exif_transpose(before).tobytes()


@pytest.mark.parametrize("length", [0, 1, 2, 3, 4, 20, 200, 700])
def test_a_broken_picture_is_refused(length: int) -> None:
    """Cut off anywhere before its end."""
    with pytest.raises((ValueError, IndexError)):
        without_notes(_picture()[:length], JPEG)


@settings(deadline=None)
def _other_picture(form: str, turned: int = 6, *, animated: bool = False) -> bytes:
    """Make a PNG or WebP with everything that cameras and programs note."""
    image = Image.effect_noise((40, 30), 40).convert("RGBA")
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = "Nguyen Van Secret"
    exif.get_ifd(GPS_IFD)[1] = "21 deg"
    how: dict[str, object] = {"exif": exif, "icc_profile": b"colours" * 20}
    if animated:
        how |= {"save_all": True, "append_images": [image.rotate(90, expand=False)]}
    made = io.BytesIO()
    if form == "PNG":
        notes = PngInfo()
        notes.add_text("Author", "COMMENT-SECRET")
        notes.add_itxt("XML:com.adobe.xmp", "XMP-SECRET")
        notes.add_text("Packed", "IPTC-SECRET" * 9, zip=True)
        image.save(made, "PNG", pnginfo=notes, **how)
        return made.getvalue() + b"AFTER"
    image.save(made, "WEBP", xmp=b"XMP-SECRET", lossless=True, **how)
    return made.getvalue()


@pytest.mark.parametrize("animated", [False, True])
@pytest.mark.parametrize("turned", [1, 3, 6])
@pytest.mark.parametrize(("form", "mime"), [("PNG", PNG), ("WEBP", WEBP)])
def test_other_pictures_lose_their_notes_too(
    form: str, mime: str, turned: int, animated: bool
) -> None:
    given_picture = _other_picture(form, turned, animated=animated)
    kept = without_notes(given_picture, mime)
    for secret in SECRETS:
        assert secret not in kept
    assert b"Nguyen Van Secret" in given_picture
    before, after = Image.open(io.BytesIO(given_picture)), Image.open(io.BytesIO(kept))

    assert dict(after.getexif()) == ({0x0112: turned} if turned != 1 else {})
    assert after.info["icc_profile"] == before.info["icc_profile"]
    assert not {"xmp", "Author", "Packed", "XML:com.adobe.xmp"} & set(after.info)
    assert getattr(after, "n_frames", 1) == getattr(before, "n_frames", 1) == 1 + animated
    for frame in range(1 + animated):
        before.seek(frame)
        after.seek(frame)
        assert after.convert("RGBA").tobytes() == before.convert("RGBA").tobytes()
    assert without_notes(kept, mime) == kept


@pytest.mark.parametrize(("form", "mime"), [("PNG", PNG), ("WEBP", WEBP)])
def test_other_broken_pictures_are_refused(form: str, mime: str) -> None:
    """Cut off anywhere, or with a byte changed that a sum covers."""
    whole = _other_picture(form).removesuffix(b"AFTER")
    for length in (*range(0, 64), len(whole) // 2, len(whole) - 1):
        with pytest.raises((ValueError, IndexError)):
            without_notes(whole[:length], mime)
    if mime == PNG:
        at = whole.index(b"IDAT") + 9
        with pytest.raises(ValueError, match="not whole"):
            without_notes(whole[:at] + bytes((whole[at] ^ 1,)) + whole[at + 1 :], mime)


def test_a_plain_webp_and_what_is_no_picture_stay_as_they_are() -> None:
    made = io.BytesIO()
    Image.effect_noise((20, 20), 40).convert("RGB").save(made, "WEBP")

    assert without_notes(made.getvalue(), WEBP) == made.getvalue()
    assert without_notes(b"Exif", "application/pdf") == b"Exif"


@given(st.binary(max_size=200), st.sampled_from((PNG, WEBP)))
def test_arbitrary_chunks_never_hang(tail: bytes, mime: str) -> None:
    head = b"\x89PNG\r\n\x1a\n" if mime == PNG else b"RIFF\xff\0\0\0WEBP"
    with suppress(ValueError, IndexError):
        without_notes(head + tail, mime)


@given(st.binary(max_size=200))
def test_arbitrary_bytes_never_hang(tail: bytes) -> None:
    """Whatever follows the head of a picture: a picture or a refusal."""
    try:
        kept = without_notes(b"\xff\xd8\xff\xe0\0\x07JFIF\0" + tail, JPEG)
    except (ValueError, IndexError):
        return
    assert kept.endswith(b"\xff\xd9")


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (b"\x89PNG\r\n\x1a\n..", "image/png"),
        (b"%PDF-1.7", "application/pdf"),
        (b"PK\x03\x04docx", "application/zip"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x18ftypheic\0", "image/heic"),
        (b"\0\0\0\x18ftypisom\0", "video/mp4"),
        ("Biên bản".encode(), "text/plain"),
        (b"<svg onload='x'>", "image/svg+xml"),
        (b"", "text/plain"),
        (b"\xff\xfe\0", "application/octet-stream"),
        (b"\xc3\x28", "application/octet-stream"),
    ],
)
def test_the_kind_is_that_of_the_content(content: bytes, mime: str) -> None:
    """Whatever the file is called."""
    assert kind_of(content) == mime


def _file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _refusal(path: Path) -> str:
    with pytest.raises(KnownError) as caught:
        prepare(path)
    return caught.value.key


def test_what_is_not_taken(tmp_path: Path) -> None:
    """Programs under any name, broken pictures, too large, not there, a folder."""
    assert _refusal(_file(tmp_path, "anh.jpg", b"MZ\x90\0")) == "attachment_program"
    assert _refusal(_file(tmp_path, "anh.png", b"\x7fELF")) == "attachment_program"
    assert _refusal(_file(tmp_path, "a.jpg", b"\xff\xd8\xff\xe1")) == "attachment_broken"
    assert _refusal(_file(tmp_path, "a.png", b"\x89PNG\r\n\x1a\n..")) == "attachment_broken"
    large = _file(tmp_path, "large", b"")
    with large.open("r+b") as stream:
        stream.truncate(SIZE_LIMIT + 1)
    assert _refusal(large) == "attachment_large"
    assert _refusal(tmp_path / "none") == _refusal(tmp_path) == "attachment_unread"
    with large.open("r+b") as stream:
        stream.truncate(SIZE_LIMIT)
    assert prepare(large).attachment.size == SIZE_LIMIT


def test_files_stand_by_their_hash(book: DutyBook, tmp_path: Path) -> None:
    """What is kept, under what name, and the hash of what was given."""
    picture = _file(tmp_path, "Ảnh 1.exe", _picture())
    text = _file(tmp_path, "b.txt", b"abc")
    entry = book.add(NewEntry(text="a", files=(picture, text)))
    name, content = book.attachment(2, 1)

    assert name == entry.about["attachment_1_name"] == "Ảnh 1.exe"
    assert hashlib.sha256(content).hexdigest() == entry.attachments[0].sha256
    original = hashlib.sha256(picture.read_bytes()).hexdigest()
    assert entry.about["attachment_1_original"] == original
    assert [each.mime for each in entry.attachments] == ["image/jpeg", "text/plain"]
    assert book.attachment(2, 2) == ("b.txt", b"abc")
    assert book.verify().whole


def test_too_many_files(book: DutyBook, tmp_path: Path) -> None:
    """Nothing is written."""
    text = _file(tmp_path, "b.txt", b"abc")
    with pytest.raises(KnownError):
        book.add(NewEntry(text="a", files=(text,) * 21))

    assert book.count() == 0


@pytest.mark.parametrize("medium", [Medium.FIXED, Medium.REMOVABLE])
def test_an_erased_file_leaves_nothing_beside_the_book(tmp_path: Path, medium: Medium) -> None:
    """A log or a journal keeps what stood in the pages before."""
    secret = b"so dien thoai 0912 " * 300_000
    with Store.open(tmp_path, medium=medium) as store:
        book = DutyBook(store, device="", author="An", app_version="1", released="2026-01-01")
        book.add(NewEntry(text="a", files=(_file(tmp_path, "x.txt", secret),)))
        book.erase_attachment(2, 1, "Có thông tin cá nhân", "Bình")
        names = [each.name for each in tmp_path.glob("trucan.db*")]
        left = [each for each in names if secret[:60] in (tmp_path / each).read_bytes()]

    assert len(names) == (3 if medium is Medium.FIXED else 2)
    assert left == []


def test_an_erased_file_leaves_a_trace(book: DutyBook, store: Store, tmp_path: Path) -> None:
    """Its bytes are gone from the files of the book; who and why stand there; the book is whole."""
    secret = b"so dien thoai 0912 " * 300
    entry = book.add(NewEntry(text="a", files=(_file(tmp_path, "x.txt", secret),)))
    erasure = book.erase_attachment(2, 1, "Có thông tin cá nhân", "Bình")

    assert (erasure.kind, erasure.author) == (EntryKind.ATTACHMENT_ERASED, "Bình")
    assert erasure.about == {"erased": entry.attachments[0].sha256, "follows": "2"}
    assert erasure.reason == "Có thông tin cá nhân"
    assert book.verify().whole
    for file in tmp_path.glob("trucan.db*"):
        assert secret[:60] not in file.read_bytes()
    with pytest.raises(KnownError) as caught:
        book.attachment(2, 1)
    assert caught.value.key == "attachment_gone"


@pytest.mark.parametrize(
    ("seq", "number", "reason", "key"),
    [
        (9, 1, "a", "no_entry"),
        (2, 2, "a", "attachment_none"),
        (2, 0, "a", "attachment_none"),
        (2, 1, "", "reason_empty"),
    ],
)
def test_what_cannot_be_erased(
    book: DutyBook, tmp_path: Path, seq: int, number: int, reason: str, key: str
) -> None:
    """No such entry or file, no reason; the file stays."""
    book.add(NewEntry(text="a", files=(_file(tmp_path, "x.txt", b"abc"),)))
    with pytest.raises(KnownError) as caught:
        book.erase_attachment(seq, number, reason)

    assert caught.value.key == key
    assert book.attachment(2, 1) == ("x.txt", b"abc")


@pytest.mark.parametrize(
    "statement", ["DELETE FROM attachment", "UPDATE attachment SET content = x'00'"]
)
def test_a_file_lost_or_exchanged_is_found(
    book: DutyBook, store: Store, tmp_path: Path, statement: str
) -> None:
    """The first entry that it belongs to is named."""
    book.add(NewEntry(text="a"))
    book.add(NewEntry(text="a", files=(_file(tmp_path, "x.txt", b"abc"),)))
    store._database.read(statement)
    verdict = book.verify()

    assert (verdict.first_wrong, verdict.what) == (3, "attachment")
