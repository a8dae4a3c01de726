"""Options that belong together: one that would do nothing is refused instead of passed over."""

import click
from click.core import ParameterSource

from core.model.errors import Exit, KnownError


def typed_name(param: click.Parameter) -> str:
    """Return what a person types for an option, or what the help calls an argument."""
    if isinstance(param, click.Option):
        return param.opts[-1]
    return param.metavar or (param.name or "").upper()


def demand(option: str, needed: str) -> None:
    """Refuse an option that was typed without the one it does nothing without."""
    typed = _typed()
    if option in typed and needed not in typed:
        raise KnownError("option_needs", Exit.USAGE, text=option, name=needed)


def demand_alone(option: str, beside: str) -> None:
    """Refuse an option that was typed with anything but one that may stand beside it."""
    typed = _typed()
    others = [each for each in typed if each not in (option, beside)]
    if option in typed and others:
        raise KnownError("option_alone", Exit.USAGE, text=option, name=others[0])


def _typed() -> list[str]:
    """Return what was typed for the command that runs, by the names of its parameters."""
    context = click.get_current_context()
    return [
        typed_name(each)
        for each in context.command.params
        if each.expose_value
        and context.get_parameter_source(each.name or "") is ParameterSource.COMMANDLINE
    ]
