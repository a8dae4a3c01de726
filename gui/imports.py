"""Imports: spare PySide the reading of every source file that is imported after it.

PySide replaces `__import__` and reads the source of each module that is imported later, to see
whether it may switch Qt's names by `__feature__`. No module here does; what PySide would find out
by reading is written into its own table before.
"""

import sys
from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.abc import MetaPathFinder
    from importlib.machinery import ModuleSpec
else:
    # A finder needs no parent class, and `importlib.abc` costs as much as a page of ours.
    MetaPathFinder = object

_TABLE = ("PySide6.support.feature", "pyside_feature_dict")
_USES_QT, _IGNORED = 0, -1
_OURS = {"gui": _USES_QT, "core": _IGNORED}


class _Told(MetaPathFinder):
    """Finds nothing; notes each of our modules, and of Python's own, when it is looked for."""

    def __init__(self, table: dict[str, int]) -> None:
        self._table = table
        for name in tuple(sys.modules):
            self.note(name)

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> "ModuleSpec | None":
        """Note a module and leave finding it to others."""
        self.note(name)
        return None

    def note(self, name: str) -> None:
        """Note a module if it is known without reading it."""
        room = name.partition(".")[0]
        if room in _OURS or room in sys.stdlib_module_names:
            self._table.setdefault(name, _OURS.get(room, _IGNORED))


def spare_sources() -> None:
    """Tell PySide about our modules; nothing happens where it keeps no such table."""
    import PySide6.QtCore  # noqa: F401 - makes the table

    module, name = _TABLE
    table = getattr(sys.modules.get(module), name, None)
    if isinstance(table, dict) and not any(isinstance(each, _Told) for each in sys.meta_path):
        sys.meta_path.insert(0, _Told(table))
