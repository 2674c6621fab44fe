"""The lean way to a cached answer: like the long way in all that a caller or an auditor sees."""

from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlparse

import pytest
import redis

from demo.services import testing
from demo.services.stack import Stack

from .conftest import Synthetic
from .truth.served import LAST_REDIS_DATABASE, Viewer

pytestmark = pytest.mark.xdist_group("served")


def _get(viewer: Viewer, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    address = urlparse(viewer.url)
    connection = HTTPConnection(str(address.hostname), int(address.port or 80), timeout=30)
    sent = {"Authorization": f"Bearer {viewer.token}", **headers}
    connection.request("GET", f"/api/{path}", headers=sent)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def _said(answer: HTTPResponse) -> dict[str, str]:
    """The headers that must be alike, whichever way the answer took."""
    own = {"cache-status", "age", "x-request-id", "date", "server"}
    return {name.lower(): text for name, text in answer.getheaders() if name.lower() not in own}


@pytest.fixture
def audit(stack: Stack) -> Iterator["redis.Redis"]:
    """The sessions Redis of the served product."""
    client = redis.Redis.from_url(
        stack.sessions.admin_url(LAST_REDIS_DATABASE - testing.REDIS_DATABASE)
    )
    yield client
    client.close()


@pytest.fixture
def rm(bank: Synthetic) -> tuple[Viewer, str]:
    """An RM, signed in anew, and a customer of the book."""
    name = max(bank.books)
    return bank.product.sign_in(name, "c360-rm"), max(bank.books[name])


@pytest.mark.parametrize("coding", ["identity", "gzip"])
@pytest.mark.parametrize(
    "path", ["customers/{}", "customers/{}/accounts", "customers/{}/transactions?limit=50"]
)
def test_a_hit_has_the_bytes_and_headers_of_the_answer_it_repeats(
    rm: tuple[Viewer, str], path: str, coding: str
) -> None:
    viewer, customer = rm
    asked = path.format(customer)
    _get(viewer, asked, **{"Accept-Encoding": coding})
    made, first = _get(viewer, asked, **{"Accept-Encoding": coding, "If-None-Match": '"none"'})
    hit, second = _get(viewer, asked, **{"Accept-Encoding": coding})
    assert hit.status == made.status == 200
    assert str(hit.getheader("Cache-Status")).startswith("c360; hit")
    assert first == second
    assert _said(hit) == _said(made)


def test_what_is_included_has_the_bytes_of_its_own_route(rm: tuple[Viewer, str]) -> None:
    viewer, customer = rm
    at, names = f"customers/{customer}", ("accounts", "balances", "cashflow", "transactions")
    _, alone = _get(viewer, at)
    parts = [b'"%s":%s' % (name.encode(), _get(viewer, f"{at}/{name}")[1]) for name in names]
    together = alone[:-1] + b',"included":{' + b",".join(parts) + b"}}"
    asked = f"{at}?include={','.join(reversed(names))}"
    answers = [_get(viewer, asked) for _ in range(2)]
    assert [body for _, body in answers] == [together, together]
    assert str(answers[1][0].getheader("Cache-Status")).startswith("c360; hit")
    assert _get(viewer, f"{at}?include=accounts")[1] == (
        alone[:-1] + b',"included":{' + parts[0] + b"}}"
    )


@pytest.mark.parametrize("include", ["everything", "accounts,accounts", "accounts,", "timeline"])
def test_what_cannot_be_included_is_refused_with_what_can(
    rm: tuple[Viewer, str], include: str
) -> None:
    viewer, customer = rm
    status, problem = viewer.send("GET", f"customers/{customer}?include={include}")
    assert (status, problem["code"]) == (400, "unknown_include")
    assert "accounts, balances, cashflow, transactions" in problem["detail"]


def test_an_answer_with_others_included_leaves_one_look_that_names_them(
    rm: tuple[Viewer, str], audit: "redis.Redis"
) -> None:
    viewer, customer = rm
    named = {"X-Request-Id": "included-look"}
    for _ in range(2):
        path = f"customers/{customer}?include=accounts,transactions"
        assert _get(viewer, path, **named)[0].status == 200
    records: Any = audit.xrange("audit")
    looks = [record for _, record in records if record[b"request_id"] == b"included-look"]
    assert [look[b"include"] for look in looks] == [b"accounts,transactions"] * 2


def test_each_answer_leaves_one_look_whether_it_was_kept_or_made(
    rm: tuple[Viewer, str], audit: "redis.Redis"
) -> None:
    viewer, customer = rm
    kinds: dict[str, list[str]] = {"hits-one": [], "hits-two": [], "hits-three": []}
    for request_id in kinds:
        named = {"X-Request-Id": request_id}
        answer, _ = _get(viewer, f"customers/{customer}/cashflow", **named)
        assert answer.getheader("X-Request-Id") == request_id
    records: Any = audit.xrange("audit")
    for _, record in records:
        request_id = record[b"request_id"].decode()
        if request_id in kinds:
            kinds[request_id].append(record[b"kind"].decode())
            assert record[b"path_customer_id"].decode() == customer
    assert kinds == {"hits-one": ["look"], "hits-two": ["look"], "hits-three": ["look"]}


def test_a_kept_answer_is_not_given_after_signing_out(rm: tuple[Viewer, str]) -> None:
    viewer, customer = rm
    path = f"customers/{customer}/accounts"
    assert [_get(viewer, path)[0].status for _ in range(2)] == [200, 200]
    assert viewer.send("DELETE", "session")[0] == 204
    answer, body = _get(viewer, path)
    assert (answer.status, b"session_ended" in body) == (401, True)


def test_a_kept_answer_is_not_given_to_another_book(
    bank: Synthetic, rm: tuple[Viewer, str]
) -> None:
    viewer, customer = rm
    assert _get(viewer, f"customers/{customer}")[0].status == 200
    other = bank.product.sign_in(min(bank.books), "c360-rm")
    assert [_get(other, f"customers/{customer}")[0].status for _ in range(2)] == [404, 404]


def test_a_kept_answer_is_not_given_without_the_right_to_it(
    bank: Synthetic, rm: tuple[Viewer, str]
) -> None:
    viewer, _ = rm
    assert [_get(viewer, "book")[0].status for _ in range(2)] == [200, 200]
    operator = bank.product.sign_in("E00000", "c360-operator")
    assert [_get(operator, "book")[0].status for _ in range(2)] == [403, 403]


def test_a_cached_search_is_counted_and_refused_as_any_other(
    rm: tuple[Viewer, str], audit: "redis.Redis"
) -> None:
    viewer, _ = rm
    for _ in range(2):
        assert _get(viewer, "search?q=ra")[0].status == 200
    for counter in audit.keys("s:searches:*"):
        audit.set(counter, 10**9, px=60_000)
    try:
        answer, body = _get(viewer, "search?q=ra")
        assert (answer.status, b"search_limit" in body) == (429, True)
        assert 1 <= int(str(answer.getheader("Retry-After"))) <= 60
    finally:
        audit.delete(*audit.keys("s:searches:*"))
