"""The door of the window."""

from pathlib import Path


def run(home: Path | None, lang: str | None, announce_shown: bool) -> int:
    """Open the window of a house and stay until it is closed; return the exit status.

    With `announce_shown`, print `shown` to standard output after the first paint.
    """
    from core.house import House

    house = House.open(home, lang)
    house.opens_damaged = True
    try:
        house.load()
        from gui.imports import import_qt

        import_qt()
        from gui.face import open_window

        return open_window(house, announce_shown)
    finally:
        house.close()
