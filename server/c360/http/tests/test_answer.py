"""Answers: the viewer's rows of one day, made once, never for another audience."""

import gzip
import json
import threading
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connections
from django.http import HttpResponse

from c360.core.errors import Problem
from c360.core.viewer import SEE_CUSTOMER, SEE_LOADS
from c360.http import answer, answer_cache

from .conftest import Things, viewer

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

Ask = Callable[..., HttpResponse]


def _names(response: HttpResponse) -> list[str]:
    assert response.status_code == 200, response.content
    return list(json.loads(response.content)["results"])


def _kept(cache: Any) -> list[bytes]:
    return [key for key in cache.keys("a:*") if not key.endswith(b":lock")]


def test_an_answer_holds_the_viewers_rows_and_its_business_date(ask: Ask) -> None:
    response = ask(viewer((3, 4), (8, 8)))
    assert json.loads(response.content) == {
        "as_of": "2026-11-21",
        "results": ["thing 3 of 1", "thing 4 of 1", "thing 8 of 1"],
    }
    assert response["Cache-Control"] == "private, no-store"


def test_no_scope_means_no_rows(ask: Ask) -> None:
    assert _names(ask(viewer())) == []


def test_nothing_of_a_scope_is_left_on_the_connection(ask: Ask) -> None:
    ask(viewer((1, 9)))
    with connections["default"].cursor() as cursor:
        cursor.execute("select current_setting('c360.scope', true), current_setting('search_path')")
        scope, path = cursor.fetchone()
    assert scope in {None, ""}
    assert "p2026" not in path


def test_the_second_ask_is_a_hit_and_asks_no_database(ask: Ask) -> None:
    first, second = ask(viewer((1, 1))), ask(viewer((1, 1), username="another"))
    assert first["Cache-Status"] == "c360; fwd=miss"
    assert second["Cache-Status"].startswith("c360; hit; ttl=")
    assert second["Age"] == "0"
    assert (first.content, Things.made) == (second.content, 1)


def test_the_order_of_the_query_does_not_matter(ask: Ask) -> None:
    ask(viewer((1, 1)), "/?a=1&b=2")
    assert ask(viewer((1, 1)), "/?b=2&a=1")["Cache-Status"].startswith("c360; hit")


@pytest.mark.parametrize(
    ("who", "path", "day", "kwargs"),
    [
        (viewer((1, 2)), "/", 1, {}),
        (viewer((1, 1), role="branch_head"), "/", 1, {}),
        (viewer((1, 1), unit_id="B1"), "/", 1, {}),
        (viewer((1, 1)), "/?a=1", 1, {}),
        (viewer((1, 1)), "/", 2, {}),
        (viewer((1, 1)), "/", 1, {"customer_id": "C1"}),
    ],
)
def test_another_audience_day_or_question_is_another_answer(
    ask: Ask, who: Any, path: str, day: int, kwargs: dict[str, str]
) -> None:
    ask(viewer((1, 1)))
    assert ask(who, path, day=day, **kwargs)["Cache-Status"] == "c360; fwd=miss"


def test_a_value_of_another_audience_is_never_used(ask: Ask, redis_admins: Any) -> None:
    ask(viewer((1, 1)))
    ask(viewer((2, 2)))
    one, two = _kept(redis_admins["cache"])
    first, second = redis_admins["cache"].get(one), redis_admins["cache"].get(two)
    redis_admins["cache"].set(one, second)
    redis_admins["cache"].set(two, first)
    assert _names(ask(viewer((1, 1)))) == ["thing 1 of 1"]
    assert _names(ask(viewer((2, 2)))) == ["thing 2 of 1"]


def test_a_refusal_is_not_kept(ask: Ask) -> None:
    for _ in range(2):
        response = ask(viewer((1, 1)), "/?missing=1")
        assert (response.status_code, json.loads(response.content)["code"]) == (404, "not_found")
        assert "Cache-Status" not in response
    assert Things.made == 2


def test_what_stands_beside_an_answer_needs_its_own_permission() -> None:
    class OfLoads(answer.AnswerView):
        permission = SEE_LOADS

    asked = answer.AnswerView()
    asked.viewer = viewer((1, 1))
    with pytest.raises(Problem) as refusal:
        asked.beside(OfLoads)
    assert refusal.value.status == HTTPStatus.FORBIDDEN


def test_equal_requests_at_once_make_one_query(ask: Ask) -> None:
    Things.wait = 0.3
    found: list[HttpResponse] = []

    def work() -> None:
        found.append(ask(viewer((1, 1))))
        connections["default"].close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Things.made == 1
    assert {response.content for response in found} == {found[0].content}
    assert sum("collapsed" in response["Cache-Status"] for response in found) == 5


def test_an_answer_that_another_process_makes_is_waited_for(
    ask: Ask, redis_admins: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(viewer((1, 1)))
    (key,) = _kept(redis_admins["cache"])
    value = redis_admins["cache"].get(key)
    redis_admins["cache"].delete(key)
    redis_admins["cache"].set(key + b":lock", b"another", px=5000)
    timer = threading.Timer(0.2, lambda: redis_admins["cache"].set(key, value))
    timer.start()
    response = ask(viewer((1, 1)))
    timer.join()
    assert "collapsed" in response["Cache-Status"]
    assert Things.made == 1


@pytest.fixture
def no_cache(settings: Any) -> Any:
    """The cache Redis is down."""
    settings.C360_REDIS_CACHE_URL = "redis://127.0.0.1:1/0"
    answer_cache.store.cache_clear()
    yield
    answer_cache.store.cache_clear()
    answer_cache._down_until = 0.0


def test_without_the_cache_answers_come_from_the_database(ask: Ask, no_cache: None) -> None:
    for _ in range(2):
        response = ask(viewer((1, 1)))
        assert _names(response) == ["thing 1 of 1"]
        assert response["Cache-Status"] == "c360; fwd=bypass"
    assert Things.made == 2


def test_past_its_bound_it_asks_to_try_again(
    ask: Ask, no_cache: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer, "_slots", threading.BoundedSemaphore(1))
    monkeypatch.setattr(answer, "SLOT_WAIT", 0.1)
    Things.wait = 0.6
    found: list[HttpResponse] = []

    def work(number: int) -> None:
        found.append(ask(viewer((1, 1)), f"/?number={number}"))
        connections["default"].close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(response.status_code for response in found) == [200, 503, 503]
    assert all(r["Retry-After"] == "1" for r in found if r.status_code == 503)


def _code(response: HttpResponse) -> tuple[int, str]:
    assert response["Content-Type"] == "application/problem+json"
    return response.status_code, json.loads(response.content)["code"]


def test_each_refusal_has_its_code(ask: Ask, things: None) -> None:
    assert _code(ask(None)) == (401, "session_required")
    assert _code(ask(viewer(permissions=frozenset({SEE_CUSTOMER})))) == (403, "forbidden")
    assert _code(ask(viewer(), day=None)) == (503, "nothing_published")
    assert _code(ask(viewer(), "/?q=%00")) == (400, "bad_character")
    assert _code(ask(viewer(), "/?range=1")) == (400, "value_out_of_range")
    assert _code(ask(viewer(), method="POST")) == (405, "method_not_allowed")


def test_what_is_unforeseen_shows_and_logs_no_value(
    ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    response = ask(viewer(), "/?broken=1")
    assert _code(response) == (500, "internal_error")
    assert b"ABCDE" not in response.content
    assert "RuntimeError" in caplog.text
    assert "ABCDE" not in caplog.text


def test_a_view_with_an_unknown_permission_cannot_be_written() -> None:
    with pytest.raises(TypeError):
        type("Wrong", (answer.AnswerView,), {"permission": "everything"})


def test_each_day_answers_from_its_own_rows_whatever_day_the_connection_served_before(
    ask: Ask,
) -> None:
    for number in range(8):
        for day in (1, 2):
            response = ask(viewer((3, 3)), f"/?bound=1&number={number}", day=day)
            assert _names(response) == [f"thing 3 of {day}"]


def test_each_viewer_gets_their_own_rows_of_a_statement_that_is_planned_once(ask: Ask) -> None:
    for number in range(8):
        for who in (1, 2):
            response = ask(viewer((who, who)), f"/?bound=1&number={number}")
            assert _names(response) == [f"thing {who} of 1"]


def test_a_caller_who_names_what_it_has_is_told_that_it_stands(ask: Ask) -> None:
    first = ask(viewer((1, 1)))
    again = ask(viewer((1, 1)), if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    for who, day in ((viewer((2, 2)), 1), (viewer((1, 1)), 2)):
        assert ask(who, day=day, if_none_match=first["ETag"]).status_code == 200
    assert Things.made == 3


def test_a_large_answer_travels_compressed_to_who_takes_that(ask: Ask) -> None:
    large = "/?large=1"
    plain = ask(viewer((0, 9)), large)
    assert "Content-Encoding" not in plain
    for _ in range(2):
        packed = ask(viewer((0, 9)), large, accept_encoding="br, gzip;q=0.8")
        assert (packed["Content-Encoding"], packed["Vary"]) == ("gzip", "Accept-Encoding")
        assert gzip.decompress(packed.content) == plain.content
    assert packed["Cache-Status"].startswith("c360; hit")
    refused = ask(viewer((0, 9)), large, accept_encoding="gzip;q=0")
    assert refused.content == plain.content


def test_a_small_answer_stays_as_it_is(ask: Ask) -> None:
    assert "Content-Encoding" not in ask(viewer((1, 1)), accept_encoding="gzip")
