"""Switches of a Windows in order."""

from core.model.facts import Origin
from core.probes.windows_settings.facts import WindowsSettingsFacts


def facts(sample):
    """Return facts that pass."""
    return WindowsSettingsFacts(
        origin=Origin(backend="test", at=sample.now),
        uac=True,
        consent=5,
        secure_desktop=True,
        remote_admins=False,
        lsa_protected=True,
        clear_passwords=False,
        weak_hashes=False,
        ntlm_level=3,
        anonymous_lists=False,
        anonymous_everyone=False,
        driver_installs=False,
        driver_warnings=False,
    )
