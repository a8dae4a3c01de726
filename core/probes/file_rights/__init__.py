"""Who may read and write the files that matter most on Linux."""
