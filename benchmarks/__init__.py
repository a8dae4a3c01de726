"""The figures the program must reach, measured by one command: `python -m benchmarks`."""
