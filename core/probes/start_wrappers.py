"""Programs and words of a shell that only start another program, and where that one stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wrapper:
    """How the words of such a program are read.

    `valued` are the options that take a value, by letter and by long name; `lines` those of them
    whose value is run as a command. `own` counts the words before the program. `for_shell` says
    that what stands behind them is told to a shell, except where the option `directly` is given.
    """

    valued: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    own: int = 0
    for_shell: bool = False
    directly: str = ""

    def behind(self, words: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return the words of the program behind this one, and the command lines it was told."""
        own, for_shell, lines, at = self.own, self.for_shell, [], 1
        while at < len(words):
            word, at = words[at], at + 1
            if word == "--":
                at += own
                break
            if not word.startswith("-"):
                if not own:
                    at -= 1
                    break
                own -= 1
                continue
            name, value = self._option(word)
            if name and not value:
                value, at = (words[at] if at < len(words) else ""), at + 1
            if name in self.lines:
                lines.append(value)
            if name and name == self.directly:
                own, for_shell = 0, False
        rest = list(words[at:])
        return (["sh", *rest] if for_shell and rest else rest), lines

    def _option(self, word: str) -> tuple[str, str]:
        """Return the option of a word that takes a value, and the value if it is attached."""
        if word.startswith("--"):
            name, _, value = word[2:].partition("=")
            return (name, value) if name in self.valued else ("", "")
        for at, letter in enumerate(word[1:], 2):
            if letter in self.valued:
                return letter, word[at:]
        return "", ""


def _wrapper(valued: str, lines: str = "", own: int = 0) -> Wrapper:
    return Wrapper(frozenset(f"{valued} {lines}".split()), frozenset(lines.split()), own)


_SU = _wrapper("g G w group supp-group whitelist-environment", "c s command session-command shell")
_PLAIN = (
    "nohup", "setsid", "chronic", "command", "builtin", "eval", ".", "source",
    "!", "{", "if", "then", "elif", "else", "while", "until", "do",
)  # fmt: skip

WRAPPERS: Mapping[str, Wrapper] = {
    **dict.fromkeys(_PLAIN, Wrapper()),
    "chrt": _wrapper("T P D sched-runtime sched-period sched-deadline", own=1),
    "doas": _wrapper("u C"),
    "env": _wrapper("u C unset chdir", "S split-string"),
    "exec": _wrapper("a"),
    "flock": _wrapper("w E wait timeout conflict-exit-code", "c command", own=1),
    "ionice": _wrapper("c n class classdata"),
    "nice": _wrapper("n adjustment"),
    "runuser": Wrapper(_SU.valued | {"u", "user"}, _SU.lines, 1, for_shell=True, directly="u"),
    "stdbuf": _wrapper("i o e input output error"),
    "su": Wrapper(_SU.valued, _SU.lines, 1, for_shell=True),
    "sudo": _wrapper(
        "u g h p C D R T U r t user group host prompt close-from chdir chroot command-timeout"
        " other-user role type"
    ),
    "systemd-cat": _wrapper("t p identifier priority stderr-priority"),
    "taskset": _wrapper("", own=1),
    "time": _wrapper("f o format output"),
    "timeout": _wrapper("k s kill-after signal", own=1),
}
"""Source: their manual pages (coreutils, util-linux, sudo, systemd) and sh(1)."""
