"""Search and the customer page on a real database, under row-level security."""

from typing import Any

import pytest

from c360.core.pointer import Publication
from c360.customers import api, holdings
from c360.customers.tests.small_publication import ASHA, HEAD, ask
from c360.http.rows import fetch

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

Json = dict[str, Any]


def search(publication: Publication, query: str, who: Any = HEAD) -> Json:
    return ask(api.SearchView, who, publication, {"q": query})


def names(answer: Json) -> dict[str, list[str]]:
    return {
        group["reason"]: [hit["name"] for hit in group["results"]] for group in answer["groups"]
    }


def test_a_name_finds_every_way_to_write_it_by_reason(publication: Publication) -> None:
    found = names(search(publication, "sita raghavan"))
    assert found == {
        "exact": ["Sita Raghavan"],
        "word_order": ["Raghavan Sita", "S. Raghavan"],
        "sounds_same": ["Seetha Ragavan"],
    }


def test_a_slip_of_the_finger_still_finds_the_name(publication: Publication) -> None:
    assert names(search(publication, "kiarn"))["close_spelling"] == ["Kiran Patel"]


def test_the_first_letters_find_names_the_most_valuable_first(publication: Publication) -> None:
    answer = search(publication, "pat")
    assert names(answer) == {"prefix": ["Nisha Patel", "Kiran Patel"]}
    assert answer["groups"][0]["results"][0]["matched"] == [[6, 9]]


@pytest.mark.parametrize(
    ("typed", "name"), [("ajai", "Ajay Menon"), ("mohammed khan", "Md Irfan Khan")]
)
def test_indian_spellings_are_one_name(publication: Publication, typed: str, name: str) -> None:
    assert names(search(publication, typed))["sounds_same"] == [name]


@pytest.mark.parametrize(
    ("typed", "reads_as", "ids"),
    [
        ("100004", "customer_id", ["100004"]),
        ("501000000000", "account", ["100000", "100003"]),
        ("+91 98200 12304", "mobile", ["100004"]),
        ("abcpk1204f", "pan", ["100004"]),
        ("10000", "customer_id", [f"10000{n}" for n in range(10)]),
    ],
)
def test_numbers_are_looked_up_exactly(
    publication: Publication, typed: str, reads_as: str, ids: list[str]
) -> None:
    answer = search(publication, typed)
    assert answer["reads_as"] == reads_as
    found = [hit["customer_id"] for group in answer["groups"] for hit in group["results"]]
    assert sorted(found) == ids
    assert answer["count"] == len(ids)


@pytest.mark.parametrize("typed", ["100001", "501000000001", "9820012301", "seetha ragavan"])
def test_who_is_out_of_scope_is_not_found(publication: Publication, typed: str) -> None:
    answer = search(publication, typed, ASHA)
    found = [hit["customer_id"] for group in answer["groups"] for hit in group["results"]]
    assert "100001" not in found


@pytest.mark.parametrize("typed", ["", " ", "%", "''", "_", "zzzzzzzz", "é" * 300, "-+-"])
def test_nothing_to_find_is_an_empty_answer(publication: Publication, typed: str) -> None:
    assert search(publication, typed)["count"] == 0


def test_the_page_says_who_with_whom_and_what_comes_next(publication: Publication) -> None:
    page = ask(api.CustomerView, ASHA, publication, customer_id="100000")
    assert page["as_of"] == "2026-11-21"
    assert page["customer"]["mobile_masked"] == "••••••2300"
    assert page["rm"] == {"id": "E9", "name": "Asha Rao"}
    assert page["branch"] == {"id": "B1", "name": "B1"}
    assert page["consents"] == [{"purpose": "offers", "channel": "call", "status": "withdrawn"}]
    figures = {figure["key"]: figure for figure in page["figures"]}
    assert figures["trv"]["value"] == 7 + 500 + 600 + 70_000
    assert figures["casa_average"]["note"]["kind"] == "average_13m"
    assert figures["term_deposits"]["note"] == {
        "kind": "maturity", "amount": 1100, "on": "2026-12-04",
    }  # fmt: skip
    assert [(e["on"], e["kind"], e["amount"]) for e in page["next_events"]] == [
        ("2026-12-01", "standing", -50),
        ("2026-12-04", "maturity", 500),
        ("2026-12-04", "maturity", 600),
        ("2026-12-05", "emi", -900),
    ]
    assert [e["product"] for e in page["next_events"]] == [
        None, "term_deposit", "term_deposit", "loan",
    ]  # fmt: skip
    assert page["emi_reach"] == {"reaches_to": None, "short_on": "2026-12-05", "short_by": 893}
    assert figures["card_spend"]["value"] == 0
    held = {product["kind"]: product["count"] for product in page["products"]}
    assert held == {"savings": 1, "current": 0, "term_deposit": 2, "investment": 0, "loan": 1,
                    "card": 0}  # fmt: skip


def test_a_household_shows_only_members_in_scope(publication: Publication) -> None:
    own = ask(api.CustomerView, ASHA, publication, customer_id="100000")
    all_of_it = ask(api.CustomerView, HEAD, publication, customer_id="100000")
    assert own["household"]["members"] == 2
    assert all_of_it["household"]["members"] == 3
    people = all_of_it["household"]["people"]
    assert all_of_it["household_trv"] == sum(person["trv"] for person in people)


@pytest.mark.parametrize("customer_id", ["100001", "999999", "' or true --"])
def test_out_of_scope_looks_like_what_does_not_exist(
    publication: Publication, customer_id: str
) -> None:
    answer = ask(api.CustomerView, ASHA, publication, customer_id=customer_id)
    assert (answer["status_code"], answer["code"]) == (404, "not_found")


def test_one_answer_with_others_beside_it_reads_the_holdings_once(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counted(statement: str, values: Json) -> list[Json]:
        read.append(values["customer_id"])
        return fetch(statement, values)

    monkeypatch.setattr(holdings, "fetch", counted)
    both = ask(api.CustomerView, HEAD, publication, {"include": "accounts"}, customer_id="100000")
    assert both["counts"]["accounts"] == len(both["included"]["accounts"]["results"]) > 0
    assert read == ["100000"]
