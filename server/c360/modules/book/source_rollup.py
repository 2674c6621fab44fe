"""The bank from top to bottom: figures of each RM's book, and of each unit above. Minor units.

A unit's row is the sum of the rows right under it: its units and the RMs placed in it. Customers
in no book are in no row.
"""

from datetime import timedelta

import ibis

from c360.core.viewer import BAND
from c360.customers.source_day import exact
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
COUNTED = (
    "customers", "onboarded_today", "families", "moved_in", "moved_out", "dormant_casa",
    *(f"kyc_{days}" for days in KYC_DAYS), *(f"flag_{name}" for name in FLAGS),
)  # fmt: skip
AMOUNTS = (*SUMMED, *COUNTED)


def _books(night: Night) -> ibis.Table:
    """Each RM's book as one row."""
    table = night.built["figures"]
    table = table.mutate(rm_seq=table.rm_seq % BAND)  # staff and VIPs are of the book too
    table = table.filter(table.rm_seq > 0)
    onboarded = night.built["customer"].select("customer_id", "onboarded_on", "household_id")
    table = table.inner_join(onboarded, "customer_id")
    moved = table.casa - table.casa_day_before
    listed = ibis.literal(",") + table.flags + ","
    # Who is in no household is a family of one.
    family = table.household_id.fill_null(table.customer_id)

    def count(holds: ibis.Value) -> ibis.Value:
        return exact(holds.fill_null(False).cast("int64").sum())

    return table.group_by("rm_seq").agg(
        **{name: exact(table[name].sum()) for name in SUMMED},
        customers=exact(table.count()),
        onboarded_today=count(table.onboarded_on == night.as_of),
        families=exact(family.nunique()),
        moved_in=exact(ibis.greatest(moved, 0).sum()),
        moved_out=exact(ibis.greatest(-moved, 0).sum()),
        dormant_casa=exact(listed.contains(",dormant,").ifelse(table.casa, 0).sum()),
        **{
            f"kyc_{days}": count(table.kyc_due_on <= night.as_of + timedelta(days))
            for days in KYC_DAYS
        },
        **{f"flag_{name}": count(listed.contains(f",{name},")) for name in FLAGS},
    )


def _rms(night: Night) -> ibis.Table:
    people = night.built["employee"]
    rms = people.filter(people.rm_seq.notnull())
    table = rms.select("employee_id", "rm_seq", "unit_id", "name").left_join(
        _books(night), "rm_seq"
    )
    return table.select(
        unit_id=table.employee_id,
        parent_id=table.unit_id,
        level=ibis.literal("rm"),
        name=table.name,
        rm_from=table.rm_seq,
        rm_to=table.rm_seq,
        **{name: table[name].fill_null(0) for name in AMOUNTS},
    )


def unit_rollup(night: Night) -> ibis.Table:
    """Each RM, and each unit with an RM in or under it."""
    rms = _rms(night)
    units = night.built["unit"]
    units = units.filter(units.rm_from <= units.rm_to)
    rows = rms.select("rm_from", *AMOUNTS).mutate(seq=rms.rm_from).drop("rm_from")
    spans = units.select("unit_id", "rm_from", "rm_to")
    under = rows.inner_join(spans, [rows.seq >= spans.rm_from, rows.seq <= spans.rm_to])
    sums = under.group_by("unit_id").agg(
        **{name: exact(under[name].sum()) for name in AMOUNTS},
    )
    keys = ("unit_id", "parent_id", "level", "name", "rm_from", "rm_to")
    table = units.inner_join(sums, "unit_id").select(*keys, *AMOUNTS)
    return table.union(rms.select(*keys, *AMOUNTS))


def levels_differ(night: Night) -> ibis.Table:
    """(unit_id, figure, stated, added): where a row is not the sum of those right under it.

    The top stands against the figures of every customer in a book, as unit ''. The customers are
    read once for all figures.
    """
    rows = night.built["unit_rollup"].select("unit_id", "parent_id", "level", *AMOUNTS)
    rows = _by_figure(rows, AMOUNTS)
    below = rows.filter(rows.parent_id.notnull())
    below = below.group_by(unit_id=below.parent_id, figure=below.figure).agg(
        added=exact(below.amount.sum())
    )
    units = rows.filter(rows.level != "rm").select("unit_id", "figure", stated=rows.amount)
    figures = night.built["figures"]
    figures = figures.filter(figures.rm_seq % BAND > 0)
    served = figures.agg(**{name: exact(figures[name].sum()) for name in SUMMED})
    served = _by_figure(served, SUMMED).select("figure", added=ibis._.amount)
    books = rows.filter(rows.level == "rm", rows.figure.isin(SUMMED))
    books = books.group_by("figure").agg(stated=exact(books.amount.sum()))
    whole = books.left_join(served, "figure").mutate(unit_id=ibis.literal(""))
    return _unequal(units.left_join(below, ["unit_id", "figure"])).union(_unequal(whole))


def _by_figure(table: ibis.Table, names: tuple[str, ...]) -> ibis.Table:
    """A row for each of these columns: its name as `figure`, its value as `amount`."""
    return table.pivot_longer(list(names), names_to="figure", values_to="amount")


def _unequal(pairs: ibis.Table) -> ibis.Table:
    same = pairs.stated.fill_null(0) == pairs.added.fill_null(0)
    return pairs.filter(~same).select("unit_id", "figure", "stated", "added")
