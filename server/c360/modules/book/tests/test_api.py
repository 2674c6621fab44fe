"""Book home on a real database, under row-level security."""

from typing import Any

import pytest

from c360.core.pointer import Publication
from c360.customers.tests.small_publication import ASHA, HEAD, ask
from c360.modules.book import api, grid

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

Json = dict[str, Any]


def figures(answer: Json) -> dict[str, Json]:
    return {figure["key"]: figure for figure in answer["figures"]}


def walk(publication: Publication, **query: str) -> list[Json]:
    """Every row, page by page."""
    rows: list[Json] = []
    cursor = ""
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = ask(api.CustomersView, HEAD, publication, {"limit": "3", **query, **more})
        assert page["status_code"] == 200, page
        rows += page["results"]
        if page["next"] is None:
            assert len(rows) == page["count"]
            return rows
        cursor = page["next"]


def test_the_strip_adds_up_the_book_and_its_sparks_end_today(publication: Publication) -> None:
    answer = ask(api.BookView, ASHA, publication)
    found = figures(answer)
    assert [f["key"] for f in answer["figures"]] == [
        "customers", "trv", "casa", "casa_average", "term_deposits", "investments", "loans",
    ]  # fmt: skip
    casa = sum(1_000_00 * (n // 3) + 7 - n for n in range(0, 12, 2))
    before = sum(1_000_00 * (n // 3) for n in range(0, 12, 2))
    assert found["casa"]["value"] == casa
    assert found["casa"]["change_day"] == found["casa"]["change_month"] == casa - before
    assert found["trv"]["value"] == casa + 500 + 600 + 70_000
    assert all(f["spark"][-1] == f["value"] and len(f["spark"]) == 13 for f in found.values())
    assert found["customers"]["value"] == 6
    assert found["customers"]["change_day"] == 1
    assert found["customers"]["spark"][0] == 5
    assert answer["title"] == "My book"


def test_a_head_sees_the_books_below_added_up(publication: Publication) -> None:
    found = figures(ask(api.BookView, HEAD, publication))
    assert found["customers"]["value"] == 12


def test_the_average_counts_every_day_of_the_month(publication: Publication) -> None:
    average = figures(ask(api.BookView, ASHA, publication))["casa_average"]
    before = sum(1_000_00 * (n // 3) for n in range(0, 12, 2))
    today = sum(1_000_00 * (n // 3) + 7 - n for n in range(0, 12, 2))
    assert average["value"] == round((20 * before + today) / 21)
    assert average["month_start"] == before


def test_attention_counts_and_sums_what_asks_for_a_look(publication: Publication) -> None:
    answer = ask(api.BookView, ASHA, publication)
    needs = {need["key"]: need for need in answer["attention"]}
    assert needs["below_minimum"]["count"] == 4  # 0, 2, 4 and, by one paisa, 8
    assert needs["below_minimum"]["amount"] == (200_000 - 7) + (200_000 - 5) + (100_000 - 3) + 1
    assert needs["kyc_due"]["parts"] == [1, 2, 3]  # 0, then 2 at 40 days, then 4 at 80


def test_the_trend_has_thirteen_months_of_each_family(publication: Publication) -> None:
    trend = ask(api.TrendView, HEAD, publication)
    assert (trend["months"][0], trend["months"][-1]) == ("2025-11-30", "2026-11-21")
    assert trend["loans"] == [0, 0] + [70_000] * 11
    assert {len(trend[key]) for key in ("casa", "term_deposits", "money_in", "money_out")} == {13}


def test_the_largest_moves_of_the_day_come_first(publication: Publication) -> None:
    movers = ask(api.MoversView, HEAD, publication)
    assert [m["amount"] for m in movers["inflows"]] == [7, 6, 5, 4, 3]
    assert [m["amount"] for m in movers["outflows"]] == [-4, -3, -2, -1]
    assert (movers["money_in"], movers["money_out"]) == (28, 10)


def test_what_moved_trv_adds_up_from_the_months_start_to_now(publication: Publication) -> None:
    moved = ask(api.MovedView, ASHA, publication)
    trv = figures(ask(api.BookView, ASHA, publication))["trv"]
    parts = {part["key"]: part["amount"] for part in moved["parts"]}
    assert (moved["start_on"], moved["start"]) == ("2026-10-31", trv["month_start"])
    assert moved["end"] == trv["value"] == moved["start"] + sum(parts.values())
    assert parts["new_customers"] == 7 - 10  # the eleventh, onboarded today
    assert parts["revaluation"] == trv["change_month"] - parts["new_customers"]


def test_maturing_deposits_stand_in_their_week_by_instruction(publication: Publication) -> None:
    calendar = ask(api.CalendarView, ASHA, publication)
    assert (calendar["total"], calendar["count"], len(calendar["weeks"])) == (1100, 2, 13)
    assert calendar["weeks"][1] == {
        "starts_on": "2026-11-28", "no_instruction": 500, "renewing": 600, "count": 2,
    }  # fmt: skip


@pytest.mark.parametrize("sort", [*grid.SORTS, *(f"-{name}" for name in grid.SORTS)])
def test_every_sort_shows_every_customer_once_in_order(publication: Publication, sort: str) -> None:
    rows = walk(publication, sort=sort)
    assert len({row["customer_id"] for row in rows}) == len(rows) == 12
    column = sort.removeprefix("-")
    keys = [key(column, row) for row in rows]
    assert keys == sorted(keys, reverse=sort.startswith("-"))


def key(column: str, row: Json) -> Any:
    """What a row is sorted by: lists by their length, days that never come after all others."""
    value = row[column]
    if isinstance(value, list):
        return len(value)
    if value is None:
        return "9999" if column in ("kyc_due_on", "next_maturity_on") else ""
    return {"Asha Rao": 1, "Vikram Shah": 2}[value] if column == "rm" else value


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"segment": "Private,Premier"}, 8),
        ({"city": "Pune", "segment": "Private"}, 2),
        ({"flag": "below_minimum"}, 7),
        ({"product": "term_deposit"}, 1),
        ({"not_product": "loan,term_deposit"}, 11),
        ({"min_trv": "200000"}, 5),
        ({"max_trv": "5"}, 1),
        ({"q": "menon"}, 2),
        ({"q": "10000"}, 10),
        ({"city": "Nowhere"}, 0),
        ({"min_casa": "100000", "max_casa": "200000"}, 5),
        ({"kyc_days": "40"}, 3),
        ({"quiet_days": "30"}, 12),
        ({"quiet_days": "0"}, 12),
        ({"matures_from": "2026-12-01", "matures_to": "2026-12-04"}, 1),
        ({"matures_from": "2026-12-05"}, 0),
        ({"ids": "100003,100001"}, 2),
        ({"tag": "diwali"}, 0),
    ],
)
def test_filters_leave_what_they_name(
    publication: Publication, query: dict[str, str], count: int
) -> None:
    rows = walk(publication, **query)
    assert len(rows) == count
    answer = ask(api.CustomersView, HEAD, publication, query)
    assert answer["totals"]["trv"] == sum(row["trv"] for row in rows)


def test_facets_count_the_whole_book_whatever_the_filters(publication: Publication) -> None:
    facets = ask(api.CustomersView, HEAD, publication, {"city": "Pune"})["facets"]
    assert facets["segments"] == [
        {"value": "Premier", "count": 4}, {"value": "Private", "count": 4},
    ]  # fmt: skip
    assert facets["products"][0] == {"value": "savings", "count": 12}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"sort": "rm_seq"}, "bad_sort"),
        ({"min_trv": "much"}, "bad_amount"),
        ({"max_trv": "1" + "0" * 30}, "bad_amount"),
        ({"cursor": "forged"}, "bad_cursor"),
        ({"limit": "0"}, "bad_limit"),
        ({"quiet_days": "long"}, "bad_days"),
        ({"matures_to": "soon"}, "bad_date"),
        ({"ids": ",".join(map(str, range(501)))}, "too_many_ids"),
    ],
)
def test_a_request_that_cannot_be_read_is_refused(
    publication: Publication, query: dict[str, str], code: str
) -> None:
    answer = ask(api.CustomersView, HEAD, publication, query)
    assert (answer["status_code"], answer["code"]) == (400, code)
