"""Who in the viewer's scope has the words: each query reads rows of the scope and no other.

A scope is whole zones, which have their best customers of each word at hand, and the RMs of the
parts of zones left over, whose rows are found by RM. So what is out of scope costs no time.
"""
# ruff: noqa: S608 (statements are put together from our own words; values are bound)

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from c360.core.viewer import Viewer
from c360.customers.match import Reason
from c360.customers.models_search import BUSY
from c360.customers.queries import in_scope, scoped
from c360.customers.search_words import Begins, Near, Zone
from c360.http.rows import Row, fetch

AT_ONCE = 100  # customers asked for; the best 20 are shown
MANY = 4_000  # matches from which on only the most valuable are read first
LONGEST = 32_767  # words of a name
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


def _named(statement: str) -> str:
    """The customers that a statement finds, with their names, through the first wall."""
    return f"""
        select found.customer_id, found.worth, c.full_name
        from ({statement}) found
        join customer c on c.customer_id = found.customer_id and {in_scope("c.")}"""


_IN_ZONES = "zone = any(%(zones)s::smallint[])"
_IN_BOOKS = "rm_seq = any(%(rms)s::int[])"
_TOP = _named(f"""
    select customer_id, worth from search_top
    where {_IN_ZONES} and beginning = any(%(keys)s::text[]) order by worth limit {AT_ONCE}""")
_BEGUN = _named(f"""
    select distinct customer_id, worth from search_pair
    where {_IN_BOOKS} and a between %(first)s::int and %(last)s::int
    order by worth limit {AT_ONCE}""")
_ONE_WORD = """
    select customer_id, worth from search_pair
    where {where} and a = %(word)s::int and b = %(word)s::int and words = 1
    order by worth limit {limit}"""
_NEAR_IN_ZONES = _named(f"""
    select t.customer_id, t.worth
    from unnest(%(near)s::text[], %(places)s::int[]) k(word, place)
    join search_top t on t.beginning = k.word and t.{_IN_ZONES}
    order by k.place, t.worth limit {AT_ONCE}""")
_NEAR_IN_BOOKS = _named(f"""
    select p.customer_id, p.worth
    from unnest(%(ids)s::int[], %(places)s::int[]) k(id, place)
    join search_pair p on p.a = k.id and p.{_IN_BOOKS}
    group by 1, 2 order by min(k.place), p.worth limit {AT_ONCE}""")
_PAIR = """
    select customer_id, worth from search_pair
    where {where} and a = any(%(lead)s::int[]) and b between %(first)s::int and %(last)s::int
        and words between %(least)s::int and %(most)s::int and worth <= %(best)s::int
    order by case
        when before is distinct from %(lead_first)s::boolean then 2
        when words = %(least)s::int and a = %(a)s::int and b = %(b)s::int then 0 else 1 end,
        worth
    limit %(limit)s::bigint"""
_NEAR_PAIR = f"""
    select p.customer_id, p.worth
    from unnest(%(x_ids)s::int[], %(x_reasons)s::int[], %(x_slips)s::int[]) x(id, reason, slips)
    cross join unnest(%(y_ids)s::int[], %(y_reasons)s::int[], %(y_slips)s::int[])
        y(id, reason, slips)
    join search_pair p on p.a = x.id and p.b = y.id and p.{{where}}
    where p.words >= %(least)s::int
        and (p.words = %(least)s::int or {int(Reason.WORD_ORDER)} not in (x.reason, y.reason))
    group by 1, 2
    order by min(greatest(x.reason, y.reason) * 100 + x.slips + y.slips), p.worth
    limit {AT_ONCE}"""


def _both(statement: str, **more: int) -> tuple[str, str]:
    """A statement over whole zones, and over single books."""
    return (
        _named(statement.format(where=_IN_ZONES, **more)),
        _named(statement.format(where=_IN_BOOKS, **more)),
    )


_ONE_WORDS = _both(_ONE_WORD, limit=AT_ONCE)
_PAIRS = _both(_PAIR)
_NEAR_PAIRS = _both(_NEAR_PAIR)


def by_beginning(reach: Reach, begins: Begins) -> Rows:
    """The best customers with a word that begins so; one of many words has a list of its own."""
    many = len(begins.words) > BUSY
    keys = [f"{begins.typed}*"] if many else list(begins.words.values())
    interval = {"first": str(begins.first), "last": str(begins.last)}
    return _rows(reach, (_TOP, _BEGUN), {"keys": keys, **interval})


def by_one_word(reach: Reach, word_id: int) -> Rows:
    """The best customers whose whole name is that word."""
    return _rows(reach, _ONE_WORDS, {"word": str(word_id)})


def by_near_words(reach: Reach, words: Sequence[Near]) -> Rows:
    """The best customers with one of the words, those of the nearest words first."""
    values = {
        "near": [one.word for one in words],
        "ids": _array(one.word_id for one in words),
        "places": _array(int(one.how.reason) * 10 + one.how.slips for one in words),
    }
    return _rows(reach, (_NEAR_IN_ZONES, _NEAR_IN_BOOKS), values)


def by_pair(reach: Reach, pairing: Pairing, words: int, limit: int, *, whole: bool = False) -> Rows:
    """The best customers of a pair of words in a name of at least `words`, the sure ones first.

    `whole`: of just so many.

    The order: the name exactly, both words in the order typed, the other order.
    """
    values = {
        "lead": _array(pairing.lead),
        "first": str(pairing.first),
        "last": str(pairing.last),
        "least": str(words),
        "most": str(words if whole else LONGEST),
        "lead_first": None if pairing.lead_first is None else str(pairing.lead_first),
        "a": str(pairing.exact[0]),
        "b": str(pairing.exact[1]),
        "limit": str(limit),
        "best": str(ALL),
    }
    rows = _in_books(reach, _PAIRS[1], values)
    expected = pairing.expected * reach.customers / max(reach.all_customers, 1)
    if expected > MANY:
        best = int(reach.all_customers * ENOUGH / expected)
        found = _in_zones(reach, _PAIRS[0], {**values, "best": str(best)})
        if len(found) == limit:
            return rows + found
    return rows + _in_zones(reach, _PAIRS[0], values)


def by_near_pair(reach: Reach, leads: Sequence[Near], others: Sequence[Near], words: int) -> Rows:
    """The best customers with one word of each list, those of the nearest words first."""
    values: dict[str, Any] = {"least": str(words)}
    for side, near in (("x", leads), ("y", others)):
        values[f"{side}_ids"] = _array(one.word_id for one in near)
        values[f"{side}_reasons"] = _array(int(one.how.reason) for one in near)
        values[f"{side}_slips"] = _array(one.how.slips for one in near)
    return _rows(reach, _NEAR_PAIRS, values)


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
