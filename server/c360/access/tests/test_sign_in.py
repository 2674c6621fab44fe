"""Signing in: the directory decides, its absence is not a wrong password, tries are counted."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from c360.access import upkeep
from demo.services.slapd import Directory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

SignIn = Callable[..., Any]


@pytest.fixture
def black_hole() -> Iterator[int]:
    """A port that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=8) as server:
        held: list[socket.socket] = []
        server.settimeout(0.2)
        stop = threading.Event()

        def accept() -> None:
            while not stop.is_set():
                try:
                    held.append(server.accept()[0])
                except TimeoutError:
                    continue

        thread = threading.Thread(target=accept)
        thread.start()
        yield server.getsockname()[1]
        stop.set()
        thread.join()
        for connection in held:
            connection.close()


def test_an_rm_signs_in_and_sees_who_they_are(sign_in: SignIn) -> None:
    response = sign_in("meera.deshpande")
    body = response.json()
    assert response.status_code == 201
    assert body["viewer"] == {
        "username": "meera.deshpande",
        "name": "Meera Deshpande",
        "initials": "MD",
        "role": "rm",
        "employee_id": "E1001",
        "unit": {"id": "BR1", "name": "Camp"},
        "permissions": [
            "book.read",
            "customer.break_glass",
            "customer.read",
            "customer.reveal",
            "customer.search",
            "customer.write",
            "signed_in",
        ],
    }
    assert body["settings"]["idle_seconds"] == 900
    assert body["settings"]["currency"]
    assert body["expires_at"].endswith("Z")
    assert response["Cache-Control"] == "no-store"


def test_attempts_are_forgotten_after_their_days_and_not_before(
    attempts: Any, settings: Any
) -> None:
    now = timezone.now()
    for days in (0, 89, 91):
        attempts.create(username="someone", address="10.0.0.1", at=now - timedelta(days=days))
    assert upkeep.forget_attempts() == 1
    assert attempts.count() == 2


def test_start_tls_is_as_good_as_ldaps(
    sign_in: SignIn, directory: Directory, settings: Any
) -> None:
    settings.C360_LDAP = {**settings.C360_LDAP, "uri": directory.ldap_uri, "start_tls": True}
    assert sign_in("meera.deshpande").status_code == 201


def test_a_password_never_travels_in_the_clear(
    sign_in: SignIn, directory: Directory, settings: Any
) -> None:
    settings.C360_LDAP = {**settings.C360_LDAP, "uri": directory.ldap_uri, "start_tls": False}
    assert sign_in("meera.deshpande").json()["code"] == "directory_unreachable"


def test_a_directory_with_an_unknown_certificate_is_not_asked(
    sign_in: SignIn, settings: Any, tmp_path: Any
) -> None:
    import trustme

    other = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(str(other))
    settings.C360_LDAP = {**settings.C360_LDAP, "ca_file": str(other)}
    response = sign_in("meera.deshpande")
    assert (response.status_code, response.json()["code"]) == (503, "directory_unreachable")


@pytest.mark.parametrize(
    "username", ["meera.deshpande", "nobody.at.all", "*", "meera*", "a)(uid=*", "x\\2a"]
)
def test_a_wrong_password_says_how_many_tries_are_left(sign_in: SignIn, username: str) -> None:
    response = sign_in(username, "wrong")
    body = response.json()
    assert response.status_code == 401
    assert (body["code"], body["attempts_left"]) == ("wrong_password", 4)
    assert body["request_id"] == response["X-Request-Id"]
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("password", ["", "\x00", "meera.deshpande-pw\x00"])
def test_an_empty_or_cut_password_is_refused(sign_in: SignIn, password: str) -> None:
    response = sign_in("meera.deshpande", password)
    assert (response.status_code, response.json()["code"]) == (400, "invalid")


def test_somebody_without_a_role_stays_outside(sign_in: SignIn) -> None:
    response = sign_in("nobody.role")
    assert (response.status_code, response.json()["code"]) == (403, "no_role")


def test_five_wrong_passwords_lock_the_user_for_fifteen_minutes(
    sign_in: SignIn, attempts: Any, redis_admins: Any
) -> None:
    left = [sign_in("rahul.nair", "wrong").json()["attempts_left"] for _ in range(5)]
    assert left == [4, 3, 2, 1, 0]
    redis_admins["sessions"].flushdb()  # the count does not live there
    response = sign_in("rahul.nair")
    assert (response.status_code, response.json()["code"]) == (423, "locked_out")
    assert "until" in response.json()
    assert sign_in("meera.deshpande").status_code == 201
    attempts.update(at=timezone.now() - timedelta(minutes=15, seconds=1))
    assert sign_in("rahul.nair").status_code == 201


def test_a_right_password_clears_the_count(sign_in: SignIn) -> None:
    for _ in range(4):
        sign_in("rahul.nair", "wrong")
    assert sign_in("rahul.nair").status_code == 201
    assert sign_in("rahul.nair", "wrong").json()["attempts_left"] == 4


def test_tries_from_one_address_are_limited_over_all_users(sign_in: SignIn, attempts: Any) -> None:
    sign_in("somebody", "wrong", **{"X-Forwarded-For": "10.0.0.7"})
    first = attempts.get()
    assert first.address == "10.0.0.7"
    attempts.bulk_create(
        type(first)(username=f"u{n}", address="10.0.0.7", at=timezone.now()) for n in range(49)
    )
    locked = sign_in("meera.deshpande", **{"X-Forwarded-For": "1.2.3.4, 10.0.0.7"})
    assert locked.status_code == 423
    assert sign_in("meera.deshpande", **{"X-Forwarded-For": "10.0.0.8"}).status_code == 201


@pytest.mark.parametrize("start_tls", [False, True])
def test_a_silent_directory_is_503_within_five_seconds_and_no_try_is_counted(
    sign_in: SignIn, settings: Any, black_hole: int, attempts: Any, start_tls: bool
) -> None:
    uri = f"{'ldap' if start_tls else 'ldaps'}://127.0.0.1:{black_hole}"
    settings.C360_LDAP = {**settings.C360_LDAP, "uri": uri, "start_tls": start_tls}
    started = time.monotonic()
    response = sign_in("meera.deshpande")
    assert time.monotonic() - started < 5
    assert (response.status_code, response.json()["code"]) == (503, "directory_unreachable")
    assert attempts.get().outcome == "undecided"


def test_a_stopped_directory_is_503_and_never_locks(sign_in: SignIn, settings: Any) -> None:
    good = settings.C360_LDAP
    settings.C360_LDAP = {**good, "uri": "ldaps://127.0.0.1:1"}
    for _ in range(7):
        assert sign_in("meera.deshpande").status_code == 503
    settings.C360_LDAP = good
    assert sign_in("meera.deshpande").status_code == 201


def test_a_service_account_that_is_refused_is_not_the_users_fault(
    sign_in: SignIn, settings: Any
) -> None:
    settings.C360_LDAP = {**settings.C360_LDAP, "bind_password": "changed"}
    assert sign_in("meera.deshpande").json()["code"] == "directory_unreachable"
