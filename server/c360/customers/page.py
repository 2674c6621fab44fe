"""The first screen of customer 360; amounts are minor units of the bank's currency."""

from calendar import monthrange
from collections import Counter
from datetime import date
from typing import Any

from c360.core.errors import not_found
from c360.core.money import average
from c360.core.viewer import Viewer
from c360.customers.masking import email_masked, last_four, number_masked
from c360.customers.queries import bank_currency, in_scope, scoped
from c360.http.rows import Row, fetch, first

FAMILIES = ("savings", "current", "term_deposit", "investment", "loan", "card")
EVENTS_SHOWN = 8

Json = dict[str, Any]


_CUSTOMER = f"""
    select c.customer_id, c.full_name, c.last_name, c.kind, c.segment, c.sex, c.birth_date,
        c.city, c.onboarded_on, c.occupation, c.mobile, c.email, c.tax_pan, c.kyc_status,
        c.kyc_due_on, c.risk_class, c.is_staff, c.is_vip, c.household_id,
        c.last_contact_on, c.last_contact_kind,
        e.employee_id as rm_id, e.name as rm_name,
        c.branch_id, coalesce(u.name, c.branch_id) as branch_name,
        f.trv, f.trv_day_before, f.trv_month_start,
        f.casa, f.casa_day_before, f.casa_month_start, f.casa_month_day_sum,
        f.term_deposits, f.term_deposits_day_before, f.term_deposits_month_start,
        f.investments, f.investments_day_before, f.investments_month_start,
        f.loans, f.loans_day_before, f.loans_month_start, f.card_used,
        f.next_maturity_on, f.next_maturity_amount, f.service_requests_open, f.flags
    from customer c
    join figures f on f.customer_id = c.customer_id
    left join employee e on e.employee_id = c.rm_id
    left join unit u on u.unit_id = c.branch_id
    where c.customer_id = %(customer_id)s and {in_scope("c.")}"""  # noqa: S608 (our own words)
_HOLDINGS = f"""
    select account_id, is_primary, status, kind, family, closing, instalment, instalment_day,
        credit_limit, matures_on
    from holding
    where customer_id = %(customer_id)s and {in_scope()}
    order by account_id"""  # noqa: S608
# The members in the viewer's scope: the others do not exist for the viewer.
_HOUSEHOLD = f"""
    select f.customer_id, f.full_name as name, f.trv
    from customer c
    join figures f on f.customer_id = c.customer_id
    where c.household_id = %(household_id)s and {in_scope("c.")}
    order by f.trv desc, f.customer_id"""  # noqa: S608
_CONSENTS = f"""
    select purpose, channel, status from consent
    where customer_id = %(customer_id)s and {in_scope()}
    order by purpose, channel"""  # noqa: S608
_ORDERS = f"""
    select kind, amount, counterparty, account_id, next_on from standing_instruction
    where customer_id = %(customer_id)s and {in_scope()} and next_on >= %(as_of)s
    """  # noqa: S608


def answer(viewer: Viewer, customer_id: str, as_of: date) -> Json:
    """All that is asked before a call; raises not-found out of the viewer's scope."""
    asked = scoped(viewer, customer_id=customer_id)
    customer = first(_CUSTOMER, asked)
    if customer is None:
        raise not_found()
    holdings = fetch(_HOLDINGS, asked)
    owned = [h for h in holdings if h["is_primary"] and h["status"] != "closed"]
    household = _household(viewer, customer)
    orders = fetch(_ORDERS, {**asked, "as_of": as_of})
    return {
        "currency": bank_currency(),
        "customer": _facts(customer),
        "rm": customer["rm_id"] and {"id": customer["rm_id"], "name": customer["rm_name"]},
        "branch": {"id": customer["branch_id"], "name": customer["branch_name"]},
        "household": household,
        "last_contact": customer["last_contact_on"]
        and {"on": customer["last_contact_on"], "kind": customer["last_contact_kind"]},
        "consents": fetch(_CONSENTS, asked),
        "figures": _figures(customer, owned, as_of),
        "household_trv": household and sum(person["trv"] for person in household["people"]),
        "products": _products(owned),
        "next_events": _next_events(owned, orders, as_of),
        "counts": {
            "accounts": len(holdings),
            "service_requests_open": customer["service_requests_open"],
        },
        "flags": customer["flags"].split(",") if customer["flags"] else [],
    }


_SHOWN = ("customer_id", "kind", "segment", "sex", "birth_date", "city", "onboarded_on",
          "occupation", "kyc_status", "kyc_due_on", "risk_class", "is_staff", "is_vip")  # fmt: skip


def _facts(customer: Row) -> Json:
    return {
        "name": customer["full_name"],
        **{name: customer[name] for name in _SHOWN},
        "mobile_masked": last_four(customer["mobile"]),
        "email_masked": email_masked(customer["email"]),
        "tax_pan_masked": last_four(customer["tax_pan"]),
    }


def _household(viewer: Viewer, customer: Row) -> Json | None:
    if customer["household_id"] is None:
        return None
    people = fetch(_HOUSEHOLD, scoped(viewer, household_id=customer["household_id"]))
    return {
        "id": customer["household_id"],
        "name": f"{customer['last_name'] or customer['full_name']} household",
        "members": len(people),
        "people": people,
    }


def _figures(figures: Row, owned: list[Row], as_of: date) -> list[Json]:
    """The strip; the CASA average has no change: the month before has none to compare with."""
    rows: list[Json] = []
    for key in ("trv", "casa", "term_deposits", "investments", "loans"):
        value: int = figures[key]
        rows.append(
            {
                "key": key,
                "value": value,
                "change_day": value - figures[f"{key}_day_before"],
                "change_month": value - figures[f"{key}_month_start"],
                "note": None,
            }
        )
    rows.insert(2, _plain("casa_average", average(figures["casa_month_day_sum"], as_of.day)))
    rows.append(_plain("card_used", figures["card_used"]))
    notes = _notes(figures, owned)
    for row in rows:
        row["note"] = notes.get(row["key"])
    return rows


def _plain(key: str, value: int) -> Json:
    return {"key": key, "value": value, "change_day": None, "change_month": None, "note": None}


def _notes(figures: Row, owned: list[Row]) -> dict[str, Json]:
    notes: dict[str, Json] = {}
    if figures["next_maturity_on"]:
        notes["term_deposits"] = {
            "kind": "maturity",
            "amount": figures["next_maturity_amount"],
            "on": figures["next_maturity_on"],
        }
    loans = [h for h in owned if h["family"] == "loan" and h["closing"] < 0]
    if emi := sum(h["instalment"] or 0 for h in loans):
        notes["loans"] = {"kind": "emi", "amount": emi, "on": None}
    if limit := sum(h["credit_limit"] or 0 for h in owned if h["family"] == "card"):
        notes["card_used"] = {"kind": "limit", "amount": limit, "on": None}
    return notes


def _products(owned: list[Row]) -> list[Json]:
    held = Counter(h["kind"] for h in owned)
    sold = fetch("select distinct kind, family from product")
    rank = {family: place for place, family in enumerate(FAMILIES)}
    sold.sort(key=lambda row: (rank.get(row["family"], len(rank)), row["kind"]))
    return [{**row, "count": held[row["kind"]]} for row in sold]


def _next_events(owned: list[Row], orders: list[Row], as_of: date) -> list[Json]:
    """What comes next on the accounts the customer owns, soonest first, money out negative."""
    events: list[Json] = []
    for h in owned:
        number, kind, closing = number_masked(h["account_id"]), h["kind"], h["closing"]
        if h["family"] == "term_deposit" and h["matures_on"] and h["matures_on"] >= as_of:
            events.append(_event(h["matures_on"], "maturity", f"{kind} matures", number, closing))
        if h["family"] == "loan" and h["instalment"] and h["instalment_day"] and closing < 0:
            due = next_day_of_month(h["instalment_day"], as_of)
            events.append(_event(due, "emi", f"{kind} EMI", number, -h["instalment"]))
    instalments = {h["instalment"] for h in owned if h["family"] == "loan"}
    for order in orders:
        if order["kind"] == "emi" and order["amount"] in instalments:
            continue  # the mandate that pays a loan shown already
        label = order["counterparty"] or order["kind"] or "Standing instruction"
        number = number_masked(order["account_id"])
        events.append(_event(order["next_on"], "standing", label, number, -order["amount"]))
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
