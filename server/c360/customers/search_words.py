"""What was typed against the words of all names: which begin so, sound so, are a slip away.

These words are the whole bank's. They only lead to customers, who are looked up in the viewer's
scope (`search_names.py`); no answer shows one of them.
"""
# ruff: noqa: S608 (statements are put together from our own words; values are bound)

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from c360.customers import phonetics
from c360.customers.match import SHORTEST_SLIP, WHOLE, Nearness, Reason, nearness
from c360.http.rows import Row, fetch

FEW = 64  # words that one beginning is followed up in one by one
MOST_NEAR = 16  # words of each reason that a misspelling may stand for
INITIAL, ZONE = 0, -1  # the rows of `_OPENING` that are no beginning
AFTER_ALL = "\U0010ffff"


@dataclass(frozen=True)
class Begins:
    """The words that begin so: [first, last] of `word_id`, and how many customers have one.

    `words` has them, `word_id` to word; the first and the commonest where they are many.
    """

    typed: str
    first: int
    last: int
    customers: int
    words: dict[int, str]

    @property
    def many(self) -> bool:
        """Whether there are more words than `words` holds."""
        return len(self.words) > FEW

    @property
    def exact(self) -> int:
        """The `word_id` of the word itself; 0 where no name has it."""
        return self.first if self.words.get(self.first) == self.typed else 0


@dataclass(frozen=True)
class Near:
    """A word that a typed one may stand for."""

    word_id: int
    word: str
    customers: int
    how: Nearness


# What every search by name asks first, at once: words that begin so, initials, and zones.
_OPENING = f"""
    (select t.n, w.word_id, w.word, w.customers, null::int as rm_from, null::int as rm_to
    from unnest(%(typed)s::text[], %(after)s::text[]) with ordinality t(first, after, n),
        lateral (select * from search_word where word >= t.first and word < t.after
            order by word limit {FEW + 1}) w
    order by t.n, w.word)
    union all
    select {INITIAL}, word_id, word, customers, null, null
    from search_word where word = any(%(letters)s::text[])
    union all
    (select {ZONE}, zone, null, customers, rm_from, rm_to from search_zone order by zone)"""
_MANY = f"""
    select word_id, word, max(word_id) over () as last, sum(customers) over ()::int as held
    from search_word where word >= %(first)s::text and word < %(after)s::text
    order by word_id = %(lowest)s::int desc, customers desc limit {FEW + 1}"""
_SLIPS = """
    select distinct t.typed, w.word_id, w.word, w.customers
    from unnest(%(typed)s::text[], %(slips)s::text[]) t(typed, slip)
    join search_slip s on s.slip = t.slip join search_word w on w.word_id = s.word_id"""


@dataclass(frozen=True)
class Zone:
    """A whole part of the bank: its first and last `rm_seq`, and how many customers it has."""

    zone: int
    rm_from: int
    rm_to: int
    customers: int


@dataclass(frozen=True)
class Opening:
    """What begins as each typed word, the `word_id` of each one's first letter, and the zones."""

    begins: list[Begins]
    initials: dict[str, int]
    zones: list[Zone]


def opening(typed: Sequence[str]) -> Opening:
    """The words that begin with each typed one, the initials and the zones."""
    letters = {word: word[0] for word in typed if len(word) > 1}
    asked = {
        "typed": list(typed),
        "after": [word + AFTER_ALL for word in typed],
        "letters": sorted(set(letters.values())),
    }
    rows: dict[int, list[Row]] = defaultdict(list)
    for row in fetch(_OPENING, asked):
        rows[row["n"]].append(row)
    known = {row["word"]: row["word_id"] for row in rows[INITIAL]}
    initials = {word: known[letter] for word, letter in letters.items() if letter in known}
    zones = [
        Zone(row["word_id"], row["rm_from"], row["rm_to"], row["customers"]) for row in rows[ZONE]
    ]
    found = [rows[number] for number, _ in enumerate(typed, 1)]
    return Opening(_begins(typed, found), initials, zones)


def _begins(typed: Sequence[str], rows: Sequence[list[Row]]) -> list[Begins]:
    answers = []
    for text, found in zip(typed, rows, strict=True):
        if len(found) > FEW:
            answers.append(_many(text, found[0]["word_id"]))
        elif found:
            customers = sum(row["customers"] for row in found)
            words = {row["word_id"]: row["word"] for row in found}
            ends = (found[0]["word_id"], found[-1]["word_id"])
            answers.append(Begins(text, *ends, customers, words))
        else:
            answers.append(Begins(text, 0, -1, 0, {}))
    return answers


def _many(typed: str, lowest: int) -> Begins:
    """A beginning of more than FEW words: the interval, and the words of most customers."""
    asked = {"first": typed, "after": typed + AFTER_ALL, "lowest": str(lowest)}
    rows = fetch(_MANY, asked)
    words = {row["word_id"]: row["word"] for row in rows}
    return Begins(typed, lowest, rows[0]["last"], rows[0]["held"], words)


def slip_keys(word: str) -> set[str]:
    """The word and its sound, whole and without each one letter, as `search_slip` keeps them."""
    keys = set()
    for form in (word, phonetics.sound(word)):
        keys.add(form)
        if len(form) >= SHORTEST_SLIP:
            keys |= {form[:at] + form[at + 1 :] for at in range(len(form))}
    return keys


def slips(typed: Sequence[str], parts: Sequence[str]) -> dict[str, list[Near]]:
    """The words near each of these, the nearest first: for `near`, and of `parts` for `same`."""
    keys = {part: {part, phonetics.sound(part)} for part in parts}
    keys |= {word: slip_keys(word) for word in typed}
    pairs = [(word, key) for word, own in keys.items() for key in own]
    asked = {"typed": [word for word, _ in pairs], "slips": [key for _, key in pairs]}
    found: dict[str, list[Near]] = {word: [] for word in keys}
    for row in fetch(_SLIPS, asked):
        if how := nearness(row["typed"], row["word"]):
            near = Near(row["word_id"], row["word"], row["customers"], how)
            found[row["typed"]].append(near)
    for candidates in found.values():
        candidates.sort(key=lambda c: (c.how.reason, c.how.slips, -c.customers, c.word))
    return found


def near(candidates: Sequence[Near]) -> list[Near]:
    """Those that sound as the typed word or are a slip away, the nearest first."""
    reasons = (Reason.SOUNDS_SAME, Reason.CLOSE_SPELLING)
    return [
        one
        for reason in reasons
        for one in [one for one in candidates if one.how.reason == reason][:MOST_NEAR]
    ]


def same(candidates: Sequence[Near]) -> list[Near]:
    """Those that are, or sound as, the typed word."""
    return [one for one in candidates if one.how.reason in WHOLE][:MOST_NEAR]
