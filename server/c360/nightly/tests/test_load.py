"""A business day is published whole or not at all."""

from collections.abc import Callable
from decimal import Decimal

import duckdb
import psycopg
import pytest
from django.apps import apps
from django.db import connections

from c360.core import registry
from c360.core.errors import LoadRefused
from c360.nightly import build, ddl, publish, run
from c360.nightly.models import Load, LoadTable, PublicationRecord, Quarantine
from c360.nightly.tables import Published
from c360.nightly.tests.conftest import ALL, as_viewer, served
from c360.nightly.tests.killing import kill_at
from c360.nightly.tests.small_bank import DAY_1, DAY_2, SmallBank

pytestmark = pytest.mark.django_db(databases=["default", "owner"], transaction=True)
hall_alone = pytest.mark.usefixtures("hall_alone")
Refused = Callable[..., str]


@hall_alone
def test_a_day_is_published_with_its_rows_and_control_totals(small_bank: SmallBank) -> None:
    load = run.load(DAY_2)
    assert (load.state, load.schema) == ("published", "p20261121_1")
    table = LoadTable.objects.using("owner").get(load=load, table="balance", kind="warehouse")
    assert (table.source_rows, table.published_rows) == (6, 6)
    assert table.source_total == table.published_total == 3 * (10_000_000_001 + 10_000_000_501)
    steps = load.steps.using("owner").filter(table="").values_list("name", flat=True)
    assert list(steps) == ["extract", "stage", "build", "publish", "record"]
    lasted = sum(load.steps.using("owner").filter(table="").values_list("seconds", flat=True))
    assert load.finished_at is not None  # no second stands in two steps
    assert lasted <= (load.finished_at - load.started_at).total_seconds()
    timed = load.steps.using("owner").exclude(table="").values_list("table", "name")
    wanted = {model._meta.db_table for model in (*ddl.published_models(), *ddl.ledger_models())}
    assert {table for table, name in timed if name == "index"} == wanted


def test_what_is_published_is_where_the_warehouse_said_and_behind_its_walls(
    small_bank: SmallBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run.load(DAY_1).schema
    monkeypatch.setattr(build, "BOOKS_AT_ONCE", 1)  # a large bank's books are not built at once
    second = run.load(DAY_2).schema
    _books_built_one_by_one_stand_in_their_order(second)
    rows = as_viewer(second, ALL, "select customer_id, closing from holding order by 1")
    assert rows == [("C1", 10_000_000_501), ("C2", 10_000_000_501), ("C3", 10_000_000_501)]
    _yesterdays_publication_does_not_show_today(first, second)
    _without_a_scope_there_are_no_rows(second)
    _a_scope_shows_its_own_books_only(second)
    _the_web_role_reads_no_ledger_and_makes_no_temporary_table(second)
    _every_source_builds_exactly_its_models_columns(second)


def test_every_page_of_a_publication_is_read_before_its_readers_come(
    small_bank: SmallBank,
) -> None:
    run.load(DAY_2)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select sum(pg_relation_size(oid)) / current_setting('block_size')::int from pg_class"
            " where relnamespace = %s::regnamespace",
            [served()],
        )
        assert cursor.fetchone() == (publish.warm(served()),)


def test_readers_need_not_mark_the_rows_of_a_load(small_bank: SmallBank) -> None:
    run.load(DAY_2)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relnamespace in (%s::regnamespace, "
            "'ledger'::regnamespace) and relkind = 'r' and relallfrozen < relpages",
            [served()],
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "select sum(relallfrozen) > 0 from pg_class where relnamespace = 'ledger'::regnamespace"
        )
        assert cursor.fetchone() == (True,)


def test_a_database_that_cannot_be_warmed_is_loaded_all_the_same(
    small_bank: SmallBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "PREWARM", "public.no_such_function")
    load = run.load(DAY_2)
    assert load.state == "published"
    assert [note for note in load.notes if "pg_prewarm" in note]


@hall_alone
def test_a_decimal_arrives_exactly(small_bank: SmallBank) -> None:
    rates = ["0.0001", "99999.9999", "-3.1400"]
    for row, rate in zip(small_bank.rows["account"], rates, strict=True):
        row["interest_rate"] = rate
    small_bank.write()
    run.load(DAY_2)
    rows = as_viewer(served(), ALL, "select interest_rate from holding order by account_id")
    assert [row[0] for row in rows] == [Decimal(rate) for rate in rates]


@hall_alone
def test_the_same_day_again_changes_nothing_and_with_other_rows_is_refused_unless_restated(
    small_bank: SmallBank, refused: Refused
) -> None:
    run.load(DAY_1)
    assert run.load(DAY_1).state == "unchanged"
    assert PublicationRecord.objects.using("owner").count() == 1
    small_bank.rows["balance"][0]["closing"] = 7
    small_bank.write()
    assert "balance" in refused(DAY_1)
    load = run.load(DAY_1, restate=True)
    assert load.schema == "p20261120_2"
    rows = as_viewer(load.schema, ALL, "select closing from balance where account_id = 'AC1'")
    assert rows == [(7,)]


def _books_built_one_by_one_stand_in_their_order(second: str) -> None:
    rows = as_viewer(second, ALL, "select rm_seq, customer_id, casa from figures")
    assert [row[1:] for row in rows] == [(f"C{n}", 10_000_000_501) for n in (1, 2, 3)]
    assert len({row[0] for row in rows}) > 1
    assert rows == sorted(rows)


def _yesterdays_publication_does_not_show_today(first: str, second: str) -> None:
    count = "select count(*), max(posted_on) from transaction"
    assert as_viewer(first, ALL, count) == [(3, DAY_1)]
    assert as_viewer(second, ALL, count) == [(6, DAY_2)]


def _without_a_scope_there_are_no_rows(schema: str) -> None:
    scoped = [model._meta.db_table for model in ddl.published_models() if model.scoped]
    for table in [*scoped, "transaction", "balance"]:
        for scope in (None, "", "{}"):
            assert as_viewer(schema, scope, f'select count(*) from "{table}"') == [(0,)]


def _a_scope_shows_its_own_books_only(schema: str) -> None:
    mine = as_viewer(schema, "{[1,1]}", "select customer_id from customer order by 1")
    assert mine == [("C1",), ("C2",)]
    ledger = as_viewer(schema, "{[2,2]}", "select distinct account_id from transaction")
    assert ledger == [("AC3",)]
    assert as_viewer(schema, "{[2,2]}", "select app.visible('C1'), app.visible('C3')") == [
        (False, True)
    ]


def _the_web_role_reads_no_ledger_and_makes_no_temporary_table(schema: str) -> None:
    for query in ("select * from ledger.transaction", "create temp table customer (a int)"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            as_viewer(schema, ALL, query)


def _every_source_builds_exactly_its_models_columns(schema: str) -> None:
    built = {name for source in registry.plugs("source") for name in source.TABLES}
    assert built == {model._meta.db_table for model in ddl.published_models()}
    with connections["owner"].cursor() as cursor:
        for model in ddl.published_models():
            cursor.execute(
                "select column_name from information_schema.columns "
                "where table_schema = %s and table_name = %s order by ordinal_position",
                [schema, model._meta.db_table],
            )
            names = [row[0] for row in cursor.fetchall()]
            assert names == ddl.column_names(model)


@hall_alone
def test_a_bad_row_is_kept_out_and_shown_with_its_reason(small_bank: SmallBank) -> None:
    day = {"account_id": "AC1", "posted_on": DAY_2, "amount": 1, "category": "other"}
    small_bank.rows["transaction"] += [
        {**day, "transaction_id": f"M{n}", "posted_seq": n + 2} for n in range(2000)
    ]
    small_bank.rows["transaction"][10]["amount"] = "1.5"
    small_bank.write()
    load = run.load(DAY_2)
    bad = Quarantine.objects.using("owner").get(load=load)
    assert (bad.table, bad.column) == ("transaction", "amount")
    assert bad.reason == "not a whole number of minor units"
    assert bad.row["transaction_id"] == "M4"
    assert load.quarantined == 1
    assert as_viewer(served(), ALL, "select count(*) from transaction") == [(2005,)]


@hall_alone
def test_more_bad_rows_than_one_in_a_thousand_refuse_the_day(
    small_bank: SmallBank, refused: Refused
) -> None:
    small_bank.rows["balance"][0]["closing"] = "much"
    small_bank.write()
    assert "the column closing: not a whole number of minor units" in refused(DAY_2)


@hall_alone
def test_a_missing_column_is_named(small_bank: SmallBank, refused: Refused) -> None:
    small_bank.mapping("product").write_text("select product_id, name, kind from product")
    assert "product: the column family is missing" in refused(DAY_2)


@hall_alone
def test_a_column_the_warehouse_lost_is_named_with_the_mappings_line(
    small_bank: SmallBank, refused: Refused
) -> None:
    small_bank.mapping("product").write_text("select *,\n  gone as kind\nfrom product")
    reason = refused(DAY_2)
    assert "product.sql:2" in reason
    assert "gone" in reason


@hall_alone
def test_a_retyped_column_is_named(small_bank: SmallBank, refused: Refused) -> None:
    small_bank.mapping("book").write_text(
        "select rm_id, customer_id, 20200101 as from_date from book"
    )
    assert "book: the column from_date is int64" in refused(DAY_2)


@hall_alone
def test_an_added_column_is_ignored_and_reported(small_bank: SmallBank) -> None:
    run.load(DAY_1)
    for row in small_bank.rows["product"]:
        row["colour"] = "blue"
    small_bank.write()
    notes = run.load(DAY_2).notes
    assert "the warehouse's product has new columns: colour" in notes
    assert "product: columns not used: colour" in notes


def manifest(bank: SmallBank, total: int) -> None:
    day = {"table_name": "balance", "product_id": "SAV"}
    bank.rows["manifest"] = [
        {**day, "branch_id": "BR1", "row_count": 2, "control_total": total},
        {**day, "branch_id": "BR2", "row_count": 1, "control_total": 10_000_000_001},
    ]
    bank.write()


@hall_alone
def test_a_control_total_off_by_one_minor_unit_refuses_the_day(
    small_bank: SmallBank, refused: Refused
) -> None:
    manifest(small_bank, 20_000_000_003)
    reason = refused(DAY_1)
    assert "balance: branch BR1, product SAV" in reason
    assert "20000000003" in reason
    assert "20000000002" in reason
    manifest(small_bank, 20_000_000_002)
    assert run.load(DAY_1).state == "published"


@hall_alone
def test_a_failing_build_leaves_yesterday_and_the_next_run_cleans_up(
    small_bank: SmallBank, monkeypatch: pytest.MonkeyPatch, refused: Refused
) -> None:
    run.load(DAY_1)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    def fail_over_a_row(*_: object) -> None:
        raise duckdb.Error('ERROR:  too long\nCONTEXT:  COPY a, column b: "Asha"')

    with monkeypatch.context() as patch:
        patch.setattr(publish, "create_views", fail_over_a_row)
        told = refused(DAY_2)
        assert "too long" in told
        assert "Asha" not in told
        patch.setattr(publish, "create_views", fail)
        assert "disk is full" in refused(DAY_2)
    assert Load.objects.using("owner").latest("id").state == "failed"
    assert as_viewer(served(), ALL, "select max(posted_on) from transaction") == [(DAY_1,)]
    assert run.load(DAY_2).state == "published"
    assert as_viewer(served(), ALL, "select count(*) from transaction") == [(6,)]


@hall_alone
def test_a_load_killed_anywhere_leaves_a_whole_day_and_runs_again(small_bank: SmallBank) -> None:
    """Each run after a kill begins where the one before it left everything lying."""
    run.load(DAY_1)
    moments = "extract took", "  holding:", "  balance is copied", "build took", "record ..."
    for moment in moments:
        kill_at(small_bank, DAY_2, moment)
        days = as_viewer(served(), ALL, "select distinct as_of from balance order by 1")
        assert days in ([(DAY_1,)], [(DAY_1,), (DAY_2,)]), moment
        if moment != moments[-1]:
            assert days == [(DAY_1,)], moment
    assert run.load(DAY_2).state in ("published", "unchanged")
    assert as_viewer(served(), ALL, "select count(*), sum(closing) from balance") == [
        (6, Decimal(3 * (10_000_000_001 + 10_000_000_501)))
    ]


def test_only_one_load_runs_at_a_time(small_bank: SmallBank) -> None:
    with run._only_one_load(), pytest.raises(LoadRefused, match="Another load is running"):
        run.load(DAY_1)


def test_a_postgresql_database_can_be_the_warehouse(
    small_bank: SmallBank, settings: object
) -> None:
    params = connections["owner"].get_connection_params()
    with psycopg.connect(
        **{k: params[k] for k in ("host", "port", "dbname", "user", "password") if k in params},
        autocommit=True,
    ) as connection:
        connection.execute("drop schema if exists warehouse cascade; create schema warehouse")
        for name in small_bank.rows:
            path = small_bank.data / f"{name}.csv"
            header = path.read_text().splitlines()[0].split(",")
            columns = ", ".join(f'"{column}" text' for column in header)
            connection.execute(f'create table warehouse."{name}" ({columns})'.encode())
            statement = f'copy warehouse."{name}" from stdin (format csv, header)'
            with connection.cursor().copy(statement.encode()) as copy:
                copy.write(path.read_text())
            small_bank.mapping(name).write_text(
                small_bank.mapping(name).read_text().replace(f'"{name}"', f'warehouse."{name}"')
            )
    settings.C360_WAREHOUSE_URL = (  # type: ignore[attr-defined]
        f"postgres://{params['user']}:{params['password']}@/{params['dbname']}"
        f"?host={params['host']}&port={params['port']}"
    )
    assert run.load(DAY_2).state == "published"
    assert as_viewer(served(), ALL, "select count(*) from customer") == [(3,)]


def test_every_model_of_a_scoped_table_has_rm_seq_or_a_span_of_it() -> None:
    for model in apps.get_models():
        if issubclass(model, Published) and model.scoped:
            needed = {*model.scope_span, "bands"} if model.scope_span else {"rm_seq"}
            assert needed <= set(ddl.column_names(model)), model
