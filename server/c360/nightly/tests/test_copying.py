"""What is copied is there exactly and whole, or not at all."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from django.db import IntegrityError, connections

from c360.core.errors import LoadRefused
from c360.nightly import ddl
from c360.nightly.copying import attach, copy_frozen
from c360.nightly.engine import open_engine

pytestmark = pytest.mark.django_db(databases=["default", "owner"], transaction=True)

TABLE = "ledger.copied"
COLUMNS = {
    "small": "smallint", "whole": "bigint", "rate": "numeric(9,4)", "day": "date",
    "words": "text", "each_day": "date[]",
}  # fmt: skip
ROW = (7, 2**62, Decimal("-3.1400"), date(2026, 11, 21), "to the\tletter \\N", [None, date.max])


@pytest.fixture
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    """An engine that reaches the database, in which `TABLE` is empty."""
    columns = ", ".join(f"{name} {kind} not null" for name, kind in COLUMNS.items())
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"create table {TABLE} ({columns})")
        try:
            with closing(open_engine(memory="100MB", threads=1)) as engine:
                attach(engine, connections["owner"])
                yield engine
        finally:
            cursor.execute(f"drop table {TABLE}")


def copy(engine: duckdb.DuckDBPyConnection, *shares: Any) -> None:
    model = ddl.published_models()[0]
    rows = [(share, "") for share in shares]
    copy_frozen(engine, connections["owner"], model, TABLE, rows, stored=list(COLUMNS))


def found() -> list[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"select * from {TABLE}")
        return list(cursor.fetchall())


def relation(small: str = "7") -> str:
    return (
        f"(select {small} as small, 2 ** 62 as whole, -3.14 as rate, date '2026-11-21' as day, "
        "e'to the\\tletter \\\\N' as words, [null, date '9999-12-31'] as each_day)"
    )


def test_a_relation_and_arrows_batches_arrive_exactly(engine: duckdb.DuckDBPyConnection) -> None:
    with closing(engine.cursor()) as reader:
        batches = reader.execute(f"from {relation()}").to_arrow_reader(1)
        assert isinstance(batches, pa.RecordBatchReader)
        copy(engine, relation(), batches)
    assert found() == [ROW, ROW]


@pytest.mark.parametrize(
    ("small", "error"),
    [("70000", LoadRefused), ("'many'", LoadRefused), ("null", IntegrityError)],
)
def test_a_share_that_does_not_fit_leaves_none_of_the_others(
    engine: duckdb.DuckDBPyConnection, small: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        copy(engine, relation(), relation(small))
    assert found() == []
    copy(engine, relation())
    assert found() == [ROW]
