"""Secrets that a person types at a terminal: passphrases and PINs, also to open a key."""

import sys
from typing import TYPE_CHECKING, TextIO

import click

from core.model.errors import Exit, KnownError

if TYPE_CHECKING:
    from core.house import House


def open_key(house: "House", passphrase_file: TextIO | None) -> None:
    """Open the account's key with the first line of a file; ask a person at a terminal for it."""
    if passphrase_file is not None:
        house.duty.open_key(passphrase_file.readline())
    elif house.bundles.own_key().is_closed and _is_at_terminal():
        house.duty.open_key(ask_hidden(house.words.say("cli.log.seal.ask")))


def ask_hidden(
    question: str,
    again: str = "",
    *,
    instead: str = "--passphrase-file",
    differ: str = "passphrases_differ",
) -> str:
    """Ask for a secret without showing it, twice where there is a question for that.

    KnownError: `no_terminal` where nobody can type, which names the option to use `instead`;
    `differ` when two answers are not the same.
    """
    if not _is_at_terminal():
        raise KnownError("no_terminal", Exit.USAGE, name=instead)
    typed: str = click.prompt(question, hide_input=True, err=True)
    if again and click.prompt(again, hide_input=True, err=True) != typed:
        raise KnownError(differ, Exit.USAGE)
    return typed


def _is_at_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
