"""The roll-ups of a small bank: what they add up, who sees them, and what refuses the day."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import ibis
import pyarrow as pa
import pytest
from django.db import connection, transaction

from c360.core.errors import LoadRefused
from c360.core.viewer import BAND
from c360.customers.tests.small_bank import Row
from c360.customers.tests.small_publication import AS_OF, published, small_book, viewer
from c360.modules.book import source, source_rollup
from c360.modules.book.grid import FACETS
from c360.modules.book.models import (
    CALENDAR_DAYS,
    CONTACT_DAYS,
    LEAVING_DAYS,
    MONTHLY,
    MOVERS_KEPT,
    NOT_RENEWING,
)
from c360.nightly.build import refuse_mismatch
from c360.nightly.night import Night

BANDS_OF = {"100001": {"is_staff": True}, "100002": {"is_vip": True},
            "100003": {"is_staff": True, "is_vip": True}}  # fmt: skip


@pytest.fixture(scope="module")
def content() -> dict[str, pa.Table]:
    """The small book with a member of staff, a VIP, and one who is both."""
    bank = small_book()
    for row in bank.rows["customer"]:
        row.update(BANDS_OF.get(row["customer_id"], {}))
    for row in bank.rows["customer"][4:6]:
        row["kyc_due_on"] = AS_OF - timedelta(1)
    for number, days in enumerate((0, 90, 91)):
        day = datetime(AS_OF.year, AS_OF.month, AS_OF.day, 9, tzinfo=UTC) - timedelta(days)
        bank.add("touchpoint", touchpoint_id=f"T{number}", customer_id=f"10000{number}",
                 occurred_at=day, kind="call")  # fmt: skip
    return bank.built(source.TABLES)


@pytest.fixture(scope="module")
def built(content: dict[str, pa.Table]) -> dict[str, list[Row]]:
    return {name: table.to_pylist() for name, table in content.items()}


LEVELS = {
    "HO": "bank", "R1": "region", "C1": "cluster", "B1": "branch", "B10": "branch",
    "E9": "rm", "E1": "rm",
}  # fmt: skip


def inside(built: dict[str, list[Row]], row: Row) -> list[Row]:
    """The figures of the customers whom a row of a unit is to hold."""
    staff_too, vips_too = row["bands"] & 1, row["bands"] & 2
    people = {one["customer_id"]: one for one in built["customer"]}
    return [
        {**one, "household_id": people[one["customer_id"]]["household_id"]}
        for one in built["figures"]
        if row["rm_from"] <= one["rm_seq"] % BAND <= row["rm_to"]
        and (staff_too or not people[one["customer_id"]]["is_staff"])
        and (vips_too or not people[one["customer_id"]]["is_vip"])
    ]


def test_every_level_adds_up_the_customers_of_its_books(built: dict[str, list[Row]]) -> None:
    rows = {(row["unit_id"], row["bands"]): row for row in built["unit_rollup"]}
    assert {(unit, bands) for unit in LEVELS for bands in range(4)} == rows.keys()
    assert [rows["HO", bands]["customers"] for bands in range(4)] == [9, 10, 10, 12]
    for row in rows.values():
        assert row["level"] == LEVELS[row["unit_id"]]
        held = inside(built, row)
        for name in source_rollup.SUMMED:
            assert row[name] == sum(one[name] for one in held), (row["unit_id"], name)
        flags = Counter(name for one in held for name in one["flags"].split(",") if name)
        for name in source_rollup.FLAGS:
            assert row[f"flag_{name}"] == flags[name]
        moved = [one["casa"] - one["casa_day_before"] for one in held]
        assert row["customers"] == len(held)
        assert row["moved_in"] - row["moved_out"] == sum(moved)
        assert row["moved_in"] == sum(m for m in moved if m > 0)
        families = {(f["rm_seq"] % BAND, f["household_id"] or f["customer_id"]) for f in held}
        assert row["families"] == len(families)
        asks(built, row, held)


def asks(built: dict[str, list[Row]], row: Row, held: list[Row]) -> None:
    """What a head asks of a unit, customer by customer."""
    due: dict[str, list[Row]] = {}
    for one in built["holding"]:
        is_open = one["family"] == "term_deposit" and one["status"] != "closed"
        if one["is_primary"] and is_open and 0 <= (one["matures_on"] - AS_OF).days <= CALENDAR_DAYS:
            due.setdefault(one["customer_id"], []).append(one)
    deposits = [one for customer in held for one in due.get(customer["customer_id"], [])]
    renewed = [one for one in deposits if (one["renewal"] or "") not in NOT_RENEWING]
    assert row["maturing"] == sum(one["closing"] for one in deposits)
    assert row["renewing"] == sum(one["closing"] for one in renewed)
    assert row["kyc_overdue"] == sum(one["kyc_due_on"] < AS_OF for one in held)
    leaving = {
        one["customer_id"]
        for one in deposits
        if one not in renewed and (one["matures_on"] - AS_OF).days <= LEAVING_DAYS
    }
    assert row["at_risk"] == sum(
        one["trv"]
        for one in held
        if {"outflow", "dormant"} & set(one["flags"].split(",")) or one["customer_id"] in leaving
    )
    since = AS_OF - timedelta(CONTACT_DAYS)
    assert row["contacted"] == sum((one["last_contact_on"] or date.min) >= since for one in held)


def units(built: dict[str, list[Row]]) -> list[Row]:
    return [row for row in built["unit_rollup"] if row["level"] != "rm"]


def test_the_movers_of_a_unit_are_the_first_of_all_its_customers(
    built: dict[str, list[Row]],
) -> None:
    for unit in units(built):
        moved = sorted(
            (-abs(one["casa"] - one["casa_day_before"]), one["customer_id"], one)
            for one in inside(built, unit)
            if one["casa"] != one["casa_day_before"]
        )
        for inflow in (True, False):
            side = [o for _, _, o in moved if (o["casa"] > o["casa_day_before"]) == inflow]
            kept = [
                row
                for row in built["unit_mover"]
                if (row["unit_id"], row["bands"]) == (unit["unit_id"], unit["bands"])
                and row["inflow"] == inflow
            ]
            kept.sort(key=lambda row: int(row["place"]))
            assert [(r["customer_id"], r["full_name"], r["rm_seq"], r["amount"]) for r in kept] == [
                (o["customer_id"], o["full_name"], o["rm_seq"], o["casa"] - o["casa_day_before"])
                for o in side[:MOVERS_KEPT]
            ]
    assert built["unit_mover"]


def test_the_values_to_filter_a_unit_by_are_those_of_its_customers(
    built: dict[str, list[Row]],
) -> None:
    for unit in units(built):
        due: Counter[tuple[str, str]] = Counter()
        for one in inside(built, unit):
            for kind, column in FACETS.items():
                due.update((kind, value) for value in (one[column] or "").split(",") if value)
        assert due == {
            (row["kind"], row["value"]): row["customers"]
            for row in built["unit_facet"]
            if (row["unit_id"], row["bands"]) == (unit["unit_id"], unit["bands"])
        }


def test_the_values_to_filter_a_book_by_are_those_of_its_customers(
    built: dict[str, list[Row]],
) -> None:
    due: Counter[tuple[int, str, str]] = Counter()
    for one in built["figures"]:
        for kind, column in FACETS.items():
            values = (one[column] or "").split(",")
            due.update((one["rm_seq"], kind, value) for value in values if value)
    assert due == {
        (row["rm_seq"], row["kind"], row["value"]): row["customers"] for row in built["rm_facet"]
    }


def test_the_months_of_a_unit_are_those_of_its_books(built: dict[str, list[Row]]) -> None:
    of_units = {(r["unit_id"], r["bands"], r["month_end"]): r for r in built["unit_month"]}
    assert len(of_units) == len(units(built)) * 13
    for unit in units(built):
        seen = [band for band in range(4) if band & unit["bands"] == band]
        for (unit_id, bands, month_end), row in of_units.items():
            if (unit_id, bands) != (unit["unit_id"], unit["bands"]):
                continue
            books = [
                one
                for one in built["rm_month"]
                if one["month_end"] == month_end
                and one["rm_seq"] // BAND in seen
                and unit["rm_from"] <= one["rm_seq"] % BAND <= unit["rm_to"]
            ]
            for name in MONTHLY:
                assert row[name] == sum(one[name] for one in books), name


def test_the_deposits_that_mature_in_a_unit_are_those_of_its_customers(
    built: dict[str, list[Row]],
) -> None:
    for unit in units(built):
        people = {one["customer_id"] for one in inside(built, unit)}
        due: dict[tuple[int, bool], list[int]] = {}
        for one in built["holding"]:
            if one["customer_id"] not in people or one["family"] != "term_deposit":
                continue
            if not one["is_primary"] or one["status"] == "closed":
                continue
            days = (one["matures_on"] - AS_OF).days
            if 0 <= days <= CALENDAR_DAYS:
                renews = one["renewal"] is not None and one["renewal"] not in NOT_RENEWING
                due.setdefault((days // 7, renews), []).append(one["closing"])
        assert {key: (sum(held), len(held)) for key, held in due.items()} == {
            (row["week"], row["renews"]): (row["amount"], row["deposits"])
            for row in built["unit_maturity"]
            if (row["unit_id"], row["bands"]) == (unit["unit_id"], unit["bands"])
        }


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
        whole = {(unit, bands) for unit in ("B1", "E9") for bands in range(4)}
        assert seen(publication.schema, viewer((1, 1)).scope_text) == whole
        assert len(seen(publication.schema, viewer((1, 2)).scope_text)) == 7 * 4
        assert seen(publication.schema, "") == set()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_who_may_not_see_staff_or_vips_sees_no_sum_that_holds_them(tmp_path: Path) -> None:
    with published(small_book(), tmp_path) as publication:
        plain, staff, vips, both = (f"[{BAND * n + 1},{BAND * n + 2}]" for n in range(4))
        for scope, combinations in (
            ((plain,), {0}),
            ((plain, staff), {0, 1}),
            ((plain, vips), {0, 2}),
            ((plain, staff, vips), {0, 1, 2}),
            ((plain, staff, vips, both), {0, 1, 2, 3}),
            ((staff, vips, both), set()),
        ):
            found = seen(publication.schema, f"{{{','.join(scope)}}}")
            assert {bands for _, bands in found} == combinations


def seen(schema: str, scope: str) -> set[tuple[str, int]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('c360.scope', %s, true)", [scope])
        cursor.execute(f"select unit_id, bands from {schema}.unit_rollup")
        return {(unit, bands) for unit, bands in cursor.fetchall()}
