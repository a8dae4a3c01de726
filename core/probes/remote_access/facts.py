"""Ways to work on this machine from afar."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteAccessFacts(Facts):
    """Remote desktops and SSH.

    `desktops`: names of remote desktops that are on, Windows' own is `Remote Desktop`. `checked`:
    who connects to that one must prove the account first (network level authentication). `ssh`: an
    SSH server runs or starts by itself. `ssh_root`: what root may do there at most, in sshd's
    words; a `yes` is told as `prohibit-password` where passwords are taken from others alone.
    `ssh_passwords`: passwords are taken from somebody, whoever asks for them.
    """

    TOPIC: ClassVar[str] = "remote_access"

    desktops: tuple[str, ...] | Unknown
    checked: bool | Unknown
    ssh: bool | Unknown
    ssh_root: str | Unknown
    ssh_passwords: bool | Unknown
