"""Signing with a token in software: one PIN, one try, the whole file, and nothing of it leaks."""

import hashlib
import json
import os
import re
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from soft_token import COMMAND, DRIVER, NAME, PIN, Token, self_signed, with_another_title

from core.model.document import Document, DocumentHead, Paragraph
from core.model.errors import KnownError
from core.model.signing import PinState, Seen, SignedFile, Trust
from core.report import pdf
from core.signing import host
from core.signing.port import ROOTS, Signing
from core.words import Words

SPY = Path("/usr/lib/x86_64-linux-gnu/pkcs11-spy.so")


def vi() -> Words:
    return Words("vi")


pytestmark = [pytest.mark.only("posix"), pytest.mark.system("softhsm")]


@pytest.fixture(scope="session")
def page() -> bytes:
    """One page as the program writes it."""
    return pdf.write(
        Document(
            kind="quick",
            lang="vi",
            title="BÁO CÁO",
            subject="",
            head=DocumentHead(parent="", office="XÃ PHÚ MẪU", number="Số:", place_and_date=""),
            blocks=(Paragraph(text="Không phát sinh sự cố."),),
            footer="",
            date="2027-02-10T03:00:00Z",
        )
    )


@pytest.fixture
def unsigned(tmp_path: Path, page: bytes) -> Path:
    path = tmp_path / "TRUCAN_quick.pdf"
    path.write_bytes(page)
    return path


@pytest.fixture(scope="session")
def once(token: Token, page: bytes, tmp_path_factory: pytest.TempPathFactory) -> SignedFile:
    """The page, signed once for all tests that only look at it."""
    folder = tmp_path_factory.mktemp("once")
    path = folder / "TRUCAN_quick.pdf"
    path.write_bytes(page)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(token.home))
        signing = Signing(folder, COMMAND, vi)
        (chosen,) = signing.certificates(DRIVER)
        return signing.sign(path, DRIVER, chosen, PIN)


@pytest.fixture
def sign(signing: Signing, unsigned: Path) -> Callable[..., SignedFile]:
    """Sign with the only certificate there is."""

    def do(path: Path = unsigned, pin: str = PIN) -> SignedFile:
        (chosen,) = signing.certificates(DRIVER)
        return signing.sign(path, DRIVER, chosen, pin)

    return do


def refused(act: Callable[[], object]) -> str:
    """Return the key of the error that an act ends with."""
    with pytest.raises(KnownError) as told:
        act()
    return told.value.key


def test_a_person_finds_the_own_certificate_and_no_issuer(signing: Signing) -> None:
    (found,) = signing.certificates(DRIVER)

    assert (found.name, found.issuer, found.id) == (NAME, "CA mẫu", "a1b2")
    assert (found.token, found.organisation) == ("Thẻ mẫu", "Ủy ban nhân dân xã Phú Mẫu")
    assert found.pin is PinState.FINE
    assert found.until.endswith("Z")


def test_the_signature_covers_the_file_and_leaves_its_bytes_alone(
    once: SignedFile, signing: Signing, page: bytes
) -> None:
    made = once
    content = made.path.read_bytes()

    assert made.path.name == "TRUCAN_quick_signed.pdf"
    assert made.path.with_name("TRUCAN_quick.pdf").read_bytes() == page
    assert content.startswith(page)
    assert hashlib.sha256(content).hexdigest() == made.sha256
    assert made.continues
    assert made.verdict is not None
    assert made.verdict.whole
    assert signing.verify(made.path) == made.verdict
    (one,) = made.verdict.signatures
    assert (one.name, one.seen, one.trust) == (NAME, Seen.WHOLE, Trust.NO_ROOTS)


def test_an_issuer_counts_as_known_once_the_office_says_so(
    once: SignedFile, signing: Signing, know_issuer: Callable[[], None]
) -> None:
    know_issuer()

    (one,) = signing.verify(once.path).signatures
    assert one.trust is Trust.KNOWN


def test_a_second_signature_stands_on_the_first(
    once: SignedFile, sign: Callable[..., SignedFile], signing: Signing
) -> None:
    twice = sign(once.path)

    verdict = twice.verdict
    assert verdict is not None
    told = signing.told(verdict)
    assert told[0] == "Cả tệp được chữ ký số bảo vệ."
    assert [NAME in line for line in told].count(True) == 2
    assert [each.seen for each in verdict.signatures] == [Seen.SIGNED_OVER, Seen.WHOLE]
    assert verdict.whole


@pytest.mark.system("poppler")
def test_another_program_agrees(once: SignedFile) -> None:
    said = subprocess.run(
        ["/usr/bin/pdfsig", str(once.path)], capture_output=True, text=True, timeout=30
    ).stdout

    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert NAME in said
    assert "ETSI.CAdES.detached" in said


def test_what_is_added_behind_a_signature_is_found(
    once: SignedFile, signing: Signing, tmp_path: Path
) -> None:
    junk = tmp_path / "them.pdf"
    junk.write_bytes(once.path.read_bytes() + b"\n% added later\n")
    edited = tmp_path / "sua-them.pdf"
    edited.write_bytes(with_another_title(once.path.read_bytes()))

    for path in (junk, edited):
        verdict = signing.verify(path)
        assert [each.seen for each in verdict.signatures] == [Seen.ADDED], path
        assert not verdict.whole
    assert refused(lambda: signing.take_in(edited, tmp_path)) == "signed_added"


def test_a_changed_byte_is_found(once: SignedFile, signing: Signing, tmp_path: Path) -> None:
    content = bytearray(once.path.read_bytes())
    at = content.index(b"/Producer") if b"/Producer" in content else content.index(b"xmp:")
    content[at + 12] ^= 1
    changed = tmp_path / "sua.pdf"
    changed.write_bytes(content)

    (one,) = signing.verify(changed).signatures
    assert one.seen is Seen.CHANGED
    assert refused(lambda: signing.take_in(changed, tmp_path)) == "signed_changed"


def with_signature(content: bytes, change: Callable[[bytearray], object]) -> bytes:
    """Return a signed PDF whose CMS structure was changed."""
    found = re.search(rb"/Contents <([0-9a-fA-F]+)>", content)
    assert found is not None
    structure = bytearray.fromhex(found[1].decode())
    change(structure)
    return content[: found.start(1)] + structure.hex().encode() + content[found.end(1) :]


@pytest.mark.parametrize(
    "change",
    [
        lambda cms: cms.__setitem__(slice(0, len(cms)), bytes(len(cms))),
        lambda cms: cms.__setitem__(1, 0x7F),
        lambda cms: cms.__setitem__(slice(60, 200), b"\xff" * 140),
        lambda cms: cms.__setitem__(slice(900, 2600), bytes(1700)),
    ],
)
def test_a_damaged_signature_is_told_as_what_it_is(
    once: SignedFile,
    sign: Callable[..., SignedFile],
    signing: Signing,
    tmp_path: Path,
    change: Callable[[bytearray], object],
) -> None:
    """Nobody changed the text, no token is to be plugged in again, and no PIN is used for it."""
    path = tmp_path / "hong.pdf"
    path.write_bytes(with_signature(once.path.read_bytes(), change))

    assert refused(lambda: signing.verify(path)) == "signature_unreadable"
    assert refused(lambda: signing.take_in(path, tmp_path)) == "signature_unreadable"
    assert refused(lambda: sign(path, "00000000")) == "signature_unreadable"
    assert signing.certificates(DRIVER)[0].pin is PinState.FINE


def test_nobody_signs_onto_a_signature_that_no_longer_fits(
    once: SignedFile, sign: Callable[..., SignedFile], signing: Signing, tmp_path: Path
) -> None:
    """It is said before the PIN is used, which would be for nothing."""
    path = tmp_path / "sua-them.pdf"
    path.write_bytes(with_another_title(once.path.read_bytes()))

    assert refused(lambda: sign(path, "00000000")) == "signature_before"
    assert signing.certificates(DRIVER)[0].pin is PinState.FINE


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"0\x00",
        b"0\x03\x02\x01\x05",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    ],
)
def test_an_issuer_that_cannot_be_read_is_passed_over_and_named(
    once: SignedFile, signing: Signing, tmp_path: Path, know_issuer: Callable[[], None], body: bytes
) -> None:
    """The others count, and no signature looks wrong because of it."""
    know_issuer()
    (tmp_path / "home" / ROOTS / "cu.crt").write_bytes(body)
    verdict = signing.verify(once.path)

    assert [(each.seen, each.trust) for each in verdict.signatures] == [(Seen.WHOLE, Trust.KNOWN)]
    assert verdict.unread_roots == ("cu.crt",)
    assert "cu.crt" in signing.told(verdict)[-1]


def test_a_file_is_signed_whatever_lies_among_the_issuers(
    sign: Callable[..., SignedFile], tmp_path: Path, know_issuer: Callable[[], None]
) -> None:
    know_issuer()
    (tmp_path / "home" / ROOTS / "folder.pem").mkdir()
    (tmp_path / "home" / ROOTS / "half.cer").write_bytes(b"0\x82\xff\xff")
    made = sign()

    assert made.verdict is not None
    assert made.verdict.whole
    assert made.verdict.signatures[0].trust is Trust.KNOWN
    assert made.verdict.unread_roots == ("folder.pem", "half.cer")


def test_a_certificate_that_somebody_made_himself_is_never_known(
    signing: Signing, tmp_path: Path, page: bytes
) -> None:
    path = tmp_path / "tu-ky.pdf"
    path.write_bytes(self_signed(page, "Chủ tịch"))

    (one,) = signing.verify(path).signatures
    assert (one.name, one.seen, one.trust) == ("Chủ tịch", Seen.WHOLE, Trust.NOT_KNOWN)


def test_one_wrong_pin_is_one_try(
    sign: Callable[..., SignedFile], signing: Signing, unsigned: Path
) -> None:
    assert refused(lambda: sign(pin="00000000")) == "pin_wrong"

    (card,) = signing.certificates(DRIVER)
    assert card.pin is PinState.WRONG_BEFORE
    assert list(unsigned.parent.glob("*signed*")) == []
    assert sign().continues
    (card,) = signing.certificates(DRIVER)
    assert card.pin is PinState.FINE


def test_no_pin_is_no_try(
    sign: Callable[..., SignedFile], signing: Signing, unsigned: Path
) -> None:
    assert refused(lambda: sign(pin="")) == "pin_missing"

    (card,) = signing.certificates(DRIVER)
    assert card.pin is PinState.FINE
    assert list(unsigned.parent.glob("*signed*")) == []


def test_a_pin_typed_on_the_token_is_asked_for_by_the_token(
    signing: Signing, unsigned: Path, tmp_path: Path
) -> None:
    (card,) = signing.certificates(DRIVER)
    code = 'import sys; sys.stdin.readline(); print(\'{"refused": "signing_cancelled"}\')'
    asked = Signing(tmp_path, (sys.executable, "-c", code), vi)

    on_device = replace(card, pin=PinState.ON_DEVICE)
    assert refused(lambda: asked.sign(unsigned, DRIVER, on_device, "")) == "signing_cancelled"


@pytest.mark.parametrize(
    ("begins", "seen"), [("%PDF-1.7 another", "whole"), ("", "changed"), ("", "added")]
)
def test_what_is_not_the_same_page_with_a_good_signature_is_not_kept(
    signing: Signing, unsigned: Path, tmp_path: Path, begins: str, seen: str
) -> None:
    """A child that answers with another page, or with a signature that does not hold."""
    (card,) = signing.certificates(DRIVER)
    code = (
        "import sys, json, base64; told = json.loads(sys.stdin.readline()); "
        f"pdf = {begins.encode()!r} + base64.b64decode(told['pdf']) + b'more'; "
        "one = {'name': '', 'organisation': '', 'issuer': '', 'at': '', "
        f"'seen': {seen!r}, 'trust': 'not_known'}}; "
        "answer = {'pdf': base64.b64encode(pdf).decode(), 'signatures': [one], 'unread': []}; "
        "print(json.dumps(answer))"
    )
    lying = Signing(tmp_path, (sys.executable, "-c", code), vi)

    assert refused(lambda: lying.sign(unsigned, DRIVER, card, PIN)) == "signing_broke"
    assert list(unsigned.parent.glob("*signed*")) == []


@pytest.mark.system("pkcs11-spy")
def test_the_driver_is_asked_for_one_login_only(
    signing: Signing, token: Token, page: bytes, tmp_path: Path
) -> None:
    (card,) = signing.certificates(DRIVER)
    spied = tmp_path / "calls.txt"
    question = {
        "do": "sign", "driver": str(SPY), "token_serial": card.token_serial, "id": card.id,
        "pin": "00000000", "pdf": b64encode(page).decode(), "roots": {},
    }  # fmt: skip
    child = subprocess.run(
        COMMAND,
        input=json.dumps(question).encode() + b"\n",
        capture_output=True,
        timeout=60,
        env={"HOME": str(token.home), "PKCS11SPY": str(DRIVER), "PKCS11SPY_OUTPUT": str(spied)},
    )

    assert json.loads(child.stdout)["refused"] == "pin_wrong"
    assert b"00000000" not in child.stdout + child.stderr
    assert spied.read_text(errors="replace").count("C_Login\n") == 1


def test_the_pin_is_seen_nowhere(
    sign: Callable[..., SignedFile],
    signing: Signing,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    seen: list[str] = []
    stop = threading.Event()

    def watch() -> None:
        me = psutil.Process()
        while not stop.is_set():
            for child in me.children(recursive=True):
                try:
                    seen.append(" ".join((*child.cmdline(), *child.environ().values())))
                except psutil.Error:
                    continue
            time.sleep(0.01)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        made = sign()
    finally:
        stop.set()
        watcher.join()
    with pytest.raises(KnownError) as told:
        sign(pin=PIN[::-1])

    assert any("--signing-host" in each for each in seen)
    assert not [each for each in seen if PIN in each]
    assert PIN not in caplog.text
    assert PIN.encode() not in made.path.read_bytes()
    assert PIN[::-1] not in f"{told.value} {told.value.detail} {told.value.args_of_sentence}"
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or PIN.encode() not in path.read_bytes()


def test_a_driver_that_hangs_is_killed_at_its_limit(tmp_path: Path, unsigned: Path) -> None:
    mark = tmp_path / "pid"
    code = f"import os,time; open({str(mark)!r},'w').write(str(os.getpid())); time.sleep(90)"
    hanging = Signing(tmp_path, (sys.executable, "-c", code), vi, limits=(3.0, 3.0))

    assert refused(lambda: hanging.verify(unsigned)) == "signing_late"
    assert not psutil.pid_exists(int(mark.read_text()))


def test_a_child_sees_nothing_that_could_steer_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither where Python or a driver may find a planted file, nor anything that is secret."""
    for name in ("SOFTHSM2_CONF", "PYTHONPATH", "PYTHONSTARTUP", "LD_PRELOAD_X", "TRUCAN_HOME"):
        monkeypatch.setenv(name, "/planted")
    code = "import os, json; print(json.dumps({'seen': dict(os.environ)}))"
    seen = host.ask((sys.executable, "-c", code), {}, 30)["seen"]

    assert "/planted" not in seen.values()
    assert seen["HOME"] == os.environ["HOME"]


@pytest.mark.parametrize("code", ["pass", "print('{}{')", "print('[]')", "import os; os._exit(3)"])
def test_a_child_that_makes_no_sense_is_no_answer(
    tmp_path: Path, unsigned: Path, code: str
) -> None:
    broken = Signing(tmp_path, (sys.executable, "-c", code), vi)

    assert refused(lambda: broken.verify(unsigned)) == "signing_broke"


def test_a_driver_is_a_file_that_the_person_chose(signing: Signing, tmp_path: Path) -> None:
    text = tmp_path / "la-van-ban.so"
    text.write_text("no library")

    assert refused(lambda: signing.certificates(Path("libsofthsm2.so"))) == "driver_missing"
    assert refused(lambda: signing.certificates(tmp_path)) == "driver_missing"
    assert refused(lambda: signing.certificates(text)) == "driver_unusable"


def test_a_token_or_certificate_that_is_gone_is_named(signing: Signing, unsigned: Path) -> None:
    (card,) = signing.certificates(DRIVER)
    other_token, other_id = replace(card, token_serial="00"), replace(card, id="ff")

    assert refused(lambda: signing.sign(unsigned, DRIVER, other_token, PIN)) == "token_gone"
    assert refused(lambda: signing.sign(unsigned, DRIVER, other_id, PIN)) == "certificate_gone"


def test_a_file_signed_elsewhere_comes_back_untouched(
    once: SignedFile, signing: Signing, unsigned: Path, tmp_path: Path
) -> None:
    signed = once.path
    back = signing.take_in(signed, tmp_path / "den", unsigned)

    assert back.path.read_bytes() == signed.read_bytes()
    assert back.path.name == "TRUCAN_quick_signed.pdf"
    assert back.continues
    assert back.verdict is not None
    assert back.verdict.whole
    again = signing.take_in(signed, tmp_path / "den", unsigned)
    assert again.path.name == "TRUCAN_quick_signed_2.pdf"
    other = tmp_path / "khac.pdf"
    other.write_bytes(b"%PDF-1.7\n% another one\n")
    assert signing.take_in(signed, tmp_path / "den", other).continues is False


def test_what_is_no_signed_pdf_is_refused(signing: Signing, unsigned: Path, tmp_path: Path) -> None:
    word = tmp_path / "van-ban.pdf"
    word.write_bytes(b"PK\x03\x04")
    torn = tmp_path / "hong.pdf"
    torn.write_bytes(b"%PDF-1.7\n" + os.urandom(2000))

    assert refused(lambda: signing.take_in(unsigned, tmp_path)) == "not_signed"
    assert refused(lambda: signing.take_in(word, tmp_path)) == "pdf_unreadable"
    assert refused(lambda: signing.take_in(torn, tmp_path)) == "pdf_unreadable"
    assert refused(lambda: signing.verify(tmp_path / "khong-co.pdf")) == "pdf_missing"


def test_without_the_extra_nothing_is_claimed(
    once: SignedFile,
    signing: Signing,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    signed = once.path
    monkeypatch.setattr(Signing, "available", False)

    back = signing.take_in(signed, tmp_path / "den")
    assert back.verdict is None
    assert back.path.read_bytes() == signed.read_bytes()
    assert refused(lambda: signing.verify(signed)) == "signing_missing"


def test_the_child_sees_no_variable_that_could_steer_a_driver(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("SOFTHSM2_CONF", "PYTHONPATH", "LD_PRELOAD", "PKCS11SPY"):
        monkeypatch.setenv(name, "/planted")

    assert "/planted" not in host.environment().values()
