"""The book as a grid: any sort, any filter, a page at a time by keyset."""
# ruff: noqa: S608 (statements are put together from our own words; values are bound)

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from c360.core.errors import bad_request
from c360.core.money import average
from c360.core.viewer import BAND, Viewer
from c360.customers.queries import bank_currency, is_few, of_own_record, wall
from c360.http.paging import bad_cursor, decode_cursor, encode_cursor, page_limit
from c360.http.rows import Row, fetch, parts
from c360.modules.book.grid_filters import FILTERS, filtered
from c360.modules.book.parts import parts_of
from c360.modules.book.rollup import sums

ROUTE = "book/customers"
AMOUNTS = ("trv", "trv_change_day", "trv_change_month", "casa", "term_deposits", "investments",
           "loans", "card_used", "money_in", "money_out")  # fmt: skip
FACET_VALUES = 100
AT_ONCE = 2_000  # rows of a file
FACETS = {"segments": "segment", "cities": "city", "flags": "flags", "products": "products"}
LISTS = ("flags", "products")

Json = dict[str, Any]

# A customer never contacted comes before all who were; what is never due comes after all that is.
_NEVER = "date '0001-01-01'"
_ALWAYS = "date '9999-12-31'"
_SORT_KEYS = {
    "name": ("name", "text"),
    "customer_id": ("customer_id", "text"),
    "segment": ("coalesce(segment, '')", "text"),
    "city": ("coalesce(city, '')", "text"),
    "rm": ("rm_number", "int"),
    **{name: (name, "bigint") for name in AMOUNTS},
    "casa_average": ("casa_month_day_sum", "bigint"),
    "last_contact_on": (f"coalesce(last_contact_on, {_NEVER})", "date"),
    "last_activity_on": (f"coalesce(last_activity_on, {_NEVER})", "date"),
    "kyc_due_on": (f"coalesce(kyc_due_on, {_ALWAYS})", "date"),
    "next_maturity_on": (f"coalesce(next_maturity_on, {_ALWAYS})", "date"),
    **{
        name: (f"cardinality(string_to_array({name}, ','))", "int")
        for name in ("products", "flags")
    },
}
SORTS = tuple(_SORT_KEYS)

BOOK = f"""(
    select customer_id, full_name as name, kind, segment, city, trv, casa, term_deposits,
        investments, loans, card_used, trv - trv_day_before as trv_change_day,
        trv - trv_month_start as trv_change_month, in_month as money_in, out_month as money_out,
        casa_month_day_sum, month_days, last_activity_on, kyc_due_on, next_maturity_on,
        next_maturity_amount, products, flags, mod(rm_seq, {BAND}) as rm_number,
        greatest(last_contact_on, (select contacted_on from last_contact here
            where here.customer_id = figures.customer_id)) as last_contact_on
    from figures where {{wall}}) book"""
_ROWS = f"""
    select *,
        (select e.name from employee e where e.rm_seq = book.rm_number limit 1) as rm,
        array(select t.tag from customer_tag t where t.customer_id = book.customer_id
            order by t.tag) as tags,
        {{key}} as sort_key
    from {BOOK} where {{conditions}} order by {{key}} {{direction}}, customer_id"""
_PAGE = f"{_ROWS} limit %(limit)s::bigint"
_COUNT = f"select count(*) as count from {BOOK} where {{conditions}}"
_ADDED = f"""
    select count(*) as count,
        {", ".join(f"coalesce(sum({name}), 0)::bigint as {name}" for name in AMOUNTS)}
    from {BOOK} where {{conditions}}"""
_AFTER = """({key} {beyond} %(after)s::{kind}
    or ({key} = %(after)s::{kind} and customer_id > %(after_id)s::text))"""


@dataclass
class Statement:
    """A statement over the customers that the viewer's scope and filters let through.

    There are thousands of them, so none stays planned: each would take a hot one's place.
    """

    text: str
    values: Json

    def rows(self) -> list[Row]:
        """All its rows."""
        return fetch(self.text, self.values, planned_once=False)


def page(viewer: Viewer, query: Mapping[str, str], as_of: date) -> Json:
    """One page with totals over all pages and the values to filter by.

    Raises a 400 problem for an unknown sort, a filter that cannot be read, or a cursor of another
    viewer, sort or filter.
    """
    filters = {name: text for name, text in query.items() if name != "cursor"}
    limit = page_limit(query)
    after = decode_cursor(viewer, ROUTE, query.get("cursor"), filters)
    shown = _in_order(viewer, query, as_of, _PAGE, after)
    shown.values["limit"] = str(limit + 1)
    is_all = not any(query.get(name, "").strip() for name in FILTERS)
    totals = _of_all(viewer, as_of) if is_all else _over(viewer, query, as_of, _ADDED).rows()[0]
    rows = shown.rows()
    following = None
    if len(rows) > limit:
        rows = rows[:limit]
        last = rows[-1]["sort_key"]
        following = [last.isoformat() if isinstance(last, date) else last, rows[-1]["customer_id"]]
    return {
        "currency": bank_currency(),
        "count": totals["count"],
        "totals": {name: totals[name] for name in AMOUNTS},
        "facets": facets(viewer),
        "results": [_told(row) for row in rows],
        "next": following and encode_cursor(viewer, ROUTE, following, filters),
    }


def _of_all(viewer: Viewer, as_of: date) -> dict[str, int]:
    """How many customers are in scope, and their amounts added up, from the night's sums."""
    found = sums(viewer, as_of)
    amounts = {
        **found,
        "trv_change_day": found["trv"] - found["trv_day_before"],
        "trv_change_month": found["trv"] - found["trv_month_start"],
        "money_in": found["in_month"],
        "money_out": found["out_month"],
    }
    return {"count": found["customers"], **{name: amounts[name] for name in AMOUNTS}}


def chosen(
    viewer: Viewer, query: Mapping[str, str], as_of: date, narrower: str = ""
) -> Iterator[list[Json]]:
    """All customers that the filters let through, in the order asked for, some at a time.

    `narrower` is one more condition on the rows of `BOOK`.
    """
    found = _in_order(viewer, query, as_of, _ROWS, None, narrower)
    for rows in parts(found.text, found.values, AT_ONCE):
        yield [_told(row) for row in rows]


def count(viewer: Viewer, query: Mapping[str, str], as_of: date, narrower: str = "") -> int:
    """How many customers the filters let through; `narrower` as in `chosen`."""
    return int(_over(viewer, query, as_of, _COUNT, narrower=narrower).rows()[0]["count"])


def _over(
    viewer: Viewer, query: Mapping[str, str], as_of: date, text: str, narrower: str = "",
    **words: str,
) -> Statement:  # fmt: skip
    """The statement over the scope's rows that the filters let through."""
    narrowed = filtered(query, as_of)
    condition, walled = wall(viewer)
    conditions = " and ".join(filter(None, (narrowed.text, narrower)))
    text = text.format(wall=condition, conditions=conditions, **words)
    return Statement(text, {**walled, **narrowed.values})


def _in_order(
    viewer: Viewer, query: Mapping[str, str], as_of: date, text: str, after: list[Any] | None,
    narrower: str = "",
) -> Statement:  # fmt: skip
    """In order of the column, ties by customer id, going on after the last row given."""
    sort = query.get("sort") or "-trv"
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    if name not in SORTS:
        raise bad_request("bad_sort", f"sort is one of {', '.join(SORTS)}, or - and one of them.")
    key, kind = _SORT_KEYS[name]
    if after is not None:
        narrower = _AFTER.format(key=key, kind=kind, beyond="<" if descending else ">")
    direction = "desc" if descending else "asc"
    found = _over(viewer, query, as_of, text, narrower, key=key, direction=direction)
    if after is not None:
        if len(after) != 2:
            raise bad_cursor()
        found.values.update(after=str(after[0]), after_id=after[1])
    return found


_SAME = ("customer_id", "name", "kind", "segment", "city", "trv", "casa", "term_deposits",
         "investments", "loans", "card_used", "next_maturity_amount", "rm", "trv_change_day",
         "trv_change_month", "money_in", "money_out", "last_contact_on", "last_activity_on",
         "kyc_due_on", "next_maturity_on", "tags")  # fmt: skip


def _told(row: Row) -> Json:
    """A row as the API and files have it."""
    return {
        **{name: row[name] for name in _SAME},
        "casa_average": average(row["casa_month_day_sum"], row["month_days"]),
        **{name: row[name].split(",") if row[name] else [] for name in LISTS},
    }


_OF_OWN = """
    select segment, city, flags, products from figures
    where customer_id = %(own)s and rm_seq <@ %(scope)s::int4multirange"""
_FACETS = """
    select kind, value, sum(customers)::bigint as customers from (
        select kind, value, customers from unit_facet
        where unit_id = any(%(units)s::text[]) and bands = %(bands)s::smallint
        union all
        select kind, value, customers from rm_facet where rm_seq = any(%(rms)s::int[])
    ) part
    group by kind, value"""
_TAGS = "select tag, count(*) as customers from customer_tag where {of} group by tag"


def facets(viewer: Viewer) -> Json:
    """Values to filter by, over the whole book whatever the filters, the commonest first."""
    found: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for row in fetch(_FACETS, parts_of(viewer).values()):
        found[row["kind"]][row["value"]] += row["customers"]
    for own in of_own_record(viewer, _OF_OWN, {}):
        _take_off(found, own)
    found["tags"] = _tags(viewer)
    return {name: _commonest(counter) for name, counter in found.items()}


def _take_off(found: dict[str, Counter[str]], own: Row) -> None:
    for name, column in FACETS.items():
        said = own[column] or ""
        found[name].subtract(said.split(",") if column in LISTS else [said])


def _tags(viewer: Viewer) -> Counter[str]:
    """The tags in a book; of a scope of many books, those that the viewer put on."""
    if viewer.role == "rm":
        condition, values = wall(viewer)
        # As one array: the index is gone through once, not searched for each customer.
        of = f"customer_id = any(array(select customer_id from figures where {condition}))"
    else:
        of, values = "added_by = %(username)s::text", {"username": viewer.username}
    rows = fetch(_TAGS.format(of=of), values, planned_once=is_few(viewer))
    return Counter({row["tag"]: row["customers"] for row in rows})


def _commonest(counter: Counter[str]) -> list[Json]:
    ranked = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return [{"value": value, "count": n} for value, n in ranked if value and n > 0][:FACET_VALUES]
