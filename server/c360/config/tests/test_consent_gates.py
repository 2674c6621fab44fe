"""A file for a campaign holds who agreed to marketing and nobody else, and counts the others."""

import csv
import io
from urllib.request import Request, urlopen

import pytest

from .conftest import Synthetic
from .truth import synthetic
from .truth.served import Viewer

pytestmark = pytest.mark.xdist_group("served")


@pytest.fixture(scope="module")
def rm(bank: Synthetic) -> tuple[Viewer, set[str]]:
    """An RM and the customers of the book."""
    name = sorted(bank.books)[0]
    return bank.product.sign_in(name, "c360-rm"), bank.books[name]


def agreed(bank: Synthetic, purpose: str) -> set[str]:
    """Whoever gave consent for the purpose and has not withdrawn it, from the warehouse's rows."""
    rows = synthetic.rows(bank.files, "consent_register")
    return {
        str(row["cif_no"])
        for row in rows
        if row["purpose"] == purpose and row["consent_state"] == "GRANTED"
    }


def file(viewer: Viewer, query: str) -> tuple[set[str], dict[str, str]]:
    request = Request(f"{viewer.url}/api/book/customers/export?form=csv{query}")
    request.add_header("Authorization", f"Bearer {viewer.token}")
    with urlopen(request, timeout=60) as answer:
        text = answer.read().decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text, newline=""))
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return {row["Customer"] for row in rows}, headers


def test_a_campaign_leaves_out_who_did_not_agree_and_counts_them(
    bank: Synthetic, rm: tuple[Viewer, set[str]]
) -> None:
    viewer, book = rm
    every, headers = file(viewer, "")
    assert every == book
    assert "x-export-left-out" not in headers
    chosen, headers = file(viewer, "&for=campaign")
    assert chosen == book & agreed(bank, "MARKETING")
    assert 0 < len(chosen) < len(book)
    assert int(headers["x-export-left-out"]) == len(book) - len(chosen)


def test_the_customer_and_the_consent_tab_say_the_same(
    bank: Synthetic, rm: tuple[Viewer, set[str]]
) -> None:
    viewer, book = rm
    may_call, may_market = agreed(bank, "CALLS"), agreed(bank, "MARKETING")
    some = sorted(book & may_call)[:3] + sorted(book - may_call)[:3] + sorted(book - may_market)[:3]
    for customer_id in some:
        said = viewer.ask(f"customers/{customer_id}")["contact"]
        assert viewer.ask(f"customers/{customer_id}/consents")["contact"] == said
        allowed = {one["action"]: one["allowed"] for one in said}
        assert allowed["call"] == (customer_id in may_call)
        assert viewer.ask(f"customers/{customer_id}/insights")["may_call"] == allowed["call"]
        assert allowed["campaign"] == (customer_id in may_market)


def test_todays_list_says_who_is_not_to_be_called(
    bank: Synthetic, rm: tuple[Viewer, set[str]]
) -> None:
    viewer, _ = rm
    may_call = agreed(bank, "CALLS")
    said = {row["customer_id"]: row["may_call"] for row in viewer.ask("book/insights")["results"]}
    assert said == {customer_id: customer_id in may_call for customer_id in said}
    assert set(said.values()) == {True, False}, "the book has both kinds"


@pytest.mark.parametrize(
    ("action", "purpose"), [("call", "CALLS"), ("email", "DATA_SHARING"), ("campaign", "MARKETING")]
)
def test_a_follow_up_for_many_is_kept_for_whom_it_may_reach_and_names_the_others(
    bank: Synthetic, rm: tuple[Viewer, set[str]], action: str, purpose: str
) -> None:
    viewer, book = rm
    reached = agreed(bank, purpose)
    ids = sorted(book & reached)[:3] + sorted(book - reached)[:2]
    text = f"Tell of the new rate by {action}"
    body = {"customer_ids": ids, "text": text, "due_on": "2026-12-01"}
    status, answer = viewer.send("POST", "follow-ups", {**body, "action": action})
    assert (status, answer["added"]) == (201, 3), answer
    refused = {row["customer_id"]: row["reason"] for row in answer["refused"]}
    assert refused == dict.fromkeys(ids[3:], "withdrawn")
    kept = [
        row["customer_id"] for row in viewer.ask("follow-ups")["results"] if row["text"] == text
    ]
    assert sorted(kept) == ids[:3]
    status, answer = viewer.send("POST", "follow-ups", {**body, "text": "Look through the papers"})
    assert (status, answer["added"], answer["refused"]) == (201, 5, [])


def test_one_customer_out_of_scope_and_a_follow_up_for_many_is_kept_for_none(
    bank: Synthetic, rm: tuple[Viewer, set[str]]
) -> None:
    viewer, book = rm
    foreign = min(bank.books[sorted(bank.books)[1]])
    body = {"customer_ids": [min(book), foreign], "text": "Not kept", "due_on": "2026-12-01"}
    assert viewer.send("POST", "follow-ups", {**body, "action": "call"})[0] == 404
    assert "Not kept" not in [row["text"] for row in viewer.ask("follow-ups")["results"]]
