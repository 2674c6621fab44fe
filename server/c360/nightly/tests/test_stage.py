"""What an extract that needs no change costs: nothing is written a second time."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from c360.core.canonical import BY_NAME
from c360.nightly.column_types import arrow_schema
from c360.nightly.engine import open_engine
from c360.nightly.stage import Staged, stage_table

UNIT = {"unit_id": "B1", "parent_id": None, "level": "branch", "name": "Pune", "city": "Pune"}
BOOKING = {
    "transaction_id": "T1", "account_id": "A1", "posted_seq": 1, "amount": -100, "channel": "upi",
    "counterparty": "Asha Stores", "category": "shopping", "narration": "UPI/P2M/1/ASHA STORES",
}  # fmt: skip


def staged(folder: Path, table: str, **changed: object) -> tuple[Staged, Path]:
    base = UNIT if table == "organisation_unit" else BOOKING
    schema = arrow_schema(BY_NAME[table])
    day = {name: 20_000 for name in ("posted_on", "value_date") if name in schema.names}
    sent = folder / "sent.parquet"
    pq.write_table(pa.Table.from_pylist([{**base, **day, **changed}], schema=schema), sent)
    parent = folder / "account.parquet"
    pq.write_table(pa.table({"account_id": ["A1"]}), parent)
    with open_engine(memory="100MB", threads=1) as engine:
        parents = {"account": parent}
        return stage_table(engine, BY_NAME[table], sent, folder / "clean.parquet", parents), sent


@pytest.mark.parametrize("table", ["organisation_unit", "transaction"])
def test_what_the_warehouse_sent_as_the_contract_says_is_taken_as_it_is(
    tmp_path: Path, table: str
) -> None:
    clean, sent = staged(tmp_path, table)
    assert clean.rows == 1
    assert clean.path.samefile(sent)


@pytest.mark.parametrize(
    ("table", "changed", "name", "value"),
    [
        ("organisation_unit", {"city": ""}, "city", None),
        ("organisation_unit", {"city": "x" * 5000}, "city", "x" * 5000),  # no bounds are kept
        ("transaction", {"channel": None}, "channel", "upi"),
    ],
)
def test_what_is_empty_or_may_be_and_what_a_narration_tells_is_written(
    tmp_path: Path, table: str, changed: dict[str, object], name: str, value: str | None
) -> None:
    clean, sent = staged(tmp_path, table, **changed)
    assert not clean.path.samefile(sent)
    assert pq.read_table(clean.path).to_pylist()[0][name] == value
