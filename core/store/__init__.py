"""The store: one SQLite file in the home folder. The only room with SQL."""
