"""Reveal: identifiers in scope, with a reason, within a budget, and no value in the audit."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connections
from django.utils import timezone

from c360.access.models import Reveal

from .conftest import Someone

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
AsUser = Callable[[str], Someone]
WANTED = {"fields": ["mobile", "tax_pan"], "reason": "call_back", "note": "asked for it"}


def test_a_reveal_shows_the_values_and_what_is_left(as_user: AsUser) -> None:
    rm = as_user("meera.deshpande")
    status, answer = rm.send("POST", "customers/200000/reveal", WANTED)
    assert status == 200, answer
    assert answer["values"] == {"mobile": "9820200000", "tax_pan": "AB200000F"}
    assert answer["left"] == 29
    fields = {"fields": ["email", "account_numbers"], "reason": "complaint"}
    _, answer = rm.send("POST", "customers/200000/reveal", fields)
    assert answer["values"] == {"email": "m200000@mail.in", "account_numbers": ["7010200000"]}
    assert answer["left"] == 28


def test_the_audit_has_who_which_fields_and_why_but_no_value(
    as_user: AsUser, redis_admins: Any
) -> None:
    as_user("meera.deshpande").send("POST", "customers/200000/reveal", WANTED)
    stream = redis_admins["sessions"].xrange("audit")
    last = {name.decode(): value.decode() for name, value in stream[-1][1].items()}
    assert (last["kind"], last["user"], last["status"]) == ("outcome", "meera.deshpande", "200")
    assert (last["path_customer_id"], last["reason"]) == ("200000", "call_back")
    assert last["fields"] == "mobile,tax_pan"
    assert b"9820200000" not in repr(stream).encode()
    assert b"AB200000F" not in repr(stream).encode()


def test_a_revealed_value_is_in_no_cache(as_user: AsUser, redis_admins: Any) -> None:
    rm = as_user("meera.deshpande")
    rm.send("POST", "customers/200000/reveal", WANTED)
    for path in ("customers/200000", "book/customers", "search?q=Ravi"):
        status, answer = rm.get(path)
        assert status == 200
        assert "9820200000" not in str(answer)
        assert "AB200000F" not in str(answer)
    for client in redis_admins.values():
        for key in client.keys("*"):
            if client.type(key) == b"string":
                assert b"9820200000" not in client.get(key)


@pytest.mark.parametrize("customer_id", ["200010", "999999", "200002", "' or true --"])
def test_out_of_scope_is_the_same_404_as_absent(as_user: AsUser, customer_id: str) -> None:
    rm = as_user("meera.deshpande")
    status, refused = rm.send("POST", f"customers/{customer_id}/reveal", WANTED)
    absent_status, absent = rm.send("POST", "customers/000000/reveal", WANTED)
    assert status == absent_status == 404
    assert refused | {"request_id": ""} == absent | {"request_id": ""}
    assert not Reveal.objects.using("owner").exists()


@pytest.mark.parametrize("username", ["joseph.dsouza", "deepak.yadav", "farah.khan"])
def test_auditor_operator_and_service_desk_may_not(as_user: AsUser, username: str) -> None:
    someone = as_user(username)
    status, answer = someone.send(
        "POST", "customers/200000/reveal", WANTED, **{"X-Ticket": "INC-77"}
    )
    assert (status, answer["code"]) == (403, "forbidden")


def test_the_31st_reveal_of_an_hour_is_refused_also_after_a_flush_of_redis(
    as_user: AsUser, redis_admins: Any
) -> None:
    now = timezone.now()
    Reveal.objects.using("owner").bulk_create(
        Reveal(username="meera.deshpande", customer_id="200000", fields=[], reason="r", note="",
               at=now - timedelta(minutes=n))
        for n in range(29)
    )  # fmt: skip
    rm = as_user("meera.deshpande")
    assert rm.send("POST", "customers/200000/reveal", WANTED)[1]["left"] == 0
    redis_admins["sessions"].flushdb()
    status, answer = as_user("meera.deshpande").send("POST", "customers/200000/reveal", WANTED)
    assert (status, answer["code"]) == (429, "reveal_budget")
    assert as_user("rahul.nair").send("POST", "customers/200010/reveal", WANTED)[0] == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"fields": [], "reason": "call_back"},
        {"fields": ["national_id"], "reason": "call_back"},
        {"fields": ["mobile"], "reason": "because"},
        {"fields": ["mobile"], "reason": "call_back", "note": "x" * 301},
        {"fields": "mobile", "reason": "call_back"},
    ],
)
def test_a_field_or_reason_that_is_not_on_the_list_is_named(as_user: AsUser, body: Any) -> None:
    status, answer = as_user("meera.deshpande").send("POST", "customers/200000/reveal", body)
    assert (status, answer["code"]) == (400, "invalid")


@pytest.mark.parametrize(
    "change", ["update app.reveal set at = now()", "delete from app.reveal", "truncate app.cover"]
)
def test_the_web_cannot_give_itself_a_new_budget(served: Any, change: str) -> None:
    with pytest.raises(DatabaseError), connections["default"].cursor() as cursor:
        cursor.execute(change)
