"""The bank from top to bottom: figures of each RM's book, and of each unit above. Minor units.

A row for each combination of bands that a viewer may see. A unit's row is the sum of the rows right
under it: its units and the RMs placed in it. Customers in no book are in no row.
"""

from datetime import timedelta

import ibis

from c360.customers.source_day import exact
from c360.modules.book.models import CALENDAR_DAYS, CONTACT_DAYS, LEAVING_DAYS, NOT_RENEWING
from c360.modules.book.source_bands import (
    COMBINATIONS,
    added,
    by_book,
    in_combinations,
    under,
)
from c360.nightly.night import Night

DAYS = ("", "_day_before", "_month_start")
KYC_DAYS = (30, 60, 90)
FLAGS = ("outflow", "inflow", "td_due", "kyc_due", "below_minimum", "emi_bounce", "dormant",
         "idle_cash")  # fmt: skip
SUMMED = (
    *(f"{name}{day}" for name in ("trv", "casa", "term_deposits", "investments", "loans")
      for day in DAYS),
    "trv_year_start", "casa_month_day_sum", "card_used",
    "in_month", "out_month", "in_13m", "out_13m", "below_minimum_by", "service_requests_open",
)  # fmt: skip
DEPOSITS = ("maturing", "renewing")
COUNTED = (
    "customers", "onboarded_today", "families", "moved_in", "moved_out", "dormant_casa",
    *(f"kyc_{days}" for days in KYC_DAYS), *(f"flag_{name}" for name in FLAGS),
    "kyc_overdue", "contacted", *DEPOSITS, "at_risk",
)  # fmt: skip
AMOUNTS = (*SUMMED, *COUNTED)
ADDED = tuple(name for name in AMOUNTS if name != "families")  # a family may be of two bands


def _deposits(night: Night) -> ibis.Table:
    """(customer_id, maturing, renewing, leaves): owned term deposits that mature in 90 days.

    `leaves`: one of them matures within 30 days and is not renewed.
    """
    rows = night.built["holding"]
    rows = rows.filter(
        rows.is_primary,
        rows.family == "term_deposit",
        rows.status != "closed",
        rows.matures_on >= night.as_of,
        rows.matures_on <= night.as_of + timedelta(CALENDAR_DAYS),
    )
    renews = ~rows.renewal.fill_null("").isin(NOT_RENEWING)
    soon = rows.matures_on <= night.as_of + timedelta(LEAVING_DAYS)
    return rows.group_by("customer_id").agg(
        maturing=exact(rows.closing.sum()),
        renewing=exact(rows.closing.sum(where=renews).fill_null(0)),
        leaves=(soon & ~renews).any(),
    )


def _books(night: Night) -> ibis.Table:
    """Each RM's book as one row a combination of bands."""
    table = by_book(night.built["figures"])
    table = table.left_join(_deposits(night), "customer_id").drop("customer_id_right")
    onboarded = night.built["customer"].select("customer_id", "onboarded_on", "household_id")
    table = table.inner_join(onboarded, "customer_id")
    moved = table.casa - table.casa_day_before
    listed = ibis.literal(",") + table.flags + ","
    risk = listed.contains(",outflow,") | listed.contains(",dormant,")

    def count(holds: ibis.Value) -> ibis.Value:
        return exact(holds.fill_null(False).cast("int64").sum())

    sums = table.group_by("book", "band").agg(
        **{name: exact(table[name].sum()) for name in SUMMED},
        customers=exact(table.count()),
        onboarded_today=count(table.onboarded_on == night.as_of),
        moved_in=exact(ibis.greatest(moved, 0).sum()),
        moved_out=exact(ibis.greatest(-moved, 0).sum()),
        dormant_casa=exact(listed.contains(",dormant,").ifelse(table.casa, 0).sum()),
        **{
            f"kyc_{days}": count(table.kyc_due_on <= night.as_of + timedelta(days))
            for days in KYC_DAYS
        },
        **{f"flag_{name}": count(listed.contains(f",{name},")) for name in FLAGS},
        kyc_overdue=count(table.kyc_due_on < night.as_of),
        contacted=count(table.last_contact_on >= night.as_of - timedelta(CONTACT_DAYS)),
        **{name: exact(table[name].fill_null(0).sum()) for name in DEPOSITS},
        at_risk=exact((risk | table.leaves.fill_null(False)).ifelse(table.trv, 0).sum()),
    )
    sums = added(in_combinations(sums), ("book", "bands"), ADDED)
    return sums.left_join(_families(table), ["book", "bands"]).drop("book_right", "bands_right")


def _families(table: ibis.Table) -> ibis.Table:
    """(book, bands, families): those with a member in one of the bands."""
    # Who is in no household is a family of one.
    table = table.mutate(family=table.household_id.fill_null(table.customer_id))
    seen = in_combinations(table.select("book", "band", "family").distinct())
    return seen.group_by("book", "bands").agg(families=exact(seen.family.nunique()))


def _rms(night: Night) -> ibis.Table:
    people = night.built["employee"]
    rms = people.filter(people.rm_seq.notnull())
    rms = rms.select("employee_id", "rm_seq", "unit_id", "name")
    rms = ibis.union(
        *(rms.mutate(bands=ibis.literal(bands).cast("int16")) for bands in COMBINATIONS)
    )
    books = _books(night)
    table = rms.left_join(books, [rms.rm_seq == books.book, "bands"])
    return table.select(
        unit_id=table.employee_id,
        parent_id=table.unit_id,
        level=ibis.literal("rm"),
        name=table.name,
        bands=table.bands,
        rm_from=table.rm_seq,
        rm_to=table.rm_seq,
        **{name: table[name].fill_null(0) for name in AMOUNTS},
    )


def unit_rollup(night: Night) -> ibis.Table:
    """Each RM, and each unit with an RM in or under it."""
    rms = _rms(night)
    rows = under(night, rms.select("bands", *AMOUNTS, book=rms.rm_from))
    sums = added(rows, ("unit_id", "bands"), AMOUNTS)
    keys = ("unit_id", "parent_id", "level", "name", "bands", "rm_from", "rm_to")
    table = night.built["unit"].inner_join(sums, "unit_id").select(*keys, *AMOUNTS)
    return table.union(rms.select(*keys, *AMOUNTS))


def levels_differ(night: Night) -> ibis.Table:
    """(unit_id, bands, figure, stated, added): where a row is not the sum of those right under it.

    The top stands against the figures of every customer in a book, as unit ''. The customers are
    read once for all figures.
    """
    rows = night.built["unit_rollup"].select("unit_id", "parent_id", "level", "bands", *AMOUNTS)
    rows = _by_figure(rows, AMOUNTS)
    below = rows.filter(rows.parent_id.notnull())
    below = below.group_by(unit_id=below.parent_id, bands=below.bands, figure=below.figure).agg(
        added=exact(below.amount.sum())
    )
    units = rows.filter(rows.level != "rm").select("unit_id", "bands", "figure", stated=rows.amount)
    figures = by_book(night.built["figures"])
    served = figures.group_by("band").agg(**{name: exact(figures[name].sum()) for name in SUMMED})
    served = added(in_combinations(served), ("bands",), SUMMED)
    served = _by_figure(served, SUMMED).select("bands", "figure", added=ibis._.amount)
    books = rows.filter(rows.level == "rm", rows.figure.isin(SUMMED))
    books = books.group_by("bands", "figure").agg(stated=exact(books.amount.sum()))
    whole = books.left_join(served, ["bands", "figure"]).mutate(unit_id=ibis.literal(""))
    return _unequal(units.left_join(below, ["unit_id", "bands", "figure"])).union(_unequal(whole))


def _by_figure(table: ibis.Table, names: tuple[str, ...]) -> ibis.Table:
    """A row for each of these columns: its name as `figure`, its value as `amount`."""
    return table.pivot_longer(list(names), names_to="figure", values_to="amount")


def _unequal(pairs: ibis.Table) -> ibis.Table:
    same = pairs.stated.fill_null(0) == pairs.added.fill_null(0)
    return pairs.filter(~same).select("unit_id", "bands", "figure", "stated", "added")
