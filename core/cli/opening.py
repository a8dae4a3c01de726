"""Opening a key that waits for its passphrase: from a file, or by asking at a terminal."""

import sys
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from core.house import House


def open_key(house: "House", passphrase_file: TextIO | None) -> None:
    """Open the account's key with the first line of a file; ask a person at a terminal for it."""
    if passphrase_file is not None:
        house.duty.open_key(passphrase_file.readline())
    elif house.bundles.own_key().is_closed and sys.stdin is not None and sys.stdin.isatty():
        question = house.words.say("cli.log.seal.ask")
        house.duty.open_key(click.prompt(question, hide_input=True, err=True))
