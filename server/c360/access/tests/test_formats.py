"""How money and dates are written goes with the reader, not with the browser."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from .conftest import bearer

pytestmark = pytest.mark.django_db(databases=["default", "owner"], transaction=True)

BANKS = {"short_units": None, "date_format": None}


def _choose(client: Client, token: str, **values: str | None) -> Any:
    return client.patch(
        "/api/session/format", values, content_type="application/json", headers=bearer(token)
    )


def test_a_choice_holds_in_the_next_session_and_for_its_reader_alone(
    client: Client, token: str, sign_in: Callable[..., Any]
) -> None:
    assert client.get("/api/session", headers=bearer(token)).json()["format"] == BANKS
    assert _choose(client, token, date_format="dd/MM/yyyy").status_code == 200
    kept = _choose(client, token, short_units="thousand_million").json()
    assert kept == {"short_units": "thousand_million", "date_format": "dd/MM/yyyy"}
    assert sign_in("meera.deshpande").json()["format"] == kept
    assert sign_in("rahul.nair").json()["format"] == BANKS


def test_null_is_the_banks_way_again(client: Client, token: str) -> None:
    _choose(client, token, date_format="dd/MM/yyyy")
    assert _choose(client, token, date_format=None).json() == BANKS


@pytest.mark.parametrize("values", [{"date_format": "<b>"}, {"short_units": "dozen"}])
def test_what_no_screen_can_write_is_refused(
    client: Client, token: str, values: dict[str, str]
) -> None:
    response = _choose(client, token, **values)
    assert response.status_code == 400
    assert next(iter(values)) in str(response.json())
    assert client.get("/api/session", headers=bearer(token)).json()["format"] == BANKS
