"""A customer's accounts and facilities."""

from typing import Any

from c360.core.money import average
from c360.core.viewer import Viewer
from c360.customers.families import CASA_FAMILIES
from c360.customers.holdings import number_masked
from c360.customers.models import Customer, Holding
from c360.customers.queries import customer_of

HOLDERS = ("owner", "joint")


def accounts(viewer: Viewer, customer_id: str, *, month_days: int) -> dict[str, Any]:
    """Every account the customer has a part in, with totals of what the customer owns.

    `month_days` is the day of the month of the business date: month averages divide by it.
    Amounts are minor units. Raises not-found when the customer is out of scope.
    """
    customer_of(viewer, customer_id)
    holdings = list(
        Holding.objects.filter(customer_id=customer_id).order_by(
            "family", "opened_on", "account_id"
        )
    )
    parties = _parties([holding.account_id for holding in holdings])
    rows = [_row(holding, parties, month_days) for holding in holdings]
    return {
        "currency": holdings[0].currency if holdings else None,
        "totals": _totals([h for h in holdings if h.is_primary and h.status != "closed"]),
        "results": rows,
    }


def _totals(owned: list[Holding]) -> dict[str, int]:
    """Sums over the accounts that count for this customer: those the customer owns."""

    def of(*families: str) -> int:
        return sum(h.closing for h in owned if h.family in families)

    return {
        "casa": of(*CASA_FAMILIES),
        "term_deposits": of("term_deposit"),
        "investments": of("investment"),
        "loans": -of("loan"),
        "instalments": sum(h.instalment or 0 for h in owned if h.family == "loan"),
    }


def _parties(account_ids: list[str]) -> dict[str, list[tuple[str, str, str]]]:
    """(role, customer id, name) of everyone with a part in those accounts, within scope."""
    pairs = list(
        Holding.objects.filter(account_id__in=account_ids).values_list(
            "account_id", "role", "customer_id"
        )
    )
    names = dict(
        Customer.objects.filter(customer_id__in={pair[2] for pair in pairs}).values_list(
            "customer_id", "full_name"
        )
    )
    parties: dict[str, list[tuple[str, str, str]]] = {}
    for account_id, role, customer_id in pairs:
        if customer_id in names:
            parties.setdefault(account_id, []).append((role, customer_id, names[customer_id]))
    return parties


def _row(
    holding: Holding, parties: dict[str, list[tuple[str, str, str]]], month_days: int
) -> dict[str, Any]:
    # A nominee's or guarantor's row names the holders under `joint` too: whose account it is.
    others = [
        (role, name)
        for role, customer_id, name in parties.get(holding.account_id, [])
        if customer_id != holding.customer_id
    ]
    return {
        "account_id": holding.account_id,
        "number_masked": number_masked(holding.account_id),
        "product": holding.product_name,
        "kind": holding.kind,
        "family": holding.family,
        "currency": holding.currency,
        "role": holding.role,
        "holders": holding.holders,
        "status": holding.status,
        "opened_on": holding.opened_on,
        "closed_on": holding.closed_on,
        "closing": holding.closing,
        "change_day": holding.closing - holding.closing_day_before,
        "month_average": average(holding.month_day_sum, month_days),
        "interest_rate": None if holding.interest_rate is None else str(holding.interest_rate),
        "matures_on": holding.matures_on,
        "renewal": holding.renewal,
        "principal": holding.principal,
        "instalment": holding.instalment,
        "instalment_day": holding.instalment_day,
        "credit_limit": holding.credit_limit,
        "minimum_balance": holding.minimum_balance,
        "overdue_days": holding.overdue_days,
        "nominees": [name for role, name in others if role == "nominee"],
        "joint": [name for role, name in others if role in HOLDERS],
    }
