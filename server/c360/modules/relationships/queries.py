"""Who belongs together, within the viewer's scope: whoever is outside it does not exist here."""

from collections.abc import Iterable
from typing import Any

from c360.core.viewer import Viewer
from c360.customers.families import CASA_FAMILIES
from c360.customers.masking import number_masked
from c360.customers.models import Customer, Employee, Figures, Holding, Relationship
from c360.customers.queries import bank_currency, customer_of, in_scope, within

HOLDERS = ("owner", "joint")
Json = dict[str, Any]
Ties = dict[str, list[Json]]  # customer id -> how the person is tied to the customer asked for


# Those whom `relationships` shows: household, family ties, and people on shared accounts where one
# of the two holds the account.
_PEOPLE = f"""
    with around as (
        select m.customer_id from customer c join customer m using (household_id)
        where c.customer_id = %(customer_id)s and {in_scope("c.")}
        union
        select r.related_customer_id from relationship r
        where r.customer_id = %(customer_id)s and {in_scope("r.")}
        union
        select theirs.customer_id from holding mine join holding theirs using (account_id)
        where mine.customer_id = %(customer_id)s and {in_scope("mine.")} and {in_scope("theirs.")}
            and (mine.role in ('owner', 'joint') or theirs.role in ('owner', 'joint'))
    )
    select count(*)::int from around join customer p using (customer_id)
    where p.customer_id <> %(customer_id)s and {in_scope("p.")}"""  # noqa: S608 (our own words)
TAB_COUNTS = {"relationships": _PEOPLE}


def relationships(viewer: Viewer, customer_id: str) -> Json:
    """The people around a customer, each tie with its account, and the household's totals.

    Amounts are minor units. Raises not-found when the customer is out of scope.
    """
    customer = customer_of(viewer, customer_id)
    members = _household_ids(viewer, customer)
    ties: Ties = {member: [] for member in members if member != customer_id}
    _family_ties(viewer, customer_id, ties)
    _account_ties(viewer, customer_id, ties)
    return {
        "currency": bank_currency(),
        "household": _household(viewer, customer, members),
        "people": _people(viewer, ties, set(members)),
    }


def _household_ids(viewer: Viewer, customer: Customer) -> list[str]:
    if customer.household_id is None:
        return [customer.customer_id]
    members = Customer.objects.filter(within(viewer), household_id=customer.household_id)
    return list(members.order_by("customer_id").values_list("customer_id", flat=True))


def _family_ties(viewer: Viewer, customer_id: str, ties: Ties) -> None:
    rows = Relationship.objects.filter(within(viewer), customer_id=customer_id)
    for row in rows.order_by("related_customer_id", "kind"):
        tie = {"kind": row.kind, "account": None, "since": row.since}
        ties.setdefault(row.related_customer_id, []).append(tie)


def _account_ties(viewer: Viewer, customer_id: str, ties: Ties) -> None:
    """Joint holders, nominees, guarantors and signatories, seen from either side."""
    mine: dict[str, set[str]] = {}
    for account_id, role in Holding.objects.filter(
        within(viewer), customer_id=customer_id
    ).values_list("account_id", "role"):
        mine.setdefault(account_id, set()).add(role)
    others = Holding.objects.filter(within(viewer), account_id__in=list(mine))
    rows = others.exclude(customer_id=customer_id).order_by("account_id", "role", "customer_id")
    for account_id, other, role in rows.values_list("account_id", "customer_id", "role"):
        kind = account_tie(mine[account_id], role)
        if kind:
            tie = {"kind": kind, "account": number_masked(account_id), "since": None}
            ties.setdefault(other, []).append(tie)


def account_tie(mine: set[str], theirs: str) -> str | None:
    """What the other is to the customer: `nominee` is named by us, `nominated_by` names us."""
    if mine & set(HOLDERS):
        return "joint_holder" if theirs in HOLDERS else theirs
    if theirs in HOLDERS:
        return {"nominee": "nominated_by", "guarantor": "guaranteed_for"}.get(
            min(mine), "authorised_by"
        )
    return None


def _people(viewer: Viewer, ties: Ties, members: set[str]) -> list[Json]:
    """Those in scope, the household first, then by relationship value."""
    figures = Figures.objects.filter(within(viewer), customer_id__in=list(ties))
    worth = dict(figures.values_list("customer_id", "trv"))
    people = list(Customer.objects.filter(within(viewer), customer_id__in=list(ties)))
    rms = dict(
        Employee.objects.filter(employee_id__in={p.rm_id for p in people if p.rm_id}).values_list(
            "employee_id", "name"
        )
    )
    people.sort(
        key=lambda p: (p.customer_id not in members, -worth.get(p.customer_id, 0), p.customer_id)
    )
    return [
        {
            "customer_id": person.customer_id,
            "name": person.full_name,
            "kind": person.kind,
            "segment": person.segment,
            "rm_name": rms.get(person.rm_id or ""),
            "trv": worth.get(person.customer_id, 0),
            "in_household": person.customer_id in members,
            "ties": ties[person.customer_id],
        }
        for person in people
    ]


def _household(viewer: Viewer, customer: Customer, members: list[str]) -> Json | None:
    """Totals over the accounts members own, each account once, whoever shares it."""
    if customer.household_id is None:
        return None
    rows = Holding.objects.filter(within(viewer), customer_id__in=members, is_primary=True)
    owned = list(rows.exclude(status="closed").values_list("family", "closing"))
    shared = Holding.objects.filter(
        within(viewer), customer_id__in=members, is_primary=True, holders__gt=1
    )
    return {
        "name": f"{customer.last_name or customer.full_name} household",
        "members": len(members),
        "casa": _sum(owned, CASA_FAMILIES),
        "term_deposits": _sum(owned, ("term_deposit",)),
        "investments": _sum(owned, ("investment",)),
        "loans": -_sum(owned, ("loan",)),
        "trv": sum(
            Figures.objects.filter(within(viewer), customer_id__in=members).values_list(
                "trv", flat=True
            )
        ),
        "shared_accounts": shared.exclude(status="closed").count(),
    }


def _sum(owned: Iterable[tuple[str, int]], families: Iterable[str]) -> int:
    wanted = set(families)
    return sum(closing for family, closing in owned if family in wanted)
