"""Contacts by week and overdue promises of a unit: the warehouse's and those logged here."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django.plugin import DjangoDbBlocker

from c360.core.pointer import Publication
from c360.core.viewer import Viewer
from c360.customers.tests.small_publication import (
    AS_OF,
    ASHA,
    HEAD,
    ask,
    published,
    small_book,
)
from c360.http.answer import in_publication
from c360.modules.conversations.api_coverage import CoverageView
from c360.modules.conversations.models import CONTACT_WEEKS, Conversation, FollowUp, first_week

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
TOUCHES = (
    ("100001", "call", AS_OF), ("100001", "visit", AS_OF - timedelta(1)),
    ("100003", "review", AS_OF - timedelta(7)), ("100000", "call", first_week(AS_OF)),
    ("100002", "call", first_week(AS_OF) - timedelta(1)),
    ("100004", "campaign", AS_OF), ("100004", "complaint", AS_OF),
)  # fmt: skip


@pytest.fixture(scope="module")
def touched(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Publication]:
    """The small book with contacts: two in one week, one at the window's first day, one before."""
    bank = small_book()
    for number, (customer_id, kind, day) in enumerate(TOUCHES):
        bank.add("touchpoint", touchpoint_id=f"T{number}", customer_id=customer_id, kind=kind,
                 occurred_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))  # fmt: skip
    folder = tmp_path_factory.mktemp("touched")
    with django_db_blocker.unblock(), published(bank, folder) as found:
        yield found


def rows(
    publication: Publication, who: Viewer = HEAD, unit_id: str = "C1"
) -> dict[str, dict[str, object]]:
    answer = ask(CoverageView, who, publication, unit_id=unit_id)
    assert answer["status_code"] == 200
    assert answer["weeks"] == [
        (first_week(AS_OF) + timedelta(7 * n)).isoformat() for n in range(CONTACT_WEEKS)
    ]
    return {row["id"]: row for row in answer["results"]}


def weeks(**counted: int) -> list[int]:
    return [counted.get(f"w{week}", 0) for week in range(CONTACT_WEEKS)]


def log(customer_id: str, day: date, outcome: str = "agreed") -> None:
    moment = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
    Conversation.objects.create(
        customer_id=customer_id, occurred_at=moment, channel="call", outcome=outcome, text="x",
        author="asha", author_name="Asha Rao",
    )  # fmt: skip


def test_a_customer_counts_once_a_week_and_only_when_the_bank_spoke_with_them(
    touched: Publication,
) -> None:
    found = rows(touched)
    assert found["B10"]["contacted"] == weeks(w10=1, w9=1)
    assert found["B1"]["contacted"] == weeks(w0=1)
    assert found["C1"]["contacted"] == weeks(w0=1, w10=1, w9=1)


def test_what_is_logged_here_counts_where_the_warehouse_knows_of_no_contact(
    touched: Publication,
) -> None:
    with in_publication(HEAD, touched):
        log("100001", AS_OF)
        log("100005", AS_OF)
        log("100005", AS_OF - timedelta(1))
        log("100007", AS_OF, outcome="no_answer")
    found = rows(touched, unit_id="B10")
    assert found["E1"]["contacted"] == found["B10"]["contacted"] == weeks(w9=1, w10=2)


def test_overdue_promises_are_open_ones_of_yesterday_or_before(touched: Publication) -> None:
    due = (AS_OF - timedelta(9), AS_OF + timedelta(900))
    done = datetime.now(UTC)
    promises = (
        ("100001", due[0], None), ("100003", due[1], None), ("100002", due[0], None),
        ("100001", due[0], done),
    )  # fmt: skip
    with in_publication(HEAD, touched):
        for customer_id, day, at in promises:
            FollowUp.objects.create(
                customer_id=customer_id, text="x", due_on=day, owner="asha", done_at=at
            )
    found = rows(touched)
    assert [found[unit]["overdue_promises"] for unit in ("B1", "B10", "C1")] == [1, 1, 2]


def test_the_viewers_own_record_is_in_no_count(touched: Publication) -> None:
    own = replace(HEAD, own_customer_id="100001")
    assert rows(touched, own)["C1"]["contacted"] == weeks(w0=1, w9=1)


def test_a_unit_that_is_not_whole_in_scope_looks_like_none(touched: Publication) -> None:
    for unit_id in ("C1", "B10", "no such unit"):
        assert ask(CoverageView, ASHA, touched, unit_id=unit_id)["status_code"] == 404
