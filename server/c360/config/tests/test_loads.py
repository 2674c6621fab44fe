"""The operator's loads over HTTP."""

from urllib.request import Request, urlopen

import pytest

from .conftest import Synthetic

pytestmark = pytest.mark.xdist_group("served")


def test_the_rows_a_load_held_back_are_a_file_for_the_operator_alone(bank: Synthetic) -> None:
    operator = bank.product.sign_in("E00000", "c360-operator")
    load = operator.ask("loads")["results"][0]
    path = f"loads/{load['id']}/quarantine/export"
    request = Request(f"{bank.product.url}/api/{path}?form=csv")
    request.add_header("Authorization", f"Bearer {operator.token}")
    with urlopen(request) as answer:
        lines = answer.read().decode("utf-8-sig").splitlines()
    assert lines[0] == "Table,Row,Column,Reason"
    assert len(lines) - 1 == load["quarantined"]
    rm = bank.product.sign_in(min(bank.books), "c360-rm")
    assert rm.send("GET", path)[0] == 403
