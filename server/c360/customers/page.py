"""The first screen of customer 360; amounts are minor units of the bank's currency."""

from calendar import monthrange
from collections import Counter
from datetime import date
from typing import Any

from c360.core.errors import not_found
from c360.core.money import average
from c360.core.viewer import Viewer
from c360.customers.holdings import number_masked
from c360.customers.masking import email_masked, last_four
from c360.customers.models import (
    Consent,
    Customer,
    Employee,
    Figures,
    Holding,
    Product,
    StandingInstruction,
    Unit,
)
from c360.customers.queries import bank_currency, customer_of, within

FAMILIES = ("savings", "current", "term_deposit", "investment", "loan", "card")
EVENTS_SHOWN = 8

Json = dict[str, Any]


def answer(viewer: Viewer, customer_id: str, as_of: date) -> Json:
    """All that is asked before a call; raises not-found out of the viewer's scope."""
    customer = customer_of(viewer, customer_id)
    figures = Figures.objects.filter(customer_id=customer_id).first()
    if figures is None:
        raise not_found()
    holdings = list(Holding.objects.filter(customer_id=customer_id).order_by("account_id"))
    owned = [h for h in holdings if h.is_primary and h.status != "closed"]
    household = _household(viewer, customer)
    return {
        "currency": bank_currency(),
        "customer": _facts(customer),
        "rm": _rm(customer),
        "branch": _branch(customer),
        "household": household,
        "last_contact": customer.last_contact_on
        and {"on": customer.last_contact_on, "kind": customer.last_contact_kind},
        "consents": list(
            Consent.objects.filter(customer_id=customer_id)
            .order_by("purpose", "channel")
            .values("purpose", "channel", "status")
        ),
        "figures": _figures(figures, owned, as_of),
        "household_trv": household and sum(person["trv"] for person in household["people"]),
        "products": _products(owned),
        "next_events": _next_events(customer_id, owned, as_of),
        "counts": {
            "accounts": len(holdings),
            "service_requests_open": figures.service_requests_open,
        },
        "flags": figures.flags.split(",") if figures.flags else [],
    }


def _facts(customer: Customer) -> Json:
    return {
        "customer_id": customer.customer_id,
        "name": customer.full_name,
        "kind": customer.kind,
        "segment": customer.segment,
        "sex": customer.sex,
        "birth_date": customer.birth_date,
        "city": customer.city,
        "onboarded_on": customer.onboarded_on,
        "occupation": customer.occupation,
        "mobile_masked": last_four(customer.mobile),
        "email_masked": email_masked(customer.email),
        "tax_pan_masked": last_four(customer.tax_pan),
        "kyc_status": customer.kyc_status,
        "kyc_due_on": customer.kyc_due_on,
        "risk_class": customer.risk_class,
        "is_staff": customer.is_staff,
        "is_vip": customer.is_vip,
    }


def _rm(customer: Customer) -> Json | None:
    rm = Employee.objects.filter(employee_id=customer.rm_id).first() if customer.rm_id else None
    return {"id": rm.employee_id, "name": rm.name} if rm else None


def _branch(customer: Customer) -> Json:
    unit = Unit.objects.filter(unit_id=customer.branch_id).first()
    return {"id": customer.branch_id, "name": unit.name if unit else customer.branch_id}


def _household(viewer: Viewer, customer: Customer) -> Json | None:
    """The members in the viewer's scope: the others do not exist for the viewer."""
    if customer.household_id is None:
        return None
    members = Customer.objects.filter(within(viewer), household_id=customer.household_id)
    people = (
        Figures.objects.filter(within(viewer), customer_id__in=members.values("customer_id"))
        .order_by("-trv", "customer_id")
        .values("customer_id", "full_name", "trv")
    )
    return {
        "id": customer.household_id,
        "name": f"{customer.last_name or customer.full_name} household",
        "members": len(people),
        "people": [
            {"customer_id": p["customer_id"], "name": p["full_name"], "trv": p["trv"]}
            for p in people
        ],
    }


def _figures(figures: Figures, owned: list[Holding], as_of: date) -> list[Json]:
    """The strip; the CASA average has no change: the month before has none to compare with."""
    rows: list[Json] = []
    for key in ("trv", "casa", "term_deposits", "investments", "loans"):
        value: int = getattr(figures, key)
        rows.append(
            {
                "key": key,
                "value": value,
                "change_day": value - getattr(figures, f"{key}_day_before"),
                "change_month": value - getattr(figures, f"{key}_month_start"),
                "note": None,
            }
        )
    rows.insert(2, _plain("casa_average", average(figures.casa_month_day_sum, as_of.day)))
    rows.append(_plain("card_used", figures.card_used))
    notes = _notes(figures, owned)
    for row in rows:
        row["note"] = notes.get(row["key"])
    return rows


def _plain(key: str, value: int) -> Json:
    return {"key": key, "value": value, "change_day": None, "change_month": None, "note": None}


def _notes(figures: Figures, owned: list[Holding]) -> dict[str, Json]:
    notes: dict[str, Json] = {}
    if figures.next_maturity_on:
        notes["term_deposits"] = {
            "kind": "maturity",
            "amount": figures.next_maturity_amount,
            "on": figures.next_maturity_on,
        }
    emi = sum(h.instalment or 0 for h in owned if h.family == "loan" and h.closing < 0)
    if emi:
        notes["loans"] = {"kind": "emi", "amount": emi, "on": None}
    limit = sum(h.credit_limit or 0 for h in owned if h.family == "card")
    if limit:
        notes["card_used"] = {"kind": "limit", "amount": limit, "on": None}
    return notes


def _products(owned: list[Holding]) -> list[Json]:
    held = Counter(h.kind for h in owned)
    sold = Product.objects.values_list("kind", "family").distinct()
    rank = {family: place for place, family in enumerate(FAMILIES)}
    return [
        {"kind": kind, "family": family, "count": held[kind]}
        for kind, family in sorted(sold, key=lambda row: (rank.get(row[1], len(rank)), row[0]))
    ]


def _next_events(customer_id: str, owned: list[Holding], as_of: date) -> list[Json]:
    """What comes next on the accounts the customer owns, soonest first, money out negative."""
    events: list[Json] = []
    for h in owned:
        number = number_masked(h.account_id)
        if h.family == "term_deposit" and h.matures_on and h.matures_on >= as_of:
            events.append(_event(h.matures_on, "maturity", f"{h.kind} matures", number, h.closing))
        if h.family == "loan" and h.instalment and h.instalment_day and h.closing < 0:
            due = next_day_of_month(h.instalment_day, as_of)
            events.append(_event(due, "emi", f"{h.kind} EMI", number, -h.instalment))
    orders = StandingInstruction.objects.filter(customer_id=customer_id, next_on__gte=as_of)
    instalments = {h.instalment for h in owned if h.family == "loan"}
    for order in orders:
        if order.kind == "emi" and order.amount in instalments:
            continue  # the mandate that pays a loan shown already
        label = order.counterparty or order.kind or "Standing instruction"
        number = number_masked(order.account_id)
        if order.next_on:
            events.append(_event(order.next_on, "standing", label, number, -order.amount))
    events.sort(key=lambda event: (event["on"], event["kind"], event["account"], event["amount"]))
    return events[:EVENTS_SHOWN]


def _event(on: date, kind: str, label: str, account: str, amount: int) -> Json:
    return {"on": on, "kind": kind, "label": label, "account": account, "amount": amount}


def next_day_of_month(day: int, after: date) -> date:
    """The first date after `after` that is the `day`th, or the last of a shorter month."""
    year, month = after.year, after.month
    while True:
        found = date(year, month, min(max(day, 1), monthrange(year, month)[1]))
        if found > after:
            return found
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
