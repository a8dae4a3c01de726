"""Which machine this is, on Windows."""

import hashlib

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode, first_unknown
from core.probes.ask import Ask
from core.probes.machine.facts import MachineFacts
from core.probes.system import WindowsSystem, WmiRow
from core.probes.win_values import (
    CONTROL,
    CURRENT_VERSION,
    HKLM,
    boot_source,
    booted_at,
    container_of,
    first_row,
    is_absent,
    is_server,
    number,
    number_of,
    text,
)

_ID_SALT = b"truc-an machine 1\n"  # the installation id itself must never leave the machine
_CRYPTOGRAPHY = r"SOFTWARE\Microsoft\Cryptography"
_TCPIP = r"SYSTEM\CurrentControlSet\Services\Tcpip\Parameters"
_JOINED = f"{CONTROL}\\CloudDomainJoin\\JoinInfo"
_FIRST_BUILD_OF_11 = 22000
_SOURCE_OF_SKU = "Win32_OperatingSystem.OperatingSystemSKU"

_EXTENDED_YEARS = (
    "f520e45e-7413-4a34-a497-d2765967d094",
    "1043add5-23b1-4afb-9a0f-64343c8f3f8d",
    "83d49986-add3-41d7-ba33-87c7bfb5c0fb",
)
"""The activation ids of the three years of extended security updates of Windows 10, in order.

Each year has a licence of its own, which stays activated when its year is over. Source: Microsoft
Learn, Enable Extended Security Updates.
"""

_LICENCES = "SoftwareLicensingProduct"
# Unfiltered, this class takes many seconds.
_INSTALLED = "PartialProductKey IS NOT NULL"
_ANY_YEAR = " OR ".join(f"ID='{each}'" for each in _EXTENDED_YEARS)
_EXTENDED = f"{_INSTALLED} AND ({_ANY_YEAR})"
_WINDOWS = f"{_INSTALLED} AND ApplicationID='55c92734-d682-4d71-983e-d6ec3f16059f'"
_LICENSED = 1
_CONSUMER = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Windows\ConsumerESU"


def _os_name(product: str | Unknown, build: int | Unknown, release: str | Unknown) -> str | Unknown:
    """Return the name; Windows 11 still calls itself 10 in the registry."""
    if isinstance(product, Unknown):
        return product
    if isinstance(build, int) and build >= _FIRST_BUILD_OF_11:
        product = product.replace("Windows 10", "Windows 11")
    return product if isinstance(release, Unknown) else f"{product} {release}"


def _machine_id(system: WindowsSystem) -> str | Unknown:
    found = text(system, _CRYPTOGRAPHY, "MachineGuid")
    if isinstance(found, Unknown):
        return found
    return hashlib.sha256(_ID_SALT + found.lower().encode()).hexdigest()


def _name(system: WindowsSystem) -> str | Unknown:
    name = text(system, _TCPIP, "Hostname")
    if isinstance(name, str):
        return name
    return text(system, f"{CONTROL}\\ComputerName\\ComputerName", "ComputerName")


def _sku(system: WindowsSystem) -> int | Unknown:
    sku = number_of(system.product_sku(), "GetProductInfo")
    if isinstance(sku, int):
        return sku
    names = ("OperatingSystemSKU",)
    row = first_row(system.wmi("root\\cimv2", "Win32_OperatingSystem", names))
    if isinstance(row, Unknown):
        return sku
    return number_of(row.get("OperatingSystemSKU"), _SOURCE_OF_SKU)


def _may_be_enrolled(system: WindowsSystem) -> bool:
    """Say whether this PC is eligible for the consumers' programme, which leaves no licence."""
    hives = system.registry_keys("HKU", "")
    people = () if isinstance(hives, Unknown) else hives
    places = [("HKLM", _CONSUMER)]
    places += [("HKU", f"{sid}\\{_CONSUMER}") for sid in people if sid.startswith("S-1-5-21-")]
    return any(
        number_of(system.registry(root, key, "ESUEligibilityResult"), "ESUEligibilityResult") == 1
        for root, key in places
    )


def _other_licence(system: WindowsSystem) -> int | Unknown:
    """Tell "no such licence" from "no licence can be asked for": Windows itself has one."""
    if _may_be_enrolled(system):
        return Unknown(
            UnknownCode.NOT_SUPPORTED, "eligible as a consumer; whether enrolled is not told"
        )
    row = first_row(system.wmi("root\\cimv2", _LICENCES, ("LicenseStatus",), _WINDOWS))
    return row if isinstance(row, Unknown) else 0


def _year(row: WmiRow) -> int | Unknown:
    """Return which year a licence is for, 0 where it is not activated."""
    state = number_of(row.get("LicenseStatus"), "LicenseStatus")
    if isinstance(state, Unknown) or state != _LICENSED:
        return state if isinstance(state, Unknown) else 0
    id = str(row.get("ID")).lower()
    if id not in _EXTENDED_YEARS:
        return Unknown(UnknownCode.MALFORMED, f"{_LICENCES}.ID: {id:.60}")
    return _EXTENDED_YEARS.index(id) + 1


def _extended(system: WindowsSystem, build: int | Unknown) -> int | Unknown:
    """Return the last year for which extended updates are licensed, 0 for none."""
    if isinstance(build, Unknown):
        return build
    if build >= _FIRST_BUILD_OF_11:
        return Unknown(UnknownCode.NOT_SUPPORTED, f"build {build} is not sold extended support")
    rows = system.wmi("root\\cimv2", _LICENCES, ("ID", "LicenseStatus"), _EXTENDED)
    if is_absent(rows):
        return _other_licence(system)
    if isinstance(rows, Unknown):
        return rows
    years = [_year(row) for row in rows]
    last = max((each for each in years if isinstance(each, int)), default=0)
    return last or first_unknown(*years) or 0


def _entra(system: WindowsSystem) -> bool | Unknown:
    """Say whether the machine is joined to Entra; accounts added for work alone stand elsewhere."""
    joined = system.registry_keys(HKLM, _JOINED)
    if is_absent(joined):
        return False
    return joined if isinstance(joined, Unknown) else bool(joined)


def read(system: WindowsSystem, ask: Ask) -> MachineFacts:
    """Read name, edition, build and rights; an end of support is named by no Windows itself."""
    now = system.now()
    build = number(system, CURRENT_VERSION, "CurrentBuildNumber")
    release = text(system, CURRENT_VERSION, "DisplayVersion")
    if isinstance(release, Unknown):
        release = text(system, CURRENT_VERSION, "ReleaseId")
    product = text(system, CURRENT_VERSION, "ProductName")
    place = f"{HKLM}\\{CURRENT_VERSION}"
    return MachineFacts(
        origin=Origin(
            backend="registry",
            at=now,
            sources={
                "name": f"{HKLM}\\{_TCPIP}\\Hostname",
                "machine_id": f"{HKLM}\\{_CRYPTOGRAPHY}\\MachineGuid",
                "os_name": f"{place}\\ProductName, DisplayVersion",
                "os_release": f"{place}\\CurrentBuildNumber",
                "edition": f"{place}\\EditionID",
                "sku": "GetProductInfo",
                "build": f"{place}\\CurrentBuildNumber",
                "revision": f"{place}\\UBR",
                "server": f"{place}\\InstallationType",
                "extended_years": "SoftwareLicensingProduct",
                "container": f"{HKLM}\\{CONTROL}\\ContainerType",
                "domain": "NetGetJoinInformation",
                "entra": f"{HKLM}\\{_JOINED}",
                "booted_at": boot_source(system),
                "user": "GetUserNameEx",
                "rights": "GetTokenInformation",
            },
        ),
        name=_name(system),
        machine_id=_machine_id(system),
        os="windows",
        os_id="windows",
        os_name=_os_name(product, build, release),
        os_release=build if isinstance(build, Unknown) else str(build),
        edition=text(system, CURRENT_VERSION, "EditionID"),
        sku=_sku(system),
        build=build,
        revision=number(system, CURRENT_VERSION, "UBR"),
        server=is_server(system),
        support_ends=Unknown(UnknownCode.NOT_SUPPORTED, "Windows does not name its end of support"),
        extended_years=_extended(system, build),
        container=container_of(system),
        domain=system.joined_domain(),
        entra=_entra(system),
        booted_at=booted_at(system, now),
        user=system.user(),
        rights=system.rights(),
    )
