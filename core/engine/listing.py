"""The catalogue as `checks` prints it, made beforehand: to make it every check must be imported."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "catalogue"
"""Holds one file for each language, written by `docs/make_checks.py`; a test keeps them true."""


def listed(lang: str) -> bytes:
    """Return the catalogue in a language as JSON; see `core.engine.explaining.catalogue_json`."""
    return (FOLDER / f"{lang}.json").read_bytes()
