"""A bank of three books with staff, VIPs and employees' own accounts, served to the real cast."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
import pytest
from django.db import connections
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from c360.core import publications
from c360.core.pointer import Publication
from c360.customers.tests.small_bank import SmallBank, add_account, add_customer
from c360.customers.tests.small_publication import AS_OF, published
from c360.nightly import ddl, publish
from demo.services.slapd import Directory

UNITS = [("HO", None, "bank"), ("R1", "HO", "region"), ("C1", "R1", "cluster"),
         ("BR1", "C1", "branch"), ("BR2", "C1", "branch")]  # fmt: skip
# employee, role, unit, reports to, own customer
EMPLOYEES = [
    ("E1001", "rm", "BR1", "E1003", "200011"),
    ("E1002", "rm", "BR1", "E1003", None),
    ("E1010", "rm", "BR2", "E1004", None),
    ("E1003", "branch_head", "BR1", "E1004", "200001"),
    ("E1004", "cluster_head", "C1", "E1005", None),
    ("E1005", "bank_head", "HO", None, None),
    ("E1006", "clerk", "HO", None, None),
]
# customer, RM, staff, VIP; 200011 and 200001 are employees' own
CUSTOMERS = [
    ("200000", "E1001", False, False),
    ("200001", "E1001", False, False),
    ("200002", "E1001", True, False),
    ("200003", "E1001", False, False),
    ("200010", "E1002", False, False),
    ("200011", "E1002", False, False),
    ("200012", "E1002", False, True),
    ("200013", "E1002", True, True),
    ("200020", "E1010", False, False),
    ("200030", None, False, False),
]
OWN = {"200011", "200001"}


def small_bank() -> SmallBank:
    """The rows above, with an account and a booking each."""
    bank = SmallBank(AS_OF)
    for unit_id, parent, level in UNITS:
        bank.add("organisation_unit", unit_id=unit_id, parent_id=parent, level=level, name=unit_id)
    for employee_id, role, unit_id, boss, own in EMPLOYEES:
        bank.add("employee", employee_id=employee_id, name=f"Name {employee_id}", role=role,
                 unit_id=unit_id, reports_to=boss, own_customer_id=own)  # fmt: skip
    bank.add("product", product_id="savings", name="Savings", kind="savings", family="savings")
    for customer_id, rm, staff, vip in CUSTOMERS:
        add_customer(bank, customer_id, branch_id="BR1", is_staff=staff, is_vip=vip,
                     full_name=f"Ravi Person {customer_id}", mobile=f"9820{customer_id}",
                     tax_pan=f"AB{customer_id}F", email=f"m{customer_id}@mail.in",
                     household_id="H1", segment="Private")  # fmt: skip
        if rm:
            bank.add("book", rm_id=rm, customer_id=customer_id, from_date=date(2020, 1, 1))
        account = f"7010{customer_id}"
        add_account(bank, account, customer_id, "savings")
        bank.add("balance", account_id=account, as_of=AS_OF, closing=5_000_00)
        bank.add("card", card_id=f"K{customer_id}", account_id=account, customer_id=customer_id,
                 last4="1234", kind="debit")  # fmt: skip
    return bank


@pytest.fixture(scope="session")
def day(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Publication]:
    """The bank's published day."""
    with (
        django_db_blocker.unblock(),
        published(small_bank(), tmp_path_factory.mktemp("oversight")) as found,
    ):
        for model in ddl.ledger_models():  # empty: the load's own tests are about their views
            publish.execute(
                ddl.create_table_sql(connections["owner"], model, found.schema),
                f"grant select on {ddl.qualified(found.schema, model)} to {ddl.WEB_ROLE}",
            )
        yield found


@pytest.fixture
def served(transactional_db: None, day: Publication) -> Iterator[Publication]:
    """The pointer stands on that day."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "insert into app.load (as_of, attempt, state, restatement, started_at, rows,"
            " quarantined, schema, content, error, notes, source_columns) values"
            " (%s, 1, 'published', false, now(), 0, 0, %s, '', '', '[]', '{}') returning id",
            [day.as_of, day.schema],
        )
        (load,) = cursor.fetchone()
        cursor.execute(
            "insert into app.publication (generation, schema, as_of, published_at, load_id)"
            " values (1, %s, %s, now(), %s)",
            [day.schema, day.as_of, load],
        )
    publications.forget()
    yield day
    publications.forget()


@dataclass(frozen=True)
class Someone:
    """Somebody who signed in."""

    token: str
    client: Client

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """The status and JSON of a request to /api/`path`."""
        response = self.client.generic(
            method,
            f"/api/{path}",
            b"" if body is None else orjson.dumps(body),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}", **headers},
        )
        content = response.getvalue()  # also of a file
        is_json = "json" in response.get("Content-Type", "") and content
        return response.status_code, orjson.loads(content) if is_json else content

    def get(self, path: str, **headers: str) -> tuple[int, Any]:
        """GET /api/`path`."""
        return self.send("GET", path, **headers)


@pytest.fixture
def as_user(client: Client, served: Publication, directory: Directory) -> Callable[[str], Someone]:
    """`as_user("meera.deshpande")`: signed in, each time anew."""

    def by(username: str) -> Someone:
        body = {"username": username, "password": f"{username}-pw"}
        response = client.post("/api/session", body, content_type="application/json")
        assert response.status_code == 201, response.content
        return Someone(str(response.json()["token"]), client)

    return by
