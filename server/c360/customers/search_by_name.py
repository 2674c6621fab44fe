"""Customers by the words of their names.

What an answer holds, by definition (`tests/test_search_twin.py` computes it slowly): of the
customers in scope whose name matches (`match.match`), the first 20 by reason, then by the letters
that differ, then by relationship value, the most valuable first, then by id. Limits, for speed:

- a misspelt word stands for at most 16 words that sound so and 16 that are one slip away;
- of a name of more than three words, a later word is found alone or beside the first;
- of a beginning of more than 64 words, and nothing rarer beside it, only the 64 most common lead.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from c360.core.viewer import Viewer
from c360.customers import search_names as names
from c360.customers import search_words as vocabulary
from c360.customers.match import Match, Nearness, Reason, match, regrouped
from c360.customers.models_search import TOP as SHOWN
from c360.customers.search_names import Pairing, Reach, Rows
from c360.customers.search_words import Begins, Near

GROWS = 10
SOME_PAIRS = 4  # words of a name from which on not all of its pairs are kept
MOST_READ = 4_000
FOLLOWED = 16  # words of one beginning that are paired with misspellings of another word


@dataclass
class Found:
    """The customers found so far, and why."""

    typed: list[str]
    matches: dict[str, Match] = field(default_factory=dict)
    worth: dict[str, int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def add(self, rows: Rows) -> None:
        """Match the names of customers not seen before."""
        for row in rows:
            customer_id = row["customer_id"]
            if customer_id not in self.seen:
                self.seen.add(customer_id)
                if why := match(self.typed, row["full_name"]):
                    self.matches[customer_id] = why
                    self.worth[customer_id] = row["worth"]

    def enough(self, least_sure: Reason) -> bool:
        """Whether there is an answer's worth of matches, none less sure than that."""
        return sum(found.reason <= least_sure for found in self.matches.values()) >= SHOWN

    def best(self) -> dict[str, Match]:
        """The customers to show, in their order."""
        order = sorted(
            self.matches,
            key=lambda c: (self.matches[c].reason, self.matches[c].slips, self.worth[c]),
        )
        return {customer_id: self.matches[customer_id] for customer_id in order[:SHOWN]}


class Typed:
    """The words typed, and what each may stand for: asked of the vocabulary as rarely as can be."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        opening = vocabulary.opening(words)
        self.begins, self.initials, self.zones = opening.begins, opening.initials, opening.zones
        self.readings = regrouped(tuple(words))

    @cached_property
    def _slips(self) -> dict[str, list[Near]]:
        parts = sorted({word for reading in self.readings for word in reading})
        return vocabulary.slips(self.words, parts)

    def near(self, word: str) -> list[Near]:
        """The words that sound as a typed one or are a slip away."""
        return vocabulary.near(self._slips[word])

    def same(self, part: str) -> list[Near]:
        """The words that are, or sound as, a part of one of the `readings`."""
        return vocabulary.same(self._slips[part])


def by_name(viewer: Viewer, typed: list[str]) -> dict[str, Match]:
    """At most 20 customers, best first, and why each."""
    found = Found(typed)
    if not typed:
        return {}
    asked = Typed(typed)
    reach = names.reach_of(viewer, asked.zones)
    if len(typed) == 1:
        _one_word(reach, asked, found)
    else:
        _words(reach, asked, found)
    if not found.enough(Reason.WORD_ORDER):
        _regrouped(reach, asked, found)
    return found.best()


def _one_word(reach: Reach, asked: Typed, found: Found) -> None:
    ((typed,), (begins,)) = asked.words, asked.begins
    if begins.exact:
        found.add(names.by_one_word(reach, begins.exact))
    if begins.words:
        found.add(names.by_beginning(reach, begins))
    if not found.enough(Reason.PREFIX) and (near := asked.near(typed)):
        found.add(names.by_near_words(reach, near))


def _words(reach: Reach, asked: Typed, found: Found) -> None:
    """The word that the fewest have leads, beside another; `match` sees to the rest.

    Of three words and more each other word is tried, for not all pairs of a long name are kept.
    """
    typed = asked.words
    begun = asked.begins
    lead, *others = sorted(range(len(typed)), key=lambda n: (begun[n].many, begun[n].customers, n))
    for nth, other in enumerate(others):
        least = len(typed) if nth == 0 else max(len(typed), SOME_PAIRS)
        # With an initial typed the order says nothing: all of it matches as another order.
        in_order = None if any(len(word) == 1 for word in typed) else lead < other
        _read(reach, _pairing(reach, begun[lead], begun[other], in_order), found, least)
        if not found.enough(Reason.PREFIX):
            for pairing in _with_initials(begun[lead], begun[other], asked.initials):
                found.add(names.by_pair(reach, pairing, least, names.AT_ONCE, whole=True))
        if found.enough(Reason.WORD_ORDER):
            return
    longest, *others = sorted(range(len(typed)), key=lambda n: (-len(typed[n]), n))
    for nth, other in enumerate(others):
        least = len(typed) if nth == 0 else max(len(typed), SOME_PAIRS)
        _misspelt(reach, asked, (begun[longest], begun[other]), found, least)


def _pairing(reach: Reach, lead: Begins, other: Begins, lead_first: bool | None) -> Pairing:
    expected = lead.customers * other.customers / max(reach.all_customers, 1)
    exact = (lead.exact, other.exact) if lead.exact and other.exact else (0, 0)
    return Pairing(list(lead.words), other.first, other.last, lead_first, exact, expected)


def _with_initials(lead: Begins, other: Begins, initials: dict[str, int]) -> Iterable[Pairing]:
    """One of the two words written out, the other an initial in the name."""
    if lead.words and (initial := initials.get(other.typed)):
        yield Pairing(list(lead.words), initial, initial, None, (0, 0), 0)
    if other.words and (initial := initials.get(lead.typed)):
        yield Pairing([initial], other.first, other.last, None, (0, 0), 0)


def _read(reach: Reach, pairing: Pairing, found: Found, least: int) -> None:
    """Read a pair's customers, on and on while `match` refuses so many that few are left."""
    limit = names.AT_ONCE
    while pairing.lead and pairing.first <= pairing.last:
        rows = names.by_pair(reach, pairing, least, limit)
        found.add(rows)
        if len(rows) < limit or found.enough(Reason.WORD_ORDER) or limit >= MOST_READ:
            return
        limit *= GROWS


def _misspelt(
    reach: Reach, asked: Typed, two: tuple[Begins, Begins], found: Found, least: int
) -> None:
    """Words that sound so or are a slip away, paired."""
    sides = [[*_begun(one), *asked.near(one.typed)] for one in two]
    short = [_initial(one.typed, asked.initials) for one in two]
    # Initials apart: so many names have one that they would leave no room for the rest.
    for one, other in ((sides[0], sides[1]), (short[0], sides[1]), (sides[0], short[1])):
        if one and other:
            found.add(names.by_near_pair(reach, one, other, least))
    for misspelt, whole in (two, two[::-1]):
        # More words begin so than can be listed: all of them, beside the misspelt one.
        if len(whole.words) > FOLLOWED and (listed := asked.near(misspelt.typed)):
            held = sum(one.customers for one in listed)
            expected = held * whole.customers / max(reach.all_customers, 1)
            ids = [one.word_id for one in listed]
            _read(
                reach, Pairing(ids, whole.first, whole.last, None, (0, 0), expected), found, least
            )


def _begun(begins: Begins) -> list[Near]:
    """The first few that begin so, the word itself first; an initial typed is a beginning too."""
    words = [
        Near(word_id, word, 0, Nearness(Reason.EXACT if word == begins.typed else Reason.PREFIX))
        for word_id, word in begins.words.items()
    ]
    return sorted(words, key=lambda one: one.how.reason)[:FOLLOWED]


def _initial(typed: str, initials: dict[str, int]) -> list[Near]:
    if typed not in initials:
        return []
    return [Near(initials[typed], typed[0], 0, Nearness(Reason.WORD_ORDER, len(typed) - 1))]


def _regrouped(reach: Reach, asked: Typed, found: Found) -> None:
    """Words typed joined or parted: only where names have every word of it."""
    for reading in asked.readings:
        sides = [asked.same(word) for word in reading]
        if not all(sides):
            continue
        if len(reading) == 1:
            found.add(names.by_near_words(reach, sides[0]))
        else:
            sides.sort(key=len)
            found.add(names.by_near_pair(reach, sides[0], sides[1], len(reading)))
