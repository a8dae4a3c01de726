"""Pages: each module or package here that has a `PAGE` is one; the window finds them itself."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from core.model.change import Kind

if TYPE_CHECKING:
    from gui.desk import Desk
    from gui.widgets.page_frame import PageFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as the window knows it before it is built.

    `title` is a key of the words, `order` its place in the rail, `foot` puts it at the rail's
    foot, `shortcut` jumps to it, `help` names its page under resources/help/<lang>/pages.
    `in_rail` is false for a page that the window shows by itself.
    """

    key: str
    title: str
    icon: str
    order: int
    kinds: frozenset[Kind]
    shortcut: str
    help: str
    build: Callable[["Desk"], "PageFrame"] = field(repr=False)
    foot: bool = False
    in_rail: bool = True


def find_pages() -> tuple[Page, ...]:
    """Return every page in the order of the rail.

    The folder is listed here because `pkgutil` takes longer to load than all pages together.
    """
    names = {each.removesuffix(".py") for each in os.listdir(__path__[0]) if each[0] != "_"}
    modules = (import_module(f"{__name__}.{name}") for name in names if name.isidentifier())
    pages = [module.PAGE for module in modules if hasattr(module, "PAGE")]
    return tuple(sorted(pages, key=lambda page: (page.foot, page.order)))
