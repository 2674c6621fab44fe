"""The first screen of customer 360; amounts are minor units of the bank's currency."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from operator import itemgetter
from typing import Any

from c360.core.errors import not_found
from c360.core.money import average
from c360.core.registry import plugs
from c360.core.viewer import Viewer
from c360.customers import consent
from c360.customers.dues import emi_reach, next_events
from c360.customers.holdings import holdings_of
from c360.customers.masking import email_masked, last_four
from c360.customers.queries import bank_currency, in_scope, scoped
from c360.http.rows import Row, fetch, first

FAMILIES = ("savings", "current", "term_deposit", "investment", "loan", "card")
EVENTS_SHOWN = 8
_CONSENT = ("purpose", "channel", "status")

Json = dict[str, Any]


# One row: each statement more costs a round trip, so what tabs count, what was agreed to and what
# is sold come with it.
_CUSTOMER = f"""
    select c.customer_id, c.full_name, c.last_name, c.kind, c.segment, c.sex, c.birth_date,
        c.city, c.onboarded_on, c.occupation, c.mobile, c.email, c.tax_pan, c.kyc_status,
        c.kyc_due_on, c.risk_class, c.is_staff, c.is_vip, c.household_id,
        c.last_contact_on, c.last_contact_kind,
        e.employee_id as rm_id, e.name as rm_name,
        c.branch_id, coalesce(u.name, c.branch_id) as branch_name,
        f.trv, f.trv_day_before, f.trv_month_start,
        f.casa, f.casa_day_before, f.casa_month_start, f.casa_month_day_sum,
        f.casa_13m_day_sum, f.history_days,
        f.term_deposits, f.term_deposits_day_before, f.term_deposits_month_start,
        f.investments, f.investments_day_before, f.investments_month_start,
        f.loans, f.loans_day_before, f.loans_month_start, f.card_used,
        f.next_maturity_on, f.next_maturity_amount, f.service_requests_open, f.flags,
        array(
            select array[purpose, channel, status] from consent
            where customer_id = %(customer_id)s and {in_scope()}
            order by purpose, channel
        ) as consents,
        array(select distinct array[kind, family] from product) as sold
        {{tabs}}
    from customer c
    join figures f on f.customer_id = c.customer_id
    left join employee e on e.employee_id = c.rm_id
    left join unit u on u.unit_id = c.branch_id
    where c.customer_id = %(customer_id)s and {in_scope("c.")}"""  # noqa: S608 (our own words)
# The members in the viewer's scope: the others do not exist for the viewer.
_HOUSEHOLD = f"""
    select f.customer_id, f.full_name as name, f.trv
    from customer c
    join figures f on f.customer_id = c.customer_id
    where c.household_id = %(household_id)s and {in_scope("c.")}
    order by f.trv desc, f.customer_id"""  # noqa: S608
_SPENT = """
    select coalesce(-sum(amount), 0)::bigint as spent from transaction
    where account_id = any(%(cards)s::text[]) and amount < 0
        and posted_on between %(month_start)s::date and %(as_of)s::date"""
_ORDERS = f"""
    select kind, amount, counterparty, account_id, next_on from standing_instruction
    where customer_id = %(customer_id)s and {in_scope()} and next_on >= %(as_of)s
    """  # noqa: S608


def answer(viewer: Viewer, customer_id: str, as_of: date) -> Json:
    """All that is asked before a call; raises not-found out of the viewer's scope."""
    asked = scoped(viewer, customer_id=customer_id)
    tabs = _tab_counts()
    customer = first(_statement(tabs), asked)
    if customer is None:
        raise not_found()
    holdings = sorted(holdings_of(viewer, customer_id), key=itemgetter("account_id"))
    owned = [h for h in holdings if h["is_primary"] and h["status"] != "closed"]
    household = _household(viewer, customer)
    consents = [dict(zip(_CONSENT, row, strict=True)) for row in customer["consents"]]
    orders = fetch(_ORDERS, {**asked, "as_of": as_of})
    return {
        "currency": bank_currency(),
        "customer": _facts(customer),
        "rm": customer["rm_id"] and {"id": customer["rm_id"], "name": customer["rm_name"]},
        "branch": {"id": customer["branch_id"], "name": customer["branch_name"]},
        "household": household,
        "last_contact": customer["last_contact_on"]
        and {"on": customer["last_contact_on"], "kind": customer["last_contact_kind"]},
        "consents": consents,
        "contact": consent.contact(consents),
        "figures": [*_figures(customer, owned, as_of), _card_spend(owned, as_of)],
        "household_trv": household and sum(person["trv"] for person in household["people"]),
        "products": _products(customer["sold"], owned),
        "next_events": next_events(owned, orders, as_of)[:EVENTS_SHOWN],
        "emi_reach": emi_reach(owned, as_of),
        "counts": {
            "accounts": len(holdings),
            "service_requests_open": customer["service_requests_open"],
        },
        "tabs": {tab: customer[_column(tab)] for tab in tabs},
        "flags": customer["flags"].split(",") if customer["flags"] else [],
    }


def _tab_counts() -> dict[str, str]:
    """What counts the rows behind a tab, of each module whose `queries` has `TAB_COUNTS`."""
    return {
        tab: statement
        for found in plugs("queries")
        for tab, statement in getattr(found, "TAB_COUNTS", {}).items()
    }


def _statement(tabs: Mapping[str, str]) -> str:
    counted = (f', ({statement}) as "{_column(tab)}"' for tab, statement in tabs.items())
    return _CUSTOMER.format(tabs="".join(counted))


def _column(tab: str) -> str:
    return f"tab {tab}"


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
    """The strip; the CASA average stands beside that of 13 months, in its note."""
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


def _card_spend(owned: list[Row], as_of: date) -> Json:
    cards = [h["account_id"] for h in owned if h["family"] == "card"]
    return _plain("card_spend", spent_by_card(cards, as_of) if cards else 0)


def spent_by_card(cards: list[str], as_of: date) -> int:
    """What those card accounts paid for since the first of the month, in minor units."""
    values = {"cards": cards, "month_start": as_of.replace(day=1), "as_of": as_of}
    return int(fetch(_SPENT, values)[0]["spent"])


def _notes(figures: Row, owned: list[Row]) -> dict[str, Json]:
    over_13m = average(figures["casa_13m_day_sum"], figures["history_days"])
    notes: dict[str, Json] = {
        "casa_average": {"kind": "average_13m", "amount": over_13m, "on": None}
    }
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


def _products(sold: list[list[str]], owned: list[Row]) -> list[Json]:
    held = Counter(h["kind"] for h in owned)
    rank = {family: place for place, family in enumerate(FAMILIES)}
    sold = sorted(sold, key=lambda pair: (rank.get(pair[1], len(rank)), pair[0]))
    return [{"kind": kind, "family": family, "count": held[kind]} for kind, family in sold]
