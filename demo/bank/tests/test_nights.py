"""Nights after the first day, their control totals, and the making of the files."""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from c360.core.canonical import TABLES
from demo.bank.build import build_bank
from demo.bank.layout import Plan, make_plan

from .canonical import AS_OF, OPENING, digest, mapped, number


def test_the_manifest_equals_the_rows_on_the_first_day_and_on_each_night(folder: Path) -> None:
    first, second = date(2026, 11, 22), date(2026, 11, 23)
    for as_of, since in ((AS_OF, OPENING), (first, AS_OF), (second, first), (first, OPENING)):
        bank = mapped(folder, as_of, since)
        told = bank.execute("select distinct table_name from c.manifest").fetchall()
        assert {row[0] for row in told} == {table.name for table in TABLES} - {"manifest"}
        with_branch = 0
        for table in TABLES[:-1]:
            sent = f"""
                select branch_id, product_id, row_count, control_total from c.manifest
                where table_name = '{table.name}' order by all"""
            names = {column.name for column in table.columns}
            total = {
                "account": "sum(coalesce(t.principal, 0))", "balance": "sum(t.closing)",
                "transaction": "sum(t.amount)", "card": "sum(coalesce(t.used, 0))",
                "standing_instruction": "sum(t.amount)",
            }.get(table.name, "null")  # fmt: skip
            if "account_id" in names:
                by, joined = "a.branch_id, a.product_id", "join c.account a using (account_id)"
            elif "customer_id" in names:
                by, joined = "u.branch_id, '*'", "join c.customer u using (customer_id)"
            else:
                by, joined = "'*', '*'", ""
            with_branch += bool(joined)
            found = f"""select {by}, count(*), {total} from c."{table.name}" t {joined}
                group by 1, 2 order by all"""
            assert bank.execute(sent).fetchall() == bank.execute(found).fetchall(), (
                as_of,
                table.name,
            )
        assert with_branch == 13


def test_a_night_brings_the_days_rows_and_nothing_else(folder: Path) -> None:
    night = mapped(folder, date(2026, 11, 22), AS_OF)
    for column, table in (("posted_on", "transaction"), ("as_of", "balance")):
        days = night.execute(f"select distinct {column} from c.{table}").fetchall()
        assert days == [(date(2026, 11, 22),)]


def test_a_night_tells_the_balance_of_every_open_account(folder: Path) -> None:
    night = mapped(folder, date(2026, 11, 23), date(2026, 11, 22))
    untold = """
        select count(*) from c.account anti join c.balance using (account_id)
        where status <> 'closed'"""
    assert number(night, untold) == 0


def test_running_balances_go_on_through_the_nights(folder: Path) -> None:
    bank = mapped(folder, date(2026, 11, 23), OPENING)
    broken = """
        with posted as (
            select *, lag(balance_after) over (
                partition by account_id order by posted_on, posted_seq) as before
            from c.transaction
        ), told as (
            select b.account_id, b.as_of, closing, max_by(t.balance_after, (posted_on, posted_seq))
                as after
            from c.balance b join c.transaction t
                on t.account_id = b.account_id and t.posted_on <= b.as_of
            where b.as_of > date '2026-11-21' group by all
        )
        select (select count(*) from posted where before + amount <> balance_after)
            + (select count(*) from told where closing <> after)"""
    assert number(bank, broken) == 0


def test_nights_leave_the_history_as_it_was(folder: Path, tmp_path: Path) -> None:
    build_bank(make_plan(2_000, 1, AS_OF), tmp_path, workers=1)
    bank, alone = mapped(folder, AS_OF, OPENING), mapped(tmp_path, AS_OF, OPENING)
    for table in TABLES:
        said = f'select count(*), bit_xor(hash(t)) from c."{table.name}" t'
        assert bank.execute(said).fetchall() == alone.execute(said).fetchall(), table.name


def test_each_night_changes_one_customer_in_a_hundred(tmp_path: Path) -> None:
    build_bank(make_plan(20_000, 3, AS_OF, nights=1, activity=2), tmp_path, workers=1)
    before = mapped(tmp_path, AS_OF, OPENING)
    after = mapped(tmp_path, date(2026, 11, 22), AS_OF)
    seen = {}
    for table, key in (("customer", "customer_id"), ("book", "*"), ("account", "account_id")):
        rows = [set(b.execute(f"from c.{table}").fetchall()) for b in (before, after)]
        seen[table] = (len(rows[1] - rows[0]), len(rows[1]) - len(rows[0]), key)
    assert 130 <= seen["customer"][0] <= 230 and seen["customer"][1] == 0
    assert 5 <= seen["book"][1] <= 40
    assert seen["account"][0] > seen["account"][1] > 0  # some opened, some closed
    closed = """
        select count(*) from c.account join c.balance b using (account_id)
        where closed_on = date '2026-11-22' and (closing <> 0 or status <> 'closed')"""
    assert number(after, closed) == 0


def test_a_killed_run_goes_on_from_the_finished_chunks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Plan, "chunk", 400)
    plan = make_plan(1_200, 1, AS_OF, nights=1)
    build_bank(plan, tmp_path / "whole", workers=1)
    (tmp_path / "cut").mkdir()

    def killed(chunks: int, bookings: int) -> None:
        if chunks == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_bank(plan, tmp_path / "cut", 1, killed)
    (tmp_path / "cut/tran_detail/business_date=2026-11-21/part-00002.parquet").write_bytes(b"half")
    told: list[int] = []
    build_bank(plan, tmp_path / "cut", 1, lambda chunks, bookings: told.append(chunks))
    assert told == [3]
    assert digest(tmp_path / "cut") == digest(tmp_path / "whole")


def test_another_plan_replaces_what_stands_in_the_folder(tmp_path: Path) -> None:
    build_bank(make_plan(200, 1, AS_OF, nights=2), tmp_path / "one", workers=1)
    build_bank(make_plan(200, 2, AS_OF), tmp_path / "one", workers=1)
    build_bank(make_plan(200, 2, AS_OF), tmp_path / "two", workers=1)
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_part_files_hold_account_numbers_apart_and_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Plan, "chunk", 400)
    build_bank(make_plan(1_200, 1, AS_OF), tmp_path, workers=1)
    place = tmp_path / "tran_detail/business_date=2026-11-21"
    highest = 0
    for part in sorted(place.iterdir()):
        file = pq.ParquetFile(part)
        for group in range(file.num_row_groups):
            ids = file.read_row_group(group, ["foracid"])["foracid"].to_numpy()
            assert (np.diff(ids) >= 0).all()
            assert ids[0] > highest
        highest = int(pq.read_table(part, columns=["foracid"])["foracid"].to_numpy().max())
