"""A customer's accounts and facilities."""

from typing import Any

from c360.core.money import average
from c360.core.viewer import Viewer
from c360.customers.families import CASA_FAMILIES
from c360.customers.holdings import holdings_of
from c360.customers.masking import account_key, number_masked
from c360.customers.queries import in_scope, require_customer, scoped
from c360.http.rows import Row, fetch

HOLDERS = ("owner", "joint")
_PARTIES = f"""
    select h.account_id, h.role, h.customer_id, c.full_name
    from holding h
    join customer c on c.customer_id = h.customer_id
    where h.account_id = any(%(accounts)s::text[]) and {in_scope("h.")} and {in_scope("c.")}
    """  # noqa: S608 (our own words)


def accounts(viewer: Viewer, customer_id: str, *, month_days: int) -> dict[str, Any]:
    """Every account the customer has a part in, with totals of what the customer owns.

    `month_days` is the day of the month of the business date: month averages divide by it.
    Amounts are minor units. Raises not-found when the customer is out of scope.
    """
    holdings = sorted(holdings_of(viewer, customer_id), key=_family_and_age)
    if not holdings:
        require_customer(viewer, customer_id)
    parties = _parties(viewer, [holding["account_id"] for holding in holdings])
    rows = [_row(holding, parties, month_days) for holding in holdings]
    return {
        "currency": holdings[0]["currency"] if holdings else None,
        "totals": _totals([h for h in holdings if h["is_primary"] and h["status"] != "closed"]),
        "results": rows,
    }


def _family_and_age(holding: Row) -> tuple[Any, ...]:
    return holding["family"], holding["opened_on"], holding["account_id"]


def _totals(owned: list[Row]) -> dict[str, int]:
    """Sums over the accounts that count for this customer: those the customer owns."""

    def of(*families: str) -> int:
        return sum(h["closing"] for h in owned if h["family"] in families)

    return {
        "casa": of(*CASA_FAMILIES),
        "term_deposits": of("term_deposit"),
        "investments": of("investment"),
        "loans": -of("loan"),
        "instalments": sum(h["instalment"] or 0 for h in owned if h["family"] == "loan"),
    }


def _parties(viewer: Viewer, account_ids: list[str]) -> dict[str, list[Row]]:
    """Everyone with a part in those accounts, within scope, by account."""
    parties: dict[str, list[Row]] = {}
    for row in fetch(_PARTIES, scoped(viewer, accounts=account_ids)):
        parties.setdefault(row["account_id"], []).append(row)
    return parties


_SHOWN = (
    "kind", "family", "currency", "role", "holders", "status", "opened_on",
    "closed_on", "closing", "matures_on", "renewal", "principal", "instalment",
    "instalment_day", "credit_limit", "minimum_balance", "overdue_days",
)  # fmt: skip


def _row(holding: Row, parties: dict[str, list[Row]], month_days: int) -> dict[str, Any]:
    # A nominee's or guarantor's row names the holders under `joint` too: whose account it is.
    others = [
        (one["role"], one["full_name"])
        for one in parties.get(holding["account_id"], [])
        if one["customer_id"] != holding["customer_id"]
    ]
    rate = holding["interest_rate"]
    return {
        **{name: holding[name] for name in _SHOWN},
        "account_key": account_key(holding["account_id"]),
        "number_masked": number_masked(holding["account_id"]),
        "product": holding["product_name"],
        "change_day": holding["closing"] - holding["closing_day_before"],
        "month_average": average(holding["month_day_sum"], month_days),
        "interest_rate": None if rate is None else str(rate),
        "nominees": [name for role, name in others if role == "nominee"],
        "joint": [name for role, name in others if role in HOLDERS],
    }
