"""Rows: how the models of the house hand out what stands in a row."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from gui.numbers import USER_ROLE

AnyIndex = QModelIndex | QPersistentModelIndex
VALUE = USER_ROLE + 1
"""The role under which a row's frozen value is found."""
