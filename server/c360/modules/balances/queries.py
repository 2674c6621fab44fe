"""Daily closing balances as changed days, and what happened on the way."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from c360.core.viewer import Viewer
from c360.customers.families import CASA_FAMILIES, OWN_MOVES
from c360.customers.holdings import number_masked, operated_holdings
from c360.customers.models import Holding
from c360.customers.models_ledger import Balance, Transaction

KNOWN = ("salary", "emi_bounce", "td_maturity")
EVENTS_A_SIDE = 4
LARGE_SHARE = 5  # a movement is large from a fifth of the period's highest balance on


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
        "events": _events([h.account_id for h in chosen], first, last, highest),
    }


def _is_chosen(holding: Holding, accounts: tuple[str, ...]) -> bool:
    if accounts:
        return holding.account_id in accounts
    return holding.family in CASA_FAMILIES and holding.status != "closed"


def _points(account_ids: list[str], first: date, last: date) -> dict[str, list[tuple[date, int]]]:
    """Changed days per account, led by the balance carried into `first`."""
    rows = Balance.objects.filter(account_id__in=account_ids)
    carried = (
        rows.filter(as_of__lte=first)
        .order_by("account_id", "-as_of")
        .distinct("account_id")
        .values_list("account_id", "closing")
    )
    points = {account_id: [(first, closing)] for account_id, closing in carried}
    changed = rows.filter(as_of__gt=first, as_of__lte=last).order_by("account_id", "as_of")
    for account_id, as_of, closing in changed.values_list("account_id", "as_of", "closing"):
        points.setdefault(account_id, []).append((as_of, closing))
    return points


def _series(holding: Holding, points: list[tuple[date, int]]) -> dict[str, Any]:
    return {
        "account_id": holding.account_id,
        "number_masked": number_masked(holding.account_id),
        "product": holding.product_name,
        "family": holding.family,
        "minimum_balance": holding.minimum_balance,
        "points": points,
    }


def _events(account_ids: list[str], first: date, last: date, highest: int) -> list[dict[str, Any]]:
    """Salaries, bounces and maturities, and the largest movements each way."""
    booked = Transaction.objects.filter(
        account_id__in=account_ids, posted_on__gte=first, posted_on__lte=last
    )
    fields = ("posted_on", "account_id", "amount", "category", "counterparty")
    # A payroll is a salary paid out, and a deposit's own account books its maturity as a debit.
    known = booked.filter(category__in=KNOWN, amount__gt=0)
    events = [_event(row) for row in known.values_list(*fields)]
    large = max(highest // LARGE_SHARE, 1)
    moved = booked.exclude(category__in=(*KNOWN, *OWN_MOVES))
    for side, order in ((Q(amount__gte=large), "-amount"), (Q(amount__lte=-large), "amount")):
        rows = moved.filter(side).order_by(order, "posted_on", "posted_seq")[:EVENTS_A_SIDE]
        events.extend(_event(row) for row in rows.values_list(*fields))
    return sorted(events, key=lambda event: (event["on"], event["account_id"], event["kind"]))


def _event(row: Iterable[Any]) -> dict[str, Any]:
    posted_on, account_id, amount, category, counterparty = row
    kinds = {"salary": "salary", "emi_bounce": "bounce", "td_maturity": "maturity"}
    kind = kinds.get(category) or ("large_credit" if amount > 0 else "large_debit")
    return {
        "on": posted_on,
        "kind": kind,
        "label": counterparty or category or "",
        "amount": amount,
        "account_id": account_id,
    }
