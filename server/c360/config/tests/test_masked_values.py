"""Identifiers in full are in no answer but a reveal's, and in no file, log or Redis."""

import gzip
import io
import zipfile
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from redis import Redis

from c360.core.tests.saw import Saw, at_scale
from demo.services import testing
from demo.services.stack import Stack

from .conftest import Synthetic
from .truth import synthetic
from .truth.customer import account_key
from .truth.served import LAST_REDIS_DATABASE, Viewer

pytestmark = pytest.mark.xdist_group("served")

CUSTOMERS = at_scale(12, 60)
MASKED = pytest.mark.promise("masked values in responses, logs, Redis, exports", "0")
NO_CUSTOMER_DATA = {"/api/openapi.json", "/api/session", "/api/docs"}


@dataclass(frozen=True)
class Raw:
    """The identifiers of some customers as the warehouse has them, by customer."""

    of: dict[str, dict[str, str]]
    accounts: dict[str, list[str]]  # every account the customer has a part in

    def found_in(self, text: str) -> list[str]:
        values = (value for one in self.of.values() for value in one.values())
        numbers = (number for some in self.accounts.values() for number in some)
        return sorted({value for value in (*values, *numbers) if value in text})


@pytest.fixture(scope="module")
def rm(bank: Synthetic) -> Viewer:
    return bank.product.sign_in(sorted(bank.books)[0], "c360-rm")


@pytest.fixture(scope="module")
def raw(bank: Synthetic) -> Raw:
    rm_id = sorted(bank.books)[0]
    with_most = sorted(bank.books[rm_id], key=lambda one: -len(bank.bank.parts[one]))[:CUSTOMERS]
    of: dict[str, dict[str, str]] = {}
    for row in synthetic.rows(bank.files, "cif_master"):
        customer_id = str(row["cif_no"])
        if customer_id in with_most and synthetic.stands(row, bank.bank.as_of):
            columns = ("pan", "mobile_no", "email_id")
            of[customer_id] = {name: str(row[name]) for name in columns if row[name]}
    accounts = {one: [number for number, _ in bank.bank.parts[one]] for one in with_most}
    assert sum(len(one) for one in of.values()) > CUSTOMERS * 2
    return Raw(of, accounts)


def above(bank: Synthetic, employee_id: str) -> list[str]:
    """The bosses over an employee, the nearest first."""
    found, boss = [], bank.bank.employees[employee_id]["boss"]
    while boss:
        found.append(str(boss))
        boss = bank.bank.employees[str(boss)]["boss"]
    return found


def content(viewer: Viewer, path: str) -> str:
    """The text of a GET, of a workbook the text of all its parts; a refusal's text too."""
    request = Request(f"{viewer.url}{path}", headers={"Authorization": f"Bearer {viewer.token}"})
    try:
        with urlopen(request, timeout=60) as answer:
            body = answer.read()
    except HTTPError as refusal:
        body = refusal.read()
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            body = b"\n".join(parts.read(name) for name in parts.namelist())
    return str(body.decode("utf-8"))


def paths(viewer: Viewer, raw: Raw) -> list[str]:
    """Every GET of the document that needs no id but a customer's, for each of the customers."""
    document: dict[str, Any] = viewer.ask("openapi.json")
    gets = [one for one, methods in document["paths"].items() if "get" in methods]
    found = []
    for path in gets:
        if path in NO_CUSTOMER_DATA:
            continue
        forms = ["?form=csv", "?form=xlsx"] if path.endswith("/export") else [""]
        for customer_id in raw.of if "{customer_id}" in path else [""]:
            address = path.replace("{customer_id}", customer_id)
            if "{" not in address:
                found += [address + form for form in forms]
    assert any(path.endswith("/export?form=xlsx") for path in found)
    return found


@MASKED
def test_no_answer_and_no_file_holds_an_identifier_in_full(rm: Viewer, raw: Raw, saw: Saw) -> None:
    asked = paths(rm, raw)
    saw.did, saw.times = f"every GET of the document for {len(raw.of)} customers", len(asked)
    assert len(asked) > 12 * CUSTOMERS
    leaks = {path: raw.found_in(content(rm, path)) for path in asked}
    assert {path: values for path, values in leaks.items() if values} == {}
    saw("none in them")


@MASKED
@pytest.mark.parametrize(
    "role",
    ["branch-head", "cluster-head", "region-head", "service-desk", "auditor", "operator", "client"],
)
def test_no_role_is_given_an_identifier_in_full(
    bank: Synthetic, raw: Raw, role: str, saw: Saw
) -> None:
    """The heads above that RM, those who serve nobody, the desk with a ticket, an API client."""
    titles = {"branch-head": "BH", "cluster-head": "CH", "region-head": "MD"}
    heads = [one for one in above(bank, sorted(bank.books)[0])
             if bank.bank.employees[one]["role"] == titles.get(role)]  # fmt: skip
    assert bool(heads) == (role in titles)
    few = Raw(dict(list(raw.of.items())[:3]), raw.accounts)
    opened = 0
    if role == "client":
        viewers = [bank.product.client("masked", bank.whole)]
    else:
        people = heads or [role.upper()]
        viewers = [bank.product.sign_in(employee, f"c360-{role}") for employee in people]
    for viewer in viewers:
        for path in paths(viewer, few):
            ticket = "ticket=INC-77" if role == "service-desk" else ""
            text = content(viewer, f"{path}{'&' if '?' in path else '?'}{ticket}".rstrip("?&"))
            assert raw.found_in(text) == [], (role, path)
            opened += '"customer_id":' in text
            saw.times += 1
    serves = role not in ("auditor", "operator")
    assert (opened > 0) == serves
    saw.did = f"every GET of the document as {role}"
    saw("none in them")


def test_search_finds_by_every_identifier_and_gives_none_back(rm: Viewer, raw: Raw) -> None:
    for customer_id, values in raw.of.items():
        owned = [
            one["account_key"]
            for one in rm.ask(f"customers/{customer_id}/accounts")["results"]
            if one["role"] == "owner"
        ]
        numbers = [one for one in raw.accounts[customer_id] if account_key(one) in owned]
        for value in (values.get("pan"), values.get("mobile_no"), *numbers[:2]):
            if not value:
                continue
            text = content(rm, f"/api/search?q={quote(value)}")
            assert customer_id in text
            assert raw.found_in(text) == []


def test_an_account_is_named_the_same_everywhere_and_filters_by_that_name(
    rm: Viewer, raw: Raw
) -> None:
    customer_id = max(raw.accounts, key=lambda one: len(raw.accounts[one]))
    accounts = rm.ask(f"customers/{customer_id}/accounts")["results"]
    keys = {one["account_key"] for one in accounts}
    assert keys == {account_key(number) for number in raw.accounts[customer_id]}
    rows = rm.pages(f"customers/{customer_id}/transactions")
    assert {row["account_key"] for row in rows} <= keys
    chosen = rows[0]["account_key"]
    of_one = rm.pages(f"customers/{customer_id}/transactions", account=chosen)
    assert of_one == [row for row in rows if row["account_key"] == chosen]
    by_number = rm.ask(
        f"customers/{customer_id}/transactions", account=raw.accounts[customer_id][0]
    )
    assert by_number["results"] == []


@pytest.mark.parametrize("field", ["mobile", "email", "tax_pan", "account_number", "account_id"])
def test_a_masked_field_cannot_be_sorted_by(rm: Viewer, field: str) -> None:
    for sort in (field, f"-{field}"):
        status, answer = rm.send("GET", f"book/customers?sort={sort}")
        assert status == 400, answer
    every = rm.ask("book/customers")["count"]
    assert rm.ask(f"book/customers?min_{field}=1&{field}=9")["count"] == every


@MASKED
def test_neither_redis_nor_the_log_holds_one(
    bank: Synthetic, rm: Viewer, raw: Raw, stack: Stack, saw: Saw
) -> None:
    saw.did = "every key of both Redis and every line of the logs, after all answers were made"
    for path in paths(rm, raw):
        content(rm, path)
    for one in raw.of.values():
        for value in one.values():
            content(rm, f"/api/search?q={quote(value)}")
    database = LAST_REDIS_DATABASE - testing.REDIS_DATABASE
    kept = [
        text
        for store in (stack.sessions, stack.cache)
        for text in everything(Redis.from_url(store.admin_url(database)))
    ]
    assert len(kept) > len(raw.of), "nothing was kept: the test looks in the wrong place"
    saw.times = len(kept)
    assert [value for text in kept for value in raw.found_in(text)] == []
    logs = list((bank.files.parent / "run").glob("**/*.log"))
    assert logs
    assert raw.found_in("\n".join(log.read_text(errors="replace") for log in logs)) == []
    saw("none in them")


def everything(client: Redis) -> list[str]:
    """Each key with its value as text; compressed answers are unpacked."""
    found = []
    for key in client.scan_iter("*"):
        kind = client.type(key)
        value: Any = ""
        if kind == b"string":
            value = client.get(key)
            start = value.find(b"\x1f\x8b")
            value = value[:start] + gzip.decompress(value[start:]) if start >= 0 else value
        elif kind == b"stream":
            value = repr(client.xrange(key)).encode()
        elif kind == b"hash":
            value = repr(client.hgetall(key)).encode()
        elif kind == b"zset":
            value = repr(client.zrange(key, 0, -1)).encode()
        elif kind == b"set":
            value = repr(client.smembers(key)).encode()
        found.append(repr(key) + bytes(value).decode("utf-8", "replace"))
    return found
