"""Units from top to bottom, and whose customers a sum holds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_django.plugin import DjangoDbBlocker

from c360.core.money import average
from c360.core.pointer import Publication
from c360.core.viewer import BAND, SEE_STAFF, SEE_VIP, Viewer, in_bands
from c360.customers.contacts import note
from c360.customers.tests.small_publication import (
    AS_OF,
    ASHA,
    HEAD,
    ask,
    published,
    small_book,
    viewer,
)
from c360.http.answer import AnswerView, in_publication
from c360.modules.book import api

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def test_a_unit_shows_what_stands_under_it_and_that_adds_up(publication: Publication) -> None:
    answer = ask(api.RollupView, HEAD, publication, unit_id="C1")
    assert (answer["status_code"], answer["unit"]["level"]) == (200, "cluster")
    assert {(row["id"], row["level"]) for row in answer["children"]} == {
        ("B1", "branch"),
        ("B10", "branch"),
    }
    unit, rows = answer["unit"], answer["children"]
    assert unit["customers"] == 12
    averages = ("casa_average", "casa_average_before")  # of sums that add up
    for name, value in unit.items():
        if isinstance(value, int):
            assert sum(row[name] for row in rows) == value, name
    for at, period in enumerate(unit["periods"]):
        for name in period.keys() - set(averages):
            assert sum(row["periods"][at][name] for row in rows) == period[name], name


def test_a_period_compares_with_the_whole_one_before_it(publication: Publication) -> None:
    answer = ask(api.RollupView, HEAD, publication, unit_id="C1")
    assert answer["periods"] == [
        {"key": "month", "start_on": "2026-11-01"},
        {"key": "quarter", "start_on": "2026-10-01"},
    ]
    month, quarter = answer["unit"]["periods"]
    assert month["trv_change"] == answer["unit"]["trv_change_month"]
    assert month["term_deposits_change"] == answer["unit"]["term_deposits_change_month"]
    strip = {f["key"]: f for f in ask(api.BookView, HEAD, publication)["figures"]}["casa_average"]
    assert month["casa_average"] == strip["value"]
    assert month["casa_average"] - month["casa_average_before"] == strip["change_month"]
    days = 31 + AS_OF.day
    both = month["casa_day_sum"] + month["casa_day_sum_before"]
    assert (quarter["casa_day_sum"], quarter["casa_average"]) == (both, average(both, days))


def test_a_unit_says_who_heads_it_and_what_is_above(publication: Publication) -> None:
    above = [("R1", True), ("C1", True)]
    answer = ask(api.RollupView, HEAD, publication, unit_id="B1")
    assert [(one["id"], one["is_open"]) for one in answer["path"]] == above
    assert (answer["head"], answer["books"]) == ("Ira Nair", 1)
    branch = ask(api.RollupView, ASHA, publication, unit_id="B1")
    assert [one["is_open"] for one in branch["path"]] == [False, False]
    assert branch["parent"] is None


def test_a_contact_logged_here_counts_as_contacted_in_90_days_once(
    publication: Publication,
) -> None:
    def contacted() -> dict[str, int]:
        answer = ask(api.RollupView, HEAD, publication, unit_id="C1")
        return {one["id"]: one["contacted"] for one in (answer["unit"], *answer["children"])}

    assert contacted() == {"C1": 0, "B1": 0, "B10": 0}
    with in_publication(HEAD, publication):
        for customer_id, days in (("100001", 0), ("100001", 9), ("100004", 90), ("100005", 91)):
            note(customer_id, AS_OF - timedelta(days), "call")
    assert contacted() == {"C1": 2, "B1": 1, "B10": 1}


def test_a_branch_shows_its_books(publication: Publication) -> None:
    answer = ask(api.RollupView, HEAD, publication, unit_id="B1")
    assert answer["parent"] == {"id": "C1", "name": "C1"}
    assert [(row["id"], row["level"]) for row in answer["children"]] == [("E9", "rm")]


@pytest.mark.parametrize("unit_id", ["B10", "C1", "HO", "E1"])
def test_a_unit_that_is_not_whole_in_scope_looks_like_none(
    publication: Publication, unit_id: str
) -> None:
    answer = ask(api.RollupView, ASHA, publication, unit_id=unit_id)
    absent = ask(api.RollupView, ASHA, publication, unit_id="no such unit")
    assert answer["status_code"] == 404
    assert {**answer, "request_id": ""} == {**absent, "request_id": ""}


def test_who_may_not_see_all_bands_has_the_same_sums_of_plain_customers(
    publication: Publication,
) -> None:
    """Nobody of the small book is staff or a VIP, so that both ways must say the same."""
    views: tuple[tuple[type[AnswerView], dict[str, str]], ...] = (
        (api.BookView, {}),
        (api.MoversView, {}),
        (api.RollupView, {"unit_id": "C1"}),
        (api.RollupView, {"unit_id": "B1"}),
        (api.RollupView, {"unit_id": "E9"}),
    )
    for who in (HEAD, viewer((0, 2), role="region_head")):
        for view, asked in views:
            answer = ask(view, who, publication, {}, **asked)
            assert answer["status_code"] == 200
            assert ask(view, plain(who), publication, {}, **asked) == answer


def test_a_sum_leaves_the_viewers_own_record_out(publication: Publication) -> None:
    own = replace(HEAD, own_customer_id="100001")
    unit = ask(api.RollupView, own, publication, unit_id="C1")["unit"]
    listed = ask(api.CustomersView, own, publication, {})
    strip = ask(api.BookView, own, publication)["figures"]
    assert unit["customers"] == listed["count"] == strip[0]["value"] == 11
    assert unit["trv"] == listed["totals"]["trv"] == strip[1]["value"]
    whole = ask(api.RollupView, HEAD, publication, unit_id="C1")["unit"]
    alone = ask(api.CustomersView, HEAD, publication, {"ids": "100001"})["results"][0]
    assert whole["at_risk"] - unit["at_risk"] == alone["trv"]
    assert "dormant" in alone["flags"]


def test_one_customer_alone_is_no_unit(publication: Publication) -> None:
    answer = ask(api.RollupView, HEAD.narrowed("100001"), publication, unit_id="C1")
    assert answer["status_code"] == 404


BANDS_OF = {"100001": {"is_staff": True}, "100002": {"is_vip": True},
            "100003": {"is_staff": True, "is_vip": True}}  # fmt: skip


@pytest.fixture(scope="module")
def banded(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Publication]:
    """The small book with a member of staff, a VIP, and one who is both."""
    bank = small_book()
    for row in bank.rows["customer"]:
        row.update(BANDS_OF.get(row["customer_id"], {}))
    folder = tmp_path_factory.mktemp("banded")
    with django_db_blocker.unblock(), published(bank, folder) as found:
        yield found


@pytest.mark.parametrize("seen", [(), (SEE_STAFF,), (SEE_VIP,), (SEE_STAFF, SEE_VIP)])
def test_sums_hold_the_bands_that_the_viewer_may_see(
    banded: Publication, seen: tuple[str, ...]
) -> None:
    who = plain(HEAD, *seen)
    strip = {f["key"]: f["value"] for f in ask(api.BookView, who, banded)["figures"]}
    moved = ask(api.MoversView, who, banded)
    answer = ask(api.RollupView, who, banded, unit_id="C1")
    listed = ask(api.CustomersView, who, banded)
    assert listed["count"] == {0: 9, 1: 10, 2: 12}[len(seen)]
    for sums in (strip, answer["unit"]):
        assert sums["customers"] == listed["count"]
        for name in ("trv", "casa", "term_deposits", "loans"):
            assert sums[name] == listed["totals"][name], name
    assert sum(row["customers"] for row in answer["children"]) == listed["count"]
    assert moved["money_in"] - moved["money_out"] == answer["unit"]["casa_change_day"]


def plain(who: Viewer, *bands: str) -> Viewer:
    """That viewer with only these of the two permissions that open bands."""
    permissions = (who.permissions - {SEE_STAFF, SEE_VIP}) | set(bands)
    scope = tuple((low, high) for low, high in who.scope if low < BAND)
    return replace(who, permissions=permissions, scope=in_bands(scope, permissions))


@pytest.mark.parametrize("own", [None, "100001"])
@pytest.mark.parametrize("seen", [(), (SEE_STAFF,), (SEE_STAFF, SEE_VIP)])
def test_a_whole_unit_is_answered_as_its_books_are(
    banded: Publication, seen: tuple[str, ...], own: str | None
) -> None:
    """The head of C1 gets the night's sums of C1; another of the same scope, book by book."""
    by_books = replace(plain(HEAD, *seen), own_customer_id=own)
    by_unit = replace(by_books, unit_id="C1")
    for view in (api.BookView, api.TrendView, api.MoversView, api.CalendarView, api.CustomersView):
        answer = ask(view, by_unit, banded)
        assert answer["status_code"] == 200
        assert answer == ask(view, by_books, banded), view
