"""Who sees which customers: each role against a slow oracle, over every route, with either wall.

The oracle reads the bank's raw rows and the promises; it knows nothing of rm_seq.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest
from django.db import connections
from django.db.models import Q
from django.urls import URLPattern, URLResolver, get_resolver, path
from rest_framework.request import Request

from c360.access.middleware import resolved
from c360.core.viewer import SEE_CUSTOMER, Viewer
from c360.customers import queries
from c360.http.answer import AnswerView
from c360.nightly import ddl

from .conftest import CUSTOMERS, EMPLOYEES, OWN, Someone

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
AsUser = Callable[[str], Someone]

ROLES = {
    "meera.deshpande": "E1001",
    "rahul.nair": "E1002",
    "sunita.rao": "E1003",
    "arvind.menon": "E1004",
    "kavita.iyer": "E1005",
    "lakshmi.pillai": "E1005",
    "farah.khan": None,
    "joseph.dsouza": None,
    "deepak.yadav": None,
}
SEES_ALL_KINDS = {"lakshmi.pillai"}
EVERYONE = [row[0] for row in CUSTOMERS]


def oracle(username: str) -> set[str]:
    """The customers this person may see, worked out from who reports to whom."""
    employee = ROLES[username]
    if employee is None:
        return set()
    boss_of = {e: boss for e, _, _, boss, _ in EMPLOYEES}
    own = {e: customer for e, _, _, _, customer in EMPLOYEES}[employee]
    found = set()
    for customer_id, rm, staff, vip in CUSTOMERS:
        staff = staff or customer_id in OWN
        if (staff or vip) and username not in SEES_ALL_KINDS:
            continue
        above = rm or "E1005"  # a customer in no book is the bank head's
        while above is not None and above != employee:
            above = boss_of[above]  # type: ignore[assignment]
        if above == employee and customer_id != own:
            found.add(customer_id)
    return found


@contextmanager
def _first_wall_off(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def everything(viewer: Viewer, **values: Any) -> dict[str, Any]:
        return {**values, "scope": "{[0,2147483646]}", "only": None, "own": None}

    open_doors = {"within": lambda _: Q(), "sums_within": lambda _: Q(), "scoped": everything}
    walls = {name: getattr(queries, name) for name in open_doors}
    with monkeypatch.context() as patch:
        for module in [m for name, m in sys.modules.items() if name.startswith("c360.")]:
            for name, wall in walls.items():
                if getattr(module, name, None) is wall:
                    patch.setattr(module, name, open_doors[name])
        yield


@contextmanager
def _second_wall_off() -> Iterator[None]:
    names = [
        f"{model._meta.db_table}_rows" if model.narrow else model._meta.db_table
        for model in ddl.published_models()
        if model.scoped
    ]
    tables = [f'{_schema()}."{name}"' for name in names]
    with connections["owner"].cursor() as cursor:
        for table in tables:
            cursor.execute(f"alter table {table} disable row level security")
        try:
            yield
        finally:
            for table in tables:
                cursor.execute(f"alter table {table} enable row level security")


def _schema() -> str:
    with connections["owner"].cursor() as cursor:
        cursor.execute("select schema from app.publication order by generation desc limit 1")
        return str(cursor.fetchone()[0])


def _seen(someone: Someone) -> set[str]:
    """The customers whose first screen opens."""
    found = set()
    for customer_id in EVERYONE:
        status, answer = someone.get(f"customers/{customer_id}")
        if status == 200:
            assert answer["customer"]["customer_id"] == customer_id
            found.add(customer_id)
            household = {p["customer_id"] for p in answer["household"]["people"]}
            assert household <= oracle_of_open(someone)
    return found


def oracle_of_open(someone: Someone) -> set[str]:
    return oracle(someone.get("session")[1]["viewer"]["username"])


@pytest.mark.parametrize("username", ROLES)
def test_each_role_sees_what_the_oracle_says_behind_either_wall_alone(
    as_user: AsUser, redis_admins: Any, monkeypatch: pytest.MonkeyPatch, username: str
) -> None:
    due, someone = oracle(username), as_user(username)
    _check_lists(someone, due)
    assert _seen(someone) == due
    for wall_off in (_second_wall_off(), _first_wall_off(monkeypatch)):
        redis_admins["cache"].flushdb()
        with wall_off:
            _check_lists(someone, due)
            assert _seen(someone) == due


def _check_lists(someone: Someone, due: set[str]) -> None:
    """Lists, counts, sums and search hold the due customers and nothing of others."""
    status, grid_page = someone.get("book/customers")
    if status == 403:
        assert not due
        assert someone.get("search?q=Ravi")[0] == 403
        return
    assert {row["customer_id"] for row in grid_page["results"]} == due
    assert grid_page["count"] == len(due)
    assert grid_page["totals"]["trv"] == len(due) * 5_000_00
    for query in ("Ravi", "2000"):
        _, answer = someone.get(f"search?q={query}")
        hits = {hit["customer_id"] for group in answer["groups"] for hit in group["results"]}
        assert hits == due, query


@pytest.mark.parametrize("username", ["meera.deshpande", "sunita.rao"])
def test_out_of_scope_is_absent_in_every_nested_route(as_user: AsUser, username: str) -> None:
    _check_nested(as_user(username), oracle(username))


def _check_nested(someone: Someone, due: set[str]) -> None:
    hidden = [customer_id for customer_id in reversed(EVERYONE) if customer_id not in due]
    for nested in _nested():
        _, absent = someone.get(f"customers/000000{nested}")
        for customer_id in hidden[:4]:
            status, answer = someone.get(f"customers/{customer_id}{nested}")
            assert status == 404, nested
            assert answer | {"request_id": ""} == absent | {"request_id": ""}
        assert someone.get(f"customers/{min(due)}{nested}")[0] == 200, nested


class _Unscoped(AnswerView):
    """What somebody may write who forgets to ask whether the customer is in scope."""

    permission = SEE_CUSTOMER

    def get(self, request: Request, customer_id: str) -> dict[str, str]:
        return {"customer_id": customer_id}


def test_a_route_that_forgets_the_scope_fails_the_test_of_all_routes(
    as_user: AsUser, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    careless = ModuleType("careless_urls")
    route = path("api/customers/<str:customer_id>/a-route-without-scope", _Unscoped.as_view())
    careless.urlpatterns = [*get_resolver().url_patterns, route]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, careless.__name__, careless)
    settings.ROOT_URLCONF = careless.__name__
    resolved.cache_clear()
    try:
        with pytest.raises(AssertionError, match="a-route-without-scope"):
            _check_nested(as_user("meera.deshpande"), oracle("meera.deshpande"))
    finally:
        resolved.cache_clear()


def test_nobody_sees_their_own_accounts_whoever_they_are(as_user: AsUser) -> None:
    assert "200001" not in oracle("sunita.rao")
    head = as_user("sunita.rao")
    assert head.get("customers/200001")[0] == 404
    assert as_user("lakshmi.pillai").get("customers/200001")[0] == 200


def _routes(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), pattern.callback


def _nested() -> list[str]:
    """What stands behind a customer's id in every GET route there is, whatever the module."""
    return sorted(
        route.partition("<str:customer_id>")[2]
        for route, callback in _routes(get_resolver().url_patterns)
        if "<str:customer_id>" in route and hasattr(callback.view_class, "get")
    )


def test_every_list_answers_for_someone_with_accounts_of_their_own(as_user: AsUser) -> None:
    rm = as_user("meera.deshpande")
    for route, callback in _routes(get_resolver().url_patterns):
        if not route.startswith("api/") or "<" in route:
            continue
        if hasattr(getattr(callback, "view_class", None), "get"):
            status, answer = rm.get(re.sub(r"^api/", "", route))
            assert status in {200, 400, 403, 404}, (route, answer)
