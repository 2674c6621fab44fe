"""Schemathesis: whatever the OpenAPI document allows or forbids is asked, as each role.

No answer is a failure of ours, and every answer is what the document says of it.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from c360.core.tests.saw import Saw, at_scale

from .conftest import Synthetic

pytestmark = pytest.mark.xdist_group("served")

FEW, MANY = 3, 60  # examples of each operation and role
_number = count(1)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
ROLES = ("rm", "branch-head", "service-desk", "auditor", "operator", "client")


@pytest.fixture(scope="module")
def document(bank: Synthetic) -> Any:
    """The document as the product serves it, asked at its own address."""
    return schemathesis.openapi.from_url(f"{bank.product.url}/api/openapi.json")


@pytest.fixture
def wire() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


def operations(document: Any) -> list[Any]:
    """All of them; the one that ends the session comes last."""
    found = [result.ok() for result in document.get_all_operations()]
    return sorted(found, key=lambda one: one.label == "DELETE /api/session")


def cases(operation: Any, customer_id: str) -> st.SearchStrategy[Any]:
    """Right requests, wrong ones, and where a customer is asked for also one of the book."""
    modes = schemathesis.GenerationMode
    kinds = [operation.as_strategy(modes.POSITIVE)]
    names = {parameter.name for parameter in operation.path_parameters}
    known = {"path_parameters": {"customer_id": customer_id}} if "customer_id" in names else {}
    if known:
        kinds.append(operation.as_strategy(modes.POSITIVE, **known))
    if operation.query or operation.body or names - {"customer_id"}:
        kinds.append(operation.as_strategy(modes.NEGATIVE, **known))
    return st.one_of(kinds)


def ask_all(
    document: Any, wire: requests.Session, customer_id: str, examples: int, saw: Saw
) -> list[str]:
    """What each operation answered that it must not, in words."""
    wrong, asked = [], 0
    every = operations(document)
    for number, operation in enumerate(every):
        saw.reached(number, len(every))

        @seed(7)
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            derandomize=False,
            phases=[Phase.generate],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases(operation, customer_id))
        def hold(case: Any) -> None:
            nonlocal asked
            asked += 1
            response = case.call(session=wire)
            case.validate_response(response, checks=CHECKS)

        try:
            hold()
        except (Exception, BaseExceptionGroup) as error:
            wrong.append(f"{operation.label}: {error}"[:1_500])
    saw.did += f"{len(every)} operations, {examples} requests of each, right and wrong ones"
    saw.times = asked
    saw(f"{len(wrong)} operations answered what they must not", *wrong[:3])
    return wrong


def signed_in(bank: Synthetic, role: str) -> tuple[str, str]:
    """The token of somebody with that role, and a customer of theirs whose notes nobody counts."""
    if role == "client":
        client = bank.product.client(f"schema-{next(_number)}", bank.whole)
        return client.token, client.ask("book/customers")["results"][-1]["customer_id"]
    rm = sorted(bank.books)[-1]
    head = next(name for name, one in sorted(bank.bank.employees.items()) if one["role"] == "BH")
    employee = {"rm": rm, "branch-head": head}.get(role, role.upper())
    viewer = bank.product.sign_in(employee, f"c360-{role}")
    if role in ("rm", "branch-head"):
        return viewer.token, viewer.ask("book/customers")["results"][-1]["customer_id"]
    return viewer.token, max(bank.books[rm])


@pytest.mark.parametrize("role", ROLES)
def test_the_api_keeps_its_document(
    bank: Synthetic, document: Any, wire: requests.Session, role: str, saw: Saw
) -> None:
    token, customer_id = signed_in(bank, role)
    wire.headers["Authorization"] = f"Bearer {token}"
    wrong = ask_all(document, wire, customer_id, FEW, saw)
    assert wrong == [], "\n\n".join(wrong)


@pytest.mark.slow
@pytest.mark.promise(
    "Schemathesis over the OpenAPI document, as each role", "0 responses of 5xx, 0 violations"
)
@pytest.mark.parametrize("role", ROLES)
def test_the_api_keeps_its_document_for_long(
    bank: Synthetic, document: Any, wire: requests.Session, role: str, saw: Saw
) -> None:
    token, customer_id = signed_in(bank, role)
    wire.headers["Authorization"] = f"Bearer {token}"
    saw.did = f"as {role}: "
    wrong = ask_all(document, wire, customer_id, at_scale(FEW, MANY), saw)
    assert wrong == [], "\n\n".join(wrong)
