"""What reading the facts of a full check costs bare: no limits, no judging, no storing.

Processes, sockets, accounts, package state, and the newest file of the folder that is named.
"""

import os
import subprocess
import sys
from contextlib import suppress

import psutil

PACKAGES = """
import apt_pkg
apt_pkg.init()
cache = apt_pkg.Cache(None)
state = apt_pkg.DepCache(cache)
installed = [each for each in cache.packages if each.current_ver]
print(len(installed), sum(state.is_upgradable(each) for each in installed))
"""


def read_processes() -> int:
    """Read name, file, owner and command line of every process."""
    wanted = ["pid", "name", "exe", "username", "cmdline"]
    return len([each.info for each in psutil.process_iter(wanted)])


def read_accounts() -> int:
    """Read accounts and groups, with the ages of passwords where that is allowed."""
    if sys.platform != "win32":
        import grp
        import pwd

        with suppress(OSError), open("/etc/shadow", "rb") as shadow:
            shadow.read()
        return len(pwd.getpwall()) + len(grp.getgrall())
    else:  # for the types, which take this line for one that is never reached otherwise
        return 0


def read_packages() -> str:
    """Ask the system's own Python for what is installed and what could be newer."""
    if not os.path.exists("/usr/bin/python3"):
        return ""
    asked = [sys.executable if sys.platform == "win32" else "/usr/bin/python3", "-c", PACKAGES]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout


def newest_in(folder: str) -> float:
    """Return when the newest file below a folder was changed."""
    newest = 0.0
    for where, _, names in os.walk(folder):
        for name in names:
            newest = max(newest, os.stat(os.path.join(where, name)).st_mtime)
    return newest


read_processes()
psutil.net_connections()
if sys.platform != "win32":
    read_accounts()
    read_packages()
newest_in(sys.argv[1])
