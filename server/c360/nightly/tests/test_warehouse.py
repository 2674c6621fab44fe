"""A bank's settings, mapping and warehouse say clearly what is wrong with them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from c360.core.errors import LoadRefused, MappingError, SettingError
from c360.nightly.bank import WarehousePlace, read_bank
from c360.nightly.check import check_mapping
from c360.nightly.tests.small_bank import SmallBank
from c360.nightly.warehouse import FileWarehouse, Warehouse, connect, extract, read_mapping

BANKS = Path(__file__).parents[3] / "banks"
AS_OF, SINCE = date(2014, 3, 31), date(2012, 12, 31)


def files(folder: Path) -> Warehouse:
    return connect(WarehousePlace("files", folder, None), memory="500MB", threads=1)


def mapped(folder: Path, sql: str) -> list[dict[str, object]]:
    (folder / "x.sql").write_text(sql)
    query = read_mapping(folder / "x.sql", "duckdb", as_of=AS_OF, since=SINCE)
    extract(files(folder), query, folder / "x.out")
    return list(pq.read_table(folder / "x.out").to_pylist())


def test_an_unknown_bank_is_told_the_known_ones(tmp_path: Path) -> None:
    bank = SmallBank(tmp_path).write()
    with pytest.raises(SettingError, match=r"no bank 'tiny'\. Known banks: small"):
        read_bank(bank.banks_dir, "tiny", data="", warehouse_url="")


def test_a_bank_without_its_folder_of_files_names_the_setting(tmp_path: Path) -> None:
    bank = SmallBank(tmp_path).write()
    with pytest.raises(SettingError, match="C360_DATA"):
        read_bank(bank.banks_dir, "small", data="", warehouse_url="")
    with pytest.raises(SettingError, match="does not exist"):
        files(tmp_path / "nowhere")


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "ledger.parquet").write_bytes(b"no parquet")
    with pytest.raises(SettingError, match=r"ledger\.parquet cannot be read"):
        files(tmp_path)


def test_a_csv_file_keeps_its_zeros_and_loses_its_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes("\ufeffid,name\r\n007,Żółć\r\n".encode())
    assert mapped(tmp_path, "select id, name from t") == [{"id": "007", "name": "Żółć"}]


def test_dates_stand_for_their_parameters_and_nothing_else_changes(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id\n1\n")
    sql = (
        "select :as_of as a, ':since' as b, '2'::text as c -- :as_of\nfrom t where :since < :as_of"
    )
    assert mapped(tmp_path, sql) == [{"a": AS_OF, "b": ":since", "c": "2"}]


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("select (1\n from t", r"x\.sql:2"),
        ("select 1;\nselect 2", "one select statement"),
        ("select 1\nwhere 1 = :today", r"x\.sql:2: there is no parameter :today"),
    ],
)
def test_a_wrong_query_is_named_with_its_line(tmp_path: Path, sql: str, words: str) -> None:
    (tmp_path / "t.csv").write_text("id\n1\n")
    with pytest.raises(MappingError, match=words):
        mapped(tmp_path, sql)


def test_values_of_every_kind_are_written_as_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("n\n9007199254740993\n1\n")
    sql = (
        "select sum(n::bigint) as total, max(1::utinyint) as small,"
        " max(1.5::decimal(9, 4)) as rate,"
        " max('b'::enum('a', 'b'))::enum('a', 'b') as word, max('{}'::json)::json as document,"
        " max('00000000-0000-0000-0000-00000000000a'::uuid) as mark, max(null) as nothing from t"
    )
    (row,) = mapped(tmp_path, sql)
    assert row == {
        "total": 9007199254740994,  # a double would have lost it
        "small": 1,
        "rate": Decimal("1.5"),
        "word": "b",
        "document": "{}",
        "mark": "00000000-0000-0000-0000-00000000000a",
        "nothing": None,
    }
    kinds = pq.read_schema(tmp_path / "x.out")
    assert kinds.field("small").type == pa.int64()
    assert kinds.field("total").type == pa.decimal128(38, 0)


def test_a_column_the_warehouse_does_not_have_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id\n1\n")
    with pytest.raises(LoadRefused, match=r"x\.sql:2.*gone"):
        mapped(tmp_path, "select id,\n gone\nfrom t")


def test_the_mapping_check_tells_what_is_missing_wrong_or_unused(tmp_path: Path) -> None:
    bank = SmallBank(tmp_path).write()
    bank.mapping("product").write_text(
        "select product_id, name, kind,\n 'blue' as colour\nfrom product"
    )
    bank.mapping("book").write_text(
        "select rm_id, customer_id,\n 1.5::double as from_date\nfrom book"
    )
    bank.mapping("extra").write_text("select 1")
    found = check_mapping(read_bank(bank.banks_dir, "small", data=str(bank.data), warehouse_url=""))
    text = "\n".join(str(finding) for finding in found)
    assert "the required column family is missing" in text
    assert "product.sql:2: the column colour is not used" in text
    assert "book.sql:2: the column from_date is double, where a date is expected" in text
    assert "extra.sql:1: is no canonical table" in text
    assert "card: not mapped: its features are switched off" in text
    assert "ok    account: mapped" in text


LEDGER = """account_id,date,type,operation,amount,balance,k_symbol,bank,account
A0000000007,1993-01-05,debit,withdraw_cash,300,1100,,,
A0000000007,1993-01-05,credit,deposit,400,1400,,,
A0000000007,1993-01-01,credit,deposit,1000,1000,,,
A0000000007,1993-01-31,debit,withdraw_cash,14,1104,service,,
A0000000007,1993-01-31,credit,interest_pmt,17,1118,interest_pmt,,
"""


def test_eagles_bookings_of_a_day_follow_their_balances(tmp_path: Path) -> None:
    (tmp_path / "ledger.csv").write_text(LEDGER)
    (tmp_path / "loan.csv").write_text(
        "loan_id,account_id,amount,duration,payments,status,year,month,day,fulldate,location,purpose\n"
    )
    warehouse = FileWarehouse(tmp_path, memory="500MB", threads=1)
    rows = {}
    for name in ("transaction", "balance"):
        path = BANKS / "eagle" / "mapping" / f"{name}.sql"
        query = read_mapping(path, "duckdb", as_of=AS_OF, since=SINCE)
        extract(warehouse, query, tmp_path / name)
        rows[name] = pq.read_table(tmp_path / name).to_pylist()
    ordered = sorted(rows["transaction"], key=lambda row: (row["posted_on"], row["posted_seq"]))
    assert [row["balance_after"] for row in ordered] == [100000, 140000, 110000, 111800, 110400]
    assert ordered[0]["transaction_id"] == "A00000007-20130101-01"
    closings = {str(row["as_of"]): row["closing"] for row in rows["balance"]}
    assert closings == {"2013-01-01": 100000, "2013-01-05": 110000, "2013-01-31": 110400}
