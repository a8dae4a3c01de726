"""Whether connections from outside are really filtered."""
