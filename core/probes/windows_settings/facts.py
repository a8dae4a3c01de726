"""Switches of Windows that malware likes to find open."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowsSettingsFacts(Facts):
    """Settings by number; what a missing value means is the vendor's default.

    `uac`: administrators work with reduced rights. `consent`: how they are asked for more (0 not at
    all). `secure_desktop`: asked where no program can press the button. `remote_admins`: local
    administrators keep full rights from afar. `lsa_protected`: other programs cannot read the
    memory that holds passwords. `clear_passwords`: that memory holds them in plain text.
    `weak_hashes`: the old LAN Manager form of passwords is kept. `ntlm_level`: which old answers
    to file servers are given (0 to 5). `anonymous_lists`: strangers may list accounts.
    `anonymous_everyone`: strangers count as everyone. `driver_installs`: anyone may install printer
    drivers. `driver_warnings`: none is shown when they are.
    """

    TOPIC: ClassVar[str] = "windows_settings"

    uac: bool | Unknown
    consent: int | Unknown
    secure_desktop: bool | Unknown
    remote_admins: bool | Unknown
    lsa_protected: bool | Unknown
    clear_passwords: bool | Unknown
    weak_hashes: bool | Unknown
    ntlm_level: int | Unknown
    anonymous_lists: bool | Unknown
    anonymous_everyone: bool | Unknown
    driver_installs: bool | Unknown
    driver_warnings: bool | Unknown
