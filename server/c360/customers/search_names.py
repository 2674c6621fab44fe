"""Who in the viewer's scope has the words: each query reads rows of the scope and no other.

A scope is whole zones, which have their best customers of each word at hand, and the RMs of the
parts of zones left over, whose rows are found by RM. So what is out of scope costs no time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections

from c360.core.viewer import Viewer
from c360.customers.match import Reason
from c360.customers.models_search import BUSY
from c360.customers.search_words import Begins, Near

AT_ONCE = 100  # customers asked for; the best 20 are shown
MANY = 4_000  # matches from which on only the most valuable are read first
LONGEST = 32_767  # words of a name
ENOUGH = 1_000  # matches hoped for among those

Rows = list[tuple[str, int]]  # customer id, worth


@dataclass(frozen=True)
class Reach:
    """The viewer's scope as whole zones and single RMs; `customers` are those of the zones.

    `all_customers` are the whole bank's, which `worth` counts.
    """

    zones: list[int]
    rms: list[int]
    customers: int
    all_customers: int


@dataclass(frozen=True)
class Pairing:
    """Two words of a name: one of `lead`, and one within [first, last] of `word_id`.

    `lead_first`: the order typed, None where it does not matter. `exact`: the two words if both
    are typed in full, else zeros.
    `expected`: how many customers of the bank have such a pair, if names were drawn by lot.
    """

    lead: list[int]
    first: int
    last: int
    lead_first: bool | None
    exact: tuple[int, int]
    expected: float


def reach_of(viewer: Viewer) -> Reach:
    """The scope, cut into zones and RMs."""
    with connections["default"].cursor() as cursor:
        cursor.execute("select zone, rm_from, rm_to, customers from search_zone order by zone")
        known = cursor.fetchall()
    zones: list[int] = []
    rms: set[int] = set()
    customers = 0
    for zone, rm_from, rm_to, held in known:
        if any(low <= rm_from and rm_to <= high for low, high in viewer.scope):
            zones.append(zone)
            customers += held
            continue
        for low, high in viewer.scope:
            rms.update(range(max(low, rm_from), min(high, rm_to) + 1))
    return Reach(zones, sorted(rms), customers, sum(held for *_, held in known))


def by_beginning(reach: Reach, begins: Begins) -> Rows:
    """The best customers with a word that begins so; one of many words has a list of its own."""
    many = len(begins.words) > BUSY
    keys = [f"{begins.typed}*"] if many else list(begins.words.values())
    rows = _in_zones(
        reach,
        "select customer_id, worth from search_top where zone = any(%s) and beginning = any(%s)"
        " order by worth limit %s",
        [keys, AT_ONCE],
    )
    return rows + _in_books(
        reach,
        "select distinct customer_id, worth from search_pair where rm_seq = any(%s)"
        " and a between %s and %s order by worth limit %s",
        [begins.first, begins.last, AT_ONCE],
    )


def by_one_word(reach: Reach, word_id: int) -> Rows:
    """The best customers whose whole name is that word."""
    rest = "a = %s and b = %s and words = 1 order by worth limit %s"
    params = [word_id, word_id, AT_ONCE]
    select = "select customer_id, worth from search_pair where"
    return _in_zones(reach, f"{select} zone = any(%s) and {rest}", params) + _in_books(
        reach, f"{select} rm_seq = any(%s) and {rest}", params
    )


def by_near_words(reach: Reach, words: Sequence[Near]) -> Rows:
    """The best customers with one of the words, those of the nearest words first."""
    places = [int(one.how.reason) * 10 + one.how.slips for one in words]
    rows = _in_zones(
        reach,
        "select t.customer_id, t.worth from unnest(%s::text[], %s::int[]) k(word, place)"
        " join search_top t on t.beginning = k.word and t.zone = any(%s)"
        " order by k.place, t.worth limit %s",
        [[one.word for one in words], places, reach.zones, AT_ONCE],
        leading=False,
    )
    return rows + _in_books(
        reach,
        "select p.customer_id, p.worth from unnest(%s::int[], %s::int[]) k(id, place)"
        " join search_pair p on p.a = k.id and p.rm_seq = any(%s)"
        " group by 1, 2 order by min(k.place), p.worth limit %s",
        [[one.word_id for one in words], places, reach.rms, AT_ONCE],
        leading=False,
    )


def by_pair(reach: Reach, pairing: Pairing, words: int, limit: int, *, whole: bool = False) -> Rows:
    """The best customers of a pair of words in a name of at least `words`, the sure ones first.

    `whole`: of just so many.

    The order: the name exactly, both words in the order typed, the other order.
    """
    query = (
        "select customer_id, worth from search_pair where {where} and a = any(%s)"
        " and b between %s and %s and words between %s and %s{best} order by"
        " case when before is distinct"
        " from %s then 2 when words = %s and a = %s and b = %s then 0 else 1 end,"
        " worth limit %s"
    )
    most = words if whole else LONGEST
    first: list[Any] = [pairing.lead, pairing.first, pairing.last, words, most]
    last: list[Any] = [pairing.lead_first, words, *pairing.exact, limit]
    rows = _in_books(reach, query.format(where="rm_seq = any(%s)", best=""), first + last)
    where = "zone = any(%s)"
    expected = pairing.expected * reach.customers / max(reach.all_customers, 1)
    if expected > MANY:
        best = int(reach.all_customers * ENOUGH / expected)
        found = _in_zones(
            reach, query.format(where=where, best=" and worth <= %s"), [*first, best, *last]
        )
        if len(found) == limit:
            return rows + found
    return rows + _in_zones(reach, query.format(where=where, best=""), first + last)


def by_near_pair(reach: Reach, leads: Sequence[Near], others: Sequence[Near], words: int) -> Rows:
    """The best customers with one word of each list, those of the nearest words first."""
    query = (
        "select p.customer_id, p.worth from unnest(%s::int[], %s::int[], %s::int[])"
        " x(id, reason, slips) cross join unnest(%s::int[], %s::int[], %s::int[])"
        " y(id, reason, slips) join search_pair p on p.a = x.id and p.b = y.id and {where}"
        " where p.words >= %s and (p.words = %s or %s not in (x.reason, y.reason)) group by 1, 2"
        " order by min(greatest(x.reason, y.reason) * 100 + x.slips + y.slips), p.worth limit %s"
    )
    lists: list[Any] = []
    for side in (leads, others):
        lists.append([one.word_id for one in side])
        lists.append([int(one.how.reason) for one in side])
        lists.append([one.how.slips for one in side])
    rest = [words, words, int(Reason.WORD_ORDER), AT_ONCE]
    return _in_zones(
        reach,
        query.format(where="p.zone = any(%s)"),
        [*lists, reach.zones, *rest],
        leading=False,
    ) + _in_books(
        reach,
        query.format(where="p.rm_seq = any(%s)"),
        [*lists, reach.rms, *rest],
        leading=False,
    )


def _in_zones(reach: Reach, query: str, params: list[Any], *, leading: bool = True) -> Rows:
    """The query's rows of whole zones; `leading`: the zones are its first parameter."""
    return _rows(query, [reach.zones, *params] if leading else params) if reach.zones else []


def _in_books(reach: Reach, query: str, params: list[Any], *, leading: bool = True) -> Rows:
    """The query's rows of single RMs; `leading`: the RMs are its first parameter."""
    return _rows(query, [reach.rms, *params] if leading else params) if reach.rms else []


def _rows(query: str, params: list[Any]) -> Rows:
    with connections["default"].cursor() as cursor:
        cursor.execute(query, params)
        return list(cursor.fetchall())
