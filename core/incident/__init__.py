"""Incidents: opened in one command, dealt with by a playbook, told upward in time."""
