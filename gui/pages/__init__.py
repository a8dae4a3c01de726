"""Pages: each module or package here that has a `PAGE` is one; the window finds them itself."""

import os
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from core.model.change import Kind

if TYPE_CHECKING:
    from gui.desk import Desk
    from gui.widgets.page_frame import PageFrame


class Page:
    """A page as the window knows it before it is built.

    `title` is a key of the words, `order` its place in the rail, `foot` puts it at the rail's
    foot, `shortcut` jumps to it, `help` names its page under resources/help/<lang>/pages.
    `in_rail` is false for a page that the window shows by itself. Written out, because a dataclass
    takes long to make, and every start does.
    """

    __slots__ = (
        "build",
        "foot",
        "help",
        "icon",
        "in_rail",
        "key",
        "kinds",
        "order",
        "shortcut",
        "title",
    )

    def __init__(
        self,
        *,
        key: str,
        title: str,
        icon: str,
        order: int,
        kinds: frozenset[Kind],
        shortcut: str,
        help: str,
        build: Callable[["Desk"], "PageFrame"],
        foot: bool = False,
        in_rail: bool = True,
    ) -> None:
        """Describe a page."""
        self.key = key
        self.title = title
        self.icon = icon
        self.order = order
        self.kinds = kinds
        self.shortcut = shortcut
        self.help = help
        self.build = build
        self.foot = foot
        self.in_rail = in_rail


def find_pages() -> tuple[Page, ...]:
    """Return every page in the order of the rail.

    The folder is listed here because `pkgutil` takes longer to load than all pages together.
    """
    names = {each.removesuffix(".py") for each in os.listdir(__path__[0]) if each[0] != "_"}
    modules = (import_module(f"{__name__}.{name}") for name in names if name.isidentifier())
    pages = [module.PAGE for module in modules if hasattr(module, "PAGE")]
    return tuple(sorted(pages, key=lambda page: (page.foot, page.order)))
