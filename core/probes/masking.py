"""Taking what is private out of a recorded machine, the same thing always for the same mask.

Masked are names of persons' accounts (not root), the host's name, network and hardware addresses,
password hashes and other secrets, the installation's own ids, names of wireless networks, of other
machines in the hosts file and of backed-up files, and what start files of shells set. What is read
as bytes is left as it is: definitions, package lists and time zones are public; a person's own
database is left out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address

from core.probes.name_resolution.hosts import is_notable

_KEPT_NAMES = frozenset(
    {"root", "admin", "sudo", "wheel", "administrator", "guest", "nobody", "defaultaccount"}
    | {"wdagutilityaccount", "user", "users", "system"}
)
_SHORTEST = 3  # a shorter name is masked only where it stands alone: it is part of many words
_IPV4 = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
_IPV6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:]*(?![\w:.])")
_MAC = re.compile(
    r"(?<![\w:-])[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})(?:\1[0-9A-Fa-f]{2}){4}(?![\w:])"
)
_SID = re.compile(r"S-1-(?:5-21|12-1)-\d+-\d+-\d+")
_HASH = re.compile(r"\$(?:\d\w?|y|gy|7|md5|sha1|argon2\w*)\$[^:\s\"']+")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_CREDENTIALS = re.compile(r"://[^/@\s\"']+@")
_SECRET = re.compile(
    r"^(\s*[\w.-]*(?:password|passwd|secret|authtok|token|apikey|psk|wep-key)[\w.-]*\s*[=:]\s*).+$",
    re.I | re.M,
)
_ENVIRONMENT = "/proc/1/environ"
_MACROS = "registrymodifications.xcu"
_HOST_LINE = re.compile(r"^[ \t]*[^#\s].*$", re.M)
_SHELL_FILE = re.compile(r"/\.(?:profile|xprofile|bash\w*|z\w+|xsession\w*)$")
_SETTING = re.compile(r"^.*(?:\b(?:export|alias|declare)\b|^\s*\w+=).*$\n?", re.M)
"""A line of a shell's start file that sets something, which may be anything at all."""
_CARD_ADDRESS = re.compile(r"^[0-9a-f]{32}(?= )", re.M)
_MACHINE_IDS = ("/etc/machine-id", "MachineGuid")
_MACHINE_ID = "0123456789abcdef0123456789abcdef"


@dataclass(slots=True)
class Mask:
    """Masks texts; the same private thing gets the same mask in every text."""

    _names: dict[str, str] = field(default_factory=dict)
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def _number(self, kind: str, value: str) -> int:
        return self._numbers.setdefault(
            (kind, value), 1 + sum(1 for each in self._numbers if each[0] == kind)
        )

    def add_names(self, kind: str, names: Iterable[str]) -> None:
        """Have names masked as `kind` and a number, except those that every machine has."""
        for name in names:
            if name and name.casefold() not in _KEPT_NAMES and name not in self._names:
                self._names[name] = f"{kind}{self._number(kind, name)}"

    def add_file(self, path: str) -> None:
        """Have the path of a backed-up file masked; its ending stays."""
        if path and path not in self._names:
            ending = re.search(r"(\.[A-Za-z0-9]{1,5}){0,2}$", path)
            self._names[path] = f"file{self._number('file', path)}{ending[0] if ending else ''}"

    def _card_address(self, found: "re.Match[str]") -> str:
        """Return an address as the kernel lists those of its cards, in figures alone."""
        address = IPv6Address(int(found[0], 16))
        return f"{int(IPv6Address(self._masked_address(str(address)))):032x}"

    def _address(self, found: "re.Match[str]") -> str:
        return self._masked_address(found[0])

    def _masked_address(self, text: str) -> str:
        try:
            address = ip_address(text)
        except ValueError:
            return text
        if address.is_loopback or address.is_unspecified or text.startswith("255."):
            return text
        number = self._number("address", text)
        if address.version == 4:
            return f"192.0.2.{number % 254 + 1}"
        return f"2001:db8::{number:x}"

    def _without_names(self, text: str) -> str:
        if text.strip() in self._names:
            return text.replace(text.strip(), self._names[text.strip()])
        for name in sorted(self._names, key=len, reverse=True):
            if len(name) >= _SHORTEST and name in text:
                text = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", self._names[name], text)
        return text

    def text(self, text: str) -> str:
        """Return a text without what is private."""
        text = _SECRET.sub(r"\1masked", text)
        text = _HASH.sub("$6$masked", text)
        text = _CREDENTIALS.sub("://masked@", text)
        text = self._without_names(text)
        text = _MAIL.sub("someone@example.org", text)
        text = _MAC.sub(lambda found: f"02:00:00:00:00:{self._number('mac', found[0]):02x}", text)
        text = _IPV4.sub(self._address, text)
        text = _IPV6.sub(self._address, text)
        return _SID.sub(lambda found: f"S-1-5-21-1-2-{self._number('sid', found[0])}", text)

    def _host_line(self, found: "re.Match[str]") -> str:
        """Return a line of a hosts file with the office's own names masked, without a remark."""
        address, *names = found[0].partition("#")[0].split()
        told = (name if is_notable(name) else self._host(name) for name in names)
        return " ".join([address, *told])

    def _host(self, name: str) -> str:
        return f"name{self._number('name', name)}.example"

    def answer(self, asked: str, text: str) -> str:
        """Return an answer without what is private, knowing what was asked for."""
        if asked == _ENVIRONMENT:
            pairs = [pair for pair in text.split("\0") if pair.startswith("container=")]
            return "\0".join(pairs)
        if any(name in asked for name in _MACHINE_IDS):
            return _MACHINE_ID
        if asked.endswith(_MACROS):
            kept = (line for line in text.splitlines() if "MacroSecurityLevel" in line)
            text = "\n".join(kept)
        if _SHELL_FILE.search(asked):
            text = _SETTING.sub("", text)
        if asked.replace("\\", "/").endswith("/hosts"):
            text = _HOST_LINE.sub(self._host_line, text)
        if asked.endswith("/if_inet6"):
            text = _CARD_ADDRESS.sub(self._card_address, text)
        if asked.endswith("/shadow"):
            text = re.sub(r"(?m)^([^:\n]*:[!*]*)[^:!*\n][^:\n]*(?=:)", r"\1$6$masked", text)
        return self.text(text)


def full_names(passwd: str) -> list[str]:
    """Return the persons' full names in /etc/passwd, which stand beside their accounts."""
    lines = (line.split(":") for line in passwd.splitlines())
    told = (fields[4].split(",")[0].strip() for fields in lines if len(fields) == 7)
    return [name for name in told if " " in name]
