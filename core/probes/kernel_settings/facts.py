"""Switches of the Linux kernel."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelSetting:
    """One switch by its name in sysctl, such as `kernel.randomize_va_space`."""

    name: str
    value: int | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelSettingsFacts(Facts):
    """`settings`: the switches that protect programs and people from each other, as in force."""

    TOPIC: ClassVar[str] = "kernel_settings"

    settings: tuple[KernelSetting, ...] | Unknown
