"""The command line: finds the commands, gives each `--home` and `--lang`, tells errors in words."""

import os
from contextlib import ExitStack
from copy import copy
from importlib import import_module
from os.path import isfile
from pathlib import Path
from signal import default_int_handler
from typing import TYPE_CHECKING, Any

import click

from core.cli.ending import heard_by
from core.cli.fitting import typed_name
from core.cli.output import guard_outputs
from core.cli.straight import (
    NoticeShower,
    WindowOpener,
    has_display,
    show_nothing,
    speak_utf8,
)
from core.model.errors import Exit, KnownError
from core.words import LANGUAGES, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.house import House

_COMMANDS = "core.cli.commands"


class Face:
    """What every command shares: where the home is, the language, the house when first needed."""

    def __init__(
        self,
        words: Words,
        open_window: WindowOpener,
        show_notice: NoticeShower = show_nothing,
    ) -> None:
        """Take the words for help and errors, and the ways to a window and to the tray."""
        self.words = words
        self.open_window = open_window
        self.show_notice = show_notice
        self.home: Path | None = None
        self.lang: str | None = None
        self._house: House | None = None

    def house(self) -> "House":
        """Open the house at first use."""
        if self._house is None:
            from core.house import House

            self._house = House.open(self.home, self.lang)
            self.words = self._house.words
        return self._house

    def close(self) -> None:
        """Close the house if it was opened."""
        if self._house is not None:
            self._house.close()


class _Pages(click.HelpFormatter):
    """Help pages whose headings come from the words."""

    words = Words("vi")

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line under its own word."""
        super().write_usage(prog, args, self.words.say("cli.heading.usage") + " ")

    def write_heading(self, heading: str) -> None:
        """Write a heading in the reader's language where there is a word for it."""
        key = f"cli.heading.{heading.lower()}"
        super().write_heading(self.words.say(key) if self.words.has(key) else heading)


class _Commands(click.Group):
    """A group whose commands are the modules of a package, imported when they are called."""

    def __init__(self, *args: Any, shared: list[click.Parameter], **kwargs: Any) -> None:
        """Take the options that every command has, beside what any group takes."""
        super().__init__(*args, **kwargs)
        self.shared = shared

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the modules, which are the names of the commands."""
        import pkgutil

        package = import_module(_COMMANDS)
        return sorted(each.name for each in pkgutil.iter_modules(package.__path__))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command with its short help, without importing any."""
        words = (ctx.find_object(Face) or _no_face()).words
        rows = [(name, words.say(f"cli.short.{name}")) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command and give it the shared options and its help."""
        if not cmd_name.isidentifier() or cmd_name.startswith("_"):
            return None
        module = f"{_COMMANDS}.{cmd_name}"
        try:
            command: click.Command = import_module(module).command
        except ModuleNotFoundError as missing:
            if missing.name != module:
                raise
            return None
        return _equipped(command, self.shared)


def _no_face() -> Face:
    raise RuntimeError("the command line was started without a face")


def _equipped(command: click.Command, shared: list[click.Parameter]) -> click.Command:
    """Return a copy of a command, and of those below it, that takes the shared options too.

    The command itself belongs to its module and may be asked for again in the same process.
    """
    equipped = copy(command)
    equipped.params = [*command.params, *shared]
    equipped.add_help_option = False
    if isinstance(command, click.Group) and isinstance(equipped, click.Group):
        equipped.no_args_is_help = False
        equipped.commands = {
            name: _equipped(below, shared) for name, below in command.commands.items()
        }
    return equipped


def explain(command: click.Command, key: str, words: Words) -> None:
    """Put words where a command's help needs them; they are looked up only when it is asked for."""
    command.help = words.say(f"{key}.help")
    for option in command.params:
        if isinstance(option, click.Option):
            shared = f"cli.shared.{option.name}"
            option.help = words.say(shared if words.has(shared) else f"{key}.option.{option.name}")
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            below.short_help = words.say(f"{key}.{name}.short")


def _home_named(text: str) -> Path:
    """Return the folder that a text names; ValueError for none, as of a variable never set."""
    if not text.strip():
        raise ValueError(text)
    return Path(text)


def _shared_options() -> list[click.Parameter]:
    def set_home(ctx: click.Context, param: click.Parameter, value: Path | None) -> None:
        if value is not None:
            if isfile(value):
                raise KnownError("not_a_folder", Exit.USAGE, path=str(value))
            ctx.find_object(Face).home = value  # type: ignore[union-attr]

    def set_lang(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
        if value is not None:
            ctx.find_object(Face).lang = value  # type: ignore[union-attr]

    def show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            face = ctx.find_object(Face) or _no_face()
            key = ".".join(["cli", *ctx.command_path.split()[1:]])
            explain(ctx.command, key, face.words)
            click.echo(ctx.get_help(), color=ctx.color)
            ctx.exit()

    return [
        click.Option(
            ["--home"],
            type=_home_named,
            envvar="TRUCAN_HOME",
            metavar="DIR",
            expose_value=False,
            callback=set_home,
            is_eager=True,
        ),
        click.Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            expose_value=False,
            callback=set_lang,
            is_eager=True,
        ),
        click.Option(
            ["--help"],
            is_flag=True,
            expose_value=False,
            callback=show_help,
            is_eager=True,
        ),
    ]


def _group(face: Face) -> click.Group:
    shared = _shared_options()

    @click.group(
        "trucan",
        cls=_Commands,
        shared=shared,
        invoke_without_command=True,
        add_help_option=False,
    )
    @click.option("--announce-shown", is_flag=True)
    @click.option("--version", is_flag=True)
    @click.pass_context
    def trucan(ctx: click.Context, announce_shown: bool, version: bool) -> int:
        if version:
            from core.version import VERSION

            click.echo(VERSION)
            return Exit.DONE
        if ctx.invoked_subcommand is not None:
            return Exit.DONE
        if not has_display():
            raise KnownError("no_display", Exit.USAGE)
        return face.open_window(face.home, face.lang, announce_shown)

    trucan.params = [*trucan.params, *shared]
    return trucan


def run(
    arguments: list[str], open_window: WindowOpener, show_notice: NoticeShower = show_nothing
) -> int:
    """Carry out a command line and return its exit status. Nothing escapes as a traceback."""
    speak_utf8()
    guard_outputs()
    with ExitStack() as heard:
        heard.enter_context(heard_by(default_int_handler))

        def open_plainly(home: Path | None, lang: str | None, announce_shown: bool) -> int:
            heard.close()  # what is shown hears of requests to end as the system has it
            return open_window(home, lang, announce_shown)

        def show_plainly(words: Words, lines: "Sequence[str]") -> bool:
            heard.close()
            return show_notice(words, lines)

        return _run(arguments, Face(Words(_language_of(arguments)), open_plainly, show_plainly))


def _run(arguments: list[str], face: Face) -> int:
    _Pages.words = face.words
    click.Context.formatter_class = _Pages
    try:
        status = _group(face).main(arguments, "trucan", standalone_mode=False, obj=face)
        return int(status or 0)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.UsageError as error:
        return tell(face, _misused(error))
    except (click.Abort, KeyboardInterrupt):
        return tell(face, KnownError("cancelled", Exit.CANCELLED))
    except KnownError as error:
        return tell(face, error)
    except Exception as error:
        known = _beyond_limits(error, arguments)
        return tell(face, known) if known else _tell_bug(face)
    finally:
        face.close()


def _misused(error: click.UsageError) -> KnownError:
    """Say a wrong command line in words; what click says more of it is the detail."""
    cases: tuple[tuple[type[click.UsageError], str, str], ...] = (
        (click.exceptions.NoSuchCommand, "no_such_command", "command_name"),
        (click.NoSuchOption, "no_such_option", "option_name"),
    )
    for kind, key, name in cases:
        if isinstance(error, kind):
            return KnownError(key, Exit.USAGE, text=str(getattr(error, name, "")))
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = typed_name(error.param)
        if isinstance(error, click.MissingParameter):
            return KnownError("missing_parameter", Exit.USAGE, text=name)
        if isinstance(error.param.type, click.Choice):
            choices = ", ".join(error.param.type.choices)
            return KnownError("bad_choice", Exit.USAGE, text=name, name=choices)
        return KnownError("bad_parameter", Exit.USAGE, error.message, text=name)
    if isinstance(error, click.BadOptionUsage):
        return KnownError("option_value", Exit.USAGE, error.message, text=error.option_name)
    if error.ctx is not None:
        # Click refuses two more things: a group without a command, and words that are too many.
        is_group = isinstance(error.ctx.command, click.Group)
        detail, path = error.format_message(), error.ctx.command_path
        key = "missing_command" if is_group else "too_many_words"
        return KnownError(key, Exit.USAGE, "" if is_group else detail, text=path)
    return KnownError("usage", Exit.USAGE, text=error.format_message())


def _beyond_limits(error: Exception, arguments: list[str]) -> KnownError | None:
    """Return what it means to the user that typed text is more than a disk or UTF-8 takes."""
    if isinstance(error, UnicodeEncodeError) and error.object[error.start] in "".join(arguments):
        return KnownError("usage", Exit.USAGE, text=error.object)
    if isinstance(error, OSError) and error.filename:
        from core.whole_file import limit_trouble

        return limit_trouble(error, Path(os.fsdecode(error.filename)))
    return None


def _language_of(arguments: list[str]) -> str:
    """Find the language for help and errors before the options are parsed."""
    for index, argument in enumerate(arguments):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else ""
        if argument == "--lang" and index + 1 < len(arguments):
            value = arguments[index + 1]
        if value in LANGUAGES:
            return value
    return LANGUAGES[0]


def tell(face: Face, error: KnownError) -> int:
    """Say what the user can mend on standard error, and return the status to end with."""
    click.echo(face.words.say(f"errors.{error.key}", error.args_of_sentence), err=True)
    if error.detail:
        click.echo(f"  {error.detail}", err=True)
    return error.status


def _tell_bug(face: Face) -> int:
    import traceback

    click.echo(face.words.say("errors.bug_command"), err=True)
    click.echo(traceback.format_exc(), err=True)
    return Exit.BUG
