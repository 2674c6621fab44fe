"""The operator's loads over HTTP."""

from urllib.request import Request, urlopen

import pytest

from c360.core.days import expected_as_of, today

from .conftest import AS_OF, Synthetic

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


def test_a_late_day_is_served_marked_late_and_counted_for_the_operators_collector(
    bank: Synthetic,
) -> None:
    """The bank's files end in the past: every day since is late."""
    expected = expected_as_of(today())
    assert expected > AS_OF
    rm = bank.product.sign_in(min(bank.books), "c360-rm")
    said = rm.ask("publication")
    assert (said["as_of"], said["state"]) == (AS_OF.isoformat(), "late")
    assert said["expected_as_of"] == expected.isoformat()
    assert said["today"] == today().isoformat()
    assert rm.ask("book/customers")["as_of"] == AS_OF.isoformat()
    operator = bank.product.sign_in("E00000", "c360-operator")
    request = Request(f"{bank.product.url}/metrics")
    request.add_header("Authorization", f"Bearer {operator.token}")
    with urlopen(request) as answer:
        lines = answer.read().decode().splitlines()
    late = [line for line in lines if line.startswith("c360_served_days_late")]
    assert [float(line.split()[-1]) for line in late] == [(expected - AS_OF).days]
