"""Daily closing balances as changed days, and what happened on the way."""
# ruff: noqa: S608 (statements are put together from our own words; values are bound)

from datetime import date
from typing import Any

from c360.core.viewer import Viewer
from c360.customers.families import CASA_FAMILIES, OWN_MOVES
from c360.customers.holdings import Operated, operated_holdings
from c360.http.rows import Row, fetch

# What is pinned whatever its size; the opening of a deposit only as a large movement.
KNOWN = ("salary", "emi_bounce", "td_maturity")
_KINDS = {
    "salary": "salary",
    "emi_bounce": "bounce",
    "td_maturity": "maturity",
    "td_open": "opening",
}
EVENTS_A_SIDE = 4
LARGE_SHARE = 5  # a movement is large from a fifth of the period's highest balance on

# Points and events by one statement, in which each of the ledger's views stands once: planning a
# view of a year of parts costs more than running it. A balance holds until the account's next one,
# so the last on or before the first day is the one carried in. A payroll is a salary paid out, and
# a deposit's own account books its maturity as a debit.
_LARGE = f"greatest((select max(closing) from point) / {LARGE_SHARE}, 1)"
_TREND = f"""
    with changed as (
        select account_id, as_of, closing,
            lead(as_of) over (partition by account_id order by as_of) as following
        from balance where account_id = any(%(accounts)s::text[]) and as_of <= %(last)s::date
    ), point as materialized (
        select account_id, greatest(as_of, %(first)s::date) as as_of, closing from changed
        where as_of > %(first)s::date or following is null or following > %(first)s::date
    ), booked as materialized (
        select posted_on, posted_seq, account_id, amount, category, counterparty,
            coalesce(category, '') <> all(%(not_moves)s::text[])
                and abs(amount) >= {_LARGE} as is_large
        from transaction
        where account_id = any(%(accounts)s::text[])
            and posted_on between %(first)s::date and %(last)s::date
            and (abs(amount) >= {_LARGE} or category = any(%(known)s::text[]))
    ), event as (
        select * from booked where category = any(%(known)s::text[]) and amount > 0
        union all
        (select * from booked where is_large and amount > 0
            order by amount desc, posted_on, posted_seq limit {EVENTS_A_SIDE})
        union all
        (select * from booked where is_large and amount < 0
            order by amount, posted_on, posted_seq limit {EVENTS_A_SIDE})
    )
    select account_id, as_of as on_day, closing as amount, false as is_event,
        null as category, null as counterparty from point
    union all
    select account_id, posted_on, amount, true, category, counterparty from event"""


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
    points: dict[str, list[tuple[date, int]]] = {h.account_id: [] for h in chosen}
    keys = {h.account_id: h.account_key for h in chosen}
    events = []
    for row in sorted(_rows(list(points), first, last), key=lambda row: row["on_day"]):
        if row["is_event"]:
            events.append(_event(row, keys[row["account_id"]]))
        else:
            points[row["account_id"]].append((row["on_day"], row["amount"]))
    return {
        "currency": chosen[0].currency if chosen else None,
        "from": first,
        "to": last,
        "series": [_series(holding, points[holding.account_id]) for holding in chosen],
        "events": sorted(events, key=lambda e: (e["on"], e["account_key"], e["kind"])),
    }


def _rows(account_ids: list[str], first: date, last: date) -> list[Row]:
    """Changed days, led by the balance carried into `first`; salaries, bounces, maturities, and
    the largest movements each way as events.
    """
    values = {
        "accounts": account_ids,
        "first": first,
        "last": last,
        "known": list(KNOWN),
        "not_moves": [*KNOWN, *(move for move in OWN_MOVES if move != "td_open")],
    }
    return fetch(_TREND, values) if account_ids else []


def _is_chosen(holding: Operated, accounts: tuple[str, ...]) -> bool:
    if accounts:
        return holding.account_key in accounts
    return holding.family in CASA_FAMILIES and holding.status != "closed"


def _series(holding: Operated, points: list[tuple[date, int]]) -> dict[str, Any]:
    return {
        "account_key": holding.account_key,
        "number_masked": holding.number_masked,
        "product": holding.product_name,
        "family": holding.family,
        "minimum_balance": holding.minimum_balance,
        "points": points,
    }


def _event(row: Row, key: str) -> dict[str, Any]:
    kind = _KINDS.get(row["category"]) or ("large_credit" if row["amount"] > 0 else "large_debit")
    return {
        "on": row["on_day"],
        "kind": kind,
        "label": row["counterparty"] or row["category"] or "",
        "amount": row["amount"],
        "account_key": key,
    }
