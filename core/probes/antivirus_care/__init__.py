"""How the antivirus is looked after: scans, finds, exceptions, parts switched off."""
