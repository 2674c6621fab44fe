"""What the members of a household have together.

An account counts once, with its owner, so one that members hold jointly is not counted twice.
"""

import ibis

from c360.customers.source_day import exact
from c360.nightly.night import Night

SUMMED = (
    "trv", "trv_day_before", "trv_month_start", "trv_year_start", "casa", "term_deposits",
    "investments", "loans", "card_used", "in_month", "out_month", "in_13m", "out_13m",
)  # fmt: skip


def household(night: Night) -> ibis.Table:
    """Each household's members in one RM's book; a viewer adds up the books in scope."""
    members = night.built["customer"].select("customer_id", "household_id")
    members = members.filter(members.household_id.notnull())
    rows = night.built["figures"].inner_join(members, "customer_id")
    return rows.group_by(["household_id", "rm_seq"]).agg(
        members=exact(rows.count()), **{name: exact(rows[name].sum()) for name in SUMMED}
    )
