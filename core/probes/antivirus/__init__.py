"""Which antivirus products are here, whether they run, how old their definitions are."""
