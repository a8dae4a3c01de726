"""How an error of the operating system becomes Unknown with its reason."""

from core.model.unknown import Unknown, UnknownCode


def unknown_for(error: OSError, asked: str) -> Unknown:
    """Return why something could not be read; `asked` names the path or tool."""
    if isinstance(error, PermissionError):
        code = UnknownCode.NO_RIGHT
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        code = UnknownCode.NOT_FOUND
    else:
        code = UnknownCode.UNREADABLE
    return Unknown(code, f"{asked}: {error.strerror or type(error).__name__}")
