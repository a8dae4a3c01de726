"""Places where anybody's program may put files: not where installed programs live."""

import re

_WINDOWS = re.compile(
    r"^(?:[a-z]:)?\\(?:"
    r"users\\[^\\]+\\(?:appdata\\local\\temp|appdata\\roaming\\[^\\]+$|downloads|desktop|documents"
    r"|pictures|music|videos|contacts|favorites|[^\\]+$)"
    r"|users\\public|windows\\(?:temp|tasks|debug|tracing|system32\\spool\\drivers\\color)"
    r"|programdata\\[^\\]+$|perflogs|temp|tmp|\$recycle\.bin|recycler|[^\\]+$)"
)
"""In small letters. A file straight in a drive, in ProgramData, in a home or in AppData\\Roaming is
in nobody's folder of its own; installers of ordinary programs never put it there."""

_LINUX = re.compile(
    r"^(?:/tmp|/var/tmp|/dev/shm|/run/shm|/run/user/\d+|/dev(?!/shm)|/var/spool|/var/crash"
    r"|/var/lock|/run/lock)/"
)
_HIDDEN = re.compile(
    r"/\.(?!local/|config/|cache/|vscode|npm|cargo|rustup|nvm|pyenv|var/app/)[^/]+"
)
_DELETED = " (deleted)"


def is_open_place(path: str, os: str) -> bool:
    """Say whether a program lies where anybody may write, or hides in a folder of its own making.

    `os` is windows or linux. An empty or relative path is nowhere known.
    """
    if os == "windows":
        low = path.casefold().replace("/", "\\").removeprefix("\\\\?\\")
        return bool(_WINDOWS.match(low)) or low.startswith("\\\\")
    plain = path.removesuffix(_DELETED)
    return bool(_LINUX.match(plain) or _HIDDEN.search(plain.rpartition("/")[0] + "/"))
