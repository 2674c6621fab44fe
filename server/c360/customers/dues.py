"""What falls due next on a customer's accounts, and whether the balances cover the instalments.

Amounts are minor units; money out is negative.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from c360.customers.families import CASA_FAMILIES
from c360.customers.masking import number_masked
from c360.http.rows import Row

COVER_DAYS = 45  # every monthly instalment falls due at least once in it

Json = dict[str, Any]


def next_events(owned: list[Row], orders: list[Row], as_of: date) -> list[Json]:
    """What comes next on the accounts the customer owns, soonest first.

    `product` is the kind of product that a maturity or an EMI is of, None for an instruction.
    """
    events: list[Json] = []
    for h in owned:
        number, kind, closing = number_masked(h["account_id"]), h["kind"], h["closing"]
        if h["family"] == "term_deposit" and h["matures_on"] and h["matures_on"] >= as_of:
            label = f"{kind} matures"
            events.append(_event(h["matures_on"], "maturity", label, kind, number, closing))
        if _repays(h):
            due = next_day_of_month(h["instalment_day"], as_of)
            events.append(_event(due, "emi", f"{kind} EMI", kind, number, -h["instalment"]))
    instalments = {h["instalment"] for h in owned if h["family"] == "loan"}
    for order in orders:
        if order["kind"] == "emi" and order["amount"] in instalments:
            continue  # the mandate that pays a loan shown already
        label = order["counterparty"] or order["kind"] or "Standing instruction"
        number = number_masked(order["account_id"])
        events.append(_event(order["next_on"], "standing", label, None, number, -order["amount"]))
    events.sort(key=lambda event: (event["on"], event["kind"], event["account"], event["amount"]))
    return events


def emi_reach(owned: list[Row], as_of: date) -> Json | None:
    """Whether today's savings and current balances pay the EMIs of the next 45 days, in order.

    `reaches_to` is the last EMI they pay for; `short_on` the first they do not, short by
    `short_by`. None without an EMI.
    """
    dues: list[tuple[date, int]] = []
    for h in filter(_repays, owned):
        due = next_day_of_month(h["instalment_day"], as_of)
        while due <= as_of + timedelta(days=COVER_DAYS):
            dues.append((due, h["instalment"]))
            due = next_day_of_month(h["instalment_day"], due)
    left = sum(h["closing"] for h in owned if h["family"] in CASA_FAMILIES)
    reaches_to: date | None = None
    for due, instalment in sorted(dues):
        left -= instalment
        if left < 0:
            return {"reaches_to": reaches_to, "short_on": due, "short_by": -left}
        reaches_to = due
    if reaches_to is None:
        return None
    return {"reaches_to": reaches_to, "short_on": None, "short_by": None}


def _repays(holding: Row) -> bool:
    """Whether it is a loan on which an instalment falls due each month."""
    return bool(
        holding["family"] == "loan"
        and holding["instalment"]
        and holding["instalment_day"]
        and holding["closing"] < 0
    )


def _event(on: date, kind: str, label: str, product: str | None, account: str, amount: int) -> Json:
    return {
        "on": on,
        "kind": kind,
        "label": label,
        "product": product,
        "account": account,
        "amount": amount,
    }


def next_day_of_month(day: int, after: date) -> date:
    """The first date after `after` that is the `day`th, or the last of a shorter month."""
    year, month = after.year, after.month
    while True:
        found = date(year, month, min(max(day, 1), monthrange(year, month)[1]))
        if found > after:
            return found
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
