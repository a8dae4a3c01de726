"""What starts by itself on a described Windows, with entries planted one by one."""

import struct
from collections.abc import Callable
from typing import Any

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes import win_com, win_traces
from core.probes.ask import Ask
from core.probes.startup.windows import read

HOME = "windows-10-home-vi"
SID = "S-1-5-21-1004336348-1177238915-682003330-1001"
RUN = "SOFTWARE\\Microsoft\\Windows\\CurrentVersion"
NT = "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion"
SERVICES = "SYSTEM\\CurrentControlSet\\Services"


def planted(machine: Callable[[str], Any], **answers: Any) -> Any:
    return read(machine(HOME).with_answers(answers), Ask())


def test_a_windows_just_installed(machine: Callable[[str], Any]) -> None:
    facts = read(machine(HOME), Ask())

    assert [each.name for each in facts.at_sign_in] == ["SecurityHealth", "OneDrive"]
    assert facts.at_sign_in[0].programs == ("C:\\WINDOWS\\system32\\SecurityHealthSystray.exe",)
    assert [each.name for each in facts.services] == ["Dhcp", "Dhcp", "Spooler", "Tcpip"]
    assert facts.services[1].programs == ("C:\\WINDOWS\\system32\\dhcpcore.dll",)
    assert facts.services[3].programs == ("C:\\WINDOWS\\System32\\drivers\\tcpip.sys",)
    assert [each.programs for each in facts.tasks] == [("C:\\WINDOWS\\system32\\defrag.exe",)]
    assert facts.between == ()
    assert {each.name: each.programs for each in facts.elsewhere} == {
        "Themes Setup": (
            "C:\\WINDOWS\\system32\\regsvr32.exe",
            "C:\\WINDOWS\\system32\\themeui.dll",
        ),
        "Windows Desktop Update": (),
        "Microsoft Edge": (
            "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\130.0.2849.80\\Installer"
            "\\setup.exe",
        ),
        "{89B4C1CD-B018-4511-B0A1-5476DBF70820}": (
            "C:\\Windows\\SysWOW64\\Rundll32.exe",
            "C:\\Windows\\SysWOW64\\mscories.dll",
        ),
    }
    assert facts.unseen == ("Task Scheduler",)


@pytest.mark.parametrize(
    ("key", "wow32"), [("Run", ""), ("RunOnce", ""), ("Policies\\Explorer\\Run", ", wow32")]
)
def test_run_keys_of_the_machine(machine: Callable[[str], Any], key: str, wow32: str) -> None:
    bad = {"x": "C:\\Users\\Public\\x.exe", "number": 5}
    facts = planted(machine, **{f"registry_values(HKLM, {RUN}\\{key}{wow32})": bad})

    assert ("C:\\Users\\Public\\x.exe",) in [each.programs for each in facts.at_sign_in]


@pytest.mark.parametrize("key", [f"HKLM, {RUN}\\Run", f"HKU, {SID}\\{RUN}\\Run"])
@pytest.mark.parametrize(
    ("command", "program"),
    [
        ("%TEMP%\\x.exe", "C:\\Users\\vanthu\\AppData\\Local\\Temp\\x.exe"),
        ('"%AppData%\\x.exe" /a', "C:\\Users\\vanthu\\AppData\\Roaming\\x.exe"),
        ("%LOCALAPPDATA%\\x\\x.exe", "C:\\Users\\vanthu\\AppData\\Local\\x\\x.exe"),
        ("%USERPROFILE%\\Desktop\\x.exe", "C:\\Users\\vanthu\\Desktop\\x.exe"),
        ("%PUBLIC%\\x.exe", "C:\\Users\\Public\\x.exe"),
        ("%ALLUSERSPROFILE%\\x.exe", "C:\\ProgramData\\x.exe"),
    ],
)
def test_a_program_named_by_a_persons_variables_is_found(
    machine: Callable[[str], Any], key: str, command: str, program: str
) -> None:
    facts = planted(machine, **{f"registry_values({key})": {"x": command}})

    assert (program,) in [each.programs for each in facts.at_sign_in]


def test_without_a_person_temporary_files_are_the_systems(machine: Callable[[str], Any]) -> None:
    nobody = {"registry_keys(HKU, )": [".DEFAULT", "S-1-5-18"]}
    planted_run = {f"registry_values(HKLM, {RUN}\\Run)": {"x": "%TEMP%\\x.exe"}}
    facts = planted(machine, **nobody, **planted_run)

    assert [each.programs for each in facts.at_sign_in] == [("C:\\WINDOWS\\Temp\\x.exe",)]


SETUP = "SOFTWARE\\Microsoft\\Active Setup\\Installed Components"


@pytest.mark.parametrize("view", ["", ", wow32"])
@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"StubPath": "C:\\x.exe /s"}, ["C:\\x.exe"]),
        ({"stubpath": "C:\\x.exe", "IsInstalled": 1, "": " "}, ["C:\\x.exe"]),
        ({"StubPath": "C:\\x.exe", "IsInstalled": 0}, []),
        ({"StubPath": ""}, []),
        ({"Version": "1"}, []),
    ],
)
def test_what_active_setup_runs(
    machine: Callable[[str], Any], view: str, values: dict[str, Any], found: list[str]
) -> None:
    told = {
        f"registry_keys(HKLM, {SETUP})": [],
        f"registry_keys(HKLM, {SETUP}, wow32)": [],
        f"registry_keys(HKLM, {SETUP}{view})": [">{x}"],
        f"registry_values(HKLM, {SETUP}\\>{{x}}{view})": values,
    }
    facts = planted(machine, **told)

    assert [program for each in facts.elsewhere for program in each.programs] == found
    assert {each.name for each in facts.elsewhere} <= {">{x}"}


CLASSES = "SOFTWARE\\Classes\\CLSID"


@pytest.mark.parametrize("classes", [CLASSES, "SOFTWARE\\Classes\\WOW6432Node\\CLSID"])
@pytest.mark.parametrize(
    ("kind", "told", "found"),
    [
        ("InprocServer32", "C:\\a b\\x.dll", ["C:\\a b\\x.dll"]),
        ("InprocServer32", '"C:\\a b\\x.dll"', ["C:\\a b\\x.dll"]),
        ("InprocServer32", "%APPDATA%\\x.ocx", ["C:\\Users\\vanthu\\AppData\\Roaming\\x.ocx"]),
        ("InprocServer32", "mscoree.dll", []),
        ("LocalServer32", "C:\\x.exe -Embedding", ["C:\\x.exe"]),
        ("LocalServer32", "", []),
    ],
)
def test_classes_of_a_person_in_place_of_the_machines(
    machine: Callable[[str], Any], classes: str, kind: str, told: str, found: list[str]
) -> None:
    own = f"{SID}\\{classes}"
    taken, free = "{6BF52A52-394A-11D3-B153-00C04F79FAA6}", "{11111111-1111-1111-1111-111111111111}"
    answers = {
        f"registry_keys(HKLM, {SETUP})": [],
        f"registry_keys(HKLM, {SETUP}, wow32)": [],
        f"registry_keys(HKU, {SID}\\{CLASSES})": [],
        f"registry_keys(HKU, {own})": [taken, free],
        f"registry_keys(HKLM, {classes}\\{taken})": ["InprocServer32"],
        f"registry_keys(HKLM, {classes}\\{free})": {"unknown": "not_found"},
        f"registry_values(HKU, {own}\\{taken}\\InprocServer32)": {"unknown": "not_found"},
        f"registry_values(HKU, {own}\\{taken}\\LocalServer32)": {"unknown": "not_found"},
        f"registry_values(HKU, {own}\\{taken}\\{kind})": {"": told, "ThreadingModel": "Both"},
    }
    facts = planted(machine, **answers)

    assert [program for each in facts.elsewhere for program in each.programs] == found
    assert {each.place for each in facts.elsewhere} <= {f"HKU\\{own}\\{taken}"}


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (f"{NT}\\Windows", "load"),
        (f"{NT}\\Windows", "Run"),
        ("Environment", "UserInitMprLogonScript"),
    ],
)
@pytest.mark.parametrize("many", [True, False])
def test_single_values_of_a_person(
    machine: Callable[[str], Any], key: str, name: str, many: bool
) -> None:
    bad = "C:\\Users\\Public\\x.exe"
    told = {name: [bad] if many else bad, "other": "C:\\y.exe"}
    facts = planted(machine, **{f"registry_values(HKU, {SID}\\{key})": told})

    found = [each.programs for each in facts.at_sign_in]
    assert (bad,) in found
    assert ("C:\\y.exe",) not in found


@pytest.mark.parametrize(("value", "counts"), [("02" + "00" * 11, True), ("0300000012", True),
                                               ("03000000" + "a1" * 8, False)])  # fmt: skip
def test_an_entry_that_was_switched_off(
    machine: Callable[[str], Any], value: str, counts: bool
) -> None:
    approved = f"registry_values(HKU, {SID}\\{RUN}\\Explorer\\StartupApproved\\Run)"
    facts = planted(machine, **{approved: {"OneDrive": {"bytes": value}}})

    assert ("OneDrive" in [each.name for each in facts.at_sign_in]) is counts


def test_the_startup_folder_of_a_person(machine: Callable[[str], Any]) -> None:
    folder = (
        "C:\\Users\\vanthu\\AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Startup"
    )
    facts = planted(
        machine,
        **{
            f"list_folder({folder})": ["desktop.ini", "a.lnk", "b.lnk", "c.vbs"],
            f"link_target({folder}\\a.lnk)": "C:\\Windows\\Temp\\a.exe",
            f"link_target({folder}\\b.lnk)": {"unknown": "malformed"},
        },
    )
    found = {each.name: each.programs for each in facts.at_sign_in}

    assert found["a.lnk"] == ("C:\\Windows\\Temp\\a.exe",)
    assert found["b.lnk"] == (f"{folder}\\b.lnk",)
    assert found["c.vbs"] == (f"{folder}\\c.vbs",)


@pytest.mark.parametrize(
    ("key", "value", "kind"),
    [
        (f"HKLM, {NT}\\Winlogon", {"Shell": "explorer.exe, C:\\x.exe"}, "shell"),
        (f"HKLM, {NT}\\Winlogon", {"Userinit": "userinit.exe,x.exe"}, "userinit"),
        (f"HKU, {SID}\\{NT}\\Winlogon", {"Shell": "C:\\x.exe"}, "shell"),
        (f"HKLM, {NT}\\Image File Execution Options\\notepad.exe", {"Debugger": "x"}, "debugger"),
        (f"HKLM, {NT}\\Windows", {"AppInit_DLLs": "x.dll", "LoadAppInit_DLLs": 1}, "appinit"),
        ("HKLM, SYSTEM\\CurrentControlSet\\Control\\Lsa",
         {"Notification Packages": ["scecli", "x"]}, "packages"),
        ("HKLM, SYSTEM\\CurrentControlSet\\Control\\Session Manager",
         {"BootExecute": ["autocheck autochk *", "x"]}, "boot"),
        ("HKLM, SYSTEM\\CurrentControlSet\\Control\\Session Manager",
         {"BootExecute": ["autocheck autochk *", "autocheck autochk2 *"]}, "boot"),
        (f"HKLM, {NT}\\Image File Execution Options\\notepad.exe", {"debugger": "x"}, "debugger"),
        (f"HKLM, {NT}\\Winlogon", {"SHELL": "C:\\x.exe"}, "shell"),
        ("HKLM, SOFTWARE\\Microsoft\\Command Processor", {"AutoRun": "x.cmd"}, "autorun"),
    ],
)  # fmt: skip
def test_what_puts_itself_between(
    machine: Callable[[str], Any], key: str, value: Any, kind: str
) -> None:
    facts = planted(machine, **{f"registry_values({key})": value})

    assert [each.kind for each in facts.between] == [kind]


@pytest.mark.parametrize(
    ("name", "value", "odd"),
    [
        ("Shell", "explorer.exe", []),
        ("Shell", " EXPLORER.EXE ", []),
        ("Shell", "%SystemRoot%\\explorer.exe", []),
        ("Shell", '"C:\\Windows\\Explorer.exe"', []),
        ("Shell", "", []),
        ("Shell", "C:\\Users\\Public\\explorer.exe", ["C:\\Users\\Public\\explorer.exe"]),
        ("Shell", "C:\\Users\\e.exe,C:\\Windows\\explorer.exe", ["C:\\Users\\e.exe"]),
        ("Shell", "explorer.exe C:\\x.exe", ["explorer.exe C:\\x.exe"]),
        ("Shell", "D:\\Windows\\explorer.exe", ["D:\\Windows\\explorer.exe"]),
        ("Userinit", "C:\\WINDOWS\\system32\\userinit.exe,", []),
        ("Userinit", "%SystemRoot%\\System32\\userinit.exe", []),
        ("Userinit", "userinit.exe,", []),
        ("Userinit", "C:\\Users\\Public\\system32\\userinit.exe,",
         ["C:\\Users\\Public\\system32\\userinit.exe"]),
        ("Userinit", "C:\\Windows\\userinit.exe", ["C:\\Windows\\userinit.exe"]),
    ],
)  # fmt: skip
def test_only_windows_own_programs_are_usual_at_the_sign_in(
    machine: Callable[[str], Any], name: str, value: str, odd: list[str]
) -> None:
    facts = planted(machine, **{f"registry_values(HKLM, {NT}\\Winlogon)": {name: value}})
    assert [each.value for each in facts.between] == odd


def test_libraries_that_are_not_loaded_do_not_count(machine: Callable[[str], Any]) -> None:
    off = {"AppInit_DLLs": "x.dll", "LoadAppInit_DLLs": 0}
    assert planted(machine, **{f"registry_values(HKLM, {NT}\\Windows)": off}).between == ()


@pytest.mark.parametrize(
    ("answers", "field", "code"),
    [
        ({f"registry_values(HKLM, {RUN}\\Run)": "source_broken"}, "at_sign_in", "source_broken"),
        ({f"registry_keys(HKLM, {SETUP})": "source_broken"}, "elsewhere", "source_broken"),
        ({f"registry_keys(HKLM, {SERVICES})": "not_found"}, "services", "not_found"),
        ({f"registry_keys(HKLM, {SERVICES})": "source_broken"}, "services", "source_broken"),
        ({f"registry_values(HKLM, {NT}\\Winlogon)": "malformed"}, "between", "malformed"),
        ({"tasks": "service_off"}, "tasks", "service_off"),
    ],
)
def test_what_is_broken_is_no_answer(
    machine: Callable[[str], Any], answers: dict[str, str], field: str, code: str
) -> None:
    told = {key: {"unknown": value} for key, value in answers.items()}
    value = getattr(planted(machine, **told), field)

    assert isinstance(value, Unknown)
    assert value.code is UnknownCode(code)


def test_a_key_that_may_not_be_opened_is_named(machine: Callable[[str], Any]) -> None:
    key = f"registry_values(HKLM, {SERVICES}\\Spooler)"
    facts = planted(machine, **{key: {"unknown": "no_right"}})

    assert f"HKLM\\{SERVICES}\\Spooler" in facts.unseen
    assert [each.name for each in facts.services] == ["Dhcp", "Dhcp", "Tcpip"]


class Object:
    """An automation object that answers by name as the task library does."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers


def listed(*items: Any) -> Object:
    return Object(Count=len(items), Item=lambda number: items[number - 1])


def ask(target: Any, name: str, *arguments: Any) -> Any:
    answer = target.answers[name]
    return answer(*arguments) if callable(answer) else answer


def task(path: str, *actions: Object, hidden: bool = False, enabled: bool = True) -> Object:
    definition = Object(
        Actions=listed(*actions),
        Settings=Object(Hidden=hidden),
        Principal=Object(UserId=None, GroupId="Users"),
    )
    return Object(Path=path, Enabled=enabled, Definition=definition)


def test_tasks_of_all_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = Object(Type=0, Path="C:\\a b.exe", Arguments="-x")
    other = Object(Type=5)
    below = Object(GetTasks=lambda flags: listed(task("\\V\\b", runs, hidden=True)),
                   GetFolders=lambda flags: listed())  # fmt: skip
    top = Object(GetTasks=lambda flags: listed(task("\\a", runs, other)),
                 GetFolders=lambda flags: listed(below))  # fmt: skip
    library = Object(Connect=None, GetFolder=lambda path: top)
    monkeypatch.setattr(win_com, "automation_object", lambda program_id: library)
    monkeypatch.setattr(win_com, "get", ask)

    found = win_traces.tasks()

    assert isinstance(found, tuple)
    assert [(each.path, each.hidden, each.account) for each in found] == [
        ("\\a", False, "Users"),
        ("\\V\\b", True, "Users"),
    ]
    assert found[0].actions == ('"C:\\a b.exe" -x',)


def test_no_task_at_all_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    top = Object(GetTasks=lambda flags: listed(), GetFolders=lambda flags: listed())
    library = Object(Connect=None, GetFolder=lambda path: top)
    monkeypatch.setattr(win_com, "automation_object", lambda program_id: library)
    monkeypatch.setattr(win_com, "get", ask)

    assert win_traces.tasks() == Unknown(UnknownCode.NOT_FOUND, "no task at all")


def shortcut(path: str, *, items: bytes = b"", kinds: int = 1, unicode: bool = False) -> bytes:
    """Write a shortcut as MS-SHLLINK describes it."""
    flags = (1 if items else 0) | 2
    head = struct.pack("<L16sL", 0x4C, b"", flags).ljust(0x4C, b"\0")
    told = struct.pack("<H", len(items)) + items if items else b""
    if unicode:
        info = struct.pack("<LLLLLLLLL", 0, 0x24, kinds, 0, 0, 0, 0, 0x24, 0)
        return head + told + info + path.encode("utf-16-le") + b"\0\0"
    info = struct.pack("<LLLLLLL", 0, 0x1C, kinds, 0, 0x1C, 0, 0)
    return head + told + info + path.encode("latin-1") + b"\0"


@pytest.mark.parametrize(
    "link",
    [
        shortcut("C:\\a.exe"),
        shortcut("C:\\a.exe", items=b"\1\2\3\4\5\6"),
        shortcut("C:\\a.exe", unicode=True),
    ],
)
def test_the_program_of_a_shortcut(link: bytes) -> None:
    assert win_traces.target_in(link) == "C:\\a.exe"


@pytest.mark.parametrize(
    "link",
    [b"", b"MZ" * 100, shortcut("C:\\a.exe")[:0x50], shortcut("x", kinds=2),
     shortcut("C:\\a.exe")[:0x4C].replace(b"\2\0\0\0", b"\0\0\0\0")],
)  # fmt: skip
def test_what_is_no_shortcut(link: bytes) -> None:
    with pytest.raises(ValueError, match="shortcut"):
        win_traces.target_in(link)
