"""People with live sessions are asked for again: who changed in the directory is signed out."""

from collections.abc import Callable, Iterator
from typing import Any

import ldap
import pytest
from django.test import Client

from c360.access.recheck import recheck
from c360.core.errors import Problem
from demo.services.slapd import GROUP_BASE, Directory, Person

from .conftest import bearer

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

OWN = Person("rekha.joshi", "Rekha Joshi", "rekha.joshi-pw", None, "E1001")  # these tests' alone
ROLE, MORE, OTHER = "c360-rm-of-recheck", "c360-vip-of-recheck", "unrelated-of-recheck"
Change = Callable[[Any], None]


@pytest.fixture
def admin(directory: Directory, settings: Any) -> Iterator[Any]:
    """The directory's administrator; OWN is an RM there by a group that no other test reads."""
    settings.C360_ROLE_GROUPS = {**settings.C360_ROLE_GROUPS, ROLE: "rm"}
    settings.C360_PERMISSION_GROUPS = {**settings.C360_PERMISSION_GROUPS, MORE: "customer.vip"}
    settings.C360_LDAP = {**settings.C360_LDAP, "user_filter": "(!(employeeType=disabled))"}
    connection = directory.connect()
    _forget(connection)
    entry = {"objectClass": "inetOrgPerson", "uid": OWN.uid, "cn": OWN.name, "sn": "Joshi"}
    more = {"userPassword": OWN.password, "employeeNumber": OWN.employee_id or ""}
    connection.add_s(OWN.dn, [(key, [text.encode()]) for key, text in {**entry, **more}.items()])
    _join(ROLE)(connection)
    yield connection
    _forget(connection)
    connection.unbind_s()


def _forget(admin: Any) -> None:
    for dn in (OWN.dn, *(f"cn={group},{GROUP_BASE}" for group in (ROLE, MORE, OTHER))):
        try:
            admin.delete_s(dn)
        except ldap.NO_SUCH_OBJECT:
            continue


def _join(group: str) -> Change:
    kept = [("objectClass", [b"groupOfNames"]), ("cn", [group.encode()])]
    return lambda admin: admin.add_s(
        f"cn={group},{GROUP_BASE}", [*kept, ("member", [OWN.dn.encode()])]
    )


def _set(name: str, value: bytes) -> Change:
    return lambda admin: admin.modify_s(OWN.dn, [(ldap.MOD_REPLACE, name, [value])])


CHANGES: dict[str, tuple[Change, bool]] = {
    "gone": (lambda admin: admin.delete_s(OWN.dn), True),
    "disabled": (_set("employeeType", b"disabled"), True),
    "without a role": (lambda admin: admin.delete_s(f"cn={ROLE},{GROUP_BASE}"), True),
    "allowed more": (_join(MORE), True),
    "another employee": (_set("employeeNumber", b"E1002"), True),
    "renamed": (_set("cn", b"Rekha J."), False),
    "in a group that means nothing here": (_join(OTHER), False),
    "the same": (lambda admin: None, False),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whoever_is_gone_disabled_or_in_other_groups_is_signed_out(
    client: Client, sign_in: Callable[..., Any], admin: Any, what: str
) -> None:
    tokens = [sign_in(OWN.uid).json()["token"] for _ in range(2)]
    other = sign_in("rahul.nair").json()["token"]
    change, is_ended = CHANGES[what]
    assert recheck() == []
    change(admin)
    assert recheck() == ([OWN.uid] if is_ended else [])
    found = {client.get("/api/session", headers=bearer(each)).status_code for each in tokens}
    assert found == {401 if is_ended else 200}
    assert client.get("/api/session", headers=bearer(other)).status_code == 200


def test_while_the_directory_does_not_answer_sessions_go_on(
    client: Client, token: str, settings: Any
) -> None:
    settings.C360_LDAP = {**settings.C360_LDAP, "uri": "ldaps://127.0.0.1:1"}
    with pytest.raises(Problem, match="directory"):
        recheck()
    assert client.get("/api/session", headers=bearer(token)).status_code == 200
