"""Remote desktops and the SSH server of Linux."""

from dataclasses import replace

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.remote_access.facts import RemoteAccessFacts
from core.probes.sshd_config import MAIN, SERVER, SshdConfig, effective, read_sshd_config
from core.probes.system import System

_LIMIT_S = 5.0
_DESKTOPS = {
    "xrdp": "xrdp",
    "xrdp-sesman": "xrdp",
    "gnome-remote-desktop-daemon": "GNOME Remote Desktop",
    "gnome-remote-desktop": "GNOME Remote Desktop",
    "gnome-remote-de": "GNOME Remote Desktop",  # the kernel keeps fifteen letters of a name
    "vino-server": "Vino",
    "krfb": "Krfb",
    "x11vnc": "x11vnc",
    "Xtigervnc": "TigerVNC",
    "Xvnc": "Xvnc",
    "Xvnc4": "Xvnc",
    "Xtightvnc": "TightVNC",
    "vncserver-x11-core": "RealVNC",
    "vncserver-x11-c": "RealVNC",
    "krdpserver": "KRdp",
    "nxserver.bin": "NoMachine",
    "x0vncserver": "TigerVNC",
    "wayvnc": "wayvnc",
}
_UNITS = ("xrdp", "vncserver", "gnome-remote-desktop")
_SSH_UNITS = ("ssh", "sshd", "ssh.socket", "sshd.socket")
_SSHD = ("sshd",)
_OTHER_SERVER = "dropbear"
_KEYS_ONLY = "prohibit-password"
_ROOT_MAY = {"no": 0, "forced-commands-only": 1, "without-password": 2, _KEYS_ONLY: 2, "yes": 3}


def _processes(system: System) -> frozenset[str] | Unknown:
    found = system.processes()
    if isinstance(found, Unknown):
        return found
    return frozenset(each.name for each in found)


def _units_on(system: System, names: tuple[str, ...]) -> list[str] | Unknown:
    """Return the units that run or start by themselves; Unknown without systemd."""
    on = []
    for name in names:
        unit = system.service(name)
        if not isinstance(unit, Unknown):
            on += [name] if unit.running or unit.enabled else []
        elif unit.code is not UnknownCode.NOT_INSTALLED:
            return unit
    return on


def _desktops(system: System, running: frozenset[str] | Unknown) -> tuple[str, ...] | Unknown:
    """Return the desktops that run; a unit that only starts with the machine counts too."""
    if isinstance(running, Unknown):
        return running
    found = {_DESKTOPS[name] for name in running if name in _DESKTOPS}
    units = _units_on(system, _UNITS)
    if not isinstance(units, Unknown):
        found |= {_DESKTOPS.get(name, name) for name in units if name == "xrdp"}
    return tuple(sorted(found))


def _ssh(system: System, running: frozenset[str] | Unknown) -> bool | Unknown:
    if isinstance(running, frozenset) and not running.isdisjoint(_SSHD):
        return True
    if isinstance(running, frozenset) and _OTHER_SERVER in running:
        return Unknown(UnknownCode.NOT_SUPPORTED, f"{_OTHER_SERVER} keeps no settings")
    server = system.stat(SERVER)
    if isinstance(server, Unknown):
        return False if server.code is UnknownCode.NOT_FOUND else server
    units = _units_on(system, _SSH_UNITS)
    if not isinstance(units, Unknown):
        return bool(units)
    return False if isinstance(running, frozenset) else running


def _config(system: System) -> tuple[SshdConfig, bool]:
    """Return the settings in force, and whether sshd itself told them (for root only).

    It leaves out what Match blocks set for some: that is taken from its files in any case.
    """
    found = read_sshd_config(system)
    if system.rights() == "elevated":
        told = system.run([SERVER, "-T"], _LIMIT_S)
        if not isinstance(told, Unknown) and told.exit == 0 and "permitrootlogin" in told.out:
            always = effective(told.out).always
            return replace(found, always=always), True
    return found, False


def _passwords(config: SshdConfig, user: str) -> bool:
    """Say whether a password may let a user in; PAM asks for it in a dialogue of its own."""
    methods = config.values_for(user, "AuthenticationMethods", "any")
    if not any(_is_word_enough(each) for each in methods):
        return False
    if "yes" in config.values_for(user, "PasswordAuthentication", "yes"):
        return True
    dialogue = "yes" in config.values_for(user, "KbdInteractiveAuthentication", "yes")
    return dialogue and config.value("UsePAM", "no") == "yes"


def _is_word_enough(methods: str) -> bool:
    """Say whether one of several lists of methods asks for nothing but a password."""
    lists = (each.split(",") for each in methods.split())
    return any(
        all(each.partition(":")[0] in ("any", "password", "keyboard-interactive") for each in one)
        for one in lists
    )


def _allowed(config: SshdConfig, by_server: bool) -> tuple[str | Unknown, bool | Unknown]:
    """Return what root may do at most, and whether anybody's password is taken.

    An unread file may say more for some; for all it counts only where sshd did not tell itself.
    """
    unread = config.unread
    if unread is not None and not by_server:
        return unread, unread
    passwords = _passwords(config, "")
    may = config.values_for("root", "PermitRootLogin", _KEYS_ONLY)
    root = max(may, key=lambda each: _ROOT_MAY.get(each, 2))
    if root == "yes" and passwords and not _passwords(config, "root"):
        root = _KEYS_ONLY
    if not config.lets_in("root"):
        root = "no"
    return root if root == "yes" else unread or root, passwords or unread or False


def read(system: System, ask: Ask) -> RemoteAccessFacts:
    """Read who listens for desktops and SSH, and what SSH allows."""
    running = _processes(system)
    ssh = _ssh(system, running)
    root: str | Unknown = "no"
    passwords: bool | Unknown = False
    by_server = True
    if ssh is not False:
        config, by_server = _config(system)
        root, passwords = _allowed(config, by_server)
    foreign = Unknown(UnknownCode.NOT_SUPPORTED, "only Windows has it")
    source = f"sshd -T, {MAIN}" if by_server else MAIN
    return RemoteAccessFacts(
        origin=Origin(
            backend="processes, units",
            at=system.now(),
            sources={"ssh_root": source, "ssh_passwords": source},
        ),
        desktops=_desktops(system, running),
        checked=foreign,
        ssh=ssh,
        ssh_root=root,
        ssh_passwords=passwords,
    )
