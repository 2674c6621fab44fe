"""Rules on what moved: sudden flows, salaries that stopped or rose, instalments returned."""

from datetime import timedelta

import ibis

from c360.customers.families import CASA_FAMILIES
from c360.customers.source_day import first_of_month
from c360.insights.rules import Night, Rule
from c360.nightly.first_of import first_of
from c360.nightly.night import NAMED_DAYS

STOPPED_DAYS = 45  # a month's salary and two weeks of delay
FORGOTTEN_DAYS = NAMED_DAYS  # what stopped longer ago is no news
SALARY_DAYS = 240
STEADY_MONTHS = 3
RAISE_PER_CENT = 120
RAISE_DAYS = 30
BOUNCE_DAYS = 30
OWNER = "Relationship banking"


def _owners(night: Night) -> ibis.Table:
    rows = night.built["holding"]
    return rows.filter(rows.is_primary).select("account_id", "customer_id", "family")


def _since(night: Night, days: int) -> ibis.Table:
    """The bookings of the last so many days."""
    rows = night.history["transaction"]
    return rows.filter(
        rows.posted_on > night.as_of - timedelta(days), rows.posted_on <= night.as_of
    )


def _largest(night: Night, customers: ibis.Table, *, credits_only: bool) -> ibis.Table:
    """The largest booking of the business date on these customers' CASA accounts, one way."""
    owners = _owners(night)
    owners = owners.filter(owners.family.isin(CASA_FAMILIES)).semi_join(customers, "customer_id")
    rows = _since(night, 1)
    rows = rows.filter(rows.amount > 0 if credits_only else rows.amount < 0)
    rows = rows.inner_join(owners, "account_id")
    rows = first_of(rows, [rows.customer_id], [rows.amount.abs().desc(), rows.transaction_id])
    return rows.select("customer_id", "account_id", "transaction_id", detail=rows.counterparty)


def _moved(night: Night, flag: str) -> ibis.Table:
    rows = night.built["figures"]
    rows = rows.filter(("," + rows.flags + ",").contains(f",{flag},"))
    largest = _largest(night, rows, credits_only=flag == "inflow")
    rows = rows.left_join(largest, "customer_id").drop("customer_id_right")
    return rows.select(
        "customer_id",
        "account_id",
        "transaction_id",
        "detail",
        occasion=ibis.literal(night.as_of.isoformat()),
        on_date=ibis.literal(night.as_of),
        amount=(rows.trv - rows.trv_day_before).abs(),
        compared=rows.trv_day_before,
    )


def large_outflow(night: Night) -> ibis.Table:
    """Customers flagged for an outflow on the business date."""
    return _moved(night, "outflow")


def large_inflow(night: Night) -> ibis.Table:
    """Customers flagged for an inflow on the business date."""
    return _moved(night, "inflow")


def _latest_salaries(night: Night) -> ibis.Table:
    """Each account's latest salary of the last 240 days, the one before, and in how many months.

    One order does for all three: a window of its own for each took twice the time and memory.
    """
    rows = _since(night, SALARY_DAYS)
    rows = rows.filter(rows.category == "salary", rows.amount > 0)
    by_day = ibis.window(group_by="account_id", order_by=["posted_on", "posted_seq"])
    rows = rows.mutate(
        before=rows.amount.lag().over(by_day),
        day_before=rows.posted_on.lag().over(by_day),
        is_latest=rows.posted_on.lead().over(by_day).isnull(),
    )
    is_new_month = rows.day_before.isnull() | (rows.day_before < first_of_month(rows.posted_on))
    latest = {
        name: rows[name].max(where=rows.is_latest)
        for name in ("posted_on", "transaction_id", "amount", "before", "counterparty")
    }
    found = rows.group_by("account_id").agg(**latest, months=is_new_month.sum())
    return found.filter(found.months >= STEADY_MONTHS)


def _salary_hit(night: Night, rows: ibis.Table) -> ibis.Table:
    rows = rows.inner_join(_owners(night), "account_id")
    return rows.select(
        "customer_id",
        "account_id",
        "transaction_id",
        occasion=rows.account_id + " " + rows.posted_on.cast("string"),
        on_date=rows.posted_on,
        amount=rows.amount,
        compared=rows.before,
        detail=rows.counterparty,
    )


def salary_stopped(night: Night) -> ibis.Table:
    """Accounts that had salaries in three months or more, the last one 45 to 120 days ago."""
    rows = _latest_salaries(night)
    return _salary_hit(
        night,
        rows.filter(
            rows.posted_on < night.as_of - timedelta(STOPPED_DAYS),
            rows.posted_on >= night.as_of - timedelta(FORGOTTEN_DAYS),
        ),
    )


def salary_raised(night: Night) -> ibis.Table:
    """Accounts whose latest salary, of the last 30 days, is a fifth above the one before."""
    rows = _latest_salaries(night)
    return _salary_hit(
        night,
        rows.filter(
            rows.posted_on > night.as_of - timedelta(RAISE_DAYS),
            rows.amount * 100 >= rows.before * RAISE_PER_CENT,
        ),
    )


def emi_bounce(night: Night) -> ibis.Table:
    """Instalments returned within 30 days, each account's latest."""
    rows = _since(night, BOUNCE_DAYS)
    rows = rows.filter(rows.category == "emi_bounce")
    rows = first_of(rows, [rows.account_id], [rows.posted_on.desc(), rows.posted_seq.desc()])
    rows = rows.inner_join(_owners(night), "account_id")
    return rows.select(
        "customer_id",
        "account_id",
        "transaction_id",
        occasion=rows.account_id + " " + rows.posted_on.cast("string"),
        on_date=rows.posted_on,
        amount=rows.amount.abs(),
        detail=rows.counterparty,
    )


RULES = (
    Rule(
        "large_outflow", 1, "Large outflow",
        "Large outflow on {on_date}",
        "Money that leaves at once leaves for a reason; the sooner asked, the more comes back.",
        OWNER,
        "the day's fall of the relationship value, at least 1 lakh and a quarter of it; the value "
        "before; the day's largest debit and its counterparty",
        50, large_outflow,
    ),
    Rule(
        "large_inflow", 1, "Large inflow",
        "Large inflow on {on_date}",
        "New money looks for a place within days.",
        OWNER,
        "the day's rise of the relationship value, at least 1 lakh and a quarter of it; the value "
        "before; the day's largest credit and its counterparty",
        45, large_inflow,
    ),
    Rule(
        "salary_stopped", 1, "Salary stopped",
        "No salary since {on_date}",
        "The salary decides which bank is the main one.",
        OWNER,
        "the last salary, 45 to 120 days ago, after salaries in at least three months; its amount, "
        "the one before, the employer",
        45, salary_stopped,
    ),
    Rule(
        "salary_raised", 1, "Salary rose",
        "The salary of {on_date} is at least a fifth higher",
        "A higher salary changes what the customer can save, borrow and spend.",
        OWNER,
        "the salary of the last 30 days, at least a fifth above the one before; the one before; "
        "the employer",
        20, salary_raised,
    ),
    Rule(
        "emi_bounce", 1, "Instalment returned",
        "An instalment was returned on {on_date}",
        "A second return costs the customer a default; a call after the first prevents it.",
        OWNER,
        "the instalment returned within 30 days, and its amount",
        50, emi_bounce,
    ),
)  # fmt: skip
