"""Who in the viewer's scope has the words: each query reads rows of the scope and no other.

A scope is whole zones, which have their best customers of each word at hand, and the RMs of the
parts of zones left over, whose rows are found by RM. So what is out of scope costs no time.
"""
# ruff: noqa: S608 (statements are put together from our own words; values are bound)

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from c360.core.viewer import Viewer
from c360.customers.models_search import BUSY, FORMS, LONGER, THREE
from c360.customers.models_search import TOP as SHOWN
from c360.customers.queries import in_scope, scoped
from c360.customers.search_words import Begins, Near, Zone
from c360.http.rows import Row, fetch

AT_ONCE = 3 * SHOWN  # customers asked for; one whose name has several such words may come twice
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


def _named(statement: str) -> str:
    """The customers that a statement finds, with their names, through the first wall."""
    return f"""
        select found.*, c.full_name
        from ({statement}) found
        join customer c on c.customer_id = found.customer_id and {in_scope("c.")}"""


_IN_ZONES = "zone = any(%(zones)s::smallint[])"
_IN_BOOKS = "rm_seq = any(%(rms)s::int[])"
# A pair's rows in whole zones, and in single books; `forms` and `places` are of the pair asked for.
_PAIR_IN_ZONES = "place = any({of}places::smallint[]) and place >= 0"
_FORM = f"(case when place < 0 then -1 - place else place end & {FORMS - 1})"
_PAIR_IN_BOOKS = f"{_IN_BOOKS} and {_FORM} = any({{of}}forms::int[])"
# Whose whole name is the word; beside it, who has a word that begins so.
_ONE_WORD = f"""
    (select customer_id, worth from search_pair
    where {{where}} and a = %(word)s::int and b = %(word)s::int
    order by worth limit {SHOWN})
    union"""
_TOP = f"""
    (select customer_id, worth from search_top
    where {_IN_ZONES} and beginning = any(%(keys)s::text[]) order by worth limit {AT_ONCE})"""
_BEGUN = f"""
    (select distinct customer_id, worth from search_pair
    where {_IN_BOOKS} and a between %(first)s::int and %(last)s::int
    order by worth limit {AT_ONCE})"""
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
# Every pairing at once: a statement more costs as much as what it finds.
_GROUPS = """%(forms)s::text[], %(places)s::text[], %(c_first)s::int[], %(c_last)s::int[],
        %(c_ids)s::text[]"""
_THIRD = "(c between g.c_first and g.c_last or c = any(g.c_ids::int[]))"
_SUITS = f"(c = 0 or {_FORM} >= {LONGER} or {_THIRD})"
_WITHOUT_THIRD = f"({_FORM} >= {LONGER} and not {_THIRD})"
_PAIR = f"""
    select g.nth, p.customer_id, p.worth
    from unnest({_GROUPS}, %(lead)s::text[], %(first)s::int[], %(last)s::int[], %(length)s::int[],
        %(lead_first)s::boolean[], %(a)s::int[], %(b)s::int[], %(c)s::int[], %(a_short)s::boolean[],
        %(b_short)s::boolean[], %(c_short)s::boolean[], %(best)s::int[]) with ordinality
        g(forms, places, c_first, c_last, c_ids, lead, first, last, length,
          lead_first, a, b, c, a_short, b_short, c_short, best, nth)
    cross join lateral (
        select customer_id, worth from search_pair
        where {{where}} and a = any(g.lead::int[]) and b between g.first and g.last
            and worth <= g.best and {_SUITS}
        order by {_WITHOUT_THIRD}, case
            when ({_FORM} & 1 = 0) is distinct from g.lead_first then 2
            when g.a_short and a <> g.a or g.b_short and b <> g.b then 2
            when g.c_short and c <> g.c and {_FORM} < {LONGER} then 2
            when {_FORM} >> 1 = g.length and a = g.a and b = g.b and c in (0, g.c) then 0
            else 1 end,
            worth
        limit %(limit)s::bigint) p"""
_NEAR_PAIR = f"""
    select distinct customer_id, worth from (
        select p.customer_id, p.worth, row_number() over (
            partition by g.nth
            order by bool_and(p.without),
                min(greatest(x.reason, y.reason) * 100 + x.slips + y.slips), p.worth) as place
        from unnest({_GROUPS}) with ordinality g(forms, places, c_first, c_last, c_ids, nth)
        join unnest(%(x_nths)s::int[], %(x_ids)s::int[], %(x_reasons)s::int[], %(x_slips)s::int[])
            x(nth, id, reason, slips) on x.nth = g.nth
        join unnest(%(y_nths)s::int[], %(y_ids)s::int[], %(y_reasons)s::int[], %(y_slips)s::int[])
            y(nth, id, reason, slips) on y.nth = g.nth
        cross join lateral (
            select customer_id, worth, {_WITHOUT_THIRD} as without from search_pair
            where {{where}} and a = x.id and b = y.id and {_SUITS}
            order by without, worth limit {AT_ONCE}) p
        group by g.nth, p.customer_id, p.worth) best
    where place <= {AT_ONCE}"""


def _both(statement: str) -> tuple[str, str]:
    """A statement over whole zones, and over single books."""
    wheres = (_PAIR_IN_ZONES.format(of="g."), _PAIR_IN_BOOKS.format(of="g."))
    return _named(statement.format(where=wheres[0])), _named(statement.format(where=wheres[1]))


_BEGINNINGS = (
    _named(_ONE_WORD.format(where=_PAIR_IN_ZONES.replace("{of}places", "%(places)s")) + _TOP),
    _named(_ONE_WORD.format(where=_PAIR_IN_BOOKS.replace("{of}forms", "%(forms)s")) + _BEGUN),
)
_PAIRS = _both(_PAIR)
_NEAR_PAIRS = _both(_NEAR_PAIR)


def by_beginning(reach: Reach, begins: Begins) -> Rows:
    """The best customers with a word that begins so, and those whose whole name is the word.

    A beginning of many words has a list of its own.
    """
    many = len(begins.words) > BUSY
    keys = [f"{begins.typed}*"] if many else list(begins.words.values())
    values = {"first": str(begins.first), "last": str(begins.last), "word": str(begins.exact)}
    alone = {"forms": _array([1]), "places": _places(reach, [1])}
    return _rows(reach, _BEGINNINGS, {"keys": keys, **values, **alone})


def by_near_words(reach: Reach, words: Sequence[Near]) -> Rows:
    """The best customers with one of the words, those of the nearest words first."""
    values = {
        "near": [one.word for one in words],
        "ids": _array(one.word_id for one in words),
        "places": _array(int(one.how.reason) * 10 + one.how.slips for one in words),
    }
    return _rows(reach, (_NEAR_IN_ZONES, _NEAR_IN_BOOKS), values)


def by_pairs(reach: Reach, pairings: Sequence[Pairing], limit: int) -> list[Rows]:
    """The best customers of each pairing, at most `limit` of it, the sure ones first.

    The order: the name exactly, both words in the order typed, the other order.
    """
    pages: list[Rows] = [[] for _ in pairings]
    best = [_best(reach, one) for one in pairings]
    _fill(pages, _in_books(reach, _PAIRS[1], _pairs(reach, pairings, [ALL] * len(best), limit)))
    found: list[Rows] = [[] for _ in pairings]
    _fill(found, _in_zones(reach, _PAIRS[0], _pairs(reach, pairings, best, limit)))
    short = [n for n, rows in enumerate(found) if best[n] < ALL and len(rows) < limit]
    if short:
        again: list[Rows] = [[] for _ in short]
        values = _pairs(reach, [pairings[n] for n in short], [ALL] * len(short), limit)
        _fill(again, _in_zones(reach, _PAIRS[0], values))
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
        **_side("x", [(nth, one) for nth, p in enumerate(pairings, 1) for one in p.leads]),
        **_side("y", [(nth, one) for nth, p in enumerate(pairings, 1) for one in p.others]),
    }
    return _rows(reach, _NEAR_PAIRS, values)


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
