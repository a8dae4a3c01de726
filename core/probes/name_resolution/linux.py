"""Hosts file, name servers and proxies of Linux."""

from ipaddress import ip_address

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.formats import assignments, significant_lines
from core.probes.name_resolution.facts import NameResolutionFacts
from core.probes.name_resolution.hosts import LIMIT, HostsFile, read_hosts
from core.probes.system import System

_HOSTS = "/etc/hosts"
_RESOLVERS = ("/run/systemd/resolve/resolv.conf", "/etc/resolv.conf")
_ENVIRONMENT = "/etc/environment"
_PROXIES = ("https_proxy", "http_proxy", "all_proxy", "HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")


def _hosts(system: System) -> HostsFile | Unknown:
    text = system.read_text(_HOSTS, LIMIT)
    if isinstance(text, Unknown):
        return HostsFile(0, (), ()) if text.code is UnknownCode.NOT_FOUND else text
    return read_hosts(text)


def _is_address(text: str) -> bool:
    try:
        ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return True


def _servers(system: System) -> tuple[str, ...] | Unknown:
    """Return the name servers; those behind the local resolver where there is one."""
    for path in _RESOLVERS:
        text = system.read_text(path)
        if isinstance(text, Unknown):
            if text.code is UnknownCode.NOT_FOUND:
                continue
            return text
        words = (line.split() for line in significant_lines(text))
        told = [each[1] for each in words if len(each) > 1 and each[0] == "nameserver"]
        return tuple(dict.fromkeys(each for each in told if _is_address(each)))
    return Unknown(UnknownCode.NOT_FOUND, "no resolv.conf")


def _without_secret(proxy: str) -> str:
    """Leave out a name and password that stand before the address."""
    scheme, mark, rest = proxy.rpartition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}"


def _proxy(system: System) -> str | Unknown:
    """Return the proxy that every sign-in gets (pam_env)."""
    text = system.read_text(_ENVIRONMENT)
    if isinstance(text, Unknown):
        return "" if text.code is UnknownCode.NOT_FOUND else text
    told = assignments(text)
    return next((_without_secret(told[name]) for name in _PROXIES if told.get(name)), "")


def read(system: System, ask: Ask) -> NameResolutionFacts:
    """Read where names and web pages are sought."""
    hosts = _hosts(system)
    return NameResolutionFacts(
        origin=Origin(
            backend="files",
            at=system.now(),
            sources={
                **dict.fromkeys(("hosts_path", "lines", "notable", "sent_away"), _HOSTS),
                "servers": "resolv.conf",
                "proxy": _ENVIRONMENT,
            },
        ),
        hosts_path=_HOSTS,
        hosts_elsewhere=False,
        lines=hosts if isinstance(hosts, Unknown) else hosts.lines,
        notable=hosts if isinstance(hosts, Unknown) else hosts.notable,
        sent_away=hosts if isinstance(hosts, Unknown) else hosts.sent_away,
        servers=_servers(system),
        proxy=_proxy(system),
        proxy_script=Unknown(UnknownCode.NOT_SUPPORTED, "kept by each desktop"),
    )
