"""A customer's figures. An account counts once, with its owner; amounts are minor units.

- CASA: closings of savings and current accounts; `casa_month_day_sum` adds those of every day of
  the month so far, so that the month average is exact.
- Term deposits, investments: closings. Loans: what is outstanding, positive.
- TRV: CASA + term deposits + investments + loans. Cards are outside; `card_used` is positive.
- `_day_before`: the day before the business date; `_month_start`, `_year_start`: the last day of
  the month, and of the calendar year, before.
- Money in and out: credits and debits of CASA accounts without own transfers and term deposits
  opened or paid out; 13 months are this month and the 12 before.
- Last activity: the last booking other than interest and fees on any account.
"""

from datetime import date, timedelta

import ibis

from c360.customers.families import CASA_FAMILIES
from c360.customers.periods import HISTORY_MONTHS, month_start
from c360.customers.source_holding import changes, counted_moves, exact
from c360.nightly.night import Night

LAKH = 100_000_00
NOT_ACTIVITY = ("interest", "fees")  # what the bank books of itself
DAYS = ("", "_day_before", "_month_start")

Flags = tuple[tuple[str, ibis.Value], ...]


def _owned(night: Night) -> ibis.Table:
    return night.built["holding"].filter(lambda t: t.is_primary)


def _sums(night: Night) -> ibis.Table:
    """A customer's accounts added up by family and day."""
    owned = _year_start(night, _owned(night))
    casa = owned.family.isin(CASA_FAMILIES)
    short = casa & (owned.status != "closed") & (owned.closing < owned.minimum_balance)

    def total(column: ibis.Value, where: ibis.Value) -> ibis.Value:
        return exact(column.sum(where=where).fill_null(0))

    sums = {}
    for day in (*DAYS, "_year_start"):
        closing = owned[f"closing{day}"]
        sums[f"casa{day}"] = total(closing, casa)
        sums[f"term_deposits{day}"] = total(closing, owned.family == "term_deposit")
        sums[f"investments{day}"] = total(closing, owned.family == "investment")
        sums[f"loans{day}"] = total(-closing, owned.family == "loan")
    return owned.group_by("customer_id").agg(
        **sums,
        casa_month_day_sum=total(owned.month_day_sum, casa),
        card_used=total(-owned.closing, owned.family == "card"),
        in_month=total(owned.in_month, casa),
        out_month=total(owned.out_month, casa),
        below_minimum_by=total(owned.minimum_balance - owned.closing, short),
        casa_since=owned.opened_on.min(where=casa & (owned.status != "closed")),
    )


def _year_start(night: Night, owned: ibis.Table) -> ibis.Table:
    rows = changes(night)
    rows = rows.filter(rows.as_of < date(night.as_of.year, 1, 1))
    before = rows.group_by("account_id").agg(closing_year_start=exact(rows.change.sum()))
    table = owned.left_join(before, "account_id").drop("account_id_right")
    return table.mutate(closing_year_start=table.closing_year_start.fill_null(0))


def _products(night: Night) -> ibis.Table:
    """The kinds of open accounts, in alphabetical order with commas between."""
    owned = _owned(night)
    kinds = owned.filter(owned.status != "closed").select("customer_id", "kind").distinct()
    listed = kinds.group_by("customer_id").agg(listed=kinds.kind.collect())
    return listed.select("customer_id", products=listed.listed.sort().join(","))


def _maturities(night: Night) -> ibis.Table:
    """The next day on which open term deposits mature, and what they hold together."""
    owned = _owned(night)
    due = owned.filter(
        owned.family == "term_deposit", owned.status != "closed", owned.matures_on >= night.as_of
    )
    days = due.group_by(["customer_id", "matures_on"]).agg(amount=exact(due.closing.sum()))
    place = ibis.row_number().over(group_by=days.customer_id, order_by=days.matures_on)
    ranked = days.mutate(place=place)
    ranked = ranked.filter(ranked.place == 0)
    return ranked.select(
        "customer_id", next_maturity_on=ranked.matures_on, next_maturity_amount=ranked.amount
    )


def _moves(night: Night) -> ibis.Table:
    owned = _owned(night)
    casa = owned.filter(owned.family.isin(CASA_FAMILIES)).select("account_id", "customer_id")
    rows = counted_moves(night)
    rows = rows.filter(rows.posted_on >= month_start(night.as_of, HISTORY_MONTHS - 1))
    rows = rows.inner_join(casa, "account_id")
    return rows.group_by("customer_id").agg(
        in_13m=exact(rows.money_in.sum()), out_13m=exact(rows.money_out.sum())
    )


def _activity(night: Night) -> ibis.Table:
    owned = _owned(night).select("account_id", "customer_id")
    rows = night.history["transaction"].inner_join(owned, "account_id")
    category = rows.category.fill_null("")
    bounced = (category == "emi_bounce") & (rows.posted_on >= month_start(night.as_of))
    return rows.group_by("customer_id").agg(
        last_activity_on=rows.posted_on.max(where=~category.isin(NOT_ACTIVITY)),
        bounces=exact(bounced.cast("int64").sum()),
    )


def _open_requests(night: Night) -> ibis.Table:
    requests = night.tables["service_request"]
    requests = requests.filter(requests.status == "open", requests.opened_on <= night.as_of)
    return requests.group_by("customer_id").agg(service_requests_open=exact(requests.count()))


def _flags(night: Night, t: ibis.Table) -> Flags:
    """What asks for a look, in the order it is shown."""
    as_of = night.as_of
    long_ago = as_of - timedelta(365)
    change = t.trv - t.trv_day_before
    large = ibis.greatest(ibis.literal(4 * LAKH, type="int64"), t.trv_day_before)  # x 4
    return (
        ("outflow", change * 4 <= -large),
        ("inflow", change * 4 >= large),
        ("td_due", t.next_maturity_on <= as_of + timedelta(30)),
        ("kyc_due", t.kyc_due_on <= as_of + timedelta(90)),
        ("below_minimum", t.below_minimum_by > 0),
        ("emi_bounce", t.bounces > 0),
        (
            "dormant",
            (t.casa_since <= long_ago)
            & (t.last_activity_on.isnull() | (t.last_activity_on <= long_ago)),
        ),
        ("idle_cash", (t.casa >= 10 * LAKH) & (t.casa * 100 >= t.trv * 60)),
    )


def figures(night: Night) -> ibis.Table:
    """One row a customer; who holds nothing has zeros."""
    table = night.built["customer"]
    for beside in (
        _sums(night), _products(night), _maturities(night), _moves(night), _activity(night),
        _open_requests(night),
    ):  # fmt: skip
        table = table.left_join(beside, "customer_id").drop("customer_id_right")
    families = ("casa", "term_deposits", "investments", "loans")
    zeros = [f"{family}{day}" for family in families for day in (*DAYS, "_year_start")]
    zeros += ["casa_month_day_sum", "card_used", "in_month", "out_month", "in_13m", "out_13m",
              "below_minimum_by", "bounces", "service_requests_open"]  # fmt: skip
    table = table.mutate(
        products=table.products.fill_null(""), **{name: table[name].fill_null(0) for name in zeros}
    )
    table = table.mutate(
        **{
            f"trv{day}": sum((table[f"{family}{day}"] for family in families[1:]),
                             start=table[f"casa{day}"])
            for day in (*DAYS, "_year_start")
        }
    )  # fmt: skip
    text = ibis.literal("")
    for name, holds in _flags(night, table):
        text = text + holds.fill_null(False).ifelse(f"{name},", "")
    table = table.mutate(flags=text.re_replace(",$", ""))
    by_day = [f"{name}{day}" for name in families for day in DAYS]
    return table.select(
        "customer_id", "rm_seq", "full_name", "kind", "segment", "city", "branch_id",
        "trv", "trv_day_before", "trv_month_start", "trv_year_start", *by_day,
        "casa_month_day_sum", "card_used", "in_month", "out_month", "in_13m", "out_13m",
        "last_activity_on", "products", "flags", "kyc_due_on", "next_maturity_on",
        "next_maturity_amount", "last_contact_on", "below_minimum_by", "service_requests_open",
    )  # fmt: skip
