"""The roll-ups of a small bank: what they add up, who sees them, and what refuses the day."""

from collections import Counter
from pathlib import Path

import ibis
import pyarrow as pa
import pytest
from django.db import connection, transaction

from c360.core.errors import LoadRefused
from c360.customers.tests.small_bank import Row
from c360.customers.tests.small_publication import AS_OF, published, small_book, viewer
from c360.modules.book import source, source_rollup
from c360.nightly.build import refuse_mismatch
from c360.nightly.night import Night


@pytest.fixture(scope="module")
def content() -> dict[str, pa.Table]:
    return small_book().built(source.TABLES)


@pytest.fixture(scope="module")
def built(content: dict[str, pa.Table]) -> dict[str, list[Row]]:
    return {name: table.to_pylist() for name, table in content.items()}


def test_every_level_adds_up_the_customers_of_its_books(built: dict[str, list[Row]]) -> None:
    rows = {row["unit_id"]: row for row in built["unit_rollup"]}
    assert {unit: row["level"] for unit, row in rows.items()} == {
        "HO": "bank", "R1": "region", "C1": "cluster", "B1": "branch", "B10": "branch",
        "E9": "rm", "E1": "rm",
    }  # fmt: skip
    households = {row["customer_id"]: row["household_id"] for row in built["customer"]}
    for row in rows.values():
        inside = [f for f in built["figures"] if row["rm_from"] <= f["rm_seq"] <= row["rm_to"]]
        for name in source_rollup.SUMMED:
            assert row[name] == sum(one[name] for one in inside), (row["unit_id"], name)
        flags = Counter(name for one in inside for name in one["flags"].split(",") if name)
        for name in source_rollup.FLAGS:
            assert row[f"flag_{name}"] == flags[name]
        moved = [one["casa"] - one["casa_day_before"] for one in inside]
        assert row["customers"] == len(inside) > 0
        assert row["moved_in"] - row["moved_out"] == sum(moved)
        assert row["moved_in"] == sum(m for m in moved if m > 0)
        families = {(f["rm_seq"], households[f["customer_id"]] or f["customer_id"]) for f in inside}
        assert row["families"] == len(families)


def check(content: dict[str, pa.Table]) -> None:
    engine = ibis.duckdb.connect()
    names = ("unit_rollup", "figures")
    tables = {name: engine.create_table(name, content[name]) for name in names}
    refuse_mismatch(source, Night(AS_OF, AS_OF, AS_OF, {}, {}, tables))


def test_a_level_off_by_one_minor_unit_refuses_the_day(content: dict[str, pa.Table]) -> None:
    check(content)
    rows = content["unit_rollup"].to_pylist()
    for unit_id in ("HO", "C1", "B1", "E9"):
        wrong = [{**row, "trv": row["trv"] + (row["unit_id"] == unit_id)} for row in rows]
        schema = content["unit_rollup"].schema
        with pytest.raises(LoadRefused, match="does not add up") as refused:
            check({**content, "unit_rollup": pa.Table.from_pylist(wrong, schema=schema)})
        assert "'figure': 'trv'" in str(refused.value)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_viewer_sees_only_units_whose_books_are_all_in_scope(tmp_path: Path) -> None:
    with published(small_book(), tmp_path) as publication:
        assert seen(publication.schema, viewer((1, 1)).scope_text) == {"B1", "E9"}
        assert len(seen(publication.schema, viewer((1, 2)).scope_text)) == 7
        assert seen(publication.schema, "") == set()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_who_may_not_see_staff_or_vips_sees_no_sum_that_holds_them(tmp_path: Path) -> None:
    with published(small_book(), tmp_path) as publication:
        assert seen(publication.schema, "{[1,2]}") == set()
        assert seen(publication.schema, "{[1,2],[1000001,1000002]}") == set()


def seen(schema: str, scope: str) -> set[str]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('c360.scope', %s, true)", [scope])
        cursor.execute(f"select unit_id from {schema}.unit_rollup")
        return {row[0] for row in cursor.fetchall()}
