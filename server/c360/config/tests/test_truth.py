"""Every figure a second time, from the warehouse's own rows in plain Python, to the minor unit."""

import random
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from demo.services.slapd import Directory
from demo.services.stack import Stack

from .conftest import AS_OF, Synthetic
from .truth import book, customer, eagle
from .truth.attention import attention
from .truth.compare import by, differences, shown
from .truth.served import ROOT, served

SEED = 20261121
# One worker serves the bank for all of them.
pytestmark = pytest.mark.xdist_group("served")
EAGLE = ROOT.parent / "shared" / "data" / "eagle"
EAGLE_DAY = date(2014, 3, 31)


def test_the_warehouses_balances_follow_from_its_bookings(bank: Synthetic) -> None:
    for account_id, rows in bank.bank.bookings.items():
        for before, row in pairwise(rows):
            assert before.balance_after is not None
            assert before.balance_after + row.amount == row.balance_after, row.transaction_id
        if rows:
            assert rows[-1].balance_after == bank.bank.closing(account_id, AS_OF), account_id


def test_every_figure_of_a_hundred_customers_is_what_the_warehouse_says(bank: Synthetic) -> None:
    found: list[str] = []
    chosen = random.Random(SEED).sample(sorted(bank.bank.rm_of), 100)
    viewers = {rm: bank.product.sign_in(rm, "c360-rm") for rm in bank.books}
    for customer_id in chosen:
        rm = bank.bank.rm_of[customer_id]
        viewer, at = viewers[rm], f"customers/{customer_id}"

        page = viewer.ask(at)
        page["figures"] = by(page["figures"], "key")
        page["products"] = {row["kind"]: row["count"] for row in page["products"]}
        due = customer.page(bank.bank, customer_id, bank.books[rm])
        found += differences(due, page, at)

        accounts = viewer.ask(f"{at}/accounts")
        accounts["results"] = by(accounts["results"], "account_key", "role")
        due = customer.accounts(bank.bank, customer_id)
        assert set(due["results"]) == set(accounts["results"])
        found += differences(due, accounts, f"{at}/accounts")

        balances = viewer.ask(f"{at}/balances")
        balances["series"] = by(balances["series"], "account_key")
        due = customer.balances(bank.bank, customer_id)
        assert set(due["series"]) == set(balances["series"])
        found += differences(due, balances, f"{at}/balances")

        flow = viewer.ask(f"{at}/cashflow")
        found += differences(customer.cashflow(bank.bank, customer_id), flow, f"{at}/cashflow")

        rows = viewer.pages(f"{at}/transactions")
        due_rows = customer.transactions(bank.bank, customer_id)
        found += differences(due_rows, rows, f"{at}/transactions")

        summary = viewer.ask(f"{at}/transactions/summary")
        for name in ("channels", "categories"):
            facet = summary["facets"][name]
            summary["facets"][name] = {row["value"]: row["count"] for row in facet}
        due = customer.summary(bank.bank, customer_id)
        found += differences(due, summary, f"{at}/transactions/summary")
    assert not found, shown(found)


def test_every_figure_of_five_whole_books_is_what_the_warehouse_says(bank: Synthetic) -> None:
    found: list[str] = []
    assert len(bank.books) == 5
    for rm, scope in bank.books.items():
        viewer = bank.product.sign_in(rm, "c360-rm")
        home = viewer.ask("book")
        due = book.figures(bank.bank, scope)
        found += differences(due, by(home["figures"], "key"), f"{rm}: book")
        due = attention(bank.bank, scope)
        found += differences(due, by(home["attention"], "key"), f"{rm}: attention")
        trend = viewer.ask("book/trend")
        found += differences(book.trend(bank.bank, scope), trend, f"{rm}: trend")
        moved = viewer.ask("book/movers")
        found += differences(book.movers(bank.bank, scope), moved, f"{rm}: movers")
        part = viewer.ask("book/moved")
        found += differences(book.moved(bank.bank, scope), part, f"{rm}: moved")
        trv = by(home["figures"], "key")["trv"]
        assert (part["start"], part["end"]) == (trv["month_start"], trv["value"])
        assert part["end"] - part["start"] == sum(row["amount"] for row in part["parts"])
        due = book.calendar(bank.bank, scope)
        assert due["count"], "no book without a deposit that matures"
        found += differences(due, viewer.ask("book/calendar"), f"{rm}: calendar")
        rows = viewer.pages("book/customers", sort="-trv")
        found += differences(book.grid(bank.bank, scope), rows, f"{rm}: customers")
        first = viewer.ask("book/customers")
        assert first["count"] == len(scope)
        due = {key: sum(row[key] for row in rows) for key in ("trv", *book.FAMILIES)}
        found += differences(due, first["totals"], f"{rm}: totals")
    assert not found, shown(found)


def test_the_books_add_up_to_the_bank(bank: Synthetic) -> None:
    head = next(e for e, one in bank.bank.employees.items() if one["role"] == "MD")
    viewer = bank.product.sign_in(head, "c360-region-head")
    due = book.figures(bank.bank, set(bank.bank.customers))
    given = by(viewer.ask("book")["figures"], "key")
    found = differences(due, given, "bank")
    assert not found, shown(found)


def test_the_real_banks_day_is_what_its_files_say(
    stack: Stack, directory: Directory, tmp_path: Path
) -> None:
    assert (EAGLE / "ledger.csv.gz").exists(), (
        f"The real bank's files are not at {EAGLE}: put the folder shared/ beside this checkout."
    )
    due = eagle.totals(EAGLE, EAGLE_DAY)
    with served(stack, "eagle", EAGLE, EAGLE_DAY, tmp_path) as product:
        casa = customers = 0
        for region in ("Midwest", "Northeast", "South", "West"):
            viewer = product.sign_in(f"RH-{region}", "c360-region-head")
            figures = by(viewer.ask("book")["figures"], "key")
            customers += figures["customers"]["value"]
            casa += figures["casa"]["value"]
        operator = product.sign_in("OPERATOR", "c360-operator")
        load = operator.ask(f"loads/{operator.ask('loads')['results'][0]['id']}")
        tables = by([row for row in load["tables"] if row["kind"] == "warehouse"], "table")
    assert customers == due.customers
    assert casa == due.casa
    assert tables["account"]["published_rows"] == due.accounts
    assert tables["transaction"]["published_rows"] == due.transactions
    assert tables["transaction"]["published_total"] == due.amounts
