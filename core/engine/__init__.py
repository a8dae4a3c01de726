"""The engine: plans a run, drives the probe hosts, judges, assembles the Run."""
