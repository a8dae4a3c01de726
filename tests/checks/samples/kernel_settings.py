"""Switches of a kernel in order."""

from core.model.facts import Origin
from core.probes.kernel_settings.facts import KernelSetting, KernelSettingsFacts


def facts(sample):
    """Return facts that pass."""
    setting = KernelSetting(name="kernel.randomize_va_space", value=2)
    return KernelSettingsFacts(origin=Origin(backend="test", at=sample.now), settings=(setting,))
