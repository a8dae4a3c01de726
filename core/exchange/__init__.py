"""Exchange: signed bundles, trust, the sweep from a stick, consolidation, forms of other tools."""
