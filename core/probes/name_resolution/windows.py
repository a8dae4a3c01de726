"""Hosts file, name servers and proxies of Windows."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.name_resolution.facts import NameResolutionFacts
from core.probes.name_resolution.hosts import LIMIT, HostsFile, read_hosts
from core.probes.system import WindowsSystem
from core.probes.win_people import loaded
from core.probes.win_values import SERVICES, is_absent, number_of, registry_source, text, text_of

_TCPIP = f"{SERVICES}\\Tcpip\\Parameters"
_USUAL = r"\System32\drivers\etc"
_INTERNET = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
_ROOTS = ("%systemroot%", "%windir%")


def _hosts_folder(system: WindowsSystem) -> tuple[str | Unknown, bool | Unknown]:
    """Return the folder of the hosts file, and whether it is not the usual one."""
    root = system.environment("SystemRoot")
    if isinstance(root, Unknown):
        return root, root
    told = text(system, _TCPIP, "DataBasePath")
    if is_absent(told):
        return f"{root}{_USUAL}", False
    if isinstance(told, Unknown):
        return told, told
    folder = told
    for variable in _ROOTS:
        if folder.lower().startswith(variable):
            folder = root + folder[len(variable) :]
    folder = folder.rstrip("\\")
    return folder, folder.lower() != f"{root}{_USUAL}".lower()


def _hosts(system: WindowsSystem, folder: str | Unknown) -> HostsFile | Unknown:
    if isinstance(folder, Unknown):
        return folder
    told = system.read_text(f"{folder}\\hosts", LIMIT)
    if isinstance(told, Unknown):
        # A Windows without the file works: nothing is sent anywhere.
        return HostsFile(0, (), ()) if told.code is UnknownCode.NOT_FOUND else told
    return read_hosts(told)


def _servers(system: WindowsSystem) -> tuple[str, ...] | Unknown:
    adapters = system.adapters()
    if isinstance(adapters, Unknown):
        return adapters
    return tuple(dict.fromkeys(server for each in adapters for server in each.servers))


def _of_people(system: WindowsSystem, name: str, switch: str = "") -> str | Unknown:
    """Return a setting of whoever is signed in; the first that is set and switched on."""
    people = loaded(system)
    if isinstance(people, Unknown):
        return people
    for sid in people:
        key = f"{sid}\\{_INTERNET}"
        if switch:
            on = number_of(system.registry("HKU", key, switch), f"{key}\\{switch}")
            if is_absent(on) or on == 0:
                continue
            if isinstance(on, Unknown):
                return on
        told = text_of(system.registry("HKU", key, name), f"{key}\\{name}")
        if not is_absent(told):
            return told
    return ""


def read(system: WindowsSystem, ask: Ask) -> NameResolutionFacts:
    """Read where names and web pages are sought."""
    folder, elsewhere = _hosts_folder(system)
    hosts = _hosts(system, folder)
    return NameResolutionFacts(
        origin=Origin(
            backend="registry, files",
            at=system.now(),
            sources={
                "hosts_elsewhere": registry_source(f"{_TCPIP}\\DataBasePath", False),
                **dict.fromkeys(("lines", "notable", "sent_away"), f"{folder}\\hosts"),
                "servers": "GetAdaptersAddresses",
                "proxy": f"HKU\\…\\{_INTERNET}",
                "proxy_script": f"HKU\\…\\{_INTERNET}",
            },
        ),
        hosts_path=folder,
        hosts_elsewhere=elsewhere,
        lines=hosts if isinstance(hosts, Unknown) else hosts.lines,
        notable=hosts if isinstance(hosts, Unknown) else hosts.notable,
        sent_away=hosts if isinstance(hosts, Unknown) else hosts.sent_away,
        servers=_servers(system),
        proxy=_of_people(system, "ProxyServer", "ProxyEnable"),
        proxy_script=_of_people(system, "AutoConfigURL"),
    )
