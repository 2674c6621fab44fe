"""What the modules answer, asked over HTTP by people of the bank."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from .conftest import AS_OF, Synthetic
from .truth.bank import Bank, Booking
from .truth.customer import booked
from .truth.served import Json, Viewer

pytestmark = pytest.mark.xdist_group("served")
TABS = ("", "accounts", "balances", "cashflow", "transactions", "transactions/summary")
OTHER_TABS = ("timeline", "service-requests", "relationships", "documents", "consents")
Rule = Callable[[Booking], bool]
FILTERS: list[tuple[dict[str, object], Rule]] = [
    ({"direction": "debit"}, lambda row: row.amount < 0),
    ({"direction": "credit", "min": 1_000_000}, lambda row: row.amount >= 1_000_000),
    ({"min": 50_000, "max": 200_000}, lambda row: 50_000 <= abs(row.amount) <= 200_000),
    ({"channel": "upi,cash"}, lambda row: row.channel in {"upi", "cash"}),
    ({"category": "salary"}, lambda row: row.category == "salary"),
    ({"q": "UPI dr"}, lambda row: _says(row, "upi") and _says(row, "dr")),
    ({"from": "2026-09-01", "to": "2026-09-30"}, lambda row: row.posted_on.month == 9),
]


def _says(row: Booking, word: str) -> bool:
    return word in (row.narration or "").lower() or word in (row.counterparty or "").lower()


@pytest.fixture(scope="session")
def rm(bank: Synthetic) -> tuple[Viewer, str, str]:
    """An RM, the busiest customer of the RM's book, and a customer of another book."""
    name, other = sorted(bank.books)[:2]

    def bookings(customer_id: str) -> int:
        return len(booked(bank.bank, customer_id))

    mine = max(sorted(bank.books[name]), key=bookings)
    return bank.product.sign_in(name, "c360-rm"), mine, min(bank.books[other])


def _due(bank: Bank, customer_id: str, rule: Rule) -> list[str]:
    return [row.transaction_id for row in booked(bank, customer_id) if rule(row)]


def _ids(rows: list[Json]) -> list[str]:
    return [row["transaction_id"] for row in rows]


@pytest.mark.parametrize(("query", "rule"), FILTERS, ids=[str(query) for query, _ in FILTERS])
def test_a_filter_lets_through_what_it_says(
    bank: Synthetic, rm: tuple[Viewer, str, str], query: dict[str, object], rule: Rule
) -> None:
    viewer, mine, _ = rm
    due = _due(bank.bank, mine, rule)
    assert due, "the customer has nothing that this filter could show"
    assert _ids(viewer.pages(f"customers/{mine}/transactions", **query)) == due
    summary = viewer.ask(f"customers/{mine}/transactions/summary", **query)
    assert summary["count"] == len(due)


def test_small_pages_give_every_booking_once_and_in_order(
    bank: Synthetic, rm: tuple[Viewer, str, str]
) -> None:
    viewer, mine, _ = rm
    given: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = viewer.ask(f"customers/{mine}/transactions", limit=7, **cursor)
        given += _ids(page["results"])
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert given == _due(bank.bank, mine, lambda row: True)


def test_a_cursor_works_only_for_the_filters_it_came_with(rm: tuple[Viewer, str, str]) -> None:
    viewer, mine, _ = rm
    page = viewer.ask(f"customers/{mine}/transactions", limit=5)
    path = f"customers/{mine}/transactions?direction=debit&cursor={page['next']}"
    status, problem = viewer.send("GET", path)
    assert (status, problem["code"]) == (400, "bad_cursor")


@pytest.mark.parametrize(
    "query", ["from=2026-09-02&to=2026-09-01", "min=5&max=4", "direction=up", "from=yesterday"]
)
def test_a_filter_that_makes_no_sense_is_named(rm: tuple[Viewer, str, str], query: str) -> None:
    viewer, mine, _ = rm
    status, problem = viewer.send("GET", f"customers/{mine}/transactions?{query}")
    assert status == 400
    assert problem["request_id"]
    assert problem["detail"]


@pytest.mark.parametrize("tab", [*TABS, *OTHER_TABS])
def test_a_customer_of_another_book_looks_like_none_at_all(
    rm: tuple[Viewer, str, str], tab: str
) -> None:
    viewer, mine, other = rm
    assert viewer.send("GET", f"customers/{mine}/{tab}".rstrip("/"))[0] == 200
    status, refused = viewer.send("GET", f"customers/{other}/{tab}".rstrip("/"))
    absent_status, absent = viewer.send("GET", f"customers/00000000/{tab}".rstrip("/"))
    assert status == absent_status == 404
    assert refused | {"request_id": ""} == absent | {"request_id": ""}


def test_salaries_on_the_balance_chart_came_in(
    bank: Synthetic, rm: tuple[Viewer, str, str]
) -> None:
    viewer, mine, _ = rm
    events = viewer.ask(f"customers/{mine}/balances")["events"]
    assert all(event["amount"] > 0 for event in events if event["kind"] == "salary")
    assert events == sorted(events, key=lambda event: event["on"])


def _conversation(**more: object) -> Json:
    return {
        "channel": "call",
        "purposes": ["maturity"],
        "outcome": "interested",
        "text": "Will renew <b>half</b> of it; शेष राशि later.",
        "next_step": {"text": "Send the rates", "due_on": "2026-11-25"},
        **more,
    }


def test_a_conversation_stands_in_the_timeline_and_its_promise_among_the_follow_ups(
    rm: tuple[Viewer, str, str],
) -> None:
    viewer, mine, _ = rm
    status, made = viewer.send("POST", f"customers/{mine}/conversations", _conversation())
    assert status == 201
    first = viewer.ask(f"customers/{mine}/timeline")["results"][0]
    assert (first["kind"], first["text"]) == ("conversation", _conversation()["text"])
    promise = next(
        row for row in viewer.ask("follow-ups")["results"] if row["conversation_id"] == made["id"]
    )
    assert (promise["customer_id"], promise["due_on"]) == (mine, "2026-11-25")
    viewer.send("PATCH", f"follow-ups/{promise['id']}", {"outcome": "sent"})
    assert promise["id"] not in [row["id"] for row in viewer.ask("follow-ups")["results"]]


def test_an_edit_keeps_what_was_said_before(rm: tuple[Viewer, str, str]) -> None:
    viewer, mine, _ = rm
    _, made = viewer.send("POST", f"customers/{mine}/conversations", _conversation())
    status, changed = viewer.send("PATCH", f"conversations/{made['id']}", {"text": "Renews all."})
    assert (status, changed["text"], changed["edits"]) == (200, "Renews all.", 1)
    assert changed["outcome"] == "interested"


def test_another_books_conversation_is_neither_written_nor_read(
    bank: Synthetic, rm: tuple[Viewer, str, str]
) -> None:
    viewer, mine, other = rm
    assert viewer.send("POST", f"customers/{other}/conversations", _conversation())[0] == 404
    _, made = viewer.send("POST", f"customers/{mine}/conversations", _conversation())
    neighbour = bank.product.sign_in(bank.bank.rm_of[other], "c360-rm")
    assert neighbour.send("GET", f"conversations/{made['id']}")[0] == 404
    assert neighbour.send("PATCH", f"conversations/{made['id']}", {"text": "no"})[0] == 404


def test_the_timeline_pages_through_everything_once(rm: tuple[Viewer, str, str]) -> None:
    viewer, mine, _ = rm
    whole = viewer.pages(f"customers/{mine}/timeline")
    given: list[Json] = []
    answer = viewer.ask(f"customers/{mine}/timeline", limit=3)
    given += answer["results"]
    while answer["next"]:
        answer = viewer.ask(f"customers/{mine}/timeline", limit=3, cursor=answer["next"])
        given += answer["results"]
    assert [item["id"] for item in given] == [item["id"] for item in whole]
    assert [item["at"] for item in given] == sorted((i["at"] for i in given), reverse=True)


def test_the_operator_sees_loads_and_no_customer(
    bank: Synthetic, rm: tuple[Viewer, str, str]
) -> None:
    viewer, mine, _ = rm
    operator = bank.product.sign_in("OPERATOR", "c360-operator")
    last = operator.ask("loads")["results"][0]
    assert (last["state"], date.fromisoformat(last["as_of"])) == ("published", AS_OF)
    tables = operator.ask(f"loads/{last['id']}")["tables"]
    assert all(
        table["source_total"] == table["published_total"]
        for table in tables
        if table["published_total"] is not None and not table["quarantined"]
    )
    assert all(table["seconds"] > 0 for table in tables)
    assert operator.send("GET", f"customers/{mine}")[0] in {403, 404}
    assert viewer.send("GET", "loads")[0] == 403


def test_the_expected_day_is_the_last_one_that_is_no_sunday() -> None:
    from c360.core.days import expected_as_of

    monday = date(2026, 11, 23)
    assert expected_as_of(monday) == date(2026, 11, 21)
    assert expected_as_of(monday + timedelta(1)) == monday
