"""A published day with one table of rows, and views on it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch
from pytest_django.plugin import DjangoDbBlocker
from rest_framework.request import Request

from c360.core.errors import not_found
from c360.core.pointer import Publication
from c360.core.viewer import SEE_BOOK, SEE_CUSTOMER, Viewer
from c360.http.answer import AnswerView
from c360.http.rows import fetch

DAYS = {
    generation: Publication(
        generation,
        f"small_http_{generation}",
        date(2026, 11, 21),
        datetime(2026, 11, 22, tzinfo=UTC),
    )
    for generation in (1, 2)
}


@pytest.fixture(scope="session")
def things(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """A table `thing` in each of DAYS under row-level security."""
    with django_db_blocker.unblock(), connections["owner"].cursor() as cursor:
        for generation, day in DAYS.items():
            cursor.execute(
                f"create schema {day.schema}; grant usage on schema {day.schema} to c360_web;"
                f"create table {day.schema}.thing (rm_seq int, name text);"
                f"insert into {day.schema}.thing select n, 'thing ' || n || ' of {generation}'"
                f" from generate_series(0, 9) n;"
                f"alter table {day.schema}.thing enable row level security;"
                f"create policy scope on {day.schema}.thing using (rm_seq <@ (select"
                f" nullif(current_setting('c360.scope', true), '')::int4multirange));"
                f"grant select on {day.schema}.thing to c360_web"
            )


class Things(AnswerView):
    """The names of the viewer's things."""

    permission = SEE_BOOK
    made: int = 0
    wait: float = 0

    def get(self, request: Request, **kwargs: str) -> dict[str, Any]:
        """All that the viewer may see; `?fail=` raises."""
        import time

        type(self).made += 1
        time.sleep(self.wait)
        if "missing" in request.query_params:
            raise not_found()
        if "broken" in request.query_params:
            raise RuntimeError("the PAN is ABCDE1234F")
        if "bound" in request.query_params:
            return {"results": [row["name"] for row in fetch("select name from thing")]}
        with connections["default"].cursor() as cursor:
            if "range" in request.query_params:
                cursor.execute("select '99999999999999'::int")
            cursor.execute("select name from thing order by rm_seq")
            names = [name for (name,) in cursor.fetchall()]
            return {"results": names * (100 if "large" in request.query_params else 1)}


def viewer(*scope: tuple[int, int], **changes: Any) -> Viewer:
    """An RM with these rows."""
    fields: dict[str, Any] = {
        "username": "meera",
        "name": "Meera Deshpande",
        "role": "rm",
        "employee_id": None,
        "unit_id": None,
        "scope": scope,
        "permissions": frozenset({SEE_BOOK, SEE_CUSTOMER}),
        "session": "0" * 64,
    }
    return Viewer(**{**fields, **changes})


@pytest.fixture
def ask(transactional_db: None, things: None) -> Callable[..., HttpResponse]:
    """`ask(viewer, "/?a=1")`: the response of the view Things."""
    Things.made, Things.wait = 0, 0

    def by(
        who: Viewer | None, path: str = "/", *, day: int | None = 1, method: str = "GET",
        accept_encoding: str = "", if_none_match: str = "", **kwargs: str,
    ) -> HttpResponse:  # fmt: skip
        headers = {"Accept-Encoding": accept_encoding, "If-None-Match": if_none_match}
        request = RequestFactory().generic(method, path, headers=headers)
        request.resolver_match = ResolverMatch(Things.as_view(), (), {}, route="api/things")
        request.viewer, request.publication = who, DAYS[day] if day else None  # type: ignore[attr-defined]
        response: HttpResponse = Things.as_view()(request, **kwargs)
        return response

    return by
