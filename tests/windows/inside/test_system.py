"""What of Windows the program leans on: paths, files in use, names for one instance."""

import sys
import threading
import unicodedata
from pathlib import Path

import pytest

from core.house import House
from core.model.new_entry import NewEntry
from core.model.unknown import Unknown
from core.probes.catalogue import real_system
from core.store.place import Medium, place_of
from core.whole_file import write_whole

pytestmark = pytest.mark.only("windows")


@pytest.mark.parametrize(
    "name",
    ["Chị Hạnh – Văn hoá", "Ủy ban nhân dân xã Phú Mẫu", "a" * 120, "đ ễ ộ ẵ ỹ", "e\u0302\u0323"],
)
def test_a_home_may_have_any_name(tmp_path: Path, name: str) -> None:
    home = tmp_path / name / "Trực An"

    house = House.open(home, "vi")
    house.duty.add_entry(NewEntry(text=f"Ca trực của {name}"))
    house.close()

    again = House.open(home, "vi")
    written = again.duty.page(limit=1)[0].text
    again.close()
    assert written == unicodedata.normalize("NFC", f"Ca trực của {name}")


def test_a_path_longer_than_the_old_limit_is_read(tmp_path: Path) -> None:
    system = real_system()
    folder = tmp_path
    while len(str(folder)) < 320:
        folder = folder / ("thư mục dài " * 3).strip()
    long = "\\\\?\\" + str(folder)
    Path(long).mkdir(parents=True)
    Path(long, "sao lưu.zip").write_bytes(b"x")

    listed = system.list_folder(str(folder))

    assert not isinstance(listed, Unknown)
    assert list(listed) == ["sao lưu.zip"]


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "cài đặt.toml"
    write_whole(file, b"one")
    write_whole(file, b"hai")

    assert file.read_bytes() == b"hai"
    assert [each.name for each in tmp_path.iterdir()] == ["cài đặt.toml"]


def test_the_system_drive_is_fixed_or_treated_with_care() -> None:
    place = place_of(Path("C:\\"))

    assert place.medium in (Medium.FIXED, Medium.REMOVABLE)
    assert place.drive == "C:"


@pytest.mark.system("wine")
def test_tools_that_print_nothing_are_no_answer() -> None:
    """Wine's own tools end with 0 and print nothing."""
    answer = real_system().run([r"C:\windows\system32\netsh.exe", "advfirewall"], 30)

    assert not isinstance(answer, Unknown)
    assert (answer.exit, answer.out) == (0, "")


def test_com_works_on_a_thread_that_is_not_the_first() -> None:
    if sys.platform != "win32":
        return
    told: list[object] = []
    system = real_system()
    asked = ("Scripting.Dictionary", "Count")
    worker = threading.Thread(target=lambda: told.append(system.com(*asked)))
    worker.start()
    worker.join(30)

    assert told == [0]
