"""What book home shows of a unit beside its sums: months, movers, maturities, values to filter by.

Each by unit and combination of bands, so that the head of any unit is answered without going
through its customers. RMs have no movers and maturities: a book is short enough to be read.
"""

from datetime import timedelta

import ibis

from c360.modules.book.models import CALENDAR_DAYS, MONTHLY, MOVERS_KEPT, NOT_RENEWING
from c360.modules.book.source_bands import added, by_book, in_combinations, of_units, under
from c360.nightly.first_of import first_of
from c360.nightly.night import Night


def unit_month(night: Night) -> ibis.Table:
    """The months of the books in and under each unit, added up."""
    rows = by_book(night.built["rm_month"]).select("book", "band", "month_end", *MONTHLY)
    return of_units(night, rows, ("month_end",), MONTHLY)


def unit_mover(night: Night) -> ibis.Table:
    """The largest changes of CASA since the day before, each way: of each book, then above."""
    rows = by_book(night.built["figures"])
    rows = rows.mutate(amount=rows.casa - rows.casa_day_before)
    rows = rows.filter(rows.amount != 0).mutate(inflow=rows.amount > 0)
    rows = rows.select("book", "band", "inflow", "amount", "customer_id", "full_name", "rm_seq")
    rows = under(night, first_movers(rows, "book", "band"))
    rows = first_movers(rows, "unit_id", "band").drop("book", "place")
    return first_movers(in_combinations(rows), "unit_id", "bands")


def first_movers(rows: ibis.Table, *keys: str) -> ibis.Table:
    """The first MOVERS_KEPT of each of those keys, each way; `place` counts from 0.

    It is made short when few are left: a bank has more movers than a short number counts.
    """
    groups = [rows[key] for key in (*keys, "inflow")]
    order = [rows.amount.abs().desc(), rows.customer_id]
    first = first_of(rows, groups, order, MOVERS_KEPT)
    return first.mutate(place=first.place.cast("int16"))


def unit_maturity(night: Night) -> ibis.Table:
    """Owned term deposits that mature from the business date on, by week."""
    as_of = ibis.literal(night.as_of)
    rows = by_book(night.built["holding"])
    rows = rows.filter(
        rows.is_primary,
        rows.family == "term_deposit",
        rows.status != "closed",
        rows.matures_on >= as_of,
        rows.matures_on <= ibis.literal(night.as_of + timedelta(CALENDAR_DAYS)),
    )
    days = rows.matures_on.delta(as_of, unit="day")
    rows = rows.select(
        "book",
        "band",
        week=(days / 7).floor().cast("int16"),
        renews=~rows.renewal.fill_null("").isin(NOT_RENEWING),
        amount=rows.closing,
        deposits=ibis.literal(1, type="int64"),
    )
    return of_units(night, rows, ("week", "renews"), ("amount", "deposits"))


def rm_facet(night: Night) -> ibis.Table:
    """How many customers of each book and band have each segment, city, flag, kind of product."""
    table = night.built["figures"]

    def having(kind: str, value: ibis.Value) -> ibis.Table:
        """Equal values are counted before a list is taken apart: there are far fewer lists."""
        rows = table.select("rm_seq", kind=ibis.literal(kind), value=value)
        return rows.group_by("rm_seq", "kind", "value").agg(customers=rows.count())

    def apart(lists: ibis.Table) -> ibis.Table:
        return lists.mutate(value=lists.value.split(",")).unnest("value")

    rows = ibis.union(
        having("segments", table.segment),
        having("cities", table.city),
        apart(having("flags", table.flags)),
        apart(having("products", table.products)),
    )
    rows = rows.filter(rows.value != "")
    return added(rows, ("rm_seq", "kind", "value"), ("customers",))


def unit_facet(night: Night) -> ibis.Table:
    """The same of the books in and under each unit, added up."""
    rows = by_book(night.built["rm_facet"]).select("book", "band", "kind", "value", "customers")
    return of_units(night, rows, ("kind", "value"), ("customers",))
