"""The statements of a search by name, each over whole zones and over single books.

A pair of them is (zones, books). What they are given is in `search_names.py`.
"""
# ruff: noqa: S608 (statements are put together from our own words; values are bound)

from c360.customers.models_search import FORMS, LONGER
from c360.customers.models_search import TOP as SHOWN
from c360.customers.queries import in_scope

AT_ONCE = 3 * SHOWN  # customers asked for; one whose name has several such words may come twice


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
# All words at once (`offset 0` keeps it so): a book has its few rows side by side.
_NEAR_IN_BOOKS = _named(f"""
    select p.customer_id, p.worth
    from (select a, customer_id, worth from search_pair
        where {_IN_BOOKS} and a = any(%(ids)s::int[]) offset 0) p
    join unnest(%(ids)s::int[], %(places)s::int[]) k(id, place) on k.id = p.a
    group by 1, 2 order by min(k.place), p.worth limit {AT_ONCE}""")
NEAR_WORDS = (_NEAR_IN_ZONES, _NEAR_IN_BOOKS)
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
_PAIR_OF_EACH = f"""
    join lateral (
        select customer_id, worth, {_WITHOUT_THIRD} as without from search_pair
        where {{where}} and a = x.id and b = y.id and {_SUITS}
        order by without, worth limit {AT_ONCE}) p on true"""
_PAIRS_AT_ONCE = f"""
    join lateral (
        select a, b, customer_id, worth, {_WITHOUT_THIRD} as without from search_pair
        where {{where}} and a = any(g.x_ids::int[]) and b = any(g.y_ids::int[]) and {_SUITS}
        offset 0) p on p.a = x.id and p.b = y.id"""
_NEAR_PAIR = f"""
    select distinct customer_id, worth from (
        select p.customer_id, p.worth, row_number() over (
            partition by g.nth
            order by bool_and(p.without),
                min(greatest(x.reason, y.reason) * 100 + x.slips + y.slips), p.worth) as place
        from unnest({_GROUPS}, %(x_all)s::text[], %(y_all)s::text[]) with ordinality
            g(forms, places, c_first, c_last, c_ids, x_ids, y_ids, nth)
        join unnest(%(x_nths)s::int[], %(x_ids)s::int[], %(x_reasons)s::int[], %(x_slips)s::int[])
            x(nth, id, reason, slips) on x.nth = g.nth
        join unnest(%(y_nths)s::int[], %(y_ids)s::int[], %(y_reasons)s::int[], %(y_slips)s::int[])
            y(nth, id, reason, slips) on y.nth = g.nth
        {{pairs}}
        group by g.nth, p.customer_id, p.worth) best
    where place <= {AT_ONCE}"""


def _both(statement: str) -> tuple[str, str]:
    """A statement over whole zones, and over single books."""
    wheres = (_PAIR_IN_ZONES.format(of="g."), _PAIR_IN_BOOKS.format(of="g."))
    return _named(statement.format(where=wheres[0])), _named(statement.format(where=wheres[1]))


BEGINNINGS = (
    _named(_ONE_WORD.format(where=_PAIR_IN_ZONES.replace("{of}places", "%(places)s")) + _TOP),
    _named(_ONE_WORD.format(where=_PAIR_IN_BOOKS.replace("{of}forms", "%(forms)s")) + _BEGUN),
)
PAIRS = _both(_PAIR)
NEAR_PAIRS = (
    _both(_NEAR_PAIR.replace("{pairs}", _PAIR_OF_EACH))[0],
    _both(_NEAR_PAIR.replace("{pairs}", _PAIRS_AT_ONCE))[1],
)
