"""Usage on a real database: what is counted, what never is, and what leaves the house."""

import json
import re
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from c360.core.viewer import Viewer
from c360.customers.tests.small_publication import ASHA, HEAD, viewer
from c360.modules.usage import analytics, api, features, queries, recorder

pytestmark = pytest.mark.django_db(databases=["default", "owner"], transaction=True)

BEGUN = datetime.now(UTC).date()
DAYS = (BEGUN, BEGUN + timedelta(1))  # a run may go on past midnight
OPERATOR = viewer(role="operator")
WEB = Path(__file__).parents[5] / "web/src/app"


@pytest.fixture(autouse=True)
def _counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test counts from nothing, and writes when it says so."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("truncate app.usage_call, app.usage_event")
    monkeypatch.setattr(recorder, "_counts", recorder.Counts())
    monkeypatch.setattr(recorder, "_start", lambda: None)
    monkeypatch.setattr(recorder, "_tended", float("-inf"))


def post(who: Viewer, body: Any) -> tuple[int, Any]:
    request: Any = RequestFactory().post("/api/events", body, content_type="application/json")
    request.viewer, request.publication = who, None
    response: Any = api.EventsView.as_view()(request)
    return response.status_code, json.loads(response.content)


def through_middleware(who: Viewer | None, path: str, status: int = 200) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        request.viewer = who  # type: ignore[attr-defined]
        request.resolver_match = resolve(request.path_info)
        return HttpResponse(status=status)

    recorder.UsageMiddleware(answer)(RequestFactory().get(path))


def rows(table: str) -> list[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"select * from app.{table}")
        return list(cursor.fetchall())


def test_a_call_is_counted_by_its_route_and_never_by_its_path() -> None:
    for _ in range(3):
        through_middleware(ASHA, "/api/customers/10048272/transactions?q=rent")
    through_middleware(HEAD, "/api/customers/10048272/transactions", status=404)
    recorder.flush()
    written = rows("usage_call")
    assert "10048272" not in str(written) and "rent" not in str(written)
    assert ASHA.username not in str(written)
    assert sorted((row[3], row[4], row[6]) for row in written) == [
        (200, "rm", 3),
        (404, "branch_head", 1),
    ]
    assert {row[1] for row in written} == {"api/customers/<str:customer_id>/transactions"}
    assert all(sum(row[8]) == row[6] for row in written)


def test_counting_takes_next_to_no_time() -> None:
    begun = time.process_time()
    for _ in range(10_000):
        recorder.note_call(ASHA, "api/book", "GET", 200, 12.5)
    assert (time.process_time() - begun) / 10_000 < 50e-6


def test_what_cannot_be_written_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder, "MOST_KEYS", 2)
    for number in range(5):
        recorder.note_call(ASHA, f"api/{number}", "GET", 200, 1)
    recorder.flush()
    assert len(rows("usage_call")) == 2


def test_events_are_counted_by_feature_and_role() -> None:
    events = [{"kind": "page", "name": "book"}, {"kind": "click", "name": "book.export"}] * 2
    assert post(ASHA, {"events": [*events, {"kind": "search", "name": "mobile"}]})[0] == 202
    assert post(HEAD, {"events": events[:1]})[0] == 202
    recorder.flush()
    answer = queries.features(*DAYS, "role")
    first = answer["results"][0]
    assert (first["name"], first["times"]) == ("book", 3)
    assert first["parts"] == [
        {"key": "branch_head", "name": None, "times": 1},
        {"key": "rm", "name": None, "times": 2},
    ]
    by_week = queries.features(*DAYS, "week")["results"][0]["parts"]
    counted = rows("usage_event")[0][0].date()
    monday = counted - timedelta(counted.weekday())
    assert by_week == [{"key": monday.isoformat(), "name": None, "times": 3}]
    by_branch = queries.features(*DAYS, "branch")["results"][0]["parts"]
    assert by_branch == [{"key": "B1", "name": None, "times": 3}]


def test_what_nobody_used_is_told_with_no_use() -> None:
    post(ASHA, {"events": [{"kind": "page", "name": "book"}]})
    recorder.flush()
    results = queries.features(*DAYS, "role")["results"]
    assert results[0]["name"] == "book"
    assert {(row["kind"], row["name"]) for row in results} == set(features.KNOWN)
    assert {row["times"] for row in results[1:]} == {0}


def test_every_feature_that_is_told_unused_is_one_the_web_has() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (*WEB.rglob("*.ts"), *WEB.rglob("*.html"))
        if not path.name.endswith(".spec.ts")
    )
    clicks = set(re.findall(r'data-use="([a-z.-]+[a-z])"', code))
    assert {name for kind, name in features.KNOWN if kind == "click"} <= clicks
    lists = (WEB / "app.routes.ts", WEB / "shell/customer/tab-list.ts", *WEB.rglob("*.routes.ts"))
    paths = {
        path.partition("/")[0]
        for file in lists
        for path in re.findall(r"path: '([a-z-][^']*)'", file.read_text(encoding="utf-8"))
    }
    pages = {name.rpartition(".")[2] for kind, name in features.KNOWN if kind == "page"}
    assert pages <= paths


@pytest.mark.parametrize(
    "event",
    [
        {"kind": "search", "name": "sita"},
        {"kind": "page", "name": "customers/10048272"},
        {"kind": "page", "name": "Sita Raghavan"},
        {"kind": "page", "name": "book", "text": "9820012345"},
        {"kind": "key", "name": "book"},
        {"kind": "page"},
        "book",
    ],
)
def test_an_event_with_anything_but_a_features_name_is_refused(event: object) -> None:
    assert post(ASHA, {"events": [event]})[0] == 400


@pytest.mark.parametrize("number", [0, 101])
def test_a_batch_of_events_is_bounded(number: int) -> None:
    assert post(ASHA, {"events": [{"kind": "page", "name": "book"}] * number})[0] == 400


def test_percentiles_are_those_of_the_calls() -> None:
    for ms in [4.0] * 90 + [90.0] * 9 + [9_000.0]:
        recorder.note_call(ASHA, "api/book", "GET", 200, ms)
    recorder.note_call(ASHA, "api/book", "GET", 503, 4)
    recorder.flush()
    (row,) = queries.calls(*DAYS)["results"]
    assert (row["calls"], row["failed"], row["refused"]) == (101, 1, 0)
    assert (row["p50"], row["p95"], row["p99"]) == (5, 100, 100)
    assert queries.percentile([0] * len(recorder.BOUNDS) + [1], 0.5) is None


def test_answers_from_the_cache_are_counted_among_those_it_was_asked_for() -> None:
    for said in ["c360; hit; ttl=60", "c360; hit; detail=unchanged", "c360; fwd=miss", ""]:
        recorder.note_call(ASHA, "api/book", "GET", 200, 4, said)
    recorder.note_call(ASHA, "api/book/trend", "GET", 200, 90, "c360; fwd=miss; collapsed; ttl=60")
    recorder.flush()
    answer = queries.calls(*DAYS)
    first = answer["results"][0]
    assert (first["calls"], first["cache_asked"], first["cache_hits"]) == (4, 3, 2)
    every = answer["all"]
    assert (every["calls"], every["cache_asked"], every["cache_hits"]) == (5, 4, 2)
    assert (every["p50"], every["p99"]) == (5, 100)


def test_months_past_the_keeping_time_are_dropped() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "create table if not exists app.usage_call_202001 partition of app.usage_call"
            " for values from ('2020-01-01') to ('2020-02-01')"
        )
    recorder.note_call(ASHA, "api/book", "GET", 200, 1)
    recorder.flush()
    with connections["owner"].cursor() as cursor:
        cursor.execute("select to_regclass('app.usage_call_202001')")
        assert cursor.fetchone() == (None,)
    assert len(rows("usage_call")) == 1


def test_only_the_operator_reads_usage() -> None:
    for view in (api.FeaturesView, api.CallsView):
        for who, status in ((ASHA, 403), (HEAD, 403), (OPERATOR, 200)):
            request: Any = RequestFactory().get("/api/usage")
            request.viewer, request.publication = who, None
            assert view.as_view()(request).status_code == status


class _Collector(BaseHTTPRequestHandler):
    received: list[tuple[str, dict[str, Any]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.received.append((self.path, json.loads(body)))
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[_Collector]]:
    """A server in Google's place."""
    _Collector.received = []
    server = HTTPServer(("127.0.0.1", 0), _Collector)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(settings, "C360_GA4_URL", f"http://127.0.0.1:{server.server_port}/mp")
    monkeypatch.setattr(settings, "C360_GA4_MEASUREMENT_ID", "G-TEST")
    monkeypatch.setattr(settings, "C360_GA4_API_SECRET", "secret")
    yield _Collector
    server.shutdown()
    server.server_close()


def test_google_is_sent_counts_of_features_and_nothing_else(collector: type[_Collector]) -> None:
    through_middleware(ASHA, "/api/customers/10048272/transactions")
    post(ASHA, {"events": [{"kind": "click", "name": "book.export"}] * 3})
    recorder.flush()
    ((path, body),) = collector.received
    assert path == "/mp?measurement_id=G-TEST&api_secret=secret"
    assert body == {
        "client_id": "c360.installation",
        "non_personalized_ads": True,
        "events": [
            {
                "name": "c360_click",
                "params": {"feature": "book.export", "role": "rm", "times": 3},
            }
        ],
    }


def test_many_events_go_in_batches_of_twenty_five(collector: type[_Collector]) -> None:
    hour = datetime.now(UTC)
    analytics.send({(hour, "page", f"page.{'a' * n}", "rm", "B1"): 1 for n in range(1, 61)})
    assert [len(body["events"]) for _, body in collector.received] == [25, 25, 10]


def test_nothing_is_sent_unless_the_bank_wants_it(
    collector: type[_Collector], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "C360_GA4_MEASUREMENT_ID", "")
    post(ASHA, {"events": [{"kind": "page", "name": "book"}]})
    recorder.flush()
    assert collector.received == []
