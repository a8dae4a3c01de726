"""Rows: how the models of the house hand out what stands in a row."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

AnyIndex = QModelIndex | QPersistentModelIndex
VALUE = Qt.ItemDataRole.UserRole + 1
"""The role under which a row's frozen value is found."""
