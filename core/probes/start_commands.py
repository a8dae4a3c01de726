"""Which programs a command line runs: the first word, and what an interpreter is told to run."""

import ntpath
import re
import shlex
from collections.abc import Iterator, Mapping
from itertools import groupby

from core.probes.start_wrappers import WRAPPERS

LONGEST = 300
"""So much of a command is kept."""

_MOST = 6
_SEPARATOR = re.compile(r"[;|&()]+")
_INTERPRETERS = re.compile(
    r"(?:ba|da|z|k)?sh|python[\d.]*|perl[\d.]*|ruby[\d.]*|php[\d.]*|node|lua[\d.]*"
)
_COMMANDS = re.compile(r"-[A-Za-z]*c|-e")
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_DEEPEST = 3

_PERCENT = re.compile(r"%([^%]+)%")
_ENDING = re.compile(r"\.(?:exe|com|bat|cmd|scr|pif|dll|cpl|vbs|vbe|js|jse|wsf|hta|ps1|msi|lnk)$")
_HOSTS = frozenset(
    (
        "rundll32.exe", "regsvr32.exe", "wscript.exe", "cscript.exe", "mshta.exe", "cmd.exe",
        "powershell.exe", "pwsh.exe", "msiexec.exe", "forfiles.exe", "conhost.exe",
    )
)  # fmt: skip
_UNQUOTED = re.compile(r"^(.*?\.(?:exe|com|bat|cmd|scr|dll|sys|vbs|js|hta|ps1))(?=$|[\s,\"])", re.I)


def posix_programs(command: str, home: str = "", depth: int = 0) -> tuple[str, ...]:
    """Return the files with a full path that a shell command runs, at most six."""
    found: list[str] = []
    for words in _simple_commands(command):
        found += _of_words([_at_home(each, home) for each in words], home, depth)
    return tuple(dict.fromkeys(found))[:_MOST]


def _simple_commands(command: str) -> Iterator[list[str]]:
    """Yield the words of each command between `;`, `|`, `&` and brackets; quotes hold them."""
    lexer = shlex.shlex(command.replace("\n", ";"), posix=True, punctuation_chars=";|&()")
    lexer.whitespace_split = True
    try:
        words = list(lexer)
    except ValueError:  # a quote that is never closed
        words = command.split()
    for separates, group in groupby(words, lambda each: bool(_SEPARATOR.fullmatch(each))):
        if not separates:
            yield list(group)


def _at_home(word: str, home: str) -> str:
    for start in ("~/", "$HOME/", "${HOME}/", "%h/"):
        if word.startswith(start) and home:
            return f"{home}/{word[len(start) :]}"
    return word


def _of_words(words: list[str], home: str, depth: int) -> Iterator[str]:
    """Yield what one command runs, behind assignments and programs that only start others."""
    while words:
        if words[0].startswith("/"):
            yield words[0]
        name = words[0].rpartition("/")[2]
        if _ASSIGNMENT.match(words[0]):
            words = words[1:]
        elif name in WRAPPERS:
            words, lines = WRAPPERS[name].behind(words)
            for line in lines if depth < _DEEPEST else ():
                yield from posix_programs(line, home, depth + 1)
        else:
            break
    if words and _INTERPRETERS.fullmatch(words[0].rpartition("/")[2]):
        yield from _told(words[1:], home, depth)


def _told(words: list[str], home: str, depth: int) -> Iterator[str]:
    """Yield what an interpreter is told to run: a script, or commands in its words."""
    told = iter(words)
    for word in told:
        if _COMMANDS.fullmatch(word) and depth < _DEEPEST:
            yield from posix_programs(next(told, ""), home, depth + 1)
            return
        if not word.startswith("-"):
            if word.startswith("/"):
                yield word
            return


def expanded(text: str, variables: Mapping[str, str]) -> str:
    """Return text with the variables of Windows put in; unknown ones stay."""
    return _PERCENT.sub(lambda found: variables.get(found[1].lower(), found[0]), text)


def windows_programs(command: str, variables: Mapping[str, str]) -> tuple[str, ...]:
    """Return the files with a full path that a command line of Windows runs, at most six.

    A path in the kernel's own form is made an ordinary one.
    """
    text = expanded(command.strip(), variables)
    root = variables.get("systemroot", "C:\\Windows")
    low = text.lower()
    if low.startswith("\\systemroot\\"):
        text = root + text[11:]
    elif low.startswith("system32\\"):
        text = f"{root}\\{text}"
    elif text.startswith("\\??\\"):
        text = text[4:]
    first, rest = _first(text)
    found = [first] if ntpath.isabs(first) else []
    if ntpath.basename(first).lower() in _HOSTS:
        words = re.findall(r'"([^"]+)"|([^\s",]+)', rest)
        paths = (quoted or bare for quoted, bare in words)
        found += [each for each in paths if ntpath.isabs(each) and _ENDING.search(each.lower())]
    return tuple(dict.fromkeys(found))[:_MOST]


def _first(text: str) -> tuple[str, str]:
    """Return the program and the rest; one without quotes may hold blanks, up to its ending."""
    if text.startswith('"'):
        first, _, rest = text[1:].partition('"')
        return first, rest
    named = _UNQUOTED.match(text)
    if named:
        return named[1], text[named.end() :]
    first, _, rest = text.partition(" ")
    return first, rest
