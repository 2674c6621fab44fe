"""Each RM's months against plain Python, on books made by chance."""

from datetime import date, timedelta

import ibis
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings

from c360.core.tests.saw import at_scale
from c360.customers.periods import month_start
from c360.customers.tests.small_bank import Row, SmallBank
from c360.customers.tests.small_books import bookings, closing, days_sum, owned, small_books
from c360.customers.tests.small_publication import small_book
from c360.modules.book import source, source_moved
from c360.modules.book.models import MOVERS_KEPT
from c360.modules.book.source_units import first_movers
from c360.nightly import ddl

CASA = ("savings", "current")
OWN_MOVES = ("own_transfer", "td_open", "td_maturity")
RM_SEQ = {"E9": 1, "E1": 2}


EXACT = {
    "BigIntegerField": pa.int64(),
    "IntegerField": pa.int32(),
    "SmallIntegerField": pa.int16(),
    "DateField": pa.date32(),
    "TextField": pa.string(),
    "BooleanField": pa.bool_(),
    "DecimalField": pa.decimal128(9, 4),
}


def test_what_is_built_has_the_exact_types_of_its_model() -> None:
    built = small_book().built(source.TABLES)
    for model in ddl.published_models():
        if content := built.get(model._meta.db_table):
            assert {field.name: field.type for field in content.schema} == {
                field.column: EXACT[field.get_internal_type()] for field in ddl.columns(model)
            }


def test_a_bank_of_more_movers_than_a_short_number_counts_keeps_the_largest() -> None:
    count = 40_000
    rows = pa.table(
        {
            "unit_id": ["bank"] * count,
            "inflow": [True] * count,
            "amount": range(count),
            "customer_id": [f"{number:05}" for number in range(count)],
        }
    )
    first = first_movers(ibis.memtable(rows), "unit_id").order_by("place").to_pyarrow()
    assert first["amount"].to_pylist() == [count - 1 - place for place in range(MOVERS_KEPT)]
    assert first["place"].to_pylist() == list(range(MOVERS_KEPT))


def served_by(bank: SmallBank, rm_seq: int) -> list[str]:
    rms = {row["customer_id"]: RM_SEQ[row["rm_id"]] for row in bank.rows.get("book", [])}
    ids = [row["customer_id"] for row in bank.rows["customer"]]
    return [customer for customer in ids if rms.get(customer, 0) == rm_seq]


def month(bank: SmallBank, customers: list[str], last: date) -> dict[str, int]:
    accounts = [account for customer in customers for account in owned(bank, customer)]

    def total(*families: str) -> int:
        return sum(closing(bank, a, last) for a in accounts if a["product_id"] in families)

    onboarded = {row["customer_id"]: row["onboarded_on"] for row in bank.rows["customer"]}
    return {
        "customers": sum(onboarded[customer] <= last for customer in customers),
        "casa": total(*CASA),
        "casa_day_sum": sum(days_sum(bank, a, last) for a in accounts if a["product_id"] in CASA),
        "term_deposits": total("term_deposit"),
        "investments": total("investment"),
        "loans": -total("loan"),
    }


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(small_books())
def test_every_month_of_every_book_is_what_plain_python_finds(bank: SmallBank) -> None:
    compare(bank)


@pytest.mark.slow
@settings(max_examples=at_scale(3, 100), deadline=None, suppress_health_check=list(HealthCheck))
@given(small_books())
def test_every_month_of_a_hundred_books_is_what_plain_python_finds(bank: SmallBank) -> None:
    compare(bank)


def compare(bank: SmallBank) -> None:
    built = bank.publish(source.TABLES)
    ends = [month_start(bank.as_of, back) - timedelta(1) for back in range(12)] + [bank.as_of]
    seqs = {row["rm_seq"] for row in built["customer"]}
    assert {(row["rm_seq"], row["month_end"]) for row in built["rm_month"]} == {
        (seq, day) for seq in seqs for day in ends
    }
    for row in built["rm_month"]:
        expected = month(bank, served_by(bank, row["rm_seq"]), row["month_end"])
        assert {name: row[name] for name in expected} == expected
    moves = {row["rm_seq"]: row for row in built["rm_moved"]}
    for seq in seqs:
        assert moves[seq] == {"rm_seq": seq, **moved(bank, served_by(bank, seq))}
    months = {(row["rm_seq"], month_start(row["month_end"])): row for row in built["rm_month"]}
    for seq in seqs:
        for back in range(13):
            first = month_start(bank.as_of, back)
            amounts = [
                row["amount"]
                for customer in served_by(bank, seq)
                for account in owned(bank, customer)
                if account["product_id"] in CASA
                for row in bookings(bank, account)
                if month_start(row["posted_on"]) == first and row["category"] not in OWN_MOVES
            ]
            found = months[seq, first]
            assert found["money_in"] == sum(a for a in amounts if a > 0)
            assert found["money_out"] == -sum(a for a in amounts if a < 0)


def moved(bank: SmallBank, customers: list[str]) -> dict[str, int]:
    """What moved TRV this month, customer by customer; revaluation is what nothing else is."""
    start = month_start(bank.as_of) - timedelta(1)
    parts = dict.fromkeys(("trv_month_start", *source_moved.PARTS, "trv"), 0)
    onboarded = {row["customer_id"]: row["onboarded_on"] for row in bank.rows["customer"]}
    for customer in customers:
        accounts = owned(bank, customer)
        before, now = (trv(bank, accounts, day) for day in (start, bank.as_of))
        parts["trv_month_start"] += before
        parts["trv"] += now
        if onboarded[customer] > start:
            parts["new_customers"] += now - before
        elif before and all(account["status"] == "closed" for account in accounts):
            parts["lost_customers"] += now - before
        else:
            amounts = [
                row["amount"]
                for account in accounts
                if account["product_id"] in CASA
                for row in bookings(bank, account)
                if row["posted_on"] > start and row["category"] not in (*OWN_MOVES, "investment")
            ]
            new, gone = sum(a for a in amounts if a > 0), sum(a for a in amounts if a < 0)
            loans = [account for account in accounts if account["product_id"] == "loan"]
            lent = trv(bank, loans, bank.as_of) - trv(bank, loans, start)
            parts["new_money"] += new
            parts["withdrawals"] += gone
            parts["net_lending"] += lent
            parts["revaluation"] += now - before - new - gone - lent
    return parts


def trv(bank: SmallBank, accounts: list[Row], day: date) -> int:
    signs = {"loan": -1, "card": 0}
    return sum(signs.get(a["product_id"], 1) * closing(bank, a, day) for a in accounts)
