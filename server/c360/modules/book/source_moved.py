"""What moved TRV this month, by RM: the past is that of today's customers. Minor units.

New customers came this month; lost ones have no open account left and had some TRV at the
month's start. Of all others, new money and withdrawals are money in and out of CASA less what was
paid for investments or came back from them; net lending is the change of what is owed on loans;
revaluation is the rest: interest on deposits, market value, and moves between own accounts on
different days. So the parts always add up from the month's start to now.
"""

import ibis

from c360.customers.families import CASA_FAMILIES
from c360.customers.periods import month_start
from c360.customers.source_day import exact, money
from c360.nightly.night import Night, Step

INVESTED = "investment"  # the category of what is paid into or comes back from investments
PARTS = ("new_money", "withdrawals", "new_customers", "lost_customers", "net_lending",
         "revaluation")  # fmt: skip


def account_invested(step: Step) -> ibis.Table:
    """(account_id, invested, divested) in the month of the step's last day, both positive."""
    rows = step.rows["transaction"]
    rows = rows.filter(rows.category == INVESTED)
    if step.since is None:
        rows = rows.limit(0)
    rows = rows.mutate(**money(rows))
    new = rows.select("account_id", invested=rows.money_out, divested=rows.money_in)
    if step.before is not None and step.since is not None and step.since.month == step.until.month:
        new = new.union(step.before)
    return new.group_by("account_id").agg(
        invested=exact(new.invested.sum()), divested=exact(new.divested.sum())
    )


def _invested(night: Night) -> ibis.Table:
    """The same of each customer's own CASA accounts."""
    holdings = night.built["holding"]
    casa = holdings.filter(holdings.is_primary, holdings.family.isin(CASA_FAMILIES))
    moved = night.carried["account_invested"]
    rows = moved.inner_join(casa.select("account_id", "customer_id"), "account_id")
    return rows.group_by("customer_id").agg(
        invested=exact(rows.invested.sum()), divested=exact(rows.divested.sum())
    )


def _added(night: Night, customers: ibis.Table, key: str) -> ibis.Table:
    """These customers' figures added up by `key`: TRV at the start, what moved it, TRV now."""
    table = night.built["figures"].inner_join(
        customers.select("customer_id", "onboarded_on"), "customer_id"
    )
    table = table.left_join(_invested(night), "customer_id").drop("customer_id_right")
    new = table.onboarded_on >= month_start(night.as_of)
    lost = ~new & (table.products == "") & (table.trv_month_start != 0)
    stayed = ~new & ~lost
    moved = table.trv - table.trv_month_start

    def total(amount: ibis.Value, where: ibis.Value) -> ibis.Value:
        return exact(amount.sum(where=where).fill_null(0))

    sums = table.group_by(key).agg(
        trv_month_start=exact(table.trv_month_start.sum()),
        new_money=total(table.in_month - table.divested.fill_null(0), stayed),
        withdrawals=total(table.invested.fill_null(0) - table.out_month, stayed),
        new_customers=total(moved, new),
        lost_customers=total(moved, lost),
        net_lending=total(table.loans - table.loans_month_start, stayed),
        trv=exact(table.trv.sum()),
    )
    known = sum((sums[name] for name in PARTS[:-1]), start=sums.trv_month_start)
    return sums.mutate(revaluation=sums.trv - known)


def rm_moved(night: Night) -> ibis.Table:
    """Each RM's customers."""
    return _added(night, night.built["customer"], "rm_seq")


def own_moved(night: Night) -> ibis.Table:
    """Each employee's own record, which no sum shows that employee."""
    people = night.built["employee"]
    own = people.filter(people.own_customer_id.notnull()).select(own_id=people.own_customer_id)
    customers = night.built["customer"]
    customers = customers.semi_join(own, customers.customer_id == own.own_id)
    table = _added(night, customers, "customer_id")
    return table.inner_join(customers.select("customer_id", "rm_seq"), "customer_id")
