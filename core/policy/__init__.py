"""Policy: baselines, waivers, data packs – read, validated, versioned. Nothing of checks here."""
