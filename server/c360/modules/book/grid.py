"""The book as a grid: any sort, any filter, a page at a time by keyset."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import Coalesce, Concat

from c360.core.errors import bad_request
from c360.core.viewer import Viewer
from c360.customers.models import Figures
from c360.customers.queries import bank_currency, is_few, of_own_record, within
from c360.http.paging import bad_cursor, decode_cursor, encode_cursor, page_limit
from c360.http.rows import Row, fetch
from c360.modules.book.parts import parts_of
from c360.modules.book.rollup import sums

ROUTE = "book/customers"
AMOUNTS = ("trv", "trv_change_day", "casa", "term_deposits", "investments", "loans")
SORTS = ("name", "customer_id", "segment", "city", *AMOUNTS, "last_contact_on")
NEVER = date(1, 1, 1)  # who was never contacted comes before everyone who was
FACET_VALUES = 100
FACETS = {"segments": "segment", "cities": "city", "flags": "flags", "products": "products"}
LISTS = ("flags", "products")
FILTERS = ("segment", "city", "flag", "product", "not_product", "min_trv", "max_trv", "q")

Json = dict[str, Any]


def page(viewer: Viewer, query: Mapping[str, str], as_of: date) -> Json:
    """One page with totals over all pages and the values to filter by.

    Raises a 400 problem for an unknown sort, a limit or amount that is no number, or a cursor
    of another viewer, sort or filter.
    """
    book = _sortable(Figures.objects.filter(within(viewer)))
    filters = {name: text for name, text in query.items() if name != "cursor"}
    sort = query.get("sort") or "-trv"
    limit = page_limit(query)
    after = decode_cursor(viewer, ROUTE, query.get("cursor"), filters)
    chosen = _filtered(book, query)
    is_all = not any(query.get(name, "").strip() for name in FILTERS)
    totals = _of_all(viewer, as_of) if is_all and not is_few(viewer) else _added(chosen)
    rows = list(_sorted(chosen, sort, after).values(*_FIELDS)[: limit + 1])
    following = None
    if len(rows) > limit:
        rows = rows[:limit]
        last = rows[-1][_column(sort.removeprefix("-"))]
        following = [last.isoformat() if isinstance(last, date) else last, rows[-1]["customer_id"]]
    return {
        "currency": bank_currency(),
        "count": totals["count"],
        "totals": {name: totals[name] for name in AMOUNTS},
        "facets": facets(viewer),
        "results": [_row(row) for row in rows],
        "next": following and encode_cursor(viewer, ROUTE, following, filters),
    }


def _added(chosen: QuerySet[Figures]) -> dict[str, int]:
    """How many customers, and their amounts added up."""
    sums = {f"sum_{name}": Coalesce(Sum(_column(name)), 0) for name in AMOUNTS}
    totals = chosen.aggregate(count=Count("customer_id"), **sums)
    return {"count": totals["count"], **{name: int(totals[f"sum_{name}"]) for name in AMOUNTS}}


def _of_all(viewer: Viewer, as_of: date) -> dict[str, int]:
    """The same of every customer in scope, from the night's sums."""
    found = sums(viewer, as_of)
    amounts = {**found, "trv_change_day": found["trv"] - found["trv_day_before"]}
    return {"count": found["customers"], **{name: amounts[name] for name in AMOUNTS}}


def chosen(viewer: Viewer, query: Mapping[str, str]) -> QuerySet[Figures]:
    """All customers that the filters let through, in the order asked for."""
    book = _sortable(Figures.objects.filter(within(viewer)))
    return _sorted(_filtered(book, query), query.get("sort") or "-trv", None)


_SORT_COLUMNS = {
    "name": "full_name",
    "segment": "segment_text",
    "city": "city_text",
    "trv_change_day": "trv_change",
    "last_contact_on": "contact_day",
}
_FIELDS = (
    "customer_id", "full_name", "kind", "segment", "city", "trv", "trv_change", "casa",
    "term_deposits", "investments", "loans", "last_contact_on", "flags",
    "segment_text", "city_text", "contact_day",
)  # fmt: skip


def _column(name: str) -> str:
    return _SORT_COLUMNS.get(name, name)


def _sortable(rows: QuerySet[Figures]) -> QuerySet[Figures]:
    """Columns without nulls, so that every row has a place in every order."""
    return rows.annotate(
        trv_change=F("trv") - F("trv_day_before"),
        segment_text=Coalesce("segment", Value(""), output_field=TextField()),
        city_text=Coalesce("city", Value(""), output_field=TextField()),
        contact_day=Coalesce("last_contact_on", Value(NEVER)),
        flag_list=_listed("flags"),
        product_list=_listed("products"),
    )


def _filtered(rows: QuerySet[Figures], query: Mapping[str, str]) -> QuerySet[Figures]:
    if segments := _words(query, "segment"):
        rows = rows.filter(segment__in=segments)
    if cities := _words(query, "city"):
        rows = rows.filter(city__in=cities)
    if flags := _words(query, "flag"):
        any_flag = Q()
        for flag in flags:
            any_flag |= _lists("flag_list", flag)
        rows = rows.filter(any_flag)
    held, not_held = _words(query, "product"), _words(query, "not_product")
    for kind in held:
        rows = rows.filter(_lists("product_list", kind))
    for kind in not_held:
        rows = rows.exclude(_lists("product_list", kind))
    if (least := _amount(query, "min_trv")) is not None:
        rows = rows.filter(trv__gte=least)
    if (most := _amount(query, "max_trv")) is not None:
        rows = rows.filter(trv__lte=most)
    if text := query.get("q", "").strip():
        rows = rows.filter(Q(full_name__icontains=text) | Q(customer_id__startswith=text))
    return rows


def _listed(column: str) -> Concat:
    return Concat(Value(","), column, Value(","), output_field=TextField())


def _lists(column: str, word: str) -> Q:
    return Q(**{f"{column}__contains": f",{word},"})


def _words(query: Mapping[str, str], name: str) -> list[str]:
    return [word for word in query.get(name, "").split(",") if word]


def _amount(query: Mapping[str, str], name: str) -> int | None:
    text = query.get(name, "")
    if not text:
        return None
    try:
        amount = int(text)
    except ValueError:
        amount = 2**63
    if abs(amount) >= 2**63:
        raise bad_request("bad_amount", f"{name} is a whole number of minor units.")
    return amount


def _sorted(rows: QuerySet[Figures], sort: str, after: list[Any] | None) -> QuerySet[Figures]:
    """In order of the column, ties by customer id, going on after the last row given."""
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    if name not in SORTS:
        raise bad_request("bad_sort", f"sort is one of {', '.join(SORTS)}, or - and one of them.")
    column = _column(name)
    if after is not None:
        if len(after) != 2:
            raise bad_cursor()
        value, customer_id = after
        beyond = f"{column}__lte" if descending else f"{column}__gte"
        rows = rows.filter(**{beyond: value}).exclude(
            **{column: value, "customer_id__lte": customer_id}
        )
    return rows.order_by(f"-{column}" if descending else column, "customer_id")


def _row(row: Json) -> Json:
    return {
        "customer_id": row["customer_id"],
        "name": row["full_name"],
        "kind": row["kind"],
        "segment": row["segment"],
        "city": row["city"],
        "trv": row["trv"],
        "trv_change_day": row["trv_change"],
        "casa": row["casa"],
        "term_deposits": row["term_deposits"],
        "investments": row["investments"],
        "loans": row["loans"],
        "last_contact_on": row["last_contact_on"],
        "flags": row["flags"].split(",") if row["flags"] else [],
    }


_HAVING = """
    select segment, city, flags, products, count(*) as customers from figures
    where {where} group by segment, city, flags, products"""
_OF_BOOKS = _HAVING.format(
    where="rm_seq = any(%(rms)s::int[]) and customer_id is distinct from %(own)s::text"
)
_OF_UNITS = """
    select kind, value, sum(customers)::bigint as customers from unit_facet
    where unit_id = any(%(units)s::text[]) and bands = %(bands)s::smallint group by kind, value"""
_OF_OWN = _HAVING.format(where="customer_id = %(own)s and rm_seq <@ %(scope)s::int4multirange")


def facets(viewer: Viewer) -> Json:
    """Values to filter by, over the whole book whatever the filters, the commonest first."""
    found: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    parts = parts_of(viewer)
    values = {**parts.values(), "own": viewer.own_customer_id}
    if parts.units:
        for row in fetch(_OF_UNITS, values):
            found[row["kind"]][row["value"]] += row["customers"]
        for row in of_own_record(viewer, _OF_OWN, {}):
            _count(found, row, -1)
    if values["rms"]:
        for row in fetch(_OF_BOOKS, values):
            _count(found, row)
    return {name: _commonest(counter) for name, counter in found.items()}


def _count(found: dict[str, Counter[str]], row: Row, times: int = 1) -> None:
    count = times * row["customers"]
    for name, column in FACETS.items():
        for value in (row[column] or "").split(",") if column in LISTS else [row[column] or ""]:
            found[name][value] += count


def _commonest(counter: Counter[str]) -> list[Json]:
    ranked = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return [{"value": value, "count": n} for value, n in ranked if value and n > 0][:FACET_VALUES]
