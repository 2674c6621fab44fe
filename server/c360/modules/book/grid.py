"""The book as a grid: any sort, any filter, a page at a time by keyset."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat, Length, Mod, Replace

from c360.core.errors import bad_request
from c360.core.money import average
from c360.core.viewer import BAND, Viewer
from c360.customers.contacts import contact_day
from c360.customers.models import Employee, Figures
from c360.customers.queries import bank_currency, of_own_record, within
from c360.http.paging import bad_cursor, decode_cursor, encode_cursor, page_limit
from c360.http.rows import Row, fetch
from c360.modules.book.grid_filters import FILTERS, NEVER, filtered
from c360.modules.book.models import CustomerTag
from c360.modules.book.parts import parts_of
from c360.modules.book.rollup import sums

ROUTE = "book/customers"
AMOUNTS = ("trv", "trv_change_day", "trv_change_month", "casa", "term_deposits", "investments",
           "loans", "card_used", "money_in", "money_out")  # fmt: skip
SORTS = ("name", "customer_id", "segment", "city", "rm", *AMOUNTS, "casa_average",
         "last_contact_on", "last_activity_on", "kyc_due_on", "next_maturity_on", "products",
         "flags")  # fmt: skip
ALWAYS = date(9999, 12, 31)  # what is never due comes after everything that is
FACET_VALUES = 100
FACETS = {"segments": "segment", "cities": "city", "flags": "flags", "products": "products"}
LISTS = ("flags", "products")

Json = dict[str, Any]


def page(viewer: Viewer, query: Mapping[str, str], as_of: date) -> Json:
    """One page with totals over all pages and the values to filter by.

    Raises a 400 problem for an unknown sort, a filter that cannot be read, or a cursor of another
    viewer, sort or filter.
    """
    filters = {name: text for name, text in query.items() if name != "cursor"}
    sort = query.get("sort") or "-trv"
    limit = page_limit(query)
    after = decode_cursor(viewer, ROUTE, query.get("cursor"), filters)
    found = _filtered(viewer, query, as_of)
    is_all = not any(query.get(name, "").strip() for name in FILTERS)
    totals = _of_all(viewer, as_of) if is_all else _added(found)
    rows = list(_sorted(found, sort, after).values(*_FIELDS)[: limit + 1])
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
        "results": told(rows),
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
    amounts = {
        **found,
        "trv_change_day": found["trv"] - found["trv_day_before"],
        "trv_change_month": found["trv"] - found["trv_month_start"],
        "money_in": found["in_month"],
        "money_out": found["out_month"],
    }
    return {"count": found["customers"], **{name: amounts[name] for name in AMOUNTS}}


def chosen(viewer: Viewer, query: Mapping[str, str], as_of: date) -> QuerySet[Figures, Json]:
    """All customers that the filters let through, in the order asked for, for `told`."""
    found = _filtered(viewer, query, as_of)
    rows: QuerySet[Figures, Json] = _sorted(found, query.get("sort") or "-trv", None).values(
        *_FIELDS
    )
    return rows


def count(viewer: Viewer, query: Mapping[str, str], as_of: date) -> int:
    """How many customers the filters let through."""
    return _filtered(viewer, query, as_of).count()


_SORT_COLUMNS = {
    "name": "full_name",
    "segment": "segment_text",
    "city": "city_text",
    "rm": "rm_number",
    "trv_change_day": "trv_change",
    "trv_change_month": "trv_moved",
    "money_in": "in_month",
    "money_out": "out_month",
    "casa_average": "casa_month_day_sum",
    "last_contact_on": "contact_day",
    "last_activity_on": "activity_day",
    "kyc_due_on": "kyc_day",
    "next_maturity_on": "maturity_day",
    "products": "product_count",
    "flags": "flag_count",
}
_FIELDS = (
    "customer_id", "full_name", "kind", "segment", "city", "trv", "casa", "term_deposits",
    "investments", "loans", "card_used", "flags", "products", "next_maturity_amount", "month_days",
    *dict.fromkeys(_SORT_COLUMNS.values()),
)  # fmt: skip


def _column(name: str) -> str:
    return _SORT_COLUMNS.get(name, name)


def _filtered(viewer: Viewer, query: Mapping[str, str], as_of: date) -> QuerySet[Figures]:
    """The scope's rows that the filters let through, without nulls in what they are sorted by."""
    rows = Figures.objects.filter(within(viewer)).annotate(
        trv_change=F("trv") - F("trv_day_before"),
        trv_moved=F("trv") - F("trv_month_start"),
        rm_number=Mod("rm_seq", BAND, output_field=IntegerField()),
        segment_text=Coalesce("segment", Value(""), output_field=TextField()),
        city_text=Coalesce("city", Value(""), output_field=TextField()),
        contact_day=contact_day(NEVER),
        activity_day=Coalesce("last_activity_on", Value(NEVER)),
        kyc_day=Coalesce("kyc_due_on", Value(ALWAYS)),
        maturity_day=Coalesce("next_maturity_on", Value(ALWAYS)),
        flag_list=_listed("flags"),
        product_list=_listed("products"),
        flag_count=_words_in("flags"),
        product_count=_words_in("products"),
    )
    return filtered(rows, viewer, query, as_of)


def _listed(column: str) -> Concat:
    return Concat(Value(","), column, Value(","), output_field=TextField())


def _words_in(column: str) -> Any:
    """How many words stand in a list with commas between."""
    commas = Length(column) - Length(Replace(column, Value(",")))
    return Case(When(**{column: ""}, then=Value(0)), default=commas + 1)


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


def told(rows: Iterable[Json]) -> list[Json]:
    """Rows of `chosen` as the API and files have them: a few queries for all of them together."""
    rows = list(rows)
    names = _rm_names({row["rm_number"] for row in rows})
    tags: dict[str, list[str]] = defaultdict(list)
    for tagged in CustomerTag.objects.filter(
        customer_id__in=[row["customer_id"] for row in rows]
    ).order_by("tag"):
        tags[tagged.customer_id].append(tagged.tag)
    return [_row(row, names, tags[row["customer_id"]]) for row in rows]


def _rm_names(numbers: set[int]) -> dict[int, str]:
    found = Employee.objects.filter(rm_seq__in=numbers).values_list("rm_seq", "name")
    return {number: name for number, name in found if number is not None}


_SAME = ("customer_id", "kind", "segment", "city", "trv", "casa", "term_deposits", "investments",
         "loans", "card_used", "next_maturity_amount")  # fmt: skip


def _row(row: Json, rms: Mapping[int, str], tags: list[str]) -> Json:
    return {
        **{name: row[name] for name in _SAME},
        "name": row["full_name"],
        "rm": rms.get(row["rm_number"]),
        "trv_change_day": row["trv_change"],
        "trv_change_month": row["trv_moved"],
        "money_in": row["in_month"],
        "money_out": row["out_month"],
        "casa_average": average(row["casa_month_day_sum"], row["month_days"]),
        "last_contact_on": _known(row["contact_day"]),
        "last_activity_on": _known(row["activity_day"]),
        "kyc_due_on": _known(row["kyc_day"]),
        "next_maturity_on": _known(row["maturity_day"]),
        "products": row["products"].split(",") if row["products"] else [],
        "flags": row["flags"].split(",") if row["flags"] else [],
        "tags": tags,
    }


def _known(day: date) -> date | None:
    return None if day in (NEVER, ALWAYS) else day


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
    found["tags"] = _tags(viewer)
    return {name: _commonest(counter) for name, counter in found.items()}


def _count(found: dict[str, Counter[str]], row: Row, times: int = 1) -> None:
    count = times * row["customers"]
    for name, column in FACETS.items():
        for value in (row[column] or "").split(",") if column in LISTS else [row[column] or ""]:
            found[name][value] += count


def _tags(viewer: Viewer) -> Counter[str]:
    """The tags in a book; of a scope of many books, those that the viewer put on."""
    rows = CustomerTag.objects.filter(_tags_of(viewer))
    return Counter(dict(rows.values_list("tag").annotate(n=Count("id")).order_by()))


def _tags_of(viewer: Viewer) -> Q:
    if viewer.role == "rm":
        book = Figures.objects.filter(within(viewer)).values("customer_id")
        return Q(customer_id__in=book)
    return Q(added_by=viewer.username)


def _commonest(counter: Counter[str]) -> list[Json]:
    ranked = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return [{"value": value, "count": n} for value, n in ranked if value and n > 0][:FACET_VALUES]
