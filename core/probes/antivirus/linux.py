"""Which antivirus products are here and run, on Linux."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus.clamav import definitions_at
from core.probes.antivirus.facts import AntivirusFacts, Product, Protection
from core.probes.ask import Ask
from core.probes.system import ProcessSeen, System

_PROGRAM_FOLDERS = ("/usr/", "/sbin/", "/bin/", "/opt/", "/snap/", "/nix/store/", "/gnu/store/")
_CLAMAV_DAEMONS = ("/usr/sbin/clamd", "/usr/sbin/clamonacc", "/usr/local/sbin/clamd")
_CLAMAV_TOOLS = (
    "/usr/bin/clamscan",
    "/usr/bin/freshclam",
    "/usr/local/bin/clamscan",
    "/usr/local/bin/freshclam",
)
_SCANNER_UNITS = ("clamav-daemon", "clamd@scan", "clamd")
_WATCHER_UNITS = ("clamav-clamonacc", "clamonacc")


@dataclass(frozen=True, slots=True)
class Vendor:
    """A product known by its programs: where they lie, and the names of what runs all the time.

    The folder is that of the antivirus alone: the agents by which vendors manage machines lie
    beside it, run without it, and protect nothing.
    """

    name: str
    folder: str
    programs: tuple[str, ...]


_VENDORS = (
    Vendor("Microsoft Defender", "/opt/microsoft/mdatp/", ("wdavdaemon", "mdatp")),
    Vendor("ESET", "/opt/eset/eea/", ("eea", "eeau", "oaeventd", "startd", "scand", "odfeeder")),
    Vendor("ESET", "/opt/eset/efs/", ("efs", "oaeventd", "startd", "scand", "odfeeder")),
    Vendor("ESET", "/opt/eset/esets/", ("esets_daemon", "esets_gui")),
    Vendor("Kaspersky Endpoint Security", "/opt/kaspersky/kesl/", ("kesl", "kesl-supervisor")),
    Vendor("Sophos", "/opt/sophos-spl/plugins/av/", ("sophos_threat_detector", "soapd", "av")),
    Vendor("Sophos Anti-Virus", "/opt/sophos-av/", ("savscand", "savd")),
    Vendor("Bitdefender", "/opt/bitdefender-security-tools/", ("bdsecd", "epagd", "productd")),
    Vendor("CrowdStrike Falcon", "/opt/CrowdStrike/", ("falcon-sensor", "falcon-sensor-bpf")),
    Vendor("SentinelOne", "/opt/sentinelone/", ("s1-agent", "s1-scanner")),
    Vendor("Trend Micro", "/opt/ds_agent/", ("ds_agent", "ds_am")),
    Vendor("Dr.Web", "/opt/drweb.com/", ("drweb-configd", "drweb-se")),
    Vendor("WithSecure", "/opt/f-secure/", ("fsavd", "fsaccd", "lspd")),
    Vendor("Trellix", "/opt/McAfee/ens/", ("mfetpd", "isecoasmgr")),
    Vendor("Symantec", "/opt/Symantec/", ("rtvscand", "sisamdagent")),
)


def _runs_program(process: ProcessSeen, name: str) -> bool | None:
    """Say whether a process really is a program; None when its file may not be seen.

    The name alone proves nothing: any process can call itself clamd.
    """
    if process.exe:
        return process.exe.rpartition("/")[2] == name and process.exe.startswith(_PROGRAM_FOLDERS)
    return None if process.name == name else False


def _any_runs(
    system: System, processes: Sequence[ProcessSeen], name: str, units: Sequence[str]
) -> bool | Unknown:
    """Return whether a program runs, by its processes, else by the unit that starts it."""
    answers = [_runs_program(each, name) for each in processes]
    if True in answers:
        return True
    if None not in answers:
        return False
    for unit in units:
        service = system.service(unit)
        if not isinstance(service, Unknown) and service.running:
            return True
    return Unknown(UnknownCode.NO_RIGHT, f"the program file of process {name} may not be seen")


def _is_installed(system: System, paths: Sequence[str]) -> bool:
    return any(not isinstance(system.stat(path), Unknown) for path in paths)


def _clamav(system: System, processes: Sequence[ProcessSeen]) -> tuple[Product | None, str]:
    scanner = _any_runs(system, processes, "clamd", _SCANNER_UNITS)
    watcher = _any_runs(system, processes, "clamonacc", _WATCHER_UNITS)
    idle = Protection.OFF
    if not (_is_installed(system, _CLAMAV_DAEMONS) or scanner is True or watcher is True):
        if not _is_installed(system, _CLAMAV_TOOLS):
            return None, ""
        idle = Protection.ON_DEMAND
    made_at, where = definitions_at(system)
    untold = Unknown(UnknownCode.NOT_SUPPORTED, "ClamAV has none")
    return (
        Product(
            name="ClamAV",
            protection=scanner
            if isinstance(scanner, Unknown)
            else (Protection.ON if scanner else idle),
            real_time=watcher,
            definitions_at=made_at,
            definitions_old=untold,
            licence_days=untold,
        ),
        where,
    )


def _vendor_state(
    vendor: Vendor, processes: Sequence[ProcessSeen], installed: bool
) -> Protection | Unknown | None:
    """Return the state of a product, None when it is not here."""
    if any(each.exe.startswith(vendor.folder) for each in processes if each.exe):
        return Protection.ON
    hidden = [each.name for each in processes if not each.exe and each.name in vendor.programs]
    if hidden and installed:
        return Unknown(UnknownCode.NO_RIGHT, f"the program file of {hidden[0]} may not be seen")
    return Protection.OFF if installed else None


def _vendors(system: System, processes: Sequence[ProcessSeen]) -> list[Product]:
    untold = Unknown(UnknownCode.NOT_SUPPORTED, "no reader for this product")
    found: dict[str, Product] = {}
    for vendor in _VENDORS:
        installed = not isinstance(system.list_folder(vendor.folder), Unknown)
        state = _vendor_state(vendor, processes, installed)
        if state is None or vendor.name in found:
            continue
        found[vendor.name] = Product(
            name=vendor.name,
            protection=state,
            real_time=untold,
            definitions_at=untold,
            definitions_old=untold,
            licence_days=untold,
        )
    return list(found.values())


def read(system: System, ask: Ask) -> AntivirusFacts:
    """Look for running products by the files they run, and for ClamAV's definitions."""
    now = system.now()
    processes = system.processes()
    centre = Unknown(UnknownCode.NOT_SUPPORTED, "only Windows has it")
    products: tuple[Product, ...] | Unknown
    where = ""
    if isinstance(processes, Unknown):
        products = processes
    else:
        clamav, where = _clamav(system, processes)
        products = (*((clamav,) if clamav else ()), *_vendors(system, processes))
    return AntivirusFacts(
        origin=Origin(
            backend="processes",
            at=now,
            sources={"products": f"/proc/*/exe, {where}" if where else "/proc/*/exe"},
        ),
        products=products,
        centre_running=centre,
    )
