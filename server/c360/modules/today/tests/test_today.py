"""Today on a real database, under row-level security, from one night to the next."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings

from c360.core.errors import Problem
from c360.core.pointer import Publication
from c360.core.viewer import Viewer
from c360.customers.contacts import note
from c360.customers.tests.small_publication import ASHA, HEAD, ask, viewer
from c360.http.answer import in_publication
from c360.modules.today import api
from c360.modules.today.actions import decide

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

Json = dict[str, Any]
Nights = tuple[Publication, Publication]
TODAY = date(2026, 11, 22)
VIKRAM = viewer((2, 2))


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    it_is(monkeypatch, TODAY)


def it_is(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(settings, "C360_TODAY", day.isoformat())


def today(publication: Publication, who: Viewer = ASHA) -> list[Json]:
    answer = ask(api.TodayView, who, publication)
    assert answer["status_code"] == 200, answer
    results: list[Json] = answer["results"]
    return results


def keys(publication: Publication, who: Viewer = ASHA) -> list[str]:
    return [row["key"] for row in today(publication, who)]


def decided(publication: Publication, who: Viewer, key: str, kind: str, **more: Any) -> None:
    with in_publication(who, publication):
        decide(who, key, kind, **more)


def test_each_customer_is_named_once_with_a_reason_and_the_amount_at_stake(nights: Nights) -> None:
    rows = today(nights[0])
    assert rows[0]["customer_id"] == "100000"
    assert rows[0]["full_name"] == "Sita Raghavan"
    customers = [row["customer_id"] for row in rows]
    assert len(set(customers)) == len(customers)
    assert [row["score"] for row in rows] == sorted((r["score"] for r in rows), reverse=True)
    assert all(row["reason"] and row["why"] and "{" not in row["reason"] for row in rows)


def test_the_customers_insights_say_what_each_is_about(nights: Nights) -> None:
    answer = ask(api.CustomerInsightsView, ASHA, nights[0], customer_id="100000")
    found = {row["rule"]: row for row in answer["results"]}
    assert found["term_deposit_due"]["reason"] == (
        "Our term_deposit matures on 4 Dec 2026 without an instruction"
    )
    assert found["term_deposit_due"]["amount"] == 500
    assert found["below_minimum"]["amount"] == 200_000 - 7
    assert found["kyc_due"]["on_date"] == "2026-11-21"


def test_a_head_sees_both_books_and_an_rm_only_the_own(nights: Nights) -> None:
    assert set(keys(nights[0], HEAD)) == set(keys(nights[0])) | set(keys(nights[0], VIKRAM))
    assert not set(keys(nights[0])) & set(keys(nights[0], VIKRAM))


def test_what_is_dismissed_stays_away_after_the_next_load(nights: Nights) -> None:
    first = keys(nights[0])[0]
    decided(nights[0], ASHA, first, "dismissed", reason="Renewed by phone")
    for night in nights:
        assert first not in keys(night)
        assert first not in keys(night, HEAD)
    rows = ask(api.CustomerInsightsView, ASHA, nights[1], customer_id="100000")["results"]
    kept = next(row for row in rows if row["key"] == first)
    assert (kept["hidden"], kept["decision"]["reason"]) == (True, "Renewed by phone")


def test_a_dismissed_insight_makes_room_for_the_customers_next(nights: Nights) -> None:
    first = today(nights[0])[0]
    decided(nights[0], ASHA, first["key"], "dismissed", reason="Done")
    again = next(r for r in today(nights[0]) if r["customer_id"] == first["customer_id"])
    assert again["key"] != first["key"]


def test_a_snoozed_insight_comes_back_on_its_day(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = keys(nights[0])[0]
    decided(nights[0], ASHA, first, "snoozed", until=TODAY + timedelta(3))
    assert first not in keys(nights[1])
    it_is(monkeypatch, TODAY + timedelta(2))
    assert first not in keys(nights[1])
    it_is(monkeypatch, TODAY + timedelta(3))
    assert keys(nights[1])[0] == first


def test_the_latest_decision_holds(nights: Nights) -> None:
    first = keys(nights[0])[0]
    decided(nights[0], ASHA, first, "dismissed", reason="Not now")
    decided(nights[0], ASHA, first, "restored")
    assert keys(nights[0])[0] == first


def test_another_books_insight_cannot_be_decided_about(nights: Nights) -> None:
    theirs = keys(nights[0], VIKRAM)[0]
    with pytest.raises(Problem) as refused:
        decided(nights[0], ASHA, theirs, "dismissed", reason="Not mine")
    assert refused.value.code == "not_found"
    assert theirs in keys(nights[0], VIKRAM)


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_snooze_ends_within_a_year_from_now(nights: Nights, days: int) -> None:
    first = keys(nights[0])[0]
    with pytest.raises(Problem) as refused:
        decided(nights[0], ASHA, first, "snoozed", until=TODAY + timedelta(days))
    assert refused.value.code == "bad_until"


def walk(publication: Publication, **query: str) -> list[Json]:
    rows: list[Json] = []
    cursor = ""
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = ask(api.InsightsView, ASHA, publication, {"limit": "2", **query, **more})
        assert page["status_code"] == 200, page
        rows += page["results"]
        if page["next"] is None:
            return rows
        cursor = page["next"]


def test_the_whole_list_has_every_open_insight_once_and_begins_as_today_does(
    nights: Nights,
) -> None:
    rows = walk(nights[0])
    assert len({row["key"] for row in rows}) == len(rows) > len(today(nights[0]))
    assert rows[0]["key"] == keys(nights[0])[0]
    assert [row["score"] for row in rows] == sorted((r["score"] for r in rows), reverse=True)
    decided(nights[0], ASHA, rows[0]["key"], "dismissed", reason="Already done")
    assert {row["key"] for row in walk(nights[0])} == {row["key"] for row in rows[1:]}


def test_the_whole_list_is_narrowed_to_a_rule_that_it_counts(nights: Nights) -> None:
    rules = {row["rule"]: row for row in ask(api.InsightsView, ASHA, nights[0])["rules"]}
    rows = walk(nights[0], rule="kyc_due")
    assert len(rows) == rules["kyc_due"]["count"] > 1
    assert sum(row["amount"] for row in rows) == rules["kyc_due"]["amount"]
    assert {row["rule"] for row in rows} == {"kyc_due"}


def test_today_knows_a_conversation_that_was_logged_here(nights: Nights) -> None:
    with in_publication(ASHA, nights[0]):
        note("100000", TODAY, "call")
    assert today(nights[0])[0]["last_contact_on"] == TODAY.isoformat()
