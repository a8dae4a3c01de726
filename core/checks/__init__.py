"""Checks: one file each, a pure judgement of facts. A check never reads."""
