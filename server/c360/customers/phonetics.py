"""How names are cut into words and keyed by sound, for the spellings India writes them in.

The rules are plain replacements so that the nightly load can say them in its engine
(`source_search.py`) and the search can say them here; a test holds the two equal.
"""

import re
import unicodedata
from functools import lru_cache


def _marked_letters() -> dict[str, str]:
    """Every Latin letter with a mark, lower case, and the plain letter it stands for."""
    letters = {"ø": "o", "đ": "d", "ł": "l", "ı": "i"}
    for code in (*range(0x00DF, 0x0250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if chr(code).islower() and "a" <= base <= "z":
            letters[chr(code)] = base
    return letters


_LETTERS = _marked_letters()
MARKED = "".join(_LETTERS)
PLAIN = "".join(_LETTERS.values())
APOSTROPHES = "['’`]"
SEPARATORS = '[ \t.,;:"/&()_+-]+'

# (pattern, replacement) in order. Patterns use only what every engine's regex has.
RULES: tuple[tuple[str, str], ...] = (
    ("^(md|mohd|m[ou]h?am+[aeiou]*d|mohmed)$", "mohamad"),
    ("^r[ao][iy]$", "roi"),
    ("^ga(i|y|ya)kwa[dr]$", "gekvad"),
    ("ee", "i"),
    ("ea", "i"),
    ("oo", "u"),
    ("(ao|au|ou|ow)", "o"),
    ("x", "ks"),
    ("ck", "k"),
    ("ch", "c"),
    ("kh", "k"),
    ("gh", "g"),
    ("jh", "j"),
    ("th", "t"),
    ("dh", "d"),
    ("bh", "b"),
    ("ph", "f"),
    ("sh", "s"),
    ("w", "v"),
    ("y", "i"),
    ("(ai|ei)", "e"),
    ("q", "k"),
    ("z", "j"),
    *((f"{letter}{letter}+", letter) for letter in "abcdefghijklmnoprstuv"),
    ("h$", ""),
)
SHORTEST_TRIMMED = 4  # from this length on a last `a` is not heard: Ashoka, Ashok


def plain(text: str) -> str:
    """Lower-case letters without marks."""
    return text.lower().translate(_MARKS)


def words(name: str) -> list[str]:
    """The words of a name, plain, in their order: `D'Souza, Ana` gives `dsouza`, `ana`."""
    return [word for word in re.split(SEPARATORS, re.sub(APOSTROPHES, "", plain(name))) if word]


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """The key of a plain word's sound: Ajay and Ajai, Sita and Seetha share one."""
    for pattern, replacement in _COMPILED:
        word = pattern.sub(replacement, word)
    if len(word) >= SHORTEST_TRIMMED and word.endswith("a"):
        return word[:-1]
    return word


_MARKS = str.maketrans(MARKED, PLAIN)
_COMPILED = tuple((re.compile(pattern), replacement) for pattern, replacement in RULES)
