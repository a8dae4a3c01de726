"""RefusedError: a file that is not taken, and why."""

from core.model.exchange import Why


class RefusedError(Exception):
    """A file that is not taken. `detail` is for the technician, `day` belongs to the reason."""

    def __init__(self, why: Why, detail: str = "", day: str = "") -> None:
        """Name the reason."""
        super().__init__(f"{why}: {detail}" if detail else str(why))
        self.why = why
        self.detail = detail[:300]
        self.day = day
