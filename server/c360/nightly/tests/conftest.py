"""Fixtures of the load: a small bank, and a database in which nothing is published."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections

from c360.core.errors import C360Error
from c360.nightly import publish, run
from c360.nightly.models import Load, PublicationRecord
from c360.nightly.tests.small_bank import SmallBank

HALL = "c360.customers"
ALL = "{[0,1000000]}"  # a scope of every book


def clear() -> None:
    """Nothing is loaded."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("select nspname from pg_namespace where nspname ~ '^p[0-9]{8}_'")
        for (schema,) in cursor.fetchall():
            cursor.execute(f"drop schema {schema} cascade")
        cursor.execute("select tablename from pg_tables where schemaname = 'ledger'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'drop table if exists ledger."{table}" cascade')
        cursor.execute("truncate app.load, app.publication cascade")


@pytest.fixture
def small_bank(tmp_path: Path, settings: Any, transactional_db: None) -> Iterator[SmallBank]:
    """The configured bank; nothing of it is loaded yet."""
    bank = SmallBank(tmp_path).write()
    settings.C360_BANKS_DIR = bank.banks_dir
    settings.C360_BANK = "small"
    settings.C360_DATA = str(bank.data)
    settings.C360_WAREHOUSE_URL = ""
    settings.RUN_DIR = tmp_path / "run"
    settings.C360_LOAD_MEMORY = "500MB"
    clear()
    yield bank
    clear()


@pytest.fixture
def hall_alone(settings: Any) -> None:
    """An installation without modules: how a load goes does not hang on what they build."""
    settings.C360_MODULES = [HALL]


@pytest.fixture
def refused() -> Callable[..., str]:
    """Load a day that must be refused; answers the reason. Nothing new is published."""

    def load(as_of: date, **options: bool) -> str:
        before = publish.last_published()
        with pytest.raises(C360Error) as raised:
            run.load(as_of, **options)
        assert publish.last_published() == before
        last = Load.objects.using("owner").first()
        assert last is None or last.state != Load.State.PUBLISHED or before is not None
        return str(raised.value)

    return load


def served() -> str:
    """The schema of the publication that is served."""
    return PublicationRecord.objects.using("owner").latest("generation").schema


def as_viewer(schema: str, scope: str | None, query: str) -> list[tuple[Any, ...]]:
    """Run a query as the web's role, in a publication and a scope (None: never set)."""
    params = connections["default"].get_connection_params()
    keys = ("host", "port", "dbname", "user", "password")
    with psycopg.connect(**{key: params[key] for key in keys if key in params}) as connection:
        connection.execute(
            "select set_config('search_path', %s, true)", [f"{schema}, app, pg_temp"]
        )
        if scope is not None:
            connection.execute("select set_config('c360.scope', %s, true)", [scope])
        return connection.execute(query.encode()).fetchall()
