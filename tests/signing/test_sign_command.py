"""`sign` from end to end: list, sign with a PIN from standard input, verify."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from soft_token import DRIVER, NAME, PIN, ROOT, Token

from core.cli.commands.sign import command
from core.model.signing import Certificate, PinState, SignedFile
from core.signing.port import Signing
from core.words import Words

pytestmark = [pytest.mark.only("posix"), pytest.mark.system("softhsm")]


def test_a_report_is_signed_on_the_command_line(token: Token, tmp_path: Path) -> None:
    def trucan(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(ROOT / "main.py"), *arguments, "--home", str(tmp_path / "home")],
            cwd=tmp_path,
            input=typed,
            capture_output=True,
            text=True,
            timeout=100,
            env={"HOME": str(token.home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        )

    assert trucan("report", "--kind", "nil", "--format", "pdf", "--out", "out").returncode == 0
    (pdf,) = (tmp_path / "out").iterdir()
    driver = ("--driver", str(DRIVER))

    listed = trucan("sign", "list", *driver)
    assert listed.stdout.startswith(f"a1b2: {NAME}, CA mẫu, đến ")
    unknown = trucan("sign", "pdf", str(pdf), *driver, "--certificate", "ff", typed=f"{PIN}\n")
    assert unknown.returncode == 64
    for typed in ("", "\n"):
        silent = trucan("sign", "pdf", str(pdf), *driver, typed=typed)
        assert (silent.returncode, "chưa có mã PIN" in silent.stderr) == (64, True), silent
    assert trucan("sign", "list", *driver).stderr == listed.stderr
    signed = trucan("sign", "pdf", str(pdf), *driver, typed=f"{PIN}\n")
    assert signed.returncode == 0, signed.stderr
    assert "Cả tệp được chữ ký số bảo vệ." in signed.stdout
    assert PIN not in signed.stdout + signed.stderr
    made = pdf.with_name(f"{pdf.stem}_signed.pdf")
    assert trucan("sign", "verify", str(made)).returncode == 0
    assert trucan("sign", "verify", str(pdf)).returncode == 65


def test_a_pin_typed_on_the_token_is_not_read(
    signing: Signing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whoever signs from a script would wait for a line that nobody writes."""
    (card,) = signing.certificates(DRIVER)
    pins: list[str] = []

    def sign(pdf: Path, driver: Path, chosen: Certificate, pin: str) -> SignedFile:
        pins.append(pin)
        return SignedFile(path=pdf, sha256="", verdict=None)

    on_device = SimpleNamespace(
        certificates=lambda driver: (replace(card, pin=PinState.ON_DEVICE),),
        sign=sign,
        told=lambda verdict: (),
    )
    house = SimpleNamespace(signing=on_device, words=Words("vi"))
    monkeypatch.setattr(sys, "stdin", None)
    command.main(
        ["pdf", str(tmp_path / "a.pdf"), "--driver", str(DRIVER)],
        obj=SimpleNamespace(house=lambda: house),
        standalone_mode=False,
    )

    assert pins == [""]
