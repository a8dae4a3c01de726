"""Standard texts: Qt's own buttons and edit menus in the language of the words."""

from PySide6.QtCore import QObject, QTranslator

from core.words import Words

_KEYS = {
    "OK": "ok",
    "Cancel": "cancel",
    "Close": "close",
    "Save": "save",
    "Save All": "save_all",
    "Discard": "discard",
    "Don't Save": "discard",
    "Yes": "yes",
    "No": "no",
    "Yes to All": "yes_to_all",
    "No to All": "no_to_all",
    "Apply": "apply",
    "Reset": "reset",
    "Restore Defaults": "defaults",
    "Retry": "retry",
    "Ignore": "ignore",
    "Abort": "abort",
    "Open": "open",
    "Choose": "choose",
    "Help": "help",
    "Show Details...": "show_details",
    "Hide Details...": "hide_details",
    "Undo": "undo",
    "Redo": "redo",
    "Cut": "cut",
    "Copy": "copy",
    "Paste": "paste",
    "Delete": "delete",
    "Select All": "select_all",
}
"""Qt's English texts without their keyboard letter, and our keys under `buttons`."""


class StandardTexts(QTranslator):
    """Answers Qt's questions from `buttons.toml`, because Qt ships no Vietnamese of its own."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        """Speak the language of some words."""
        super().__init__(parent)
        self.words = words

    def isEmpty(self) -> bool:
        """Say that there are translations."""
        return False

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's name
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        """Return a text in our language, or None so that Qt keeps its own."""
        key = _KEYS.get(sourceText.replace("&", "").split("\t", 1)[0])
        return self.words.say(f"buttons.{key}") if key else None  # type: ignore[return-value]
