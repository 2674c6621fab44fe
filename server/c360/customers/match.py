"""Why a name matches what was typed, and which of its letters do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from c360.customers import phonetics

WORD = re.compile(r"[^ \t.,;:\"/&()_+-]+")
SHORTEST_SOUND = 3  # letters typed from which on a sound is compared
SHORTEST_SLIP = 3  # letters typed, or heard, from which on a slip is allowed
SHORTEST_PART = 2  # letters of a part of a word that was typed joined


class Reason(IntEnum):
    """From the surest to the least sure; the lower-case name is the API's word."""

    EXACT = 0
    PREFIX = 1
    WORD_ORDER = 2
    SOUNDS_SAME = 3
    CLOSE_SPELLING = 4


WHOLE = (Reason.EXACT, Reason.SOUNDS_SAME)


@dataclass(frozen=True)
class NameWord:
    """A word of a name: `text` plain, and where it stands in the name as written."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Match:
    """`spans` are [start, end) in the name as written, in order; `slips` how far it is off.

    `close`: how many of the words are only near in spelling.
    """

    reason: Reason
    spans: tuple[tuple[int, int], ...]
    slips: int = 0
    close: int = 0


@dataclass(frozen=True)
class Nearness:
    """How one typed word matches one word, and in how many letters the two differ."""

    reason: Reason
    slips: int = 0


def name_words(name: str) -> list[NameWord]:
    """The words of a name with their places."""
    found = []
    for hit in WORD.finditer(name):
        written = hit.group()
        # What is plain letters already needs no second reading.
        is_plain = written.isascii() and written.isalnum()
        text = written.lower() if is_plain else "".join(phonetics.words(written))
        if text:
            found.append(NameWord(text, hit.start(), hit.end()))
    return found


def slips(a: str, b: str) -> int:
    """How many letters were dropped, added, changed or swapped with a neighbour; 4 for more."""
    return OSA.distance(a, b, score_cutoff=3)


@lru_cache(maxsize=20_000)
def nearness(typed: str, word: str) -> Nearness | None:
    """How a typed word matches a word of a name; None when it does not."""
    if word == typed:
        return Nearness(Reason.EXACT)
    if word.startswith(typed):
        return Nearness(Reason.PREFIX if len(typed) > 1 else Reason.WORD_ORDER)
    if len(word) == 1:  # an initial: what was typed beyond it is not there
        return Nearness(Reason.WORD_ORDER, len(typed) - 1) if typed.startswith(word) else None
    if len(typed) < SHORTEST_SOUND:
        return None
    heard, spoken = phonetics.sound(typed), phonetics.sound(word)
    if heard == spoken:
        return Nearness(Reason.SOUNDS_SAME, slips(typed, word))
    if len(typed) > SHORTEST_SLIP:
        near = slips(typed, word) <= 1
        sounding = min(len(heard), len(spoken)) >= SHORTEST_SLIP and slips(heard, spoken) <= 1
    else:  # three letters are a longer word with one left out, or not meant
        near, sounding = len(word) > len(typed) and slips(typed, word) <= 1, False
    if near or sounding:
        return Nearness(Reason.CLOSE_SPELLING, slips(typed, word))
    return None


def _marked(typed: str, word: NameWord, reason: Reason) -> tuple[int, int]:
    if reason == Reason.PREFIX or (reason == Reason.WORD_ORDER and len(typed) == 1):
        return word.start, min(word.start + len(typed), word.end)
    return word.start, word.end


def match_words(
    typed: Sequence[str], words: Sequence[NameWord], *, whole: bool = False
) -> Match | None:
    """The best match of every typed word with a word of its own in the name, or None.

    `whole`: only with words that are, or sound, the same.
    """
    free = list(words)
    count = len(free)
    taken: list[tuple[NameWord, str, Nearness]] = []
    for text in typed:
        near = [(found, word) for word in free if (found := nearness(text, word.text))]
        if whole:
            near = [pair for pair in near if pair[0].reason in WHOLE]
        if not near:
            return None
        best, word = min(near, key=lambda pair: (pair[0].reason, pair[0].slips, pair[1].start))
        free.remove(word)
        taken.append((word, text, best))
    shortened = [len(word.text) == 1 < len(text) for word, text, _ in taken]
    if any(shortened) and (all(shortened) or len(taken) < count):
        return None  # initials alone stand for nobody, nor does one beside another first name
    reason = max(found.reason for _, _, found in taken)
    in_order = all(a[0].start < b[0].start for a, b in pairwise(taken))
    if reason == Reason.EXACT and (len(taken) < count or not in_order):
        reason = Reason.PREFIX
    if len(taken) == 1 and reason == Reason.WORD_ORDER:
        reason = Reason.PREFIX  # one letter typed: the beginning of a name to come
    if reason == Reason.PREFIX and not in_order:
        reason = Reason.WORD_ORDER
    if any(shortened) and not in_order:
        reason = Reason.CLOSE_SPELLING  # `Ajay S`: hardly Shyam A.
    spans = sorted(_marked(text, word, found.reason) for word, text, found in taken)
    slips_made = sum(found.slips for _, _, found in taken)
    close = sum(found.reason == Reason.CLOSE_SPELLING for _, _, found in taken)
    return Match(reason, tuple(spans), slips_made, close)


@lru_cache(maxsize=1_000)
def regrouped(typed: tuple[str, ...]) -> list[list[str]]:
    """What was typed with two neighbours joined, or one word parted: Ram Krishna, Ramkrishna."""
    joined = [[*typed[:n], typed[n] + typed[n + 1], *typed[n + 2 :]] for n in range(len(typed) - 1)]
    parted = [
        [*typed[:n], word[:at], word[at:], *typed[n + 1 :]]
        for n, word in enumerate(typed)
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    ]
    return joined + parted


@lru_cache(maxsize=1_000)
def _heard(typed: tuple[str, ...]) -> list[list[tuple[str, str]]]:
    """What was typed, regrouped, each word with its sound."""
    return [[(word, phonetics.sound(word)) for word in reading] for reading in regrouped(typed)]


def match(typed: list[str], name: str) -> Match | None:
    """The best match of the words typed; failing that, of the words joined or parted.

    What matches only so sounds the same at best, and every word of it must be there whole.
    """
    words = name_words(name)
    found = match_words(typed, words)
    if found:
        return found
    texts = {word.text for word in words}
    sounds = {phonetics.sound(text) for text in texts}
    again = [
        match_words([word for word, _ in reading], words, whole=True)
        for reading in _heard(tuple(typed))
        if all(word in texts or heard in sounds for word, heard in reading)
    ]
    near = [found for found in again if found]
    if not near:
        return None
    best = min(near, key=lambda found: found.slips)
    return Match(Reason.SOUNDS_SAME, best.spans, best.slips + 1)
