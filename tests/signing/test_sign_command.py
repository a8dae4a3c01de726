"""`sign` from end to end: list, sign with a PIN from standard input, verify."""

import subprocess
import sys
from pathlib import Path

import pytest
from soft_token import DRIVER, NAME, PIN, ROOT, Token

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
    signed = trucan("sign", "pdf", str(pdf), *driver, typed=f"{PIN}\n")
    assert signed.returncode == 0, signed.stderr
    assert "Cả tệp được chữ ký số bảo vệ." in signed.stdout
    assert PIN not in signed.stdout + signed.stderr
    made = pdf.with_name(f"{pdf.stem}_signed.pdf")
    assert trucan("sign", "verify", str(made)).returncode == 0
    assert trucan("sign", "verify", str(pdf)).returncode == 65
