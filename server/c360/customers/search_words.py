"""What was typed against the words of all names: which begin so, sound so, are a slip away.

These words are the whole bank's. They only lead to customers, who are looked up in the viewer's
scope (`search_names.py`); no answer shows one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections

from c360.customers import phonetics
from c360.customers.match import SHORTEST_SLIP, WHOLE, Nearness, Reason, nearness

FEW = 64  # words that one beginning is followed up in one by one
MOST_NEAR = 16  # words of each reason that a misspelling may stand for
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


def begins(typed: Sequence[str]) -> list[Begins]:
    """The words that begin with each typed one."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "select t.n, w.word_id, w.word, w.customers"
            " from unnest(%s::text[], %s::text[]) with ordinality t(first, after, n),"
            " lateral (select * from search_word where word >= t.first and word < t.after"
            " order by word limit %s) w order by t.n, w.word",
            [list(typed), [word + AFTER_ALL for word in typed], FEW + 1],
        )
        rows = cursor.fetchall()
    answers = []
    for number, text in enumerate(typed, 1):
        found = [row[1:] for row in rows if row[0] == number]
        if len(found) > FEW:
            answers.append(_many(text, found[0][0]))
        elif found:
            customers = sum(held for _, _, held in found)
            words = {word_id: word for word_id, word, _ in found}
            answers.append(Begins(text, found[0][0], found[-1][0], customers, words))
        else:
            answers.append(Begins(text, 0, -1, 0, {}))
    return answers


def _many(typed: str, lowest: int) -> Begins:
    """A beginning of more than FEW words: the interval, and the words of most customers."""
    interval = [typed, typed + AFTER_ALL]
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "select max(word_id), sum(customers) from search_word where word >= %s and word < %s",
            interval,
        )
        last, customers = cursor.fetchone()
        cursor.execute(
            "select word_id, word from search_word where word >= %s and word < %s"
            " order by word_id = %s desc, customers desc limit %s",
            [*interval, lowest, FEW + 1],
        )
        words = dict(cursor.fetchall())
    return Begins(typed, lowest, last, int(customers), words)


def initials(typed: Sequence[str]) -> dict[str, int]:
    """The `word_id` of each typed word's first letter, where names have it as an initial."""
    letters = {word: word[0] for word in typed if len(word) > 1}
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "select word, word_id from search_word where word = any(%s)",
            [sorted(set(letters.values()))],
        )
        known = dict(cursor.fetchall())
    return {word: known[letter] for word, letter in letters.items() if letter in known}


def slip_keys(word: str) -> set[str]:
    """The word and its sound, whole and without each one letter, as `search_slip` keeps them."""
    keys = set()
    for form in (word, phonetics.sound(word)):
        keys.add(form)
        if len(form) >= SHORTEST_SLIP:
            keys |= {form[:at] + form[at + 1 :] for at in range(len(form))}
    return keys


def near(typed: Sequence[str]) -> dict[str, list[Near]]:
    """The words that sound as each typed one or are a slip away, the nearest first."""
    found = _kept({word: slip_keys(word) for word in typed})
    reasons = (Reason.SOUNDS_SAME, Reason.CLOSE_SPELLING)
    return {
        word: [
            one
            for reason in reasons
            for one in [one for one in candidates if one.how.reason == reason][:MOST_NEAR]
        ]
        for word, candidates in found.items()
    }


def same(typed: Sequence[str]) -> dict[str, list[Near]]:
    """The words that are, or sound as, each typed one."""
    found = _kept({word: {word, phonetics.sound(word)} for word in typed})
    return {
        word: [one for one in candidates if one.how.reason in WHOLE][:MOST_NEAR]
        for word, candidates in found.items()
    }


def _kept(keys: dict[str, set[str]]) -> dict[str, list[Near]]:
    """The words with one of a typed word's keys that are near it, the nearest first."""
    pairs = [(word, key) for word, own in keys.items() for key in own]
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "select distinct t.typed, w.word_id, w.word, w.customers"
            " from unnest(%s::text[], %s::text[]) t(typed, slip)"
            " join search_slip s on s.slip = t.slip join search_word w on w.word_id = s.word_id",
            [[word for word, _ in pairs], [key for _, key in pairs]],
        )
        rows = cursor.fetchall()
    found: dict[str, list[Near]] = {word: [] for word in keys}
    for typed, word_id, word, customers in rows:
        if how := nearness(typed, word):
            found[typed].append(Near(word_id, word, customers, how))
    for candidates in found.values():
        candidates.sort(key=lambda c: (c.how.reason, c.how.slips, -c.customers, c.word))
    return found
