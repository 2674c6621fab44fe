"""Files over HTTP: the list's own rows and filters, nothing of another book, and in the audit."""

import csv
import io
from urllib.request import Request, urlopen

import pytest

from .conftest import Synthetic
from .truth.served import Viewer

pytestmark = pytest.mark.xdist_group("served")


@pytest.fixture(scope="module")
def rm(bank: Synthetic) -> tuple[Viewer, str, str]:
    """An RM, a customer of the RM's book, and one of another book."""
    name, other = sorted(bank.books)[:2]
    return bank.product.sign_in(name, "c360-rm"), min(bank.books[name]), min(bank.books[other])


def file(viewer: Viewer, path: str) -> list[dict[str, str]]:
    request = Request(f"{viewer.url}/api/{path}")
    request.add_header("Authorization", f"Bearer {viewer.token}")
    with urlopen(request, timeout=60) as answer:
        text = answer.read().decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        assert int(answer.headers["X-Export-Rows"]) == len(rows)
    return rows


def minor(text: str) -> int:
    whole, part = text.split(".")
    return int(whole + part)


def test_the_book_is_the_grid_with_its_filters_and_order(rm: tuple[Viewer, str, str]) -> None:
    viewer = rm[0]
    grid = viewer.pages("book/customers", sort="-casa", min_trv=1_000_000)
    rows = file(viewer, "book/customers/export?form=csv&sort=-casa&min_trv=1000000")
    assert [row["Customer"] for row in rows] == [row["customer_id"] for row in grid]
    assert [minor(row["CASA"]) for row in rows] == [row["casa"] for row in grid]


def test_transactions_are_those_of_the_tab(rm: tuple[Viewer, str, str]) -> None:
    viewer, mine, other = rm
    tab = viewer.pages(f"customers/{mine}/transactions", direction="debit")
    rows = file(viewer, f"customers/{mine}/transactions/export?direction=debit")
    assert [(row["Transaction"], minor(row["Amount"])) for row in rows] == [
        (row["transaction_id"], row["amount"]) for row in tab
    ]
    assert viewer.send("GET", f"customers/{other}/transactions/export")[0] == 404


def test_insights_hold_the_own_book_only(bank: Synthetic, rm: tuple[Viewer, str, str]) -> None:
    viewer, mine, _ = rm
    rows = file(viewer, "insights/export")
    assert rows
    assert {row["Customer"] for row in rows} <= bank.books[bank.bank.rm_of[mine]]


def test_an_unknown_kind_of_file_is_refused(rm: tuple[Viewer, str, str]) -> None:
    assert rm[0].send("GET", "book/customers/export?form=pdf")[0] == 400
