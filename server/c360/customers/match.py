"""Why a name matches what was typed, and which of its letters do."""

import re
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from c360.customers import phonetics

WORD = re.compile(r"[^ \t.,;:\"/&()_+-]+")


class Reason(IntEnum):
    """From the surest to the least sure; the lower-case name is the API's word."""

    EXACT = 0
    PREFIX = 1
    WORD_ORDER = 2
    SOUNDS_SAME = 3
    CLOSE_SPELLING = 4


@dataclass(frozen=True)
class NameWord:
    """A word of a name: `text` plain, and where it stands in the name as written."""

    text: str
    sound: str
    start: int
    end: int


@dataclass(frozen=True)
class Match:
    """`spans` are [start, end) in the name as written, in order."""

    reason: Reason
    spans: tuple[tuple[int, int], ...]


def name_words(name: str) -> list[NameWord]:
    """The words of a name with their places."""
    found = []
    for hit in WORD.finditer(name):
        text = "".join(phonetics.words(hit.group()))
        if text:
            found.append(NameWord(text, phonetics.sound(text), hit.start(), hit.end()))
    return found


def edit_distance(a: str, b: str, most: int) -> int:
    """Letters dropped, added, changed or swapped with a neighbour; `most` + 1 when beyond."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def allowed_edits(typed: str) -> int:
    """How far a spelling may be off: nothing under 4 letters, 1 up to 7, then 2."""
    return 0 if len(typed) < 4 else 1 if len(typed) < 8 else 2


def _level(typed: str, word: NameWord) -> tuple[Reason, int] | None:
    """How one typed word matches one word of the name, and how many letters of it to mark."""
    if word.text == typed:
        return Reason.EXACT, word.end - word.start
    if word.text.startswith(typed):
        # A lone letter is an initial; a mark or apostrophe before it moves no more than itself.
        return Reason.PREFIX if len(typed) > 1 else Reason.WORD_ORDER, len(typed)
    if len(word.text) == 1 and typed.startswith(word.text):
        return Reason.WORD_ORDER, 1
    if len(typed) > 2 and phonetics.sound(typed) == word.sound:
        return Reason.SOUNDS_SAME, word.end - word.start
    most = allowed_edits(typed)
    if most and edit_distance(typed, word.text, most) <= most:
        return Reason.CLOSE_SPELLING, word.end - word.start
    return None


def match(typed: list[str], name: str) -> Match | None:
    """The best match of every typed word with a word of its own in the name, or None."""
    free = name_words(name)
    count = len(free)
    taken: list[tuple[NameWord, Reason, int]] = []
    for text in typed:
        levels = [(level, word) for word in free if (level := _level(text, word))]
        if not levels:
            return None
        (reason, length), word = min(levels, key=lambda found: (found[0][0], found[1].start))
        free.remove(word)
        taken.append((word, reason, length))
    reason = max(found for _, found, _ in taken)
    in_order = all(a[0].start < b[0].start for a, b in pairwise(taken))
    if reason == Reason.EXACT and (len(taken) < count or not in_order):
        reason = Reason.PREFIX
    if len(taken) == 1 and reason == Reason.WORD_ORDER:
        reason = Reason.PREFIX  # one letter typed: the beginning of a name to come
    if reason == Reason.PREFIX and not in_order:
        reason = Reason.WORD_ORDER
    spans = sorted((word.start, min(word.start + length, word.end)) for word, _, length in taken)
    return Match(reason, tuple(spans))
