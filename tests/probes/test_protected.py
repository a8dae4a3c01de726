"""Who may change a file, read from its descriptor; whatever is not understood counts as anybody."""

from pathlib import Path

import pytest

from core.probes import protected
from core.probes.protected import (
    is_protected,
    looks_protected,
    others_may_change,
    others_may_replace,
)

PROGRAM_FILES = (
    "O:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"
    "D:PAI(A;;FA;;;S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464)"
    "(A;CIIO;GA;;;S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464)"
    "(A;;0x1301bf;;;SY)(A;OICIIO;GA;;;SY)(A;;0x1301bf;;;BA)(A;OICIIO;GA;;;BA)"
    "(A;;0x1200a9;;;BU)(A;OICIIO;GXGR;;;BU)(A;OICIIO;GA;;;CO)(A;;0x1200a9;;;AC)"
    "(A;OICIIO;GXGR;;;AC)"
)
DRIVE = (
    "O:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"
    "D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)"
    "(A;OICIIO;SDGXGWGR;;;AU)(A;;LC;;;AU)"
)
INSIDE = "O:BAD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)(A;ID;0x1200a9;;;AC)"
OWN = "O:S-1-5-21-1-2-3-1001D:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;FA;;;S-1-5-21-1-2-3-1001)"


def test_what_windows_sets_for_programs_keeps_ordinary_users_out() -> None:
    assert not others_may_change(PROGRAM_FILES)
    assert not others_may_change(INSIDE)


def test_a_folder_put_onto_the_drive_does_not() -> None:
    """Everybody may put folders onto the drive; nobody may take away what others put there."""
    assert others_may_change(DRIVE)
    assert not others_may_replace(DRIVE)


@pytest.mark.parametrize(
    "descriptor",
    [
        OWN,
        "",
        "O:BA",
        "O:BAD:NO_ACCESS_CONTROL",
        "O:BAD:(A;;FA;;;BA)garbage",
        "D:P(A;;FA;;;BA)",
        "O:BUD:P(A;;FA;;;BA)",
        "O:BAD:P(A;;FA;;;BA)(A;;GW;;;WD)",
        "O:BAD:P(A;;FA;;;BA)(A;;GA;;;AU)",
        "O:BAD:P(A;;FA;;;BA)(A;;WD;;;BU)",
        "O:BAD:P(A;;FA;;;BA)(A;;WO;;;BU)",
        "O:BAD:P(A;;FA;;;BA)(A;;SD;;;BU)",
        "O:BAD:P(A;;FA;;;BA)(A;;DC;;;IU)",
        "O:BAD:P(A;;FA;;;BA)(A;;0x1301bf;;;BU)",
        "O:BAD:P(A;;FA;;;BA)(A;;??;;;BU)",
        "O:BAD:P(A;;FA;;;BA)(A;;0xzz;;;BU)",
        "O:BAD:P(A;;FA;;;BA)(XA;;FA;;;BU;(@User.x == 1))",
        "O:BAD:P(D;;FA;;;BU)(A;;FA;;;S-1-5-21-9-9-9-1001)",
    ],
)
def test_anything_else_lets_somebody_in(descriptor: str) -> None:
    assert others_may_change(descriptor)


@pytest.mark.parametrize(
    "descriptor",
    [
        "O:SYD:",
        "O:BAD:P(A;;FA;;;BA)(A;OICIIO;GA;;;CO)",
        "O:BAD:P(A;;FA;;;BA)(A;OICIIO;GA;;;BU)",
        "O:BAD:P(A;;FA;;;S-1-5-18)(A;;FA;;;S-1-5-32-544)",
        "O:BAD:P(A;;FA;;;BA)(D;;FA;;;BU)",
        "O:BAD:P(A;;FA;;;BA)(A;;FR;;;WD)(A;;GRGX;;;WD)",
    ],
)
def test_reading_and_what_is_only_handed_down_lets_nobody_in(descriptor: str) -> None:
    """What is handed down is looked at where it arrives."""
    assert not others_may_change(descriptor)


def test_a_folder_of_an_ordinary_account_is_not_protected(tmp_path: Path) -> None:
    (tmp_path / "main.py").touch()

    assert not is_protected(tmp_path)
    assert not is_protected(tmp_path / "absent")


@pytest.fixture
def described(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return descriptors by the name of file or folder; without one it is as programs are."""
    (tmp_path / "app" / "core").mkdir(parents=True)
    (tmp_path / "app" / "core" / "house.py").touch()
    (tmp_path / "app" / "main.py").touch()
    told: dict[str, str] = {}

    def descriptor_of(path: str) -> str:
        if told.get(Path(path).name) == "unread":
            raise PermissionError(path)
        return told.get(Path(path).name, INSIDE)

    monkeypatch.setattr(protected, "descriptor_of", descriptor_of)
    return told


def test_a_whole_tree_is_looked_at(tmp_path: Path, described: dict[str, str]) -> None:
    assert is_protected(tmp_path / "app")
    assert looks_protected(tmp_path / "app")


@pytest.mark.parametrize("said", [OWN, "unread", ""])
@pytest.mark.parametrize("name", ["app", "core", "house.py", "main.py"])
def test_one_file_that_others_may_change_is_enough(
    tmp_path: Path, described: dict[str, str], name: str, said: str
) -> None:
    described[name] = said

    assert not is_protected(tmp_path / "app")
    assert looks_protected(tmp_path / "app") == (name != "app")


def test_a_folder_above_that_others_may_rename_is_enough(
    tmp_path: Path, described: dict[str, str]
) -> None:
    described[tmp_path.name] = DRIVE
    assert is_protected(tmp_path / "app")

    described[tmp_path.name] = OWN
    assert not is_protected(tmp_path / "app")
    assert not looks_protected(tmp_path / "app")


@pytest.mark.only("posix")
def test_off_windows_nothing_is_protected() -> None:
    assert not is_protected(Path("/usr/bin"))
