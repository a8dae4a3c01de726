"""Content: what stands in the body of the overview — nothing yet, the last run, or a run."""

from PySide6.QtWidgets import QWidget

from gui.desk import Breadth


class Content(QWidget):
    """One of the three; it is replaced as a whole, so that nothing jumps."""

    def arrange(self, breadth: Breadth) -> None:
        """Suit the room there is."""

    def age(self) -> None:
        """Tell anew how long ago things were."""
