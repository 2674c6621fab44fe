"""Misspellings of names, each with its kind: what people type for a name they heard."""

import random
from collections.abc import Callable

SPELLINGS = (
    ("ay", "ai"), ("ee", "i"), ("oo", "u"), ("th", "t"), ("sh", "s"), ("ksh", "x"), ("v", "w"),
    ("ph", "f"), ("kh", "k"), ("bh", "b"), ("dh", "d"), ("gh", "g"), ("aa", "a"), ("q", "k"),
    ("c", "k"), ("z", "j"), ("y", "i"), ("i", "ee"), ("u", "oo"), ("t", "th"), ("a", "aa"),
)  # fmt: skip
SHORT = {"mohammed": "mohd", "mohammad": "md", "kumar": "kr", "kumari": "km"}


def _transposed(name: str, draw: random.Random) -> str:
    place = draw.randrange(1, max(2, len(name) - 1))
    return name[:place] + name[place + 1 : place + 2] + name[place] + name[place + 2 :]


def _dropped(name: str, draw: random.Random) -> str:
    place = draw.randrange(1, len(name))
    return name[:place] + name[place + 1 :]


def _respelt(name: str, draw: random.Random) -> str:
    fitting = [pair for pair in SPELLINGS if pair[0] in name[1:]]
    if not fitting:
        return _dropped(name, draw)
    was, becomes = draw.choice(fitting)
    return name[0] + name[1:].replace(was, becomes, 1)


def _in_one_word(change: Callable[[str, random.Random], str]) -> Callable[..., str]:
    def changed(name: str, draw: random.Random) -> str:
        words = name.split()
        longest = max(range(len(words)), key=lambda place: len(words[place]))
        words[longest] = change(words[longest], draw)
        return " ".join(words)

    return changed


def _initial(name: str, draw: random.Random) -> str:
    words = name.split()
    return " ".join([words[0][0], *words[1:]]) if len(words) > 1 else _dropped(name, draw)


def _other_order(name: str, draw: random.Random) -> str:
    words = name.split()
    return " ".join([*words[1:], words[0]])


def _shortened(name: str, draw: random.Random) -> str:
    words = [SHORT.get(word, word) for word in name.split()]
    changed = " ".join(words)
    return changed if changed != name else _in_one_word(_respelt)(name, draw)


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "transposition": _in_one_word(_transposed),
    "dropped letter": _in_one_word(_dropped),
    "other spelling": _in_one_word(_respelt),
    "initial": _initial,
    "word order": _other_order,
    "short form": _shortened,
}


def misspelt(name: str, draw: random.Random) -> tuple[str, str]:
    """A kind of misspelling and the name misspelt so, in small letters."""
    kind = draw.choice(list(KINDS))
    return kind, KINDS[kind](name.casefold(), draw)
