"""Customers by the words of their names.

What an answer holds, by definition (`tests/test_search_twin.py` computes it slowly): of the
customers in scope whose name matches (`match.match`), the first 20 by reason, then by the letters
that differ, then by relationship value, the most valuable first, then by id. Where a name has the
words or sounds so, those of which two words are only near in spelling are left out (`Geeta Varma`
for `sita sharma`). Limits, for speed:

- a misspelt word stands for at most 16 words that sound so and 16 that are one slip away;
- of a name of more than three words, a later word is found alone or beside the first;
- of a pair of words, 60 customers are named, and of all pairs 600 more where few of them match;
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
from c360.customers.search_names import ANY, NearPairing, Pairing, Reach, Rows, Third
from c360.customers.search_statements import AT_ONCE
from c360.customers.search_words import Begins, Near

MOST_WORDS = 6  # of the query that are looked up
SOME_PAIRS = 4  # words of a name from which on not all of its pairs are kept
MOST_READ = 600  # customers named of all pairs whose first page `match` refused
FOLLOWED = 16  # words of one beginning that are paired with misspellings of another word


@dataclass
class Found:
    """The customers found so far, and why."""

    typed: list[str]
    matches: dict[str, Match] = field(default_factory=dict)
    known: dict[str, Match | None] = field(default_factory=dict)  # what each name read is
    worth: dict[str, int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def add(self, rows: Rows) -> None:
        """Match the names of customers not seen before."""
        for row in rows:
            customer_id = row["customer_id"]
            if customer_id not in self.seen:
                self.seen.add(customer_id)
                if why := self._match(row["full_name"]):
                    self.matches[customer_id] = why
                    self.worth[customer_id] = row["worth"]

    def _match(self, name: str) -> Match | None:
        if name not in self.known:
            self.known[name] = match(self.typed, name)
        return self.known[name]

    def enough(self, least_sure: Reason) -> bool:
        """Whether there is an answer's worth of matches, none less sure than that."""
        return sum(found.reason <= least_sure for found in self.matches.values()) >= SHOWN

    def best(self) -> dict[str, Match]:
        """The customers to show, in their order."""
        is_sure = any(found.reason <= Reason.SOUNDS_SAME for found in self.matches.values())
        most_close = 1 if is_sure else MOST_WORDS
        order = sorted(
            (c for c, found in self.matches.items() if found.close <= most_close),
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
    typed = typed[:MOST_WORDS]
    found = Found(typed)
    if not typed:
        return {}
    asked = Typed(typed)
    reach = names.reach_of(viewer, asked.zones)
    if len(typed) == 1:
        _one_word(reach, asked, found)
        near: list[NearPairing] = []
    else:
        _read(reach, _pairings(reach, asked), found, Reason.WORD_ORDER)
        near = [] if found.enough(Reason.WORD_ORDER) else _misspelt(asked)
    if not found.enough(Reason.WORD_ORDER):
        _near(reach, asked, near, found)
    return found.best()


def _one_word(reach: Reach, asked: Typed, found: Found) -> None:
    ((typed,), (begins,)) = asked.words, asked.begins
    if begins.words:
        found.add(names.by_beginning(reach, begins))
    if not found.enough(Reason.PREFIX) and (near := asked.near(typed)):
        found.add(names.by_near_words(reach, near))


def _pairings(reach: Reach, asked: Typed) -> list[Pairing]:
    """The word that the fewest have leads, beside another; `match` sees to the rest.

    Of three words and more each other word is tried, for not all pairs of a long name are kept.
    """
    typed, begun = asked.words, asked.begins
    lead, *others = sorted(range(len(typed)), key=lambda n: (begun[n].many, begun[n].customers, n))
    pairings = []
    for nth, other in enumerate(others):
        one, two, least = begun[lead], begun[other], _least(typed, nth)
        third = _third(asked, lead, other)
        pairings += [
            Pairing(
                list(one.words), two.first, two.last, least, third,
                lead_first=lead < other,
                exact=(one.exact, two.exact),
                is_short=(len(one.typed) == 1, len(two.typed) == 1),
                expected=_expected(reach, one.customers, two),
            ),
            *_with_initials(one, two, asked.initials, least, third),
        ]  # fmt: skip
    return [one for one in pairings if one.lead and one.first <= one.last]


def _third(asked: Typed, one: int, two: int, *, misspelt: bool = False) -> Third:
    """What a third word of a name may be: the typed ones but these two, or a beginning's."""
    rest = [begun for nth, begun in enumerate(asked.begins) if nth not in (one, two)]
    if not rest:
        return ANY
    ids = {asked.initials[begun.typed] for begun in rest if begun.typed in asked.initials}
    if misspelt:
        ids |= {near.word_id for begun in rest for near in asked.near(begun.typed)}
    if len(rest) > 1:
        ids |= {word_id for begun in rest for word_id in begun.words}
        return Third(1, 0, tuple(ids))
    (only,) = rest
    return Third(only.first, only.last, tuple(ids), only.exact, len(only.typed) == 1)


def _least(typed: list[str], nth: int) -> int:
    """How many words a name has that the lead and the nth other word are looked up in."""
    return len(typed) if nth == 0 else max(len(typed), SOME_PAIRS)


def _expected(reach: Reach, customers: int, other: Begins) -> float:
    return customers * other.customers / max(reach.all_customers, 1)


def _with_initials(
    lead: Begins, other: Begins, initials: dict[str, int], least: int, third: Third
) -> Iterable[Pairing]:
    """One of the two words written out, the other an initial in the name."""
    if initial := initials.get(other.typed):
        yield Pairing(list(lead.words), initial, initial, least, third, whole=True)
    if initial := initials.get(lead.typed):
        yield Pairing([initial], other.first, other.last, least, third, whole=True)


def _read(reach: Reach, pairings: list[Pairing], found: Found, least_sure: Reason) -> None:
    """Read the pairs' customers, and once more where `match` refuses so many that few are left."""
    limit = AT_ONCE
    while pairings:
        pages = names.by_pairs(reach, pairings, limit)
        for page in pages:
            found.add(page)
        if found.enough(least_sure) or limit > AT_ONCE:
            return
        full = zip(pairings, pages, strict=True)
        pairings = [one for one, page in full if len(page) >= limit and not one.whole]
        limit = max(MOST_READ // max(len(pairings), 1), limit + 1)


def _near(reach: Reach, asked: Typed, near: list[NearPairing], found: Found) -> None:
    """Words misspelt, joined or parted: all that they may stand for at once."""
    alone, parted = _regrouped(asked)
    found.add(names.by_near_pairs(reach, [*near, *parted]))
    if near:
        _read(reach, _beside_many(reach, asked), found, Reason.CLOSE_SPELLING)
    for words in alone:
        found.add(names.by_near_words(reach, words))


def _by_length(asked: Typed) -> Iterable[tuple[Begins, Begins, int, Third]]:
    """The longest word beside each other one, how many words such a name has, and the third."""
    typed, begun = asked.words, asked.begins
    longest, *others = sorted(range(len(typed)), key=lambda n: (-len(typed[n]), n))
    for nth, other in enumerate(others):
        third = _third(asked, longest, other, misspelt=True)
        yield begun[longest], begun[other], _least(typed, nth), third


def _misspelt(asked: Typed) -> list[NearPairing]:
    """Words that sound so or are a slip away, paired."""
    pairings = []
    for one, two, least, third in _by_length(asked):
        sides = [[*_begun(side), *asked.near(side.typed)] for side in (one, two)]
        short = [_initial(side.typed, asked.initials) for side in (one, two)]
        # Initials apart: so many names have one that they would leave no room for the rest.
        apart = (
            (sides[0], sides[1], False),
            (short[0], sides[1], True),
            (sides[0], short[1], True),
        )
        pairings += [
            NearPairing(leads, others, least, third, is_short)
            for leads, others, is_short in apart
            if leads and others
        ]
    return pairings


def _beside_many(reach: Reach, asked: Typed) -> list[Pairing]:
    """Where more words begin so than can be listed: all of them, beside the misspelt one."""
    pairings = []
    for one, two, least, third in _by_length(asked):
        for misspelt, whole in ((one, two), (two, one)):
            if len(whole.words) <= FOLLOWED:
                continue
            listed = asked.near(misspelt.typed)
            for reason in (Reason.SOUNDS_SAME, Reason.CLOSE_SPELLING):
                alike = [n for n in listed if n.how.reason == reason]
                expected = _expected(reach, sum(n.customers for n in alike), whole)
                ids = [n.word_id for n in alike]
                pairings.append(
                    Pairing(ids, whole.first, whole.last, least, third, expected=expected)
                )
    return [one for one in pairings if one.lead]


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


def _regrouped(asked: Typed) -> tuple[list[list[Near]], list[NearPairing]]:
    """Words typed joined or parted: only where names have every word of it; one word, or two."""
    alone, parted = [], []
    for reading in asked.readings:
        sides = [asked.same(word) for word in reading]
        if not all(sides):
            continue
        if len(reading) == 1:
            alone.append(sides[0])
        else:
            one, two, *more = sorted(sides, key=len)
            ids = tuple(near.word_id for side in more for near in side)
            parted.append(NearPairing(one, two, len(reading), Third(1, 0, ids) if ids else ANY))
    return alone, parted
