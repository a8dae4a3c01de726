"""How Microsoft Defender is looked after; other makers' products tell nobody."""

from collections.abc import Mapping

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus.win_defender import NAME, SERVICE
from core.probes.antivirus_care.facts import AntivirusCareFacts, Detection
from core.probes.ask import Ask
from core.probes.system import WindowsSystem
from core.probes.win_products import ANTIVIRUS, ON, centre_running, registered_now
from core.probes.win_values import (
    HKLM,
    cim_moment,
    first_row,
    flag_of,
    is_absent,
    is_set,
    number,
    number_of,
)

_NAMESPACE = "root\\Microsoft\\Windows\\Defender"
_STATUS = "MSFT_MpComputerStatus"
_NAMES = (
    "QuickScanEndTime",
    "FullScanEndTime",
    "IsTamperProtected",
    "ComputerState",
    "BehaviorMonitorEnabled",
    "IoavProtectionEnabled",
    "OnAccessProtectionEnabled",
)
_PARTS = ("BehaviorMonitorEnabled", "IoavProtectionEnabled", "OnAccessProtectionEnabled")
_DEFENDER = r"SOFTWARE\Microsoft\Windows Defender"
_POLICY = r"SOFTWARE\Policies\Microsoft\Windows Defender"
_SWITCHES = (
    (_POLICY, "DisableAntiSpyware"),
    (_POLICY, "DisableAntiVirus"),
    (f"{_POLICY}\\Real-Time Protection", "DisableRealtimeMonitoring"),
    (f"{_POLICY}\\Real-Time Protection", "DisableBehaviorMonitoring"),
    (f"{_POLICY}\\Real-Time Protection", "DisableOnAccessProtection"),
    (f"{_POLICY}\\Real-Time Protection", "DisableIOAVProtection"),
    (f"{_DEFENDER}\\Real-Time Protection", "DisableRealtimeMonitoring"),
)
_KINDS = ("Paths", "Extensions", "Processes")
_TAMPER = {0: False, 1: True, 4: False, 5: True}
_MOST = 200
_WAITS = 1 | 4 | 8 | 16
"""A full scan, steps by hand, an offline scan, a failure; 2 only waits for a restart."""


def _is_asked(system: WindowsSystem) -> bool | Unknown:
    """Say whether Defender is the product to ask: it runs, and no other one protects.

    Beside another active product its class may hang.
    """
    listing = registered_now(system, ANTIVIRUS, centre_running(system))
    entries = () if isinstance(listing.entries, Unknown) else listing.entries
    if any(each.state == ON and not each.microsoft for each in entries):
        return False
    service = system.service(SERVICE)
    if isinstance(service, Unknown):
        return False if service.code is UnknownCode.NOT_INSTALLED else service
    return service.running


def _cleaning(row: Mapping[str, object] | Unknown) -> bool | Unknown:
    """Say whether Defender waits before a find is out of the way; every account may ask that."""
    if isinstance(row, Unknown):
        return row
    state = number_of(row.get("ComputerState"), "ComputerState")
    return state if isinstance(state, Unknown) else bool(state & _WAITS)


def _scanned_at(row: Mapping[str, object] | Unknown) -> str | Unknown:
    """Return the later end of both kinds of scan; null is never."""
    if isinstance(row, Unknown):
        return row
    told = [row.get(name) for name in ("QuickScanEndTime", "FullScanEndTime")]
    ends = [cim_moment(each, "ScanEndTime") for each in told if each is not None]
    read = [each for each in ends if isinstance(each, str)]
    if read:
        return max(read)
    return next((each for each in ends if isinstance(each, Unknown)), "")


def _tamper(system: WindowsSystem, row: Mapping[str, object] | Unknown) -> bool | Unknown:
    if not isinstance(row, Unknown):
        told = flag_of(row.get("IsTamperProtected"), "IsTamperProtected")
        if not isinstance(told, Unknown):
            return told
    kept = number(system, f"{_DEFENDER}\\Features", "TamperProtection")
    if isinstance(kept, Unknown):
        return kept
    unclear = Unknown(UnknownCode.MALFORMED, f"TamperProtection: {kept}")
    return _TAMPER.get(kept, unclear)


def _switched_off(
    system: WindowsSystem, row: Mapping[str, object] | Unknown
) -> tuple[str, ...] | Unknown:
    found = []
    for key, name in _SWITCHES:
        off = is_set(system, key, name)
        if isinstance(off, Unknown):
            return off
        if off:
            found.append(name)
    if isinstance(row, Unknown):
        return tuple(dict.fromkeys(found)) or row
    found += [name for name in _PARTS if row.get(name) is False]
    return tuple(dict.fromkeys(found))


def _exclusions(system: WindowsSystem) -> tuple[str, ...] | Unknown:
    """Return what is left out, by names alone. Ordinary accounts may no longer look."""
    found: list[str] = []
    for place in (_DEFENDER, _POLICY):
        for kind in _KINDS:
            names = system.registry_names(HKLM, f"{place}\\Exclusions\\{kind}")
            if isinstance(names, Unknown):
                if is_absent(names):
                    continue
                return names
            found += [f"{kind}: {name}" for name in names]
    return tuple(dict.fromkeys(found))[:_MOST]


def _detections(
    system: WindowsSystem, row: Mapping[str, object] | Unknown
) -> tuple[Detection, ...] | Unknown:
    """Return the threats that Defender remembers; none only when it answers otherwise.

    To others than administrators an empty list means nothing.
    """
    threats = system.wmi(_NAMESPACE, "MSFT_MpThreat", ("ThreatID", "ThreatName", "IsActive"))
    if isinstance(threats, Unknown):
        if not is_absent(threats) or isinstance(row, Unknown):
            return threats
        closed = Unknown(UnknownCode.NO_RIGHT, "MSFT_MpThreat: empty, for administrators only")
        return () if system.rights() == "elevated" else closed
    times = system.wmi(_NAMESPACE, "MSFT_MpThreatDetection", ("ThreatID", "InitialDetectionTime"))
    at = {} if isinstance(times, Unknown) else {each.get("ThreatID"): each for each in times}
    found = []
    for threat in threats[:_MOST]:
        name, seen = threat.get("ThreatName"), at.get(threat.get("ThreatID"))
        active = flag_of(threat.get("IsActive"), "IsActive")
        untold = Unknown(UnknownCode.NOT_FOUND, "MSFT_MpThreatDetection: no such threat")
        found.append(
            Detection(
                name=name if isinstance(name, str) else str(threat.get("ThreatID")),
                at=untold
                if seen is None
                else cim_moment(seen.get("InitialDetectionTime"), "InitialDetectionTime"),
                handled=active if isinstance(active, Unknown) else not active,
            )
        )
    return tuple(found)


def read(system: WindowsSystem, ask: Ask) -> AntivirusCareFacts:
    """Ask Defender where it is the active product; else nothing can be asked."""
    renews = Unknown(UnknownCode.NOT_SUPPORTED, "Windows Update brings the definitions")
    asked = _is_asked(system)
    if isinstance(asked, Unknown):
        return AntivirusCareFacts.unread(asked.code, asked.detail, system.now())
    if not asked:
        nothing = Unknown(UnknownCode.NOT_SUPPORTED, "no product that can be asked is active")
        return AntivirusCareFacts(
            origin=Origin(backend="com", at=system.now()),
            product="",
            scanned_at=nothing,
            detections=nothing,
            cleaning=nothing,
            exclusions=nothing,
            switched_off=nothing,
            tamper_protected=nothing,
            renews=nothing,
        )
    row = first_row(system.wmi(_NAMESPACE, _STATUS, _NAMES))
    return AntivirusCareFacts(
        origin=Origin(
            backend="registry" if isinstance(row, Unknown) else "wmi",
            at=system.now(),
            degraded=isinstance(row, Unknown),
            sources={
                "product": "Security Center, service WinDefend",
                "scanned_at": _STATUS,
                "detections": "MSFT_MpThreat, MSFT_MpThreatDetection",
                "cleaning": f"{_STATUS}.ComputerState",
                "exclusions": f"{HKLM}\\{_DEFENDER}\\Exclusions",
                "switched_off": f"{HKLM}\\{_POLICY}, {_STATUS}",
                "tamper_protected": f"{_STATUS}.IsTamperProtected",
            },
        ),
        product=NAME,
        scanned_at=_scanned_at(row),
        detections=_detections(system, row),
        cleaning=_cleaning(row),
        exclusions=_exclusions(system),
        switched_off=_switched_off(system, row),
        tamper_protected=_tamper(system, row),
        renews=renews,
    )
