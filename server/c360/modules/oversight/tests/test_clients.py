"""API clients: scopes inside one unit, no reveal, ended within a second, named in the audit."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connections
from django.test import Client

from c360.access import clients
from c360.access.models import ApiClient
from c360.core.errors import C360Error

from .conftest import Someone

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
AsClient = Callable[..., Someone]
READING = ("book.read", "customer.read", "customer.search")


@pytest.fixture
def as_client(client: Client, served: Any) -> AsClient:
    """`as_client("BR1", "customer.read")`: a new client of that unit, signed in."""

    def by(unit: str, *scopes: str, client_id: str = "crm") -> Someone:
        secret = clients.make(client_id, "The CRM", unit, scopes)
        return sign_in(client, client_id, secret)

    return by


def sign_in(client: Client, client_id: str, secret: str) -> Someone:
    response = post(client, client_id, secret)
    assert response.status_code == 201, response.content
    return Someone(str(response.json()["token"]), client)


def post(client: Client, client_id: str, secret: str) -> Any:
    body = {"client_id": client_id, "client_secret": secret}
    return client.post("/api/session", body, content_type="application/json")


def customers(someone: Someone) -> set[str]:
    status, answer = someone.get("book/customers")
    assert status == 200, answer
    return {row["customer_id"] for row in answer["results"]}


def test_a_client_says_who_it_is(as_client: AsClient) -> None:
    viewer = as_client("BR1", *READING).get("session")[1]["viewer"]
    assert viewer["username"] == "client:crm"
    assert (viewer["role"], viewer["name"]) == ("client", "The CRM")
    assert viewer["unit"] == {"id": "BR1", "name": "BR1"}
    assert viewer["permissions"] == [*READING, "signed_in"]


@pytest.mark.parametrize(
    ("unit", "plain"),
    [
        ("BR1", {"200000", "200003", "200010"}),
        ("BR2", {"200020"}),
        ("C1", {"200000", "200003", "200010", "200020"}),
        ("HO", {"200000", "200003", "200010", "200020", "200030"}),
    ],
)
def test_it_sees_the_books_of_its_unit_and_nothing_else(
    as_client: AsClient, unit: str, plain: set[str]
) -> None:
    someone = as_client(unit, *READING)
    assert customers(someone) == plain
    every = {f"2000{n:02}" for n in range(40)}
    for path in ("", "/accounts", "/transactions", "/consents"):
        found = {one for one in every if someone.get(f"customers/{one}{path}")[0] == 200}
        assert found == plain, path
    found = {row["customer_id"] for group in someone.get("search?q=Ravi")[1]["groups"]
             for row in group["results"]}  # fmt: skip
    assert found == plain


def test_staff_and_vips_take_scopes_of_their_own(as_client: AsClient) -> None:
    someone = as_client("BR1", "book.read", "customer.vip")
    assert "200012" in customers(someone)
    assert not {"200002", "200013"} & customers(someone)


def test_what_is_no_scope_of_it_is_refused(as_client: AsClient) -> None:
    someone = as_client("BR1", "customer.read")
    assert someone.get("customers/200000")[0] == 200
    for path in (
        "book",
        "book/customers",
        "search?q=Ravi",
        "audit",
        "loads",
        "book/customers/export",
    ):
        assert someone.get(path)[0] == 403, path


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("customers/200000/reveal", {"fields": ["mobile"], "reason": "call_back"}),
        ("customers/200020/break-glass", {"reason": "complaint"}),
        ("customers/200000/conversations", {"channel": "call", "text": "no"}),
        ("covers", {"covered": "E1001", "covering": "E1002"}),
    ],
)
def test_it_can_neither_reveal_nor_open_nor_write(
    as_client: AsClient, path: str, body: dict[str, Any]
) -> None:
    someone = as_client("BR1", *READING, "customer.staff", "customer.vip")
    status, answer = someone.send("POST", path, body)
    assert (status, answer["code"]) == (403, "forbidden")


@pytest.mark.parametrize("scope", ["customer.reveal", "customer.break_glass", "audit.read", "x"])
def test_no_client_is_made_with_more_than_reading(served: Any, scope: str) -> None:
    with pytest.raises(C360Error, match="No such scope"):
        clients.make("crm", "The CRM", "BR1", ["book.read", scope])
    with pytest.raises(C360Error, match="no organisation unit"):
        clients.make("crm", "The CRM", "BR9", ["book.read"])
    assert not ApiClient.objects.using("owner").exists()


def test_rights_written_past_the_command_are_not_believed(as_client: AsClient, client: Any) -> None:
    secret = clients.make("other", "Other", "BR1", ["customer.read"])
    ApiClient.objects.using("owner").update(scopes=["customer.read", "customer.reveal"])
    someone = sign_in(client, "other", secret)
    body = {"fields": ["mobile"], "reason": "call_back"}
    assert someone.send("POST", "customers/200000/reveal", body)[0] == 403


def test_a_revoked_client_is_out_within_a_second_and_stays_out(served: Any, client: Client) -> None:
    secret = clients.make("crm", "The CRM", "BR1", READING)
    someone = sign_in(client, "crm", secret)
    assert someone.get("customers/200000")[0] == 200
    assert someone.get("customers/200000")[0] == 200  # from the cache now
    began = time.monotonic()
    assert clients.revoke("crm") == 1
    status, answer = someone.get("customers/200000")
    assert time.monotonic() - began < 1
    assert (status, answer["code"]) == (401, "session_ended")
    assert post(client, "crm", secret).status_code == 401
    assert "revoked" in clients.listed()[0]


def test_only_a_hash_of_the_secret_is_kept(served: Any, client: Client) -> None:
    secret = clients.make("crm", "The CRM", "BR1", READING)
    row = ApiClient.objects.using("owner").get()
    assert secret not in str(vars(row))
    assert len(secret) >= 43
    assert post(client, "crm", secret + "x").json()["code"] == "wrong_client"
    assert post(client, "crn", secret).json()["code"] == "wrong_client"


def test_a_secret_is_guessed_five_times_at_most(served: Any, client: Client) -> None:
    secret = clients.make("crm", "The CRM", "BR1", READING)
    for n in range(5):
        assert post(client, "crm", f"{n}").status_code == 401
    assert post(client, "crm", secret).status_code == 423


def test_calls_of_a_minute_are_bounded_and_people_are_not_counted(
    as_client: AsClient, as_user: Any, settings: Any
) -> None:
    settings.C360_CLIENT_CALLS_A_MINUTE = 5
    someone, rm = as_client("BR1", *READING), as_user("meera.deshpande")
    answers = [someone.get("customers/200000") for _ in range(7)]
    assert [status for status, _ in answers] == [200] * 5 + [429] * 2
    assert answers[-1][1]["code"] == "client_limit"
    assert [rm.get("customers/200000")[0] for _ in range(7)] == [200] * 7


def test_the_audit_names_the_client_and_for_whom_it_asked(
    as_client: AsClient, redis_admins: Any
) -> None:
    someone = as_client("BR1", *READING)
    someone.get("customers/200000", **{"X-On-Behalf-Of": "ravi.menon"})
    someone.get("customers/200000", **{"X-On-Behalf-Of": "<script>"})
    kept = [
        {name.decode(): value.decode() for name, value in fields.items()}
        for _, fields in redis_admins["sessions"].xrange("audit")
    ]
    looks = [one for one in kept if one.get("path_customer_id") and one["kind"] == "look"]
    assert [one["user"] for one in looks] == ["client:crm"] * 2
    assert [one.get("on_behalf_of") for one in looks] == ["ravi.menon", None]
    made = next(one for one in kept if one["kind"] == "client_made")
    assert (made["client"], made["unit"]) == ("crm", "BR1")


@pytest.mark.parametrize(
    "change",
    [
        "update app.api_client set scopes = '[]'",
        "delete from app.api_client",
        "insert into app.api_client values ('x','x','HO','[]','','x',now(),null,'')",
    ],
)
def test_the_web_cannot_make_or_change_a_client(served: Any, change: str) -> None:
    with pytest.raises(DatabaseError), connections["default"].cursor() as cursor:
        cursor.execute(change)
