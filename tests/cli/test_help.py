"""The help of the command line: every example in it is a line that a person can copy."""

import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import click
import pytest

import core.cli.commands
from core.words import LANGUAGES, Words

EXAMPLE = re.compile(r"(?:Ví dụ|Example): `(trucan [^`]+)`")


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command and every group with what is typed for it."""
    for module in iter_modules(core.cli.commands.__path__):
        command = import_module(f"core.cli.commands.{module.name}").command
        yield module.name, command
        for name, below in getattr(command, "commands", {}).items():
            yield f"{module.name} {name}", below


COMMANDS = dict(commands())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("typed", COMMANDS)
def test_the_example_of_a_command_is_understood(typed: str, lang: str) -> None:
    help_text = Words(lang).say(f"cli.{typed.replace(' ', '.')}.help")
    examples = EXAMPLE.findall(help_text)
    assert examples, help_text

    for example in examples:
        words = shlex.split(example.replace("\\", "/"))[1:]
        shown = max((each for each in COMMANDS if words[: each.count(" ") + 1] == each.split()),
                    key=len)  # fmt: skip
        assert shown.split()[0] == typed.split()[0], example
        given = words[shown.count(" ") + 1 :]
        command = COMMANDS[shown]
        context = click.Context(command, info_name=shown)
        values, rest, _ = command.make_parser(context).parse_args(list(given))

        assert rest == [] or isinstance(command, click.Group), example
        for param in command.params:
            value = values.get(param.name or "")
            assert value is not None or not param.required, f"{example}: {param.name}"
            if value is not None and isinstance(param.type, click.Choice):
                chosen = value if isinstance(value, list | tuple) else [value]
                assert set(chosen) <= set(param.type.choices), example
