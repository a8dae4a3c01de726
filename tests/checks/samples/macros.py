"""Macros of a machine in order."""

from core.model.facts import Origin
from core.probes.macros.facts import MacroSetting, MacrosFacts


def facts(sample):
    """Return facts that pass."""
    name = sample.here("Word 16.0 (vanthu)", "LibreOffice (vanthu)")
    setting = MacroSetting(name=name, level="ask")
    return MacrosFacts(origin=Origin(backend="test", at=sample.now), settings=(setting,))
