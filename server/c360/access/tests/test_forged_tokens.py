"""Every route x every method x every token that is none: 401, and nothing else."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from c360.access import sessions
from c360.access.middleware import PUBLIC_ROUTES

from .conftest import bearer
from .forged import SECRET, b64, forgeries, path_of, routes

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE")


@pytest.fixture(autouse=True)
def _own_key(settings: Any) -> None:
    settings.C360_TOKEN_KEYS = f"now:{b64(SECRET)},before:{b64(SECRET[::-1])}"


@pytest.fixture
def closed(published: None) -> list[tuple[str, str]]:
    """(method, path) of all that is not public, of the URL conf and of the OpenAPI document."""
    make: Any = SchemaGenerator
    documented = [
        path.lstrip("/") for path in make().get_schema(request=None, public=True)["paths"]
    ]
    public = {(method, path_of(route)) for method, route in PUBLIC_ROUTES}
    asked = {
        (method, path_of(route))
        for route in [*routes(), *documented, "api/nothing/here"]
        for method in METHODS
    }
    assert len(documented) > 40
    assert public < asked
    return sorted(asked - public)


@pytest.fixture
def ended(client: Client, sign_in: Callable[..., Any]) -> dict[str, str]:
    """Tokens that were good once."""
    left, revoked = (sign_in(name).json()["token"] for name in ("rahul.nair", "sunita.rao"))
    assert client.delete("/api/session", headers=bearer(left)).status_code == 204
    assert sessions.revoke("sunita.rao", "left the bank") == 1
    return {"after logout": left, "revoked": revoked}


def test_public_routes_are_five_at_most() -> None:
    assert len(PUBLIC_ROUTES) <= 5


def test_no_route_and_method_answers_without_a_token(
    client: Client, closed: list[tuple[str, str]]
) -> None:
    for headers in ({}, {"Authorization": ""}, {"Authorization": "Bearer"}):
        found = {each: client.generic(*each, headers=headers).status_code for each in closed}
        assert {each: status for each, status in found.items() if status != 401} == {}


def test_no_forged_or_ended_token_opens_any_route_by_any_method(
    client: Client, token: str, ended: dict[str, str], closed: list[tuple[str, str]]
) -> None:
    live = bearer(token)
    assert client.get("/api/session", headers=live).status_code == 200
    opened: list[tuple[str, str, str, int]] = []
    tried: Counter[str] = Counter()
    for name, forged in {**forgeries(token), **ended}.items():
        for method, path in closed:
            response = client.generic(method, path, headers=bearer(forged))
            tried[name] += 1
            if response.status_code != 401 or response["WWW-Authenticate"] != "Bearer":
                opened.append((name, method, path, response.status_code))
    assert opened == []
    assert len(tried) >= 30 and set(tried.values()) == {len(closed)}
    assert client.get("/api/session", headers=live).status_code == 200


def test_a_token_of_one_session_is_not_another_scheme(client: Client, token: str) -> None:
    for value in (token, f"Basic {token}", f"Token {token}", f"Bearer {token},{token}"):
        response = client.get("/api/session", headers={"Authorization": value})
        assert response.status_code == 401, value.split()[0]
