"""Which programs a command line runs: the first word, and what an interpreter is told to run."""

import ntpath
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from core.probes.start_wrappers import WRAPPERS

_BEGINNING, _END = 200, 100
_MOST = 40
_SEPARATOR = re.compile(r"[;|&()]+")
_INTERPRETERS = re.compile(
    r"(?P<sh>(?:ba|da|z|k|a)?sh)|(?P<python>python[\d.]*)|(?P<perl>(?:perl|ruby)[\d.]*)"
    r"|(?P<php>php[\d.]*)|(?P<node>node|nodejs)|(?P<lua>lua[\d.]*)"
)
_VALUED = {"sh": "oO", "python": "WX", "perl": "I", "php": "dcz", "node": "r", "lua": "l"}
"""By interpreter, the options whose value is the next word."""
_COMMANDS = re.compile(r"-[A-Za-z]*c|-e")
_REDIRECTION = re.compile(r"\d*(?:[<>]+\|?)")
_BOTH_OUTPUTS = re.compile(r"&>>?|[<>]&")
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


def shortened(command: str) -> str:
    """Return what is kept of a command: how it begins, and the end that tells what it is for."""
    if len(command) <= _BEGINNING + _END:
        return command
    return f"{command[:_BEGINNING]}…{command[-_END:]}"


def posix_programs(command: str, home: str = "", depth: int = 0) -> tuple[str, ...]:
    """Return the files with a full path that a shell command runs, at most forty.

    One that is named from the folder into which the command goes before is full too.
    """
    found: list[str] = []
    here = ""
    for words in _simple_commands(command):
        there = [_at_home(each, home) for each in words]
        if there[0] in ("cd", "pushd") and len(there) > 1:
            here = there[1].rstrip("/") if there[1].startswith("/") else ""
        found += (_full(each, here) for each in _of_words(there, home, depth))
    return tuple(dict.fromkeys(each for each in found if each))[:_MOST]


def _full(path: str, here: str) -> str:
    """Return the full path of a file below a folder, empty where the folder is not known."""
    if path.startswith("/"):
        return path
    return f"{here}/{path.removeprefix('./')}" if here else ""


def _simple_commands(command: str) -> Iterator[list[str]]:
    """Yield the words of each command between `;`, `|`, `&` and brackets; quotes hold them."""
    text = _BOTH_OUTPUTS.sub(">", command.replace("\n", ";"))  # its `&` would part commands
    lexer = shlex.shlex(text, posix=True, punctuation_chars=";|&()")
    lexer.whitespace_split = True
    try:
        words = list(lexer)
    except ValueError:  # a quote that is never closed
        words = text.split()
    for separates, group in groupby(words, lambda each: bool(_SEPARATOR.fullmatch(each))):
        if not separates and (told := list(_undirected(group))):
            yield told


def _undirected(words: Iterable[str]) -> Iterator[str]:
    """Yield words without where input comes from and output goes to."""
    rest = iter(words)
    for word in rest:
        redirection = _REDIRECTION.match(word)
        if redirection is None:
            yield word
        elif redirection.end() == len(word):
            next(rest, "")


def _at_home(word: str, home: str) -> str:
    for start in ("~/", "$HOME/", "${HOME}/", "%h/"):
        if word.startswith(start) and home:
            return f"{home}/{word[len(start) :]}"
    return word


def _of_words(words: list[str], home: str, depth: int) -> Iterator[str]:
    """Yield what one command runs, behind assignments and programs that only start others."""
    while words:
        if "/" in words[0] and not _ASSIGNMENT.match(words[0]):
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
    if words and (found := _INTERPRETERS.fullmatch(words[0].rpartition("/")[2])):
        yield from _told(words[1:], _VALUED[found.lastgroup or ""], home, depth)


def _told(words: list[str], valued: str, home: str, depth: int) -> Iterator[str]:
    """Yield what an interpreter is told to run: a script, or commands in its words.

    `valued` are the letters of its options that take the next word.
    """
    told = iter(words)
    for word in told:
        if _COMMANDS.fullmatch(word) and word[-1] not in valued and depth < _DEEPEST:
            yield from posix_programs(next(told, ""), home, depth + 1)
            return
        if word == "-m":  # a module of Python's, which has a name and no path
            return
        if not word.startswith(("-", "+")):
            yield word
            return
        if word[-1] in valued and not word.startswith("--"):
            next(told, "")


def expanded(text: str, variables: Mapping[str, str]) -> str:
    """Return text with the variables of Windows put in; unknown ones stay."""
    return _PERCENT.sub(lambda found: variables.get(found[1].lower(), found[0]), text)


def windows_programs(command: str, variables: Mapping[str, str]) -> tuple[str, ...]:
    """Return the files with a full path that a command line of Windows runs, at most forty.

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
