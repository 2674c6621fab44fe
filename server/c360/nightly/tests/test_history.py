"""The ledger's parts, what the lake keeps of it, and how far back it goes."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from django.db import connections

from c360.nightly import ddl, ledger, packing, packs, publish, run
from c360.nightly import parts as ledger_parts
from c360.nightly.bank import load_bank
from c360.nightly.night import NAMED_DAYS
from c360.nightly.tests.conftest import ALL, as_viewer, served
from c360.nightly.tests.small_bank import DAY_1, DAY_2, SmallBank

pytestmark = [
    pytest.mark.django_db(databases=["default", "owner"], transaction=True),
    pytest.mark.usefixtures("hall_alone"),
]
Refused = Callable[..., str]
OCTOBER, DECEMBER = date(2026, 10, 1), date(2026, 12, 1)


def schemas() -> list[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("select nspname from pg_namespace where nspname ~ '^p2' order by 1")
        return [row[0] for row in cursor.fetchall()]


def kept_from_vacuum() -> list[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relnamespace = 'ledger'::regnamespace "
            "and 'autovacuum_enabled=false' = any(reloptions) order by 1"
        )
        return [row[0] for row in cursor.fetchall()]


def parts(table: str) -> list[tuple[str, str]]:
    model = next(m for m in ddl.ledger_models() if m._meta.db_table == table)
    return [(str(part.first), str(part.end)) for part in ledger_parts.attached(model)]


def packed_bookings() -> list[tuple[str, int]]:
    """Of each row of the ledger its account and how many bookings stand in it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select account_id, 1 + coalesce(cardinality(earlier_rows::ledger.transaction[]), 0) "
            "from ledger.transaction order by account_id, posted_on"
        )
        rows: list[tuple[str, int]] = cursor.fetchall()
    return rows


def test_two_publications_stay_and_each_night_is_a_part_of_the_ledger_until_its_month_ended(
    small_bank: SmallBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    built_beside = []
    vacuumed = []
    create = publish.create_views

    def count(schema: str, as_of: date) -> None:
        built_beside.append(len(schemas()))
        vacuumed.append(kept_from_vacuum())
        create(schema, as_of)

    monkeypatch.setattr(publish, "create_views", count)
    for day in (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)):
        for row in small_bank.rows["transaction"][:6:2]:
            small_bank.rows["transaction"].append(
                {**row, "posted_on": day, "transaction_id": f"{row['transaction_id']}{day}"}
            )
    small_bank.write()
    for day in (DAY_1, date(2026, 11, 30), date(2026, 12, 1)):
        run.load(day)
    assert schemas() == ["p20261130_1", "p20261201_1"]
    assert [first for first, _ in parts("transaction")] == [
        "2026-11-01",
        "2026-11-21",
        "2026-12-01",
    ]
    run.load(date(2026, 12, 2))
    assert built_beside == [1, 2, 2, 2]
    assert schemas() == ["p20261201_1", "p20261202_1"]
    assert parts("transaction") == [
        ("2026-11-01", "2026-12-01"), ("2026-12-01", "2026-12-02"), ("2026-12-02", "2026-12-03")
    ]  # fmt: skip
    # Attaching a part waits for nobody, so nobody works on it before; on none of them later.
    assert all(vacuumed)
    assert kept_from_vacuum() == []
    rows = as_viewer(served(), ALL, "select count(*), count(distinct posted_on) from transaction")
    assert rows == [(6 + 9, 5)]


def test_what_is_replaced_is_not_vacuumed_any_more(
    small_bank: SmallBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.load(DAY_2)
    standing = parts("balance")
    at_the_swap: list[str] = []
    swap = ledger_parts.swap

    def watched(change: ledger_parts.Change) -> None:
        at_the_swap.extend(part.name for part in change.gone if part.name in kept_from_vacuum())
        swap(change)

    monkeypatch.setattr(ledger_parts, "swap", watched)
    small_bank.rows["balance"][0]["closing"] = 77
    small_bank.write()
    run.load(DAY_2, restate=True)
    assert len([name for name in at_the_swap if name.startswith("balance")]) == len(standing)
    assert kept_from_vacuum() == []


def test_of_months_that_ended_an_account_has_one_row_and_its_last_balance_before_them_stays(
    small_bank: SmallBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "AT_ONCE", 1)  # the accounts come in shares
    old, first = date(2025, 10, 3), date(2025, 9, 30)
    account, closed = small_bank.rows["balance"][0], small_bank.rows["transaction"][0]
    small_bank.rows["balance"] = [
        {**account, "as_of": first, "closing": 5},
        {**account, "as_of": old, "closing": 7},
        {**account, "as_of": date(2026, 10, 5), "closing": 8},
        {**account, "account_id": "AC2", "as_of": first, "closing": 9},
    ]
    small_bank.rows["transaction"].append({**closed, "posted_on": old, "transaction_id": "T0"})
    small_bank.history_from = None
    small_bank.write()
    small_bank.mapping("balance").write_text(
        "select * from balance where as_of <= :as_of::text"
        " and (as_of > :since::text or :since = '2025-09-30'::date)"
    )
    run.load(DAY_2)
    run.load(date(2026, 12, 1))
    assert parts("balance")[0] == ("2025-09-01", "2026-11-01")
    run.load(date(2026, 12, 2))
    assert parts("balance") == [("2025-10-01", "2026-11-01")]
    assert parts("transaction") == [("2025-11-01", "2026-11-22")]
    balances = "select account_id, as_of, closing from balance order by 1, 2"
    before = [("AC1", date(2025, 10, 31), 7), ("AC2", date(2025, 10, 31), 9)]
    assert as_viewer(served(), ALL, balances) == [
        before[0], ("AC1", date(2026, 10, 5), 8), before[1]
    ]  # fmt: skip
    with connections["owner"].cursor() as cursor:
        cursor.execute("select account_id, cardinality(earlier_as_of) from ledger.balance")
        assert sorted(cursor.fetchall()) == [("AC1", 1), ("AC2", None)]
        cursor.execute("select indexdef from pg_indexes where tablename like 'balance_2%%'")
        keys = {definition.partition(" USING ")[2] for (definition,) in cursor.fetchall()}
    assert {key.partition(")")[0] for key in keys} == {"btree (account_id"}  # a day takes room
    publish.execute(f"drop view {served()}.balance, {served()}.transaction")
    publish.create_views(served(), date(2026, 10, 4))
    assert as_viewer(served(), ALL, balances) == before  # no day after the publication's


def hostile_bookings(booked: dict[str, object]) -> list[dict[str, object]]:
    """Bookings like this one of three accounts, with words that want quotes and escapes."""
    words = ['say "so"', "back\\slash\\", "a, (b) {c}", "NULL", "it's\nनमस्ते", None, " ends "]
    return [
        {
            **booked,
            "account_id": account,
            "posted_on": OCTOBER + number * apart,
            "posted_seq": 1 + number % 2,
            "transaction_id": f"{account}-{number}",
            "value_date": date(2026, 10, 2) if number % 3 else None,
            "amount": -(10**15) - number,
            "narration": words[number % len(words)],
        }
        for account, count, apart in (
            ("AC1", 8, timedelta(1)),
            ("AC2", 2, timedelta(33)),
            ("AC3", 4, timedelta(1)),
        )
        for number in range(count)
    ]


def test_bookings_of_months_that_ended_stand_packed_and_are_shown_as_they_came(
    small_bank: SmallBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of a first load by the load's engine, in small batches; then by PostgreSQL."""
    monkeypatch.setattr(packing, "MOST", 3)
    monkeypatch.setattr(packing, "MANY", 5)
    monkeypatch.setattr(packs, "AT_ONCE", 4)
    booked = small_bank.rows["transaction"][0]
    small_bank.rows["transaction"] = hostile_bookings(booked)
    small_bank.write()
    shown = (
        "select account_id, posted_on, posted_seq, transaction_id, value_date, amount, narration"
    )
    query = f"{shown} from transaction order by account_id, posted_on"
    given = [
        tuple(row[name] for name in shown.removeprefix("select ").split(", "))
        for row in small_bank.rows["transaction"]
    ]
    ac3 = [("AC3", 3), ("AC3", 1)]
    run.load(DAY_2)
    assert as_viewer(served(), ALL, query) == given
    singly = ("AC1", 1)  # too many to be packed
    assert packed_bookings() == [("AC1", 2), *[singly] * 6, ("AC2", 1), ("AC2", 1), *ac3]
    small_bank.rows["transaction"].append({**booked, "account_id": "AC2", "posted_on": DECEMBER})
    small_bank.write()
    run.load(DECEMBER)
    run.load(date(2026, 12, 2))
    assert parts("transaction")[0] == ("2026-10-01", "2026-11-22")
    shown_since = as_viewer(served(), ALL, query)
    assert [row for row in shown_since if row[1] < DECEMBER] == given
    assert packed_bookings() == [*[singly] * 8, ("AC2", 2), ("AC2", 1), *ac3]


def test_of_plain_bookings_no_more_is_kept_than_what_they_say(small_bank: SmallBank) -> None:
    booked = {**small_bank.rows["transaction"][0], "narration": "UPI shop, 7", "channel": "upi"}
    small_bank.rows["transaction"] = [
        {**booked, "posted_on": OCTOBER, "value_date": OCTOBER, "narration": "Rent"},
        {**booked, "posted_on": OCTOBER, "value_date": date(2026, 9, 30), "transaction_id": "T2"},
        {**booked, "posted_on": OCTOBER, "value_date": None, "transaction_id": "T3",
         "narration": "Rent"},
        {**booked, "posted_on": date(2026, 10, 9), "transaction_id": "T4"},
    ]  # fmt: skip
    small_bank.write()
    run.load(DAY_2)
    with connections["owner"].cursor() as cursor:
        cursor.execute("select earlier_rows from ledger.transaction")
        ((kept,),) = cursor.fetchall()
    assert kept == (
        '{"(500,,20261001,1,,,TC1-2026-11-20,upi,,Rent,salary,)",'
        '"(500,,20261001,1,2026-09-30,,\\"T2\\",\\"upi\\",,\\"UPI shop, 7\\",\\"salary\\",)",'
        '"(500,,20261001,1,infinity,,T3,upi,,Rent,salary,)"}'
    )


def test_a_row_of_a_day_that_is_published_already_is_refused(
    small_bank: SmallBank, refused: Refused
) -> None:
    run.load(DAY_1)
    small_bank.mapping("transaction").write_text("select * from transaction")
    assert "brings the days after 2026-11-20 up to 2026-11-21" in refused(DAY_2)


def test_a_lost_history_file_is_read_from_the_ledger(small_bank: SmallBank) -> None:
    run.load(DAY_1)
    lake = small_bank.folder / "run" / "stage" / "ledger"
    shutil.rmtree(lake)
    shutil.rmtree(lake.parent / "carried")
    run.load(DAY_2)
    assert {path.name for path in lake.glob("*/*")} == {str(DAY_1), str(DAY_2)}
    rows = as_viewer(served(), ALL, "select closing_day_before from holding")
    assert rows == [(10_000_000_001,)] * 3


def test_the_lake_has_the_ids_of_bookings_that_rules_may_name(small_bank: SmallBank) -> None:
    booked = small_bank.rows["transaction"][0]
    oldest = DAY_1 - timedelta(NAMED_DAYS)
    small_bank.rows["transaction"] = [
        {**booked, "posted_on": day, "transaction_id": f"T{day}"}
        for day in (oldest - timedelta(1), oldest, DAY_1)
    ]
    small_bank.history_from = None
    small_bank.write()
    run.load(DAY_1)
    kept = small_bank.folder / "run" / "stage" / "ledger" / "transaction"
    ids = f"select transaction_id from '{kept}/*/*.parquet' order by posted_on"
    named = [(None,), (f"T{oldest}",), (f"T{DAY_1}",)]
    assert duckdb.sql(ids).fetchall() == named
    shutil.rmtree(kept)
    run.load(DAY_2)  # reads what is lost from PostgreSQL
    assert duckdb.sql(ids).fetchall() == named


def test_the_first_day_of_history_is_thirteen_months_back(
    small_bank: SmallBank, tmp_path: Path
) -> None:
    small_bank.history_from = None
    small_bank.write()
    assert load_bank().first_day(date(2026, 11, 21)) == date(2025, 10, 1)
