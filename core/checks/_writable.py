"""Where a program lies: in a place to hide, loose among documents, or where programs live."""

import re
from enum import StrEnum


class Lies(StrEnum):
    """`hiding` is where anybody may put a file and nobody looks, `loose` among documents."""

    HIDING = "hiding"
    LOOSE = "loose"
    PROPER = "proper"


_WINDOWS_HIDING = re.compile(
    r"^(?:[a-z]:)?\\(?:users\\[^\\]+\\appdata\\local\\temp\\|users\\public\\"
    r"|windows\\(?:temp|tasks|debug|tracing|system32\\spool\\drivers\\color)\\"
    r"|programdata\\[^\\]+$|perflogs\\|temp\\|tmp\\|\$recycle\.bin\\|recycler\\"
    r"|system volume information\\|[^\\]+$)"
)
_WINDOWS_LOOSE = re.compile(
    r"^\\\\|^(?:[a-z]:)?\\users\\[^\\]+\\(?:(?:onedrive[^\\]*\\)?(?:downloads|desktop|documents"
    r"|pictures|music|videos)\\|appdata\\roaming\\[^\\]+$|[^\\]+$)"
)
"""Both in small letters. No installer puts a program straight into a drive or a shared folder."""

_LINUX_HIDING = re.compile(
    r"^(?:/tmp/(?!\.mount_)|/var/tmp/|/dev/|/run/shm/|/run/user/\d+/|/var/spool/|/var/crash/"
    r"|/run/lock/|/memfd:(?!runc_cloned))"
)
_LINUX_LOOSE = re.compile(
    r"^/tmp/\.mount_|^/home/[^/]+/(?:Downloads|Desktop|Documents|Public|Tải về|Tải xuống|Tài liệu"
    r"|Bàn làm việc|Màn hình nền)/"
)
"""An AppImage runs from `/tmp/.mount_…`, and runc runs a copy of itself in memory."""
_HIDDEN = re.compile(
    r"/\.(?!(?:local|config|cache|var|npm|cargo|rustup|nvm|pyenv|vscode[^/]*|steam|wine|dotnet"
    r"|git|nix-profile|snapshots|venv|mount_[^/]*)/)[^/]+/"
)
"""A folder with a hidden name that no common tool is known to make."""


def lies(path: str, os: str) -> Lies:
    """Say where a program lies; `os` is windows or linux. What has no full path lies properly."""
    if os == "windows":
        low = path.casefold().replace("/", "\\").removeprefix("\\\\?\\")
        if _WINDOWS_HIDING.match(low):
            return Lies.HIDING
        return Lies.LOOSE if _WINDOWS_LOOSE.match(low) else Lies.PROPER
    if not path.startswith("/"):
        return Lies.PROPER
    if _LINUX_HIDING.match(path) or _HIDDEN.search(path):
        return Lies.HIDING
    return Lies.LOOSE if _LINUX_LOOSE.match(path) else Lies.PROPER
