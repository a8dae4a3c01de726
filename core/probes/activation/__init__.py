"""How Windows and Office say they are activated."""
