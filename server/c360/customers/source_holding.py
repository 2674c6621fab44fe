"""Who holds which account, and what stood on it (`source_day.py` has the balances' rules)."""

import ibis

from c360.nightly.night import Night

SUMMED = ("closing", "closing_day_before", "closing_month_start", "month_day_sum",
          "in_month", "out_month")  # fmt: skip


def _accounts(night: Night) -> ibis.Table:
    """Each account with its product, holders, balances and moves."""
    table = night.tables["account"]
    products = night.tables["product"]
    products = products.select("product_id", "kind", "family", product_name=products.name)
    table = table.inner_join(products, "product_id")
    parts = night.tables["holding"]
    parts = parts.filter(parts.role.isin(("owner", "joint")))
    holders = parts.group_by("account_id").agg(holders=parts.count().cast("int32"))
    sums = night.built["account_sums"].select("account_id", "last_posted_on", *SUMMED)
    for beside in (holders, sums):
        table = table.left_join(beside, "account_id").drop("account_id_right")
    return table.mutate(
        holders=table.holders.fill_null(0), **{name: table[name].fill_null(0) for name in SUMMED}
    )


def holding(night: Night) -> ibis.Table:
    """Each customer's part in each account, with the account's facts and balances."""
    parts = night.tables["holding"].select("customer_id", "account_id", "role")
    customers = night.built["customer"].select("customer_id", "rm_seq")
    table = parts.inner_join(customers, "customer_id")
    table = table.inner_join(_accounts(night), "account_id")
    return table.mutate(is_primary=table.role == "owner").select(
        "customer_id", "account_id", "role", "rm_seq", "is_primary", "holders", "product_id",
        "product_name", "kind", "family", "currency", "opened_on", "closed_on", "status",
        "branch_id", "interest_rate", "credit_limit", "instalment", "instalment_day",
        "principal", "matures_on", "renewal", "minimum_balance", "overdue_days", "closing",
        "closing_day_before", "closing_month_start", "month_day_sum", "last_posted_on",
        "in_month", "out_month",
    )  # fmt: skip
