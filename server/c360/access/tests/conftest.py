"""A small bank: two branches in a cluster, published as small_access."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from c360.access.models import SignInAttempt
from c360.core import publications
from demo.services.slapd import Directory

SCHEMA = "small_access"
UNITS = [
    ("B0", "bank", "The bank", 1, 3),
    ("R1", "region", "West", 1, 3),
    ("C1", "cluster", "Pune", 1, 2),
    ("BR1", "branch", "Camp", 1, 2),
    ("BR2", "branch", "Nashik", 3, 3),
]
EMPLOYEES = [
    ("E1001", "rm", "BR1", 1),
    ("E1002", "rm", "BR1", 2),
    ("E1003", "branch_head", "BR1", None),
    ("E1004", "cluster_head", "C1", None),
    ("E1005", "region_head", "B0", None),
    ("E1006", "service_desk", "B0", None),
]


@pytest.fixture(scope="session")
def bank(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The published tables that scope reads."""
    with django_db_blocker.unblock(), connections["owner"].cursor() as cursor:
        cursor.execute(
            f"create schema if not exists {SCHEMA};"
            f"grant usage on schema {SCHEMA} to c360_web;"
            f"create table {SCHEMA}.unit (unit_id text, level text, name text, rm_from int,"
            f" rm_to int); create table {SCHEMA}.employee (employee_id text, role text,"
            f" unit_id text, rm_seq int, own_customer_id text);"
            f"grant select on all tables in schema {SCHEMA} to c360_web"
        )
        cursor.executemany(f"insert into {SCHEMA}.unit values (%s, %s, %s, %s, %s)", UNITS)
        cursor.executemany(
            f"insert into {SCHEMA}.employee values (%s, %s, %s, %s, null)", EMPLOYEES
        )


@pytest.fixture
def publish(transactional_db: None, bank: None) -> Iterator[Callable[..., None]]:
    """Move the pointer: `publish(7)` makes generation 7 the one served."""

    def to(generation: int, schema: str = SCHEMA) -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "insert into app.load (as_of, attempt, state, restatement, started_at, rows,"
                " quarantined, schema, content, error, notes, source_columns) values"
                " ('2026-11-21', %s, 'published', false, now(), 0, 0, %s, '', '', '[]', '{}')"
                " returning id",
                [generation, schema],
            )
            (load,) = cursor.fetchone()
            cursor.execute(
                "insert into app.publication (generation, schema, as_of, published_at, load_id)"
                " values (%s, %s, '2026-11-21', now(), %s)",
                [generation, schema, load],
            )
        publications.forget()

    publications.forget()
    yield to
    publications.forget()


@pytest.fixture
def published(publish: Callable[..., None]) -> None:
    """One published day."""
    publish(1)


@pytest.fixture
def sign_in(client: Client, published: None, directory: Directory) -> Callable[..., Any]:
    """Sign in as one of the cast; the response."""

    def by(username: str, password: str | None = None, **headers: str) -> Any:
        return client.post(
            "/api/session",
            {"username": username, "password": f"{username}-pw" if password is None else password},
            content_type="application/json",
            headers=headers or None,
        )

    return by


@pytest.fixture
def token(sign_in: Callable[..., Any]) -> str:
    """A live token of the RM Meera."""
    response = sign_in("meera.deshpande")
    assert response.status_code == 201, response.content
    return str(response.json()["token"])


@pytest.fixture
def attempts(transactional_db: None) -> Any:
    """The tries to sign in, as kept."""
    return SignInAttempt.objects.using("default")


def bearer(token: str, **more: str) -> dict[str, str]:
    """The headers of a request with this token."""
    return {"Authorization": f"Bearer {token}", **more}
