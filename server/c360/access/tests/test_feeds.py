"""A calendar address: its owner's only, never written down, and closed when the owner leaves."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from c360.access import directory, sessions, store
from c360.access.models import FeedToken

from .conftest import bearer

pytestmark = pytest.mark.django_db(databases=["default", "owner"], transaction=True)


@pytest.fixture
def address(client: Client, token: str) -> str:
    response = client.post("/api/calendar", headers=bearer(token))
    assert response.status_code == 201, response.content
    return str(response.json()["path"])


def test_the_address_opens_the_calendar_and_is_not_written_down(
    client: Client, address: str
) -> None:
    assert client.get(address).status_code == 200
    secret = address.removeprefix("/api/calendar/").removesuffix(".ics")
    assert secret not in str(FeedToken.objects.using("default").values_list())
    looks = str(store.sealer().xrange(store.STREAM))
    assert "calendar" in looks and secret not in looks


def test_who_left_the_directory_reads_nothing_more(
    client: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "find", lambda username: None)
    assert client.get(address).status_code == 401


def test_ending_a_users_sessions_closes_the_calendar(client: Client, address: str) -> None:
    sessions.revoke("meera.deshpande", "lost her phone")
    assert client.get(address).status_code == 401


def test_the_directory_tells_of_a_person_without_a_password(
    sign_in: Callable[..., Any], token: str
) -> None:
    found = directory.find("meera.deshpande")
    assert found is not None
    assert (found.employee_id, found.groups) == ("E1001", ("c360-rm",))
    assert directory.find("no.such*person") is None
