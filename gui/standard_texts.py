"""Standard texts: Qt's own buttons, edit menus and file dialogs in the language of the words."""

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

_FILE_KEYS = {
    "Look in:": "look_in",
    "File name:": "file_name",
    "Directory:": "folder_name",
    "Files of type:": "kinds",
    "All Files (*)": "all",
    "Directories": "folders",
    "Computer": "computer",
    "My Computer": "computer",
    "Back": "back",
    "Go back": "back",
    "Forward": "forward",
    "Go forward": "forward",
    "Parent Directory": "parent",
    "Go to the parent directory": "parent",
    "Create New Folder": "new_folder",
    "Create a New Folder": "new_folder",
    "New Folder": "new_folder",
    "List View": "list_view",
    "Change to list view mode": "list_view",
    "Detail View": "detail_view",
    "Change to detail view mode": "detail_view",
    "Name": "name",
    "Size": "size",
    "Type": "kind",
    "Kind": "kind",
    "Date Modified": "changed",
    "Folder": "folder",
    "File Folder": "folder",
    "Drive": "drive",
    "Unknown": "unknown",
    "Rename": "rename",
    "Show hidden files": "show_hidden",
    "Sidebar": "places",
    "List of places and bookmarks": "places",
    "Files": "files",
}
"""The same for the file dialog that Qt draws where the desktop has none, under `files`."""
_FILE_CONTEXTS = (
    "QFileDialog",
    "QFileSystemModel",
    "QFileIconProvider",
    "QAbstractFileIconProvider",
)


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
        text = sourceText.replace("&", "").split("\t", 1)[0]
        if key := _KEYS.get(text):
            return self.words.say(f"buttons.{key}")
        if context in _FILE_CONTEXTS and (key := _FILE_KEYS.get(text)):
            return self.words.say(f"files.{key}")
        return None  # type: ignore[return-value]
