"""Names that encryption for ransom leaves behind, as responders have published them.

Source: endings and notes as the advisories of CISA (StopRansomware) and of antivirus vendors name
them for LockBit, STOP/Djvu, Phobos, Dharma, Makop, Conti, Akira, Medusa, Mallox and others. Endings
that ordinary programs use too (`.enc`, `.crypt`, `.locked`) are left out.
"""

import re

_ENDINGS = (
    ".lockbit", ".abcd", ".wncry", ".wcry", ".wnry", ".wannacry", ".djvu", ".phobos", ".eking",
    ".elbie", ".dharma", ".makop", ".conti", ".akira", ".medusa", ".mallox", ".babyk", ".blackcat",
    ".ryk", ".ryuk", ".cerber3", ".locky", ".zepto", ".odin", ".gandcrab", ".sodinokibi",
    ".teslacrypt", ".cryptolocker", ".crypted000007", ".rhysida", ".qilin",
)  # fmt: skip
_ID_ENDING = re.compile(r"\.id[-\[][0-9A-Fa-f]{6,}[^/]*\.\[[^\]/]+@[^\]/]+\]\.\w+$")
"""`report.doc.id[1E857D00-2275].[someone@mail].eking`: Dharma and Phobos name the victim."""
_NOTE = re.compile(
    r"(?:restore|recover|decrypt|unlock|read)[-_ ]?(?:my|your|me|all)?[-_ ]?(?:files?|data|me)"
    r"[-_ !0-9a-z]*\.(?:txt|html?|hta)",
    re.I,
)
_NOTE_WORDS = re.compile(r"(?:how|instruction|!!!|_readme|ransom|decrypt|recover|restore)", re.I)


def is_strange(name: str) -> bool:
    """Say whether a file is named as encryption for ransom names what it leaves."""
    low = name.casefold()
    if low.endswith(_ENDINGS) or low in ("_readme.txt", "!readme!.txt", "@please_read_me@.txt"):
        return True
    if low.endswith((".txt", ".html", ".htm", ".hta")):
        return bool(_NOTE.search(low)) and bool(_NOTE_WORDS.search(low))
    return "@" in low and bool(_ID_ENDING.search(name))
