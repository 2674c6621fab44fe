"""The runner: every rule over one night, ranked, each hit with a key that lasts.

The score is the rule's weight, up to 40 more for the amount at stake, and up to 20 for a day
that is near; hits of one score stand by amount, then by key.
"""

from datetime import timedelta

import ibis

from c360.insights.rules import COLUMNS, Night, Rule, rules

LAKH = 100_000_00
SIZES = ((100 * LAKH, 40), (25 * LAKH, 30), (5 * LAKH, 20), (LAKH, 10))
NEAR = ((7, 20), (30, 10))


def _hits(night: Night, rule: Rule) -> ibis.Table:
    found = rule.find(night)
    unknown = set(found.columns) - set(COLUMNS)
    if unknown:
        raise ValueError(f"rule {rule.name} gives unknown columns: {', '.join(sorted(unknown))}")
    columns = {
        name: found[name].cast(kind) if name in found.columns else ibis.null(kind)
        for name, kind in COLUMNS.items()
    }
    return found.select(
        **columns,
        rule=ibis.literal(rule.name),
        version=ibis.literal(rule.version, type="int32"),
        weight=ibis.literal(rule.weight, type="int32"),
    )


def _score(night: Night, table: ibis.Table) -> ibis.Value:
    none = ibis.literal(0, type="int32")
    size, near = none, none
    for least, points in reversed(SIZES):
        size = (table.amount >= least).ifelse(ibis.literal(points, type="int32"), size)
    for days, points in reversed(NEAR):
        until = night.as_of + timedelta(days)
        near = (table.on_date <= until).ifelse(ibis.literal(points, type="int32"), near)
    return (table.weight + size.fill_null(0) + near.fill_null(0)).cast("int32")


def insight(night: Night) -> ibis.Table:
    """Every hit of every rule. `key` is the hash of rule, customer and occasion."""
    table = ibis.union(*(_hits(night, rule) for rule in rules()))
    customers = night.built["customer"].select("customer_id", "rm_seq")
    table = table.inner_join(customers, "customer_id")
    parts = table.rule + "\x01" + table.customer_id + "\x01" + table.occasion
    table = table.mutate(key=parts.hexdigest("md5"), score=_score(night, table))
    place = ibis.row_number().over(
        group_by=table.customer_id, order_by=[table.score.desc(), table.amount.desc(), table.key]
    )
    return table.mutate(place=(place + 1).cast("int32")).select(
        "key", "customer_id", "rm_seq", "rule", "version", "score", "place", "on_date", "amount",
        "compared", "account_id", "transaction_id", "detail",
    )  # fmt: skip


def insight_rule(night: Night) -> ibis.Table:
    """The rules of this night as people read them."""
    columns = ("name", "version", "title", "reason", "why", "owner", "evidence", "weight")
    one = ibis.range(1).unnest().name("one").as_table()
    table = ibis.union(
        *(one.select(**{name: ibis.literal(getattr(rule, name)) for name in columns})
          for rule in rules())
    )  # fmt: skip
    return table.mutate(version=table.version.cast("int32"), weight=table.weight.cast("int32"))
