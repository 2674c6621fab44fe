"""A customer's figures. An account counts once, with its owner; amounts are minor units.

- CASA: closings of savings and current accounts; `casa_month_day_sum` adds those of every day of
  the month so far, so that the month average is exact; `casa_quarter_day_sum` and
  `casa_13m_day_sum` those of the calendar quarter so far, and of this month and the 12 before.
  An average is such a sum through its number of days: `month_days`, `quarter_days`,
  `history_days`, which are fewer where history begins later.
- Term deposits, investments: closings. Loans: what is outstanding, positive.
- TRV: CASA + term deposits + investments + loans. Cards are outside; `card_used` is positive.
- `_day_before`: the day before the business date; `_month_start`, `_year_start`: the last day of
  the month, and of the calendar year, before.
- Money in and out: credits and debits of CASA accounts without own transfers and term deposits
  opened or paid out; 13 months are this month and the 12 before.
- Last activity: the last booking other than interest and fees on any account.
"""

from datetime import timedelta

import ibis

from c360.customers.families import CASA_FAMILIES
from c360.customers.periods import HISTORY_MONTHS, month_start
from c360.customers.source_day import NOTHING, exact
from c360.customers.source_months import PAST
from c360.nightly.night import Night

LAKH = 100_000_00
DAYS = ("", "_day_before", "_month_start")
DAY_SUMS = ("month_day_sum", "quarter_day_sum", "past_day_sum")

Flags = tuple[tuple[str, ibis.Value], ...]


def _owned(night: Night) -> ibis.Table:
    return night.built["holding"].filter(lambda t: t.is_primary)


def _sums(night: Night) -> ibis.Table:
    """A customer's accounts added up by family and day."""
    past = night.built["account_sums"].select("account_id", "bounces", "last_active_on", *PAST)
    owned = _owned(night).left_join(past, "account_id").drop("account_id_right")
    casa = owned.family.isin(CASA_FAMILIES)
    short = casa & (owned.status != "closed") & (owned.closing < owned.minimum_balance)

    def total(column: ibis.Value, where: ibis.Value) -> ibis.Value:
        return exact(where.ifelse(column, NOTHING).sum())

    sums = {}
    for day in (*DAYS, "_year_start"):
        closing = owned[f"closing{day}"]
        sums[f"casa{day}"] = total(closing, casa)
        sums[f"term_deposits{day}"] = total(closing, owned.family == "term_deposit")
        sums[f"investments{day}"] = total(closing, owned.family == "investment")
        sums[f"loans{day}"] = total(-closing, owned.family == "loan")
    sums |= {f"casa_{name}": total(owned[name], casa) for name in DAY_SUMS}
    return owned.group_by("customer_id").agg(
        **sums,
        card_used=total(-owned.closing, owned.family == "card"),
        in_month=total(owned.in_month, casa),
        out_month=total(owned.out_month, casa),
        past_in=total(owned.past_in, casa),
        past_out=total(owned.past_out, casa),
        bounces=exact(owned.bounces.sum().fill_null(0)),
        last_activity_on=owned.last_active_on.max(),
        below_minimum_by=total(owned.minimum_balance - owned.closing, short),
        casa_since=owned.opened_on.min(where=casa & (owned.status != "closed")),
    )


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


def _days(night: Night) -> dict[str, ibis.Value]:
    """Over how many days each sum of days goes: those of the period that history has."""
    starts = {
        "month_days": month_start(night.as_of),
        "quarter_days": month_start(night.as_of, (night.as_of.month - 1) % 3),
        "history_days": month_start(night.as_of, HISTORY_MONTHS - 1),
    }
    return {
        name: ibis.literal((night.as_of - max(start, night.history_from)).days + 1, type="int32")
        for name, start in starts.items()
    }


def figures(night: Night) -> ibis.Table:
    """One row a customer; who holds nothing has zeros."""
    table = night.built["customer"]
    for beside in (
        _sums(night), _products(night), _maturities(night), _open_requests(night),
    ):  # fmt: skip
        table = table.left_join(beside, "customer_id").drop("customer_id_right")
    families = ("casa", "term_deposits", "investments", "loans")
    zeros = [f"{family}{day}" for family in families for day in (*DAYS, "_year_start")]
    zeros += [*(f"casa_{name}" for name in DAY_SUMS), "card_used", "in_month", "out_month",
              "past_in", "past_out", "below_minimum_by", "bounces",
              "service_requests_open"]  # fmt: skip
    table = table.mutate(
        products=table.products.fill_null(""), **{name: table[name].fill_null(0) for name in zeros}
    )
    table = table.mutate(
        casa_quarter_day_sum=table.casa_quarter_day_sum + table.casa_month_day_sum,
        casa_13m_day_sum=table.casa_past_day_sum + table.casa_month_day_sum,
        in_13m=table.past_in + table.in_month,
        out_13m=table.past_out + table.out_month,
        **{
            f"trv{day}": sum((table[f"{family}{day}"] for family in families[1:]),
                             start=table[f"casa{day}"])
            for day in (*DAYS, "_year_start")
        }
    )  # fmt: skip
    table = table.mutate(**_days(night))
    text = ibis.literal("")
    for name, holds in _flags(night, table):
        text = text + holds.fill_null(False).ifelse(f"{name},", "")
    table = table.mutate(flags=text.re_replace(",$", ""))
    by_day = [f"{name}{day}" for name in families for day in DAYS]
    return table.select(
        "customer_id", "rm_seq", "full_name", "kind", "segment", "city", "branch_id",
        "trv", "trv_day_before", "trv_month_start", "trv_year_start", *by_day,
        "casa_month_day_sum", "casa_quarter_day_sum", "casa_13m_day_sum", "month_days",
        "quarter_days", "history_days", "card_used", "in_month", "out_month", "in_13m", "out_13m",
        "last_activity_on", "products", "flags", "kyc_due_on", "next_maturity_on",
        "next_maturity_amount", "last_contact_on", "below_minimum_by", "service_requests_open",
    )  # fmt: skip
