"""The people around a customer, asked over HTTP and recomputed from the warehouse's rows."""

import pytest

from .conftest import AS_OF, Synthetic
from .truth.bank import Bank

pytestmark = pytest.mark.xdist_group("served")
FAMILIES = ("casa", "term_deposits", "investments", "loans")


def _household(bank: Bank, customer_id: str, book: set[str]) -> list[str]:
    family = bank.customers[customer_id]["household_id"]
    return sorted(one for one in book if bank.customers[one]["household_id"] == family)


def _on_my_accounts(bank: Bank, customer_id: str, book: set[str]) -> set[str]:
    """Who holds, or is named on, an account that the customer holds or is named on."""
    found: set[str] = set()
    for account_id, mine in bank.parts[customer_id]:
        for other, theirs in bank.holders[account_id]:
            holds = {mine, theirs} & {"owner", "joint"}
            if other != customer_id and other in book and holds:
                found.add(other)
    return found


def test_the_household_counts_each_account_once(bank: Synthetic) -> None:
    name, book = min(bank.books.items())
    viewer = bank.product.sign_in(name, "c360-rm")
    raw = bank.bank
    shared = [
        one
        for one in sorted(book)
        if len(_household(raw, one, book)) > 1 and _on_my_accounts(raw, one, book)
    ]
    assert len(shared) > 20
    for customer_id in shared[:40]:
        answer = viewer.ask(f"customers/{customer_id}/relationships")
        members = _household(raw, customer_id, book)
        totals = answer["household"]
        assert totals["members"] == len(members)
        for family in FAMILIES:
            due = sum(raw.group_value(one, family, AS_OF) for one in members)
            assert totals[family] == due, (customer_id, family)
        assert totals["trv"] == sum(raw.trv(one, AS_OF) for one in members)
        seen = {person["customer_id"] for person in answer["people"]}
        assert (set(members) | _on_my_accounts(raw, customer_id, book)) - {customer_id} <= seen
        assert seen <= book, "somebody outside the book is named"
        tabs = viewer.ask(f"customers/{customer_id}")["tabs"]
        papers = viewer.ask(f"customers/{customer_id}/documents")["results"]
        assert tabs == {"relationships": len(seen), "documents": len(papers)}


def test_a_shared_account_names_its_people_from_both_sides(bank: Synthetic) -> None:
    name, book = min(bank.books.items())
    viewer = bank.product.sign_in(name, "c360-rm")
    pairs = [
        (holder, other)
        for holder in sorted(book)
        for account_id, role in bank.bank.parts[holder]
        if role == "owner"
        for other, theirs in bank.bank.holders[account_id]
        if theirs == "nominee" and other in book
    ]
    assert pairs
    for holder, nominee in pairs[:10]:
        ties = _ties(viewer.ask(f"customers/{holder}/relationships"), nominee)
        assert "nominee" in ties
        assert "nominated_by" in _ties(viewer.ask(f"customers/{nominee}/relationships"), holder)


def _ties(answer: dict[str, list[dict[str, object]]], customer_id: str) -> list[object]:
    people = {person["customer_id"]: person["ties"] for person in answer["people"]}
    ties = people[customer_id]
    assert isinstance(ties, list)
    return [tie["kind"] for tie in ties]
