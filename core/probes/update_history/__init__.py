"""When updates were last installed, and which ones do not get installed."""
