"""Policy: baselines, data packs, settings. Read, validated, versioned."""
