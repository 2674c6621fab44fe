"""Daily closing balances as changed days, and what happened on the way."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from c360.core.viewer import Viewer
from c360.customers.families import CASA_FAMILIES, OWN_MOVES
from c360.customers.holdings import Operated, operated_holdings
from c360.http.rows import Row, fetch

KNOWN = ("salary", "emi_bounce", "td_maturity")
EVENTS_A_SIDE = 4
LARGE_SHARE = 5  # a movement is large from a fifth of the period's highest balance on

# The balance carried into the first day leads each account's changed days.
_POINTS = """
    select operated.id as account_id, %(first)s::date as as_of, carried.closing
    from unnest(%(accounts)s::text[]) as operated(id)
    cross join lateral (
        select closing from balance
        where account_id = operated.id and as_of <= %(first)s::date
        order by as_of desc limit 1
    ) carried
    union all
    select account_id, as_of, closing from balance
    where account_id = any(%(accounts)s::text[])
        and as_of > %(first)s::date and as_of <= %(last)s::date
    order by account_id, as_of"""
# A payroll is a salary paid out, and a deposit's own account books its maturity as a debit.
_EVENTS = """
    with booked as materialized (
        select posted_on, posted_seq, account_id, amount, category, counterparty
        from transaction
        where account_id = any(%(accounts)s::text[])
            and posted_on between %(first)s::date and %(last)s::date
            and (abs(amount) >= %(large)s::bigint or category = any(%(known)s::text[]))
    ), moved as (
        select * from booked where abs(amount) >= %(large)s::bigint
            and (category is null or category <> all(%(not_moves)s::text[]))
    )
    select * from booked where category = any(%(known)s::text[]) and amount > 0
    union all
    (select * from moved where amount > 0
        order by amount desc, posted_on, posted_seq limit %(a_side)s::bigint)
    union all
    (select * from moved where amount < 0
        order by amount, posted_on, posted_seq limit %(a_side)s::bigint)"""


def balance_trend(
    viewer: Viewer,
    customer_id: str,
    *,
    first: date,
    last: date,
    accounts: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Closing balances (minor units) of the named accounts, or of all savings and current ones.

    Each series has a point on `first` (what was carried in) and one on each day that changed the
    balance up to `last`, both business dates. Raises not-found when the customer is out of scope.
    """
    holdings = operated_holdings(viewer, customer_id)
    chosen = [h for h in holdings.values() if _is_chosen(h, accounts)]
    points = _points([h.account_id for h in chosen], first, last)
    series = [_series(holding, points.get(holding.account_id, [])) for holding in chosen]
    highest = max((closing for rows in points.values() for _, closing in rows), default=0)
    return {
        "currency": chosen[0].currency if chosen else None,
        "from": first,
        "to": last,
        "series": series,
        "events": _events({h.account_id: h.account_key for h in chosen}, first, last, highest),
    }


def _is_chosen(holding: Operated, accounts: tuple[str, ...]) -> bool:
    if accounts:
        return holding.account_key in accounts
    return holding.family in CASA_FAMILIES and holding.status != "closed"


def _points(account_ids: list[str], first: date, last: date) -> dict[str, list[tuple[date, int]]]:
    """Changed days per account, led by the balance carried into `first`."""
    points: dict[str, list[tuple[date, int]]] = {}
    for row in fetch(_POINTS, {"accounts": account_ids, "first": first, "last": last}):
        points.setdefault(row["account_id"], []).append((row["as_of"], row["closing"]))
    return points


def _series(holding: Operated, points: list[tuple[date, int]]) -> dict[str, Any]:
    return {
        "account_key": holding.account_key,
        "number_masked": holding.number_masked,
        "product": holding.product_name,
        "family": holding.family,
        "minimum_balance": holding.minimum_balance,
        "points": points,
    }


def _events(
    accounts: Mapping[str, str], first: date, last: date, highest: int
) -> list[dict[str, Any]]:
    """Salaries, bounces and maturities, and the largest movements each way, of accounts by id."""
    values = {
        "accounts": list(accounts),
        "first": first,
        "last": last,
        "large": str(max(highest // LARGE_SHARE, 1)),
        "known": list(KNOWN),
        "not_moves": [*KNOWN, *OWN_MOVES],
        "a_side": str(EVENTS_A_SIDE),
    }
    events = [_event(row, accounts[row["account_id"]]) for row in fetch(_EVENTS, values)]
    return sorted(events, key=lambda event: (event["on"], event["account_key"], event["kind"]))


def _event(row: Row, key: str) -> dict[str, Any]:
    kinds = {"salary": "salary", "emi_bounce": "bounce", "td_maturity": "maturity"}
    kind = kinds.get(row["category"]) or ("large_credit" if row["amount"] > 0 else "large_debit")
    return {
        "on": row["posted_on"],
        "kind": kind,
        "label": row["counterparty"] or row["category"] or "",
        "amount": row["amount"],
        "account_key": key,
    }
