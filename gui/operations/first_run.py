"""What a person can do at the first run: answer its questions and go to its end.

Nothing of it is offered to be taken back: whoever goes back a step sees every answer and changes it
there, and a line under the head would move the card while it is typed into.
"""

from typing import TYPE_CHECKING, Any

from gui.operations import settings

if TYPE_CHECKING:
    from gui.desk import Desk


def keep(desk: "Desk", **fields: Any) -> None:
    """Keep answers at once."""
    settings.change(desk, undoable=False, **fields)


def finish(desk: "Desk") -> None:
    """Remember that the first run is done; the window then shows the overview."""
    settings.change(desk, lambda: desk.turned.emit("overview"), undoable=False, first_run_done=True)
