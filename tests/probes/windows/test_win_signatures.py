"""Asking about signatures through a stand-in for wintrust that keeps count of its handles."""

import ctypes

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes import win_signatures
from core.probes.win_signatures import signatures, state_of

NO_SIGNATURE, WRONG_FORM, BAD_DIGEST, UNTRUSTED_ROOT = (
    0x800B0100,
    0x800B0003,
    0x80096010,
    0x800B0109,
)
OF_FILE, VERIFY, CLOSE = 1, 1, 2


class WinTrust:
    """Says of every file `own`; `listed` says what catalogues hold, by the kind of hash."""

    def __init__(self, own=0, listed=None, failing=()):
        self.own, self.listed, self.failing = own, listed or {}, failing
        self.open, self.flags, self.tags = [], set(), []

    def WinVerifyTrust(self, window, action, question):  # noqa: N802 - named as Windows names it
        asked = question._obj
        if asked.action == CLOSE:
            self.open.remove("verified")
            return 0
        self.open.append("verified")
        self.flags.add((asked.window, asked.revocation, asked.flags))
        if asked.kind == OF_FILE:
            return ctypes.c_long(self.own).value if self.own < 2**31 else self.own - 2**32
        member = ctypes.cast(asked.subject, ctypes.POINTER(win_signatures._Member))[0]
        self.tags.append((member.catalogue, member.tag, member.hash_size))
        told = self.listed[member.catalogue.removeprefix("C:\\cat\\")]
        return told - 2**32 if told >= 2**31 else told

    def CryptCATAdminAcquireContext2(self, held, subsystem, algorithm, policy, flags):  # noqa: N802
        if "acquire" in self.failing:
            return 0
        self.algorithm = algorithm
        held._obj.value = 7
        self.open.append("administrator")
        return 1

    def CryptCATAdminReleaseContext(self, held, flags):  # noqa: N802
        self.open.remove("administrator")
        return 1

    def CryptCATAdminCalcHashFromFileHandle2(self, held, file, size, buffer, flags):  # noqa: N802
        if "hash" in self.failing:
            return 0
        size._obj.value = 20
        ctypes.memmove(buffer, b"\xab" * 20, 20)
        return 1

    def CryptCATAdminEnumCatalogFromHash(self, held, digest, size, flags, before):  # noqa: N802
        assert (digest, size) == (b"\xab" * 20, 20)
        if self.algorithm not in self.listed:
            return None
        self.open.append("catalogue")
        return 9

    def CryptCATCatalogInfoFromContext(self, found, told, flags):  # noqa: N802
        if "tell" in self.failing:
            return 0
        told._obj.path = f"C:\\cat\\{self.algorithm}"
        return 1

    def CryptCATAdminReleaseCatalogContext(self, held, found, flags):  # noqa: N802
        self.open.remove("catalogue")
        return 1


@pytest.fixture
def state(monkeypatch, tmp_path):
    """Return what is said of one file; whatever is asked, nothing may stay open."""
    file = tmp_path / "chương trình.exe"
    file.write_bytes(b"MZ")

    def ask(stand_in, path=file):
        monkeypatch.setattr(win_signatures, "call", lambda _, name, *types: getattr(stand_in, name))
        (found,) = signatures((str(path),), 5.0)
        assert found.path == str(path)
        assert stand_in.open == []
        assert stand_in.flags <= {(2, 0, 0x1010)}, "no window, no revocation, nothing fetched"
        return found.state.code if isinstance(found.state, Unknown) else found.state

    return ask


@pytest.mark.parametrize(
    ("own", "listed", "expected"),
    [
        (0, {}, "valid"),
        (NO_SIGNATURE, {}, "none"),
        (WRONG_FORM, {}, "none"),
        (NO_SIGNATURE, {"SHA256": 0}, "valid"),
        (NO_SIGNATURE, {"SHA1": 0}, "valid"),
        (NO_SIGNATURE, {"SHA256": UNTRUSTED_ROOT}, "untrusted"),
        (NO_SIGNATURE, {"SHA256": BAD_DIGEST}, "broken"),
        (BAD_DIGEST, {}, "broken"),
        (BAD_DIGEST, {"SHA256": 0}, "valid"),
        (BAD_DIGEST, {"SHA256": NO_SIGNATURE}, "broken"),
        (UNTRUSTED_ROOT, {}, "untrusted"),
        (UNTRUSTED_ROOT, {"SHA256": 0}, "valid"),
        (0x800B0111, {}, "refused"),
        (0x80070005, {}, UnknownCode.NO_RIGHT),
        (0x80092003, {}, UnknownCode.SOURCE_BROKEN),
    ],
)
def test_the_file_and_the_catalogues(state, own, listed, expected):
    assert state(WinTrust(own, listed)) == expected


def test_a_catalogue_is_asked_by_the_hash_it_names_the_file_by(state):
    stand_in = WinTrust(NO_SIGNATURE, {"SHA256": 0})
    state(stand_in)
    assert stand_in.tags == [("C:\\cat\\SHA256", "AB" * 20, 20)]


@pytest.mark.parametrize("step", ["acquire", "hash", "tell"])
def test_what_fails_is_unknown_and_never_unsigned(state, step):
    found = state(WinTrust(NO_SIGNATURE, {"SHA256": 0}, failing=(step,)))
    assert isinstance(found, UnknownCode)


def test_a_file_that_is_not_there(state, tmp_path):
    assert state(WinTrust(), tmp_path / "gone.exe") is UnknownCode.NOT_FOUND


def test_what_is_not_reached_in_time_is_timed_out(monkeypatch, tmp_path):
    monkeypatch.setattr(win_signatures, "call", lambda _, name, *types: getattr(WinTrust(), name))
    found = signatures(("a", "b"), 0.0)
    assert [each.state.code for each in found] == [UnknownCode.TIMED_OUT] * 2


@pytest.mark.parametrize(
    ("told", "expected"),
    [(0, "valid"), (0x800B010C, "refused"), (0x800B0101, "untrusted"), (0x80092026, "untrusted")],
)
def test_answers(told, expected):
    assert state_of(told) == expected
