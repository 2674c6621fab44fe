"""Who in the viewer's scope has the words: each query reads rows of the scope and no other.

A scope is whole zones, which have their best customers of each word at hand, and the RMs of the
parts of zones left over, whose rows are found by RM. So what is out of scope costs no time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from c360.core.viewer import Viewer
from c360.customers.models_search import BUSY, FORMS, LONGER, THREE
from c360.customers.queries import scoped
from c360.customers.search_statements import BEGINNINGS, NEAR_PAIRS, NEAR_WORDS, PAIRS
from c360.customers.search_words import Begins, Near, Zone
from c360.http.rows import Row, fetch

MANY = 4_000  # matches from which on only the most valuable are read first
ENOUGH = 1_000  # matches hoped for among those
ALL = 2**31 - 1  # greater than every `worth`


@dataclass(frozen=True)
class Reach:
    """The viewer's scope as whole zones and single RMs; `customers` are those of the zones.

    `all_customers` are the whole bank's, which `worth` counts. `wall`: values of the first wall.
    """

    zones: list[int]
    rms: list[int]
    customers: int
    all_customers: int
    wall: dict[str, Any]


Rows = list[Row]  # customer_id, worth, full_name


@dataclass(frozen=True)
class Third:
    """What a third word of a name may be: of [first, last] by `word_id`, or of `ids`.

    A name of three words has such a one; of the longer ones those that have it come first.
    `exact`: the third word typed, 0 where no name has it; `is_short`: one letter of it is typed.
    """

    first: int = 0
    last: int = ALL
    ids: tuple[int, ...] = ()
    exact: int = 0
    is_short: bool = False


ANY = Third()


@dataclass(frozen=True)
class Pairing:
    """Two words of a name of at least `words`: one of `lead`, one of [first, last] by `word_id`.

    `lead_first`: the order typed, None where it does not matter. `exact`: the two words as typed,
    0 where no name has it. `is_short`: whether one letter of it is typed, which names with just
    that letter match best. `whole`: the name has just so many words.
    `expected`: how many customers of the bank have such a pair, if names were drawn by lot.
    """

    lead: list[int]
    first: int
    last: int
    words: int
    third: Third
    lead_first: bool | None = None
    exact: tuple[int, int] = (0, 0)
    is_short: tuple[bool, bool] = (False, False)
    expected: float = 0
    whole: bool = False


@dataclass(frozen=True)
class NearPairing:
    """Two words of a name of at least `words`: one of each list. `whole`: of just so many."""

    leads: Sequence[Near]
    others: Sequence[Near]
    words: int
    third: Third
    whole: bool = False


def reach_of(viewer: Viewer, known: Sequence[Zone]) -> Reach:
    """The scope, cut into the known zones and RMs."""
    zones: list[int] = []
    rms: set[int] = set()
    customers = 0
    for one in known:
        rm_from, rm_to = one.rm_from, one.rm_to
        if any(low <= rm_from and rm_to <= high for low, high in viewer.scope):
            zones.append(one.zone)
            customers += one.customers
            continue
        for low, high in viewer.scope:
            rms.update(range(max(low, rm_from), min(high, rm_to) + 1))
    everybody = sum(one.customers for one in known)
    return Reach(zones, sorted(rms), customers, everybody, scoped(viewer))


def by_beginning(reach: Reach, begins: Begins) -> Rows:
    """The best customers with a word that begins so, and those whose whole name is the word.

    A beginning of many words has a list of its own.
    """
    many = len(begins.words) > BUSY
    keys = [f"{begins.typed}*"] if many else list(begins.words.values())
    values = {"first": str(begins.first), "last": str(begins.last), "word": str(begins.exact)}
    alone = {"forms": _array([1]), "places": _places(reach, [1])}
    return _rows(reach, BEGINNINGS, {"keys": keys, **values, **alone})


def by_near_words(reach: Reach, words: Sequence[Near]) -> Rows:
    """The best customers with one of the words, those of the nearest words first."""
    values = {
        "near": [one.word for one in words],
        "ids": _array(one.word_id for one in words),
        "places": _array(int(one.how.reason) * 10 + one.how.slips for one in words),
    }
    return _rows(reach, NEAR_WORDS, values)


def by_pairs(reach: Reach, pairings: Sequence[Pairing], limit: int) -> list[Rows]:
    """The best customers of each pairing, at most `limit` of it, the sure ones first.

    The order: the name exactly, both words in the order typed, the other order.
    """
    pages: list[Rows] = [[] for _ in pairings]
    best = [_best(reach, one) for one in pairings]
    _fill(pages, _in_books(reach, PAIRS[1], _pairs(reach, pairings, [ALL] * len(best), limit)))
    found: list[Rows] = [[] for _ in pairings]
    _fill(found, _in_zones(reach, PAIRS[0], _pairs(reach, pairings, best, limit)))
    short = [n for n, rows in enumerate(found) if best[n] < ALL and len(rows) < limit]
    if short:
        again: list[Rows] = [[] for _ in short]
        values = _pairs(reach, [pairings[n] for n in short], [ALL] * len(short), limit)
        _fill(again, _in_zones(reach, PAIRS[0], values))
        for n, rows in zip(short, again, strict=True):
            found[n] = rows
    return [page + rows for page, rows in zip(pages, found, strict=True)]


def _best(reach: Reach, pairing: Pairing) -> int:
    """Up to which `worth` to read first: of very many matches only the most valuable."""
    expected = pairing.expected * reach.customers / max(reach.all_customers, 1)
    return int(reach.all_customers * ENOUGH / expected) if expected > MANY else ALL


def _pairs(
    reach: Reach, pairings: Sequence[Pairing], best: Sequence[int], limit: int
) -> dict[str, Any]:
    return {
        **_groups(reach, pairings),
        "lead": [_array(one.lead) for one in pairings],
        "first": _array(one.first for one in pairings),
        "last": _array(one.last for one in pairings),
        "length": _array(min(_forms(one)) >> 1 for one in pairings),
        "lead_first": [one.lead_first for one in pairings],
        "a": _array(one.exact[0] for one in pairings),
        "b": _array(one.exact[1] for one in pairings),
        "c": _array(one.third.exact for one in pairings),
        "a_short": [one.is_short[0] for one in pairings],
        "b_short": [one.is_short[1] for one in pairings],
        "c_short": [one.third.is_short for one in pairings],
        "best": _array(best),
        "limit": str(limit),
    }


def _groups(reach: Reach, pairings: Sequence[Pairing] | Sequence[NearPairing]) -> dict[str, Any]:
    """Which rows of its pairs each pairing wants: their forms and third words."""
    return {
        "forms": [_array(_forms(one)) for one in pairings],
        "places": [_places(reach, _forms(one)) for one in pairings],
        "c_first": _array(one.third.first for one in pairings),
        "c_last": _array(one.third.last for one in pairings),
        "c_ids": [_array(one.third.ids) for one in pairings],
    }


def _forms(pairing: Pairing | NearPairing) -> range:
    """The forms of names of so many words or more, as `SearchPair` counts them."""
    least = {1: 0, 2: 0, 3: THREE}.get(pairing.words, LONGER)
    return range(least, least + 2 if pairing.whole else LONGER + 2)


def _places(reach: Reach, forms: Iterable[int]) -> str:
    forms = [*forms]
    return _array(zone * FORMS + form for zone in reach.zones for form in forms)


def _fill(pages: list[Rows], rows: Rows) -> None:
    for row in rows:
        pages[row["nth"] - 1].append(row)


def by_near_pairs(reach: Reach, pairings: Sequence[NearPairing]) -> Rows:
    """The best customers of each pairing, those of the nearest words first."""
    if not pairings:
        return []
    values = {
        **_groups(reach, pairings),
        "x_all": [_array(one.word_id for one in p.leads) for p in pairings],
        "y_all": [_array(one.word_id for one in p.others) for p in pairings],
        **_side("x", [(nth, one) for nth, p in enumerate(pairings, 1) for one in p.leads]),
        **_side("y", [(nth, one) for nth, p in enumerate(pairings, 1) for one in p.others]),
    }
    return _rows(reach, NEAR_PAIRS, values)


def _side(name: str, near: Sequence[tuple[int, Near]]) -> dict[str, str]:
    return {
        f"{name}_nths": _array(nth for nth, _ in near),
        f"{name}_ids": _array(one.word_id for _, one in near),
        f"{name}_reasons": _array(int(one.how.reason) for _, one in near),
        f"{name}_slips": _array(one.how.slips for _, one in near),
    }


def _rows(reach: Reach, statements: tuple[str, str], values: dict[str, Any]) -> Rows:
    """The rows of whole zones by the first statement, of single books by the second."""
    return _in_zones(reach, statements[0], values) + _in_books(reach, statements[1], values)


def _in_zones(reach: Reach, statement: str, values: dict[str, Any]) -> Rows:
    if not reach.zones:
        return []
    return fetch(statement, {**values, **reach.wall, "zones": _array(reach.zones)})


def _in_books(reach: Reach, statement: str, values: dict[str, Any]) -> Rows:
    if not reach.rms:
        return []
    return fetch(statement, {**values, **reach.wall, "rms": _array(reach.rms)})


def _array(numbers: Iterable[int]) -> str:
    """Numbers as PostgreSQL's array in text: of one type whatever they are, so one plan."""
    return "{" + ",".join(map(str, numbers)) + "}"
