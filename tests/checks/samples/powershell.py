"""PowerShell of a Windows in order."""

from core.model.facts import Origin
from core.probes.powershell.facts import PowerShellFacts


def facts(sample):
    """Return facts that pass."""
    return PowerShellFacts(
        origin=Origin(backend="test", at=sample.now), old_powershell=False, script_log=True
    )
