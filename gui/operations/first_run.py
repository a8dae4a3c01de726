"""What a person can do at the first run: go to its end."""

from typing import TYPE_CHECKING

from gui.operations import settings

if TYPE_CHECKING:
    from gui.desk import Desk


def finish(desk: "Desk") -> None:
    """Remember that the first run is done; the window then shows the overview."""
    settings.change(desk, lambda: desk.turned.emit("overview"), first_run_done=True)
