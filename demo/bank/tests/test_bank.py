"""The synthetic bank keeps its promises: the same again, exact, complete, and with its stories."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from c360.core.canonical import TABLES, ColumnType
from demo.bank.accounts import BOND, FUND, MAIN, TD, make_accounts
from demo.bank.build import build_bank
from demo.bank.chance import put_away
from demo.bank.layout import account_ids, customer_ids, make_plan
from demo.bank.ledger import make_ledger
from demo.bank.people import LAKH, make_people
from demo.bank.stories import STORIES, plays

from .canonical import AS_OF, OPENING, Bank, digest, mapped, number

TYPES = {
    ColumnType.TEXT: {"VARCHAR"},
    ColumnType.INTEGER: {"INTEGER", "BIGINT"},
    ColumnType.MINOR: {"BIGINT"},
    ColumnType.RATE: {"DECIMAL(9,4)"},
    ColumnType.DATE: {"DATE"},
    ColumnType.TIMESTAMP: {"TIMESTAMP WITH TIME ZONE"},
    ColumnType.BOOLEAN: {"BOOLEAN"},
}


@pytest.fixture(scope="module")
def bank(folder: Path) -> Iterator[Bank]:
    connection = mapped(folder, AS_OF, OPENING)
    yield connection
    connection.close()


def test_the_same_numbers_make_the_same_bank(tmp_path: Path) -> None:
    plan = make_plan(200, 5, AS_OF)
    for name in ("one", "two"):
        build_bank(plan, tmp_path / name, workers=1)
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_another_seed_makes_another_bank(tmp_path: Path) -> None:
    for seed in (1, 2):
        build_bank(make_plan(200, seed, AS_OF), tmp_path / str(seed), workers=1)
    assert digest(tmp_path / "1") != digest(tmp_path / "2")


def test_the_mapping_yields_the_contracts_columns_and_types(bank: Bank) -> None:
    for table in TABLES:
        rows = bank.execute(f'describe c."{table.name}"').fetchall()
        assert {row[0] for row in rows} == {column.name for column in table.columns}, table.name
        found = {row[0]: row[1] for row in rows}
        for column in table.columns:
            assert found[column.name] in TYPES[column.type], (table.name, column.name)


def test_required_values_and_choices_and_keys_are_right(bank: Bank) -> None:
    for table in TABLES:
        key = ", ".join(table.key)
        name = f'c."{table.name}"'
        assert number(bank, f"select count(*) - count(distinct ({key})) from {name}") == 0, name
        for column in table.columns:
            if column.required:
                wrong = f"select count(*) from {name} where {column.name} is null"
                assert number(bank, wrong) == 0, (name, column.name)
            if column.one_of:
                wrong = f"select count(*) from {name} where {column.name} not in {column.one_of}"
                assert number(bank, wrong) == 0, (name, column.name)


def test_every_reference_is_found(bank: Bank) -> None:
    keys = {table.name: table.key[0] for table in TABLES}
    for table in TABLES:
        for column, parent in table.references:
            lost = number(
                bank,
                f'select count(*) from c."{table.name}" t anti join c."{parent}" p '
                f"on t.{column} = p.{keys[parent]} where t.{column} is not null",
            )
            assert lost == 0, (table.name, column)


def test_each_account_has_exactly_one_owner(bank: Bank) -> None:
    assert number(bank, "select count(*) from c.account") == number(
        bank,
        "select count(*) from (select account_id from c.holding where role = 'owner' "
        "group by 1 having count(*) = 1)",
    )


def test_every_running_balance_follows_from_the_one_before(bank: Bank) -> None:
    broken = number(
        bank,
        """
        with posted as (
            select *, lag(balance_after) over (
                partition by account_id order by posted_on, posted_seq) as before
            from c.transaction
        )
        select count(*) from posted
        left join (from c.balance where as_of = date '2025-09-30') o using (account_id)
        where coalesce(before, o.closing, 0) + amount <> balance_after
        """,
    )
    assert broken == 0


def test_closing_balances_are_those_after_the_days_last_booking(bank: Bank) -> None:
    broken = number(
        bank,
        """
        select count(*) from (from c.balance where as_of > date '2025-09-30') b
        full join (
            select account_id, posted_on as as_of, arg_max(balance_after, posted_seq) as after
            from c.transaction group by all
        ) t using (account_id, as_of) where closing is distinct from after
        """,
    )
    assert broken == 0


def test_loans_and_cards_are_owed_and_cash_accounts_are_not_overdrawn(folder: Path) -> None:
    wrong = number(
        mapped(folder, date(2026, 11, 23), OPENING),
        """
        select count(*) from c.balance join c.account using (account_id)
        join c.product using (product_id)
        where case when family in ('loan', 'card') then closing > 0 else closing < 0 end
        """,
    )
    assert wrong == 0


def test_idle_cash_without_deposits_is_a_story_alone(tmp_path: Path) -> None:
    build_bank(make_plan(10_000, 1, AS_OF), tmp_path, workers=1)
    bank = mapped(tmp_path, AS_OF, OPENING)
    story = set(json.loads((tmp_path / "stories.json").read_text(encoding="utf-8"))["idle_cash"])
    cash = "sum(closing) filter (family in ('savings', 'current'))"
    found = f"""
        with now as (
            select account_id, arg_max(closing, as_of) as closing from c.balance group by 1
        )
        select customer_id from now join c.account using (account_id)
        join c.product using (product_id) join c.holding using (account_id)
        where role = 'owner' group by 1
        having {cash} >= 100_000_000
            and {cash} * 100 >= sum(closing) filter (family not in ('loan', 'card')) * 60"""
    idle = {row[0] for row in bank.execute(found).fetchall()}
    assert story <= idle
    assert len(idle) <= 3 * len(story)
    away = "sum(closing) filter (family in ('term_deposit', 'investment'))"
    nothing_away = f"{found} and coalesce({away}, 0) = 0"
    assert {row[0] for row in bank.execute(nothing_away).fetchall()} == story


def test_a_newcomer_with_much_cash_had_come_before_the_first_month_with_a_deposit() -> None:
    plan = make_plan(200, 5, AS_OF)
    people = make_people(plan, 0)
    accounts = make_accounts(plan, 0, people)
    closing = make_ledger(plan, 0, people, accounts).closing
    bare = np.all(accounts.at[:, [TD, FUND, BOND]] < 0, axis=1)
    newcomer = np.flatnonzero(bare & ~plays(people.index, "idle_cash"))[0]
    people.joined_on[newcomer] = plan.today - 30
    closing[accounts.at[newcomer, MAIN]] = 20 * LAKH
    held = len(accounts.owner)
    closing = put_away(plan, people, accounts, closing)
    assert list(accounts.owner[held:]) == [newcomer]
    assert people.joined_on[newcomer] == accounts.opened[held] == plan.starts[0] - 1
    assert closing[held] == accounts.opening[held] > 0


def test_every_story_is_planted_and_can_be_found(folder: Path, bank: Bank) -> None:
    stories = json.loads((folder / "stories.json").read_text(encoding="utf-8"))
    assert set(stories) == set(STORIES)
    found = {
        "emi_bounce": "select customer_id from c.holding join c.transaction using (account_id) "
        "where role = 'owner' and category = 'emi_bounce' and posted_on >= date '2026-11-01'",
        "below_minimum": "select customer_id from c.holding join c.account using (account_id) "
        "join (select account_id, arg_max(closing, as_of) as closing from c.balance group by 1) "
        "using (account_id) where role = 'owner' and closing < minimum_balance",
        "dormant": "select customer_id from c.holding join c.account using (account_id) "
        "where role = 'owner' and status = 'dormant'",
        "td_due_7": "select customer_id from c.holding join c.account using (account_id) "
        "where role = 'owner' and renewal is null and status = 'open' "
        "and matures_on <= date '2026-11-28'",
        "kyc_overdue": "select customer_id from c.customer where kyc_due_on < date '2026-11-21'",
        "birthday": "select customer_id from c.customer "
        "where kind = 'person' and strftime(birth_date, '%m-%d') = '11-21'",
    }
    for story, sql in found.items():
        assert {row[0] for row in bank.execute(sql).fetchall()} == set(stories[story]), story


def test_books_hold_500_to_1000_customers() -> None:
    for customers in (5_000, 20_000, 200_000, 8_000_000):
        sizes = np.diff(make_plan(customers, 1, AS_OF).book_starts)
        assert sizes.sum() == customers
        assert sizes.min() >= 500
        assert sizes.max() <= 1_000


def test_the_number_of_customers_is_bounded() -> None:
    with pytest.raises(ValueError, match="customers must be between"):
        make_plan(100, 1, AS_OF)


def test_customer_and_account_numbers_never_repeat() -> None:
    index = np.arange(300_000, dtype=np.int64) * 26
    customers = customer_ids(index)
    accounts = account_ids(np.repeat(index, 8), np.tile(np.arange(8), len(index)), 8_000_000)
    assert len(np.unique(customers)) == len(index)
    assert len(np.unique(accounts)) == len(accounts)
    assert customers.min() >= 10_000_000 and customers.max() <= 99_999_999
    assert accounts.min() >= 10**11 and accounts.max() < 10**12
