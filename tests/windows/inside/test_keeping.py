"""Where secrets are kept, and what the program leans on for one instance.

Only where Wine stands in for Windows: nobody's own key is touched.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from core.probes.win_com import comtypes
from core.secrets import SERVICE, USER, KeyPlace, Secrets

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

pytestmark = [pytest.mark.only("windows"), pytest.mark.system("wine")]

ALREADY_EXISTS = 183


@pytest.fixture
def manager() -> Iterator[Any]:
    """Return the Credential Manager as the library knows it, without our key before and after."""
    from keyring.backends.Windows import WinVaultKeyring
    from keyring.errors import PasswordDeleteError

    vault = WinVaultKeyring()
    with suppress(PasswordDeleteError):
        vault.delete_password(SERVICE, USER)
    yield vault
    with suppress(PasswordDeleteError):
        vault.delete_password(SERVICE, USER)


def test_a_key_is_kept_by_the_credential_manager(manager: Any, tmp_path: Path) -> None:
    made = Secrets(tmp_path, keyring=lambda: manager).provide()
    found = Secrets(tmp_path, keyring=lambda: manager).held()

    assert made.place is found.place is KeyPlace.OS_KEYRING
    assert made.key == found.key is not None
    assert list(tmp_path.iterdir()) == []


def test_the_credential_manager_is_the_keyring_that_is_chosen() -> None:
    code = "from core.secrets import system_keyring as s; print(type(s()).__name__)"
    own = {key: value for key, value in os.environ.items() if key != "PYTHON_KEYRING_BACKEND"}

    said = subprocess.run(
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=own,
        check=True,
        timeout=60,
    )

    assert said.stdout.strip() == b"WinVaultKeyring"


def test_a_secret_comes_back_letter_by_letter(manager: Any) -> None:
    words = "mật khẩu của chị Hạnh: ễ ộ ẵ đ 🔑"
    manager.set_password(SERVICE, USER, words)

    assert manager.get_password(SERVICE, USER) == words


if sys.platform == "win32":

    class Blob(ctypes.Structure):
        """DATA_BLOB."""

        _fields_ = (("size", wintypes.DWORD), ("at", ctypes.c_void_p))

    def _crypt(name: str, content: bytes, entropy: bytes) -> bytes | None:
        """Call CryptProtectData or CryptUnprotectData; None when it refuses."""
        kept = [ctypes.create_string_buffer(each, len(each)) for each in (content, entropy)]
        given, extra = (Blob(len(each), ctypes.addressof(each)) for each in kept)
        result = Blob()
        call = getattr(ctypes.WinDLL("crypt32"), name)
        call.argtypes = [ctypes.c_void_p] * 5 + [wintypes.DWORD, ctypes.c_void_p]
        taken = (ctypes.byref(given), None, ctypes.byref(extra), None, None, 1)
        if not call(*taken, ctypes.byref(result)):
            return None
        return ctypes.string_at(result.at, result.size)

    def _mutex(name: str) -> tuple[int, int]:
        """Make a named mutex; return its handle and the error that was left."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateMutexW.restype = wintypes.HANDLE
        kernel.CreateMutexW.argtypes = (ctypes.c_void_p, wintypes.BOOL, wintypes.LPCWSTR)
        ctypes.set_last_error(0)
        handle = kernel.CreateMutexW(None, True, name)
        return int(handle or 0), ctypes.get_last_error()


def test_what_dpapi_closed_opens_with_the_same_entropy_only() -> None:
    secret = "mật khẩu".encode()
    closed = _crypt("CryptProtectData", secret, b"Truc An")

    assert closed is not None
    assert secret not in closed
    assert _crypt("CryptUnprotectData", closed, b"Truc An") == secret
    assert _crypt("CryptUnprotectData", closed, b"another") is None


def test_a_named_mutex_is_made_once() -> None:
    name = "Local\\TrucAn-thử"
    first, fresh = _mutex(name)
    second, told = _mutex(name)

    assert first
    assert second
    assert (fresh, told) == (0, ALREADY_EXISTS)


def test_a_shortcut_with_vietnamese_letters_comes_back_as_it_was_made(tmp_path: Path) -> None:
    """The installer makes one; here it is read by the interface that Windows itself reads it by."""
    com = comtypes()
    from comtypes.persist import IPersistFile
    from comtypes.shelllink import IShellLinkW, ShellLink

    file = tmp_path / "Trực An – Sổ trực.lnk"
    target = r"C:\windows\notepad.exe"
    made = com.CoCreateInstance(ShellLink()._reg_clsid_, interface=IShellLinkW)
    made.SetPath(target)
    made.SetArguments('log add "Mất điện"')
    made.QueryInterface(IPersistFile).Save(str(file), True)

    read = com.CoCreateInstance(ShellLink()._reg_clsid_, interface=IShellLinkW)
    read.QueryInterface(IPersistFile).Load(str(file), 0)

    assert read.GetPath(0).lower() == target.lower()
    assert read.GetArguments() == 'log add "Mất điện"'
