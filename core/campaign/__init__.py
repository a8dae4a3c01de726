"""Campaigns such as Tết: their calendar, and later their tasks and deadlines."""
