"""Readers over the live registry and service manager, with values planted there.

Only where Wine stands in for Windows: nobody's own machine is written to.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.catalogue import read, real_system
from core.probes.firewall.facts import FirewallProfile, Inbound

if sys.platform == "win32":
    import winreg

pytestmark = [pytest.mark.only("windows"), pytest.mark.system("wine")]

FIREWALL = r"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy"
VERSION = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion"
UPDATE = r"SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update"
SERVICING = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing"
POLICY = r"SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate"
PAUSES = r"SOFTWARE\Microsoft\WindowsUpdate\UX\Settings"

JOINED = r"SYSTEM\CurrentControlSet\Control\CloudDomainJoin\JoinInfo"
ACTIVE_SETUP = r"SOFTWARE\Microsoft\Active Setup\Installed Components"

Plant = Callable[..., None]


def facts(topic: str) -> Any:
    """Read one topic from this machine."""
    return read(topic, real_system(), Ask())


class Planter:
    """Sets values below HKLM, and gives back what was there."""

    def __init__(self) -> None:
        """Have nothing to undo yet."""
        self._undo: list[Callable[[], None]] = []

    if sys.platform == "win32":
        _ACCESS = winreg.KEY_ALL_ACCESS | winreg.KEY_WOW64_64KEY

        def __call__(self, path: str, **values: int | str) -> None:
            """Set values of a key, which is made where it is missing."""
            self._make(path)
            for name, value in values.items():
                self._put(path, name, value)

        def _open(self, path: str) -> winreg.HKEYType:
            return winreg.OpenKeyEx(winreg.HKEY_LOCAL_MACHINE, path, 0, self._ACCESS)

        def _make(self, path: str) -> None:
            parts = path.split("\\")
            for depth in range(1, len(parts) + 1):
                above = "\\".join(parts[:depth])
                try:
                    self._open(above).Close()
                except FileNotFoundError:
                    made = winreg.CreateKeyEx(winreg.HKEY_LOCAL_MACHINE, above, 0, self._ACCESS)
                    made.Close()
                    self._undo.append(partial(winreg.DeleteKey, winreg.HKEY_LOCAL_MACHINE, above))

        def _put(self, path: str, name: str, value: int | str) -> None:
            kind = winreg.REG_DWORD if isinstance(value, int) else winreg.REG_SZ
            with self._open(path) as key:
                try:
                    before = winreg.QueryValueEx(key, name)
                except FileNotFoundError:
                    before = None
                winreg.SetValueEx(key, name, 0, kind, value)
            self._undo.append(lambda: self._restore(path, name, before))

        def _restore(self, path: str, name: str, before: tuple[Any, int] | None) -> None:
            with self._open(path) as key:
                if before is None:
                    winreg.DeleteValue(key, name)
                else:
                    winreg.SetValueEx(key, name, 0, before[1], before[0])

    def undo(self) -> None:
        """Make everything as it was."""
        for step in reversed(self._undo):
            step()


@pytest.fixture
def plant() -> Iterator[Plant]:
    """Return a way to set values below HKLM; everything is as before at the end."""
    planter = Planter()
    yield planter
    planter.undo()


def test_the_edition_and_the_build_are_those_that_the_registry_holds(plant: Plant) -> None:
    plant(
        VERSION,
        ProductName="Windows 10 Pro",
        DisplayVersion="22H2",
        EditionID="Professional",
        InstallationType="Client",
        CurrentBuildNumber="19045",
        UBR=6456,
    )

    machine = facts("machine")

    assert (machine.build, machine.revision, machine.edition) == (19045, 6456, "Professional")
    assert "Windows 10" in machine.os_name
    assert machine.server is False


@pytest.mark.parametrize(
    ("on", "action", "inbound"),
    [(1, 1, Inbound.BLOCKED), (1, 0, Inbound.ALLOWED), (0, 1, Inbound.BLOCKED)],
)
def test_a_profile_of_the_firewall(plant: Plant, on: int, action: int, inbound: Inbound) -> None:
    for folder in ("DomainProfile", "StandardProfile", "PublicProfile"):
        plant(f"{FIREWALL}\\{folder}", EnableFirewall=1, DefaultInboundAction=1)
    plant(f"{FIREWALL}\\PublicProfile", EnableFirewall=on, DefaultInboundAction=action)

    profiles = {each.name: each for each in facts("firewall").profiles}

    public = profiles["public"]
    assert isinstance(public, FirewallProfile)
    assert (public.on, public.inbound) == (bool(on), inbound)
    assert profiles["private"].on is True


def test_a_profile_switched_off_by_policy_is_off(plant: Plant) -> None:
    plant(f"{FIREWALL}\\PublicProfile", EnableFirewall=1)
    plant(r"SOFTWARE\Policies\Microsoft\WindowsFirewall\PublicProfile", EnableFirewall=0)

    profiles = {each.name: each for each in facts("firewall").profiles}

    assert profiles["public"].on is False


def test_a_profile_switched_off_by_device_management_is_off(plant: Plant) -> None:
    plant(f"{FIREWALL}\\StandardProfile", EnableFirewall=1)
    plant(f"{FIREWALL}\\Mdm\\StandardProfile", EnableFirewall=0)
    plant(f"{FIREWALL}\\Mdm\\FirewallRules", any="v2.30|Action=Allow|Active=TRUE|Dir=In|Name=An|")
    plant(f"{FIREWALL}\\FirewallRules", other="v2.30|Action=Block|Active=TRUE|Dir=In|")

    firewall = facts("firewall")

    assert {each.name: each.on for each in firewall.profiles}["private"] is False
    assert firewall.any_rule == "An"


def test_a_machine_is_joined_to_entra_by_its_key(plant: Plant) -> None:
    assert facts("machine").entra is False
    plant(rf"{JOINED}\5A1B0000000000000000000000000000000000C7", TenantId="x")
    assert facts("machine").entra is True


def test_what_active_setup_runs(plant: Plant) -> None:
    plant(f"{ACTIVE_SETUP}\\{{x}}", StubPath=r"%TEMP%\x.exe /s", IsInstalled=1)

    found = {each.name: each.programs for each in facts("startup").elsewhere}

    assert [each.lower().endswith(r"\temp\x.exe") for each in found["{x}"]] == [True]


def test_a_class_of_a_person_in_place_of_the_machines() -> None:
    """`Software\\Classes` of a person leads to a hive of its own."""
    system: Any = real_system()
    taken = next(
        each
        for each in system.registry_keys("HKLM", r"SOFTWARE\Classes\CLSID")
        if system.registry_keys("HKLM", rf"SOFTWARE\Classes\CLSID\{each}")
    )
    key = rf"Software\Classes\CLSID\{taken}\InprocServer32"
    add = ["reg", "add", rf"HKCU\{key}", "/ve", "/d", r"C:\a b\x.dll", "/f"]
    subprocess.run(add, check=True, stdout=subprocess.DEVNULL)
    try:
        found = {each.name: each.programs for each in facts("startup").elsewhere}
    finally:
        away = ["reg", "delete", rf"HKCU\Software\Classes\CLSID\{taken}", "/f"]
        subprocess.run(away, check=True, stdout=subprocess.DEVNULL)
    assert found[taken] == (r"C:\a b\x.dll",)


def test_a_restart_is_pending_by_its_key(plant: Plant) -> None:
    plant(SERVICING, Version="1")
    plant(UPDATE, Version="1")
    assert facts("restart").pending is False

    plant(f"{UPDATE}\\RebootRequired", any=1)
    restart = facts("restart")

    assert restart.pending is True
    assert restart.pending_since > "2020"


def test_the_update_policy_is_read_where_it_is_set(plant: Plant) -> None:
    plant(POLICY, WUServer="http://wsus.example")
    plant(f"{POLICY}\\AU", NoAutoUpdate=1, UseWUServer=1)
    plant(PAUSES, PauseUpdatesExpiryTime="2099-01-05T09:00:00Z")

    policy = facts("update_policy")

    assert policy.mode == "off"
    assert policy.server == "http://wsus.example"
    assert policy.paused_until == "2099-01-05T09:00:00Z"


def test_a_pause_by_policy_ends_35_days_after_its_start(plant: Plant) -> None:
    plant(PAUSES, UxOption=0)
    began = datetime.now(UTC).date() - timedelta(days=5)
    plant(POLICY, PauseQualityUpdatesStartTime=began.isoformat())

    ends = began + timedelta(days=35)
    assert facts("update_policy").paused_until == f"{ends.isoformat()}T00:00:00Z"


def test_a_service_appears_is_read_and_is_gone() -> None:
    system: Any = real_system()
    name = "TrucAnThử"
    assert system.service(name) == Unknown(
        UnknownCode.NOT_INSTALLED, f"service({name}): error 1060"
    )
    made = ["sc", "create", name, "binPath=", r"C:\windows\notepad.exe", "start=", "disabled"]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
    try:
        service = system.service(name)
        assert (service.running, service.start) == (False, "disabled")
    finally:
        subprocess.run(["sc", "delete", name], check=True, stdout=subprocess.DEVNULL)
    assert isinstance(system.service(name), Unknown)
